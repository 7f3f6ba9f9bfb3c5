"""Which rows of visits count: reports count the same visits again, so none may be added twice.

A shop has several reports of the same visits: from two tools, by channel and by country, by day and for a
whole year. A *stretch* is one report of one span of days. Of all stretches with the columns that a metric
needs, those of one tool (and one definition of a bounce) are used, and among these a set is chosen in which
no day is counted twice.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data

TABLE: Final = "sessions"
#: Tools whose completed visits are those of any goal, not of a checkout.
GOAL_TOOLS: Final = ("ga4", "ua")
#: The day of a row without a date.
UNDATED: Final = -1_000_000
#: Above the length of any span, to pack first day and length into one integer.
_SPAN: Final = 100_000
_DIMENSIONS: Final = ("channel", "landing_page", "device", "country", "traffic_source", "campaign")


@dataclass(frozen=True, slots=True)
class Figures:
    """Numerator and denominator: columns of `sessions`.

    `checkouts_only` leaves out tools whose `completed` may be any goal. `defined`: the numerator
    has two definitions, which are kept apart.
    """

    above: str
    below: str = "sessions"
    checkouts_only: bool = False
    defined: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """One report of one span of days; `site`, `split` and `means` are "" where unknown.

    `below` is its count of the denominator.
    """

    source: str
    site: str
    split: str
    means: str
    first: int
    last: int
    below: float

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions by which the report is split."""
        bare = self.split.partition("[")[0].strip()
        return tuple(name for name in bare.split(", ") if name)

    @property
    def of_some(self) -> bool:
        """Return whether it counts only a part of the visitors."""
        return "[" in self.split

    @property
    def dated(self) -> bool:
        """Return whether its days are known."""
        return self.last != UNDATED

    @property
    def days(self) -> int:
        """The number of days that it covers."""
        return self.last - self.first + 1


def prepared(rows: Frame) -> Frame:
    """Return rows with the keys of their stretch; a row counts on the last day that it covers."""
    last = nw.coalesce(nw.col("last_day"), nw.col("day"))
    return rows.with_columns(
        site_=nw.col("property").fill_null(""),
        split_=nw.col("breakdown").fill_null(""),
        means_=nw.col("bounce_definition").fill_null(""),
        first_=nw.col("day").cast(nw.Int64).fill_null(UNDATED),
        last_=last.cast(nw.Int64).fill_null(UNDATED),
        day=last,
    )


def has_both(figures: Figures) -> nw.Expr:
    """Return an expression: a row has both figures."""
    has_figures = ~nw.col(figures.above).is_null() & ~nw.col(figures.below).is_null()
    return has_figures & ~nw.col("source").is_in(list(GOAL_TOOLS)) if figures.checkouts_only else has_figures


def stretches(data: Data, figures: Figures) -> tuple[Stretch, ...]:
    """Return all stretches with both figures, without filters."""

    def read() -> tuple[Stretch, ...]:
        rows = prepared(data.frame(TABLE)).filter(has_both(figures))
        keys = ("source", "site_", "split_", "means_", "first_", "last_")
        if not figures.defined:
            rows = rows.with_columns(means_=nw.lit(""))
        with_below = rows.with_columns(below_=nw.col(figures.below).cast(nw.Float64))
        table = with_below.group_by(*keys).agg(nw.col("below_").sum()).collect("pyarrow").to_native()
        columns = [table.column(name).to_pylist() for name in (*keys, "below_")]
        return tuple(sorted((Stretch(*row) for row in zip(*columns, strict=True)), key=_by_place))

    return data.remember(("stretches", figures), read)


