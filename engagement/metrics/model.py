"""The types that callers of a metric receive, and those that define a metric."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol

import msgspec

from engagement.locale import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

Grain = Literal["day", "week", "month", "quarter", "year"]
#: A calendar period by name: the one in which the data end, up to that day, or the last complete one.
NamedPeriod = Literal[
    "this_week",
    "this_month",
    "this_quarter",
    "this_year",
    "last_week",
    "last_month",
    "last_quarter",
    "last_year",
]
#: share: 0..1, shown as per cent · percent: already times 100 · points: -100..100 ·
#: money: major units of `currency` · count, ratio, days, score: as named.
Unit = Literal["share", "percent", "points", "money", "count", "ratio", "days", "score"]
#: ok · small: n under 30, draw grey · hidden: n too small for a value, show the counts ·
#: missing: the table holds nothing for it · withheld: too few people to be published.
Status = Literal["ok", "small", "hidden", "missing", "withheld"]
#: The segment of a published breakdown for all small segments and unknown values together.
OTHER: Final = "…"
#: The separator of two combined dimensions, and of their segments; it does not occur in files.
PAIR: Final = "\x1f"
#: What a window is compared with: the same days a year ago, the period before, or chosen days.
ComparedWith = Literal["year", "before"] | tuple[int, int]
#: The direction that is good for the shop; None if neither is.
Better = Literal["up", "down"]


class Window(msgspec.Struct, frozen=True, array_like=True):
    """Days first..last, both inclusive, as days since 1970-01-01."""

    first_day: int
    last_day: int

    @property
    def days(self) -> int:
        """The number of days in the window."""
        return self.last_day - self.first_day + 1


class ReadScale(msgspec.Struct, frozen=True, array_like=True):
    """The scale of a question as a person stated it, in place of the file's.

    `of` is the question's name in an address (`surveys.questions.address_key`), or the kind of all such
    questions.
    """

    of: str
    low: float
    high: float
    low_is_good: bool


@dataclass(frozen=True, slots=True)
class Question:
    """The question of a page: period, filters and options, all that a link contains.

    `days` is the window's length, None for all data; `as_of` its last day, None for the day of the last
    order in the data. `filters` keep rows whose dimension has one of the values. `currency` is that of
    money, None for that of most orders; other currencies are never added to it. `and_by` is the second of
    two splits at once, beside `by`. `fold` merges the variants of a product in the tables of products.
    `net` deducts refunds from money: on the day of the order, or, with `refund_day`, from revenue on the day
    of the refund, where the files have it. A link deducts them on the day of the order.
    `compare` is what the window is compared with; None decides by its length (`comparing.window_pairs`).
    `period` names calendar days in place of `days` and `as_of`; a view replaces it by these
    (`comparing.named_periods`), so remove the name to ask for other days. `last_answers` counts only each
    identified person's last answer to a question; `scales` are those stated by a person instead of a file.
    Neither is published in a link. `as_if_ended` reads the data as if they ended on `as_of` (`--as-of`,
    links): later orders do not count as follow-ups. Without it the days are named (May), and follow-ups may
    lie after them (`core.placing`).
    """

    days: int | None = 365
    as_of: int | None = None
    grain: Grain = "month"
    by: str | None = None
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    net: bool = False
    refund_day: bool = False
    currency: str | None = None
    compare: ComparedWith | None = None
    and_by: str | None = None
    period: NamedPeriod | None = None
    fold: bool = False
    last_answers: bool = False
    scales: tuple[ReadScale, ...] = ()
    as_if_ended: bool = False

    @property
    def split(self) -> str | None:
        """The dimension by which a table of customers is split: `by`, or both combined if there are two."""
        return self.by if self.by is None or not self.and_by else pair_of(self.by, self.and_by)

    @property
    def in_links(self) -> Question:
        """The question as a link asks it, where every answer counts, on the scale of the file."""
        return replace(self, last_answers=False, scales=(), refund_day=False)


@dataclass(frozen=True, slots=True)
class PublicNote(Message):
    """A note that a link may show: it contains no count and no name.

    Any other note beside a reading or a change is shown to the owner only.
    """


def public(note: Message) -> PublicNote:
    """Mark a note as allowed in links. Raises ValueError for one that contains a count."""
    if note.n is not None:
        raise ValueError(f"a note with counts of people is never public: {note.text}")
    return PublicNote(note.text, note.plural, note.n, note.values)


@dataclass(frozen=True, slots=True)
class Reading:
    """One number with its interval, counts and notes. `value` is None where it must not be shown."""

    key: str
    value: float | None
    numerator: float | None
    denominator: float | None
    low: float | None
    high: float | None
    method: str
    n: int
    unit: Unit
    window: Window | None
    status: Status = "ok"
    currency: str | None = None
    notes: tuple[Message, ...] = ()
    #: Rows of the table that this number leaves out, by reason.
    left_out: tuple[tuple[Message, int], ...] = ()
    #: Rows of the table that it uses.
    rows_used: int = 0
    #: The last day of its data if they end long before the newest data; else None.
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """This window against a comparable earlier one.

    `difference` (now minus before) and its limits are in the metric's own unit; `method` is a key of
    `methods.METHODS`. A count has a difference and no limits. `beyond_noise`: whether it is significant
    among all comparisons shown; None if not tested: for a count, for windows that are not comparable, and
    without an earlier window. `p` is the p value of this comparison alone. `needs_from`: if nothing is
    compared for lack of older data, the day from which they would have to begin. `reason`: why nothing
    is compared, in few words; the notes give it in full.
    """

    before: Reading | None
    difference: float | None
    low: float | None
    high: float | None
    method: str
    beyond_noise: bool | None
    notes: tuple[Message, ...] = ()
    p: float | None = None
    needs_from: int | None = None
    reason: Message | None = None


class SeriesBreak(NamedTuple):
    """A day, since 1970-01-01, from which a figure is defined differently, and why."""

    day: int
    why: Message


@dataclass(frozen=True, slots=True)
class Metric:
    """The texts and the place of a metric; its computation is in its family's module."""

    key: str
    family: Literal["purchases", "surveys", "social", "web", "email", "loyalty", "joined"]
    table: str
    unit: Unit
    name: Message
    numerator: Message
    denominator: Message | None
    counts: Message
    leaves_out: Message
    origin: Message
    interval: Message
    better: Better | None = None
    columns: tuple[str, ...] = ()
    #: (column, name): the name of the figure if the data have nothing in that column.
    without: tuple[str, Metric] | None = None
    #: A figure of customers, for which short periods say little: its trend shows trailing windows first,
    #: that of other figures single periods.
    trailing: bool = False


