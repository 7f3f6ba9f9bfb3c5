"""Which figures of which network count: posts first, else daily figures, never both.

A network's file has some figures and not others, and a missing figure is not 0. So the figures of each
network are determined first; then every metric is built from *facts*, rows of

    network, account, type, instant, day, kind ("post" or "day"), above, below

where `above` is the numerator of the ratio and `below` its denominator; null where the file has none. A
network's facts are its posts if they have both, else its daily figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.sources.meaning.networks import BEST_POSTS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.engine import Frame

#: What counts as an interaction; Facebook's reactions are read as likes.
INTERACTIONS: Final = ("likes", "comments", "shares", "saves")
#: The sum of all kinds of interactions that the network has.
ENGAGED: Final = "engaged"
#: The number of times shown: impressions, or the views that a network now reports instead.
SHOWN: Final = "shown"
#: 1 for each post.
ONE: Final = "one"
#: Rows with impressions and without views, and the reverse.
OLD_ALONE: Final = "old_alone"
NEW_ALONE: Final = "new_alone"
#: Rows of posts from files that list only the best.
BEST: Final = "best"

_POST_FIGURES: Final = (
    "impressions", "views", "reach", "clicks", "likes", "comments", "shares", "saves", "conversions",
)  # fmt: skip
_DAY_FIGURES: Final = (
    "impressions", "views", "reach", "clicks", "likes", "comments", "shares", "interactions",
    "followers", "new_followers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """How many rows of one table have each figure, by network; all rows are under `ONE`."""

    kind: str
    counts: Mapping[str, Mapping[str, int]]

    @property
    def networks(self) -> tuple[str, ...]:
        """The networks in alphabetical order."""
        return tuple(sorted(self.counts))

    def has(self, network: str, figure: str) -> bool:
        """Return whether the network's rows have the figure at all."""
        if figure == ONE:
            return network in self.counts
        if figure == SHOWN:
            return self.has(network, "impressions") or self.has(network, "views")
        if figure == ENGAGED:
            return bool(self.parts(network))
        return self.counts.get(network, {}).get(figure, 0) > 0

    def is_complete(self, network: str) -> bool:
        """Return whether the network's rows are all posts, and not only its best ones."""
        counts = self.counts.get(network, {})
        return counts.get(BEST, 0) < counts.get(ONE, 0)

    def parts(self, network: str) -> tuple[str, ...]:
        """Return the figures that make up the network's interactions."""
        if self.kind == "day" and self.has(network, "interactions"):
            return ("interactions",)
        return tuple(part for part in INTERACTIONS if self.has(network, part))

    def shown_as(self, network: str) -> str:
        """Return "impressions" or "views", whichever more rows have: one definition for all."""
        counts = self.counts.get(network, {})
        return "views" if counts.get("views", 0) > counts.get("impressions", 0) else "impressions"

    def breaks(self, network: str) -> bool:
        """Return whether some rows have only impressions and others only views: the definition changed."""
        counts = self.counts.get(network, {})
        return counts.get(OLD_ALONE, 0) > 0 and counts.get(NEW_ALONE, 0) > 0

    def value(self, figure: str) -> nw.Expr:
        """Return an expression for the figure of each row; null where the row (or its network) has none."""
        if figure == ONE:
            return nw.lit(1.0)
        if figure == SHOWN:
            by_views = [n for n in self.networks if self.shown_as(n) == "views"]
            return _where(by_views, _column("views"), _column("impressions"))
        if figure == ENGAGED:
            return self._engaged()
        return _column(figure) if figure in _figures(self.kind) else _NOTHING

    def _engaged(self) -> nw.Expr:
        """Return the sum of the parts that a network has; null for a row that lacks one of them."""
        total = nw.lit(0.0)
        all_parts = sorted({part for network in self.networks for part in self.parts(network)})
        for part in all_parts:
            carrying = [n for n in self.networks if part in self.parts(n)]
            total = total + _where(carrying, _column(part), nw.lit(0.0))
        return _where([n for n in self.networks if self.parts(n)], total, _NOTHING)


_NOTHING: Final = nw.lit(None, nw.Float64())


def figures_carried(rows: Frame, kind: str) -> Carried:
    """Return which figures the rows of `posts` ("post") or `audience` ("day") have, by network."""
    names = _figures(kind)
    has_old, has_new = (~nw.col(name).is_null() for name in ("impressions", "views"))
    flags = {
        ONE: nw.lit(1),
        OLD_ALONE: (has_old & ~has_new).cast(nw.Int64),
        NEW_ALONE: (has_new & ~has_old).cast(nw.Int64),
        BEST: (nw.col("source") == BEST_POSTS).cast(nw.Int64),
    }
    carried = (
        rows.with_columns(**flags)
        .group_by("network")
        .agg(*(nw.col(name).sum() for name in flags), *(nw.col(name).count() for name in names))
        .collect("pyarrow")
        .to_native()
    )
    counts = {
        str(row["network"]): {name: int(row[name]) for name in (*flags, *names)}
        for row in carried.to_pylist()
    }
    return Carried(kind, counts)


def facts(rows: Frame, what: Carried, networks: Sequence[str], above: str, below: str) -> Frame:
    """Return the facts of some networks from the rows of one table."""
    of_networks = rows.filter(nw.col("network").is_in(list(networks)))
    if what.kind == "day":
        of_networks = of_networks.with_columns(
            type=nw.lit(None, nw.String()), instant=nw.lit(None, nw.Datetime("us"))
        )
    return of_networks.select(
        "network",
        "account",
        "type",
        "instant",
        "day",
        kind=nw.lit(what.kind),
        above=what.value(above),
        below=what.value(below),
    )


@dataclass(frozen=True, slots=True)
class ChosenPosts:
    """The networks whose posts are used, and those whose daily figures are."""

    posts: tuple[str, ...]
    days: tuple[str, ...]


def choose(posts: Carried, days: Carried, above: str, below: str) -> ChosenPosts:
    """Return the source of each network's figures; a network without either is in neither.

    If only the best posts are listed, complete days take precedence. Days without a network may belong to a
    known one: they are used only if no other network has the figures.
    """

    def from_day(network: str) -> bool:
        return days.has(network, above) and days.has(network, below)

    from_posts = tuple(
        n
        for n in posts.networks
        if posts.has(n, above) and posts.has(n, below) and (posts.is_complete(n) or not from_day(n))
    )
    from_days = tuple(n for n in days.networks if n not in from_posts and from_day(n))
    if {*from_posts, *from_days} - {UNKNOWN}:
        from_days = tuple(n for n in from_days if n != UNKNOWN)
    return ChosenPosts(from_posts, from_days)


def _figures(kind: str) -> tuple[str, ...]:
    return _POST_FIGURES if kind == "post" else _DAY_FIGURES


def _column(name: str) -> nw.Expr:
    return nw.col(name).cast(nw.Float64())


def _where(networks: Sequence[str], then: nw.Expr, otherwise: nw.Expr) -> nw.Expr:
    """Return `then` on rows of these networks, `otherwise` on all others."""
    return nw.when(nw.col("network").is_in(list(networks))).then(then).otherwise(otherwise)