def without_overlap(candidates: Iterable[Stretch], needed: frozenset[str]) -> tuple[Stretch, ...]:
    """Return stretches of one tool of which no two count the same visits.

    `needed`: the dimensions by which they must be split. Websites are added; a report without a website
    belongs to the only one that others name. Reports on a part of the visitors are used only if there are
    no others.
    """
    fitting = [s for s in candidates if needed <= set(s.dimensions)]
    of_all = [s for s in fitting if not s.of_some] or fitting
    sites = {s.site for s in of_all if s.site}
    by_site: dict[str, list[Stretch]] = {}
    for stretch in of_all:
        if stretch.site or len(sites) < 2:
            by_site.setdefault(stretch.site or next(iter(sites), ""), []).append(stretch)
    return tuple(stretch for group in by_site.values() for stretch in _without_overlap(group))


def inside(picked: Sequence[Stretch], all_of_them: Sequence[Stretch], *, defined: bool) -> nw.Expr:
    """Return an expression: a row belongs to one of the picked stretches."""
    series: dict[tuple[str, str, str, str], list[Stretch]] = {}
    for stretch in picked:
        series.setdefault(_series(stretch), []).append(stretch)
    sizes: dict[tuple[str, str, str, str], int] = {}
    for stretch in all_of_them:
        sizes[_series(stretch)] = sizes.get(_series(stretch), 0) + 1
    is_picked = nw.col("source") == ""
    for (source, site, split, means), site_stretches in series.items():
        part = (nw.col("source") == source) & (nw.col("site_") == site) & (nw.col("split_") == split)
        if defined:
            part = part & (nw.col("means_") == means)
        if len(site_stretches) < sizes[source, site, split, means]:
            code = nw.col("first_") * _SPAN + (nw.col("last_") - nw.col("first_"))
            part = part & code.is_in([s.first * _SPAN + s.last - s.first for s in site_stretches])
        is_picked = is_picked | part
    return is_picked


def splitting(names: Iterable[str | None]) -> frozenset[str]:
    """Return those names that are dimensions of a report."""
    return frozenset(name for name in names if name in _DIMENSIONS)


def _series(stretch: Stretch) -> tuple[str, str, str, str]:
    return (stretch.source, stretch.site, stretch.split, stretch.means)


def _by_place(stretch: Stretch) -> tuple[str, str, str, str, int, int]:
    return (*_series(stretch), stretch.last, stretch.first)


def _without_overlap(candidates: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches that cover most days without covering one twice.

    For equal days the less split report is used, then the one with more visits (a list of pages is often
    cut off). Single days weigh a little more than a month, and a month more than a year, because shorter
    rows fit windows better.
    """
    ranks = _ranks(candidates)
    dated = sorted((s for s in candidates if s.dated), key=lambda s: s.last)
    lasts = [s.last for s in dated]
    # Best weight and last chosen stretch among the first i; if none is chosen, continue one further back.
    best: list[tuple[int, int]] = [(0, 0)]
    before: list[int] = [0]
    for i, stretch in enumerate(dated):
        free = bisect_left(lasts, stretch.first, hi=i)
        gain = _weight(stretch) * stretch.days
        with_stretch = (best[free][0] + gain, best[free][1] - ranks[stretch.split] * stretch.days)
        best.append(max(best[i], with_stretch))
        before.append(free if with_stretch > best[i] else -1)
    picked, position = [], len(dated)
    while position > 0:
        if before[position] < 0:
            position -= 1
        else:
            picked.append(dated[position - 1])
            position = before[position]
    undated = sorted((s for s in candidates if not s.dated), key=lambda s: ranks[s.split])
    return picked + [s for s in undated if s.split == undated[0].split][:1]


def _ranks(candidates: Sequence[Stretch]) -> dict[str, int]:
    totals: dict[str, float] = {}
    for stretch in candidates:
        totals[stretch.split] = totals.get(stretch.split, 0) + stretch.below
    sizes = {s.split: len(s.dimensions) for s in candidates}
    ordered = sorted(totals, key=lambda split: (sizes[split], -totals[split], split))
    return {split: rank for rank, split in enumerate(ordered)}


def _weight(stretch: Stretch) -> int:
    return 10 if stretch.days == 1 else 9 if stretch.days <= 31 else 8