def pair_of(by: str, and_by: str) -> str:
    """Return the key of the dimension that combines two splits."""
    return f"{by}{PAIR}{and_by}"


def sides_of(pair: str | None) -> tuple[str | None, str | None]:
    """Return both segments of a pair, None for unknown ones."""
    first, _, other = (pair or "").partition(PAIR)
    return first or None, other or None


#: Columns of `View.trend`: one row per period, in order.
#:   start (datetime64[s], first day of the period), value, low, high, numerator, denominator, n,
#:   complete (bool: False for a running period or a trailing window that the data do not fill),
#:   status
TREND_COLUMNS = ("start", "value", "low", "high", "numerator", "denominator", "n", "complete", "status")

#: Columns of `View.breakdown`: one row per segment, largest n first.
#:   segment (str; None: not said), value, low, high, numerator, denominator, n, status,
#:   differs (bool: from all others together, after Holm), difference, difference_low,
#:   difference_high (to the others, in the metric's own unit; NaN where a side is under 30),
#:   p (of no difference, after Holm)
BREAKDOWN_COLUMNS = (
    "segment",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "n",
    "status",
    "differs",
    "difference",
    "difference_low",
    "difference_high",
    "p",
)


class View(Protocol):
    """The source of a page's readings: an owner's view computes them, a recipient's reads a bundle."""

    question: Question

    @property
    def k(self) -> int | None:
        """The smallest number of people behind anything in a published bundle; None for an owner's view."""

    def ask(self, question: Question) -> View:
        """Return a view of the same data for another question."""

    def window(self, key: str) -> Window:
        """Return the window of a metric; it ends on the metric's as-of day."""

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the metrics that the data unlock, in reading order."""

    def locked(self) -> Mapping[str, Message]:
        """Return the locked metrics, each with the file or column that would unlock it."""

    def metric(self, key: str) -> Metric:
        """Return a metric's words."""

    def reading(self, key: str) -> Reading:
        """Return a metric's value for the whole window."""

    def change(self, key: str) -> Change:
        """Return this window against the one before it."""

    def breaks(self, key: str) -> tuple[SeriesBreak, ...] | None:
        """Return the days on which a figure's definition changes; None where that is not known."""

    def trend(self, key: str, *, trailing: bool = True) -> pd.DataFrame:
        """Return `TREND_COLUMNS`.

        `trailing`: every point covers the window's length, ending with that period, so that the
        last point is the headline; else only the period itself.
        """

    def trend_of(self, key: str, by: str, segment: str, *, trailing: bool = True) -> pd.DataFrame:
        """Return `TREND_COLUMNS` for one part of a split; empty where it is not published.

        Customers belong to the segment of their first order, rows to their own.
        """

    def breakdown(self, key: str, by: str) -> pd.DataFrame:
        """Return `BREAKDOWN_COLUMNS`."""

    def currencies(self) -> tuple[str, ...]:
        """Return the currencies in which money can be read, most orders first, after conversion."""

    def dimensions(self, key: str) -> tuple[str, ...]:
        """Return the dimensions by which the metric can be split: those with at least two values."""

    def customer_dimensions(self, key: str) -> tuple[str, ...]:
        """Return the dimensions of a metric's customers; none in a published bundle."""

    def line_dimensions(self, key: str) -> tuple[str, ...]:
        """Return the dimensions of order lines, whose segments overlap; none in a published bundle."""

    def values(self, dimension: str) -> tuple[str, ...]:
        """Return the values of a dimension, most frequent first."""

    def table(self, name: str) -> pd.DataFrame:
        """Return a named result table, such as the distribution of effort answers."""

    def table_by(self, name: str, by: str) -> pd.DataFrame:
        """Return a retention table for each part of a split, `segment` first; empty where not published."""

    def customer_splits(self) -> tuple[str, ...]:
        """Return the splits that `table_by` accepts."""

    def rows(self, key: str, limit: int | None = None) -> pd.DataFrame:
        """Return the rows behind a number; people appear as short codes only."""
