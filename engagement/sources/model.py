"""What flows through a source: a raw table, a format that reads it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

    from engagement.locale import Message
    from engagement.sources.cells import Cells

Kind = Literal["orders", "surveys", "social", "web", "email", "loyalty"]
Confidence = Literal["exact", "generic", "asked"]
#: What an export of orders is made of: a shop's own orders, who knows what, those of a market place,
#: payments. Where two of them hold the same sale, the earlier kind's record of it stands.
Records = Literal["orders", "any", "marketplace", "payments"]
#: What a table may leave open that a person knows: how it is written (the first four), which of its
#: sales another file holds, or what is implausible in it.
About = Literal[
    "dates", "decimal", "currency", "network", "sales",
    "grouping", "people", "masked", "own", "states", "unit", "amount", "zone", "swapped", "refunds",
    "future", "nothing", "share", "scale", "shops", "lost", "blank", "role",
]  # fmt: skip
#: What a person may say that a survey's column asks; "ignored": it is not to be read.
SaidKind = Literal["nps", "effort", "satisfaction", "rating", "choice", "comment", "number", "ignored"]


class SourceError(Exception):
    """A file cannot be read. Carries one clear sentence for the person who dropped it."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stands in a file, before typing: text everywhere, nothing coerced.

    `data` has one string column per header name, called "0", "1", ... so that two headers that
    differ only by case (or not at all) stay apart; `columns` holds the names as a person reads
    them, made unique. A blank cell is null. `lines[i]` is the line of row i in the file (row of
    the sheet), from 1. `preamble` holds the lines above the header, `footer` what was recognised
    as standing below the data. `header` holds the cells of the header row as they stand. The last
    `overflow` columns hold cells that stood beyond the last column that the header names.
    """

    file: str
    columns: tuple[str, ...]
    data: pa.Table
    lines: pa.Array
    sheet: str | None = None
    preamble: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    header_row: int | None = 1
    warnings: tuple[Message, ...] = ()
    footer: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    overflow: int = 0

    @property
    def rows(self) -> int:
        """How many rows stand below the header."""
        return int(self.data.num_rows)

    def with_rows(self, data: pa.Table, lines: pa.Array) -> RawTable:
        """Return the same table with other rows."""
        return replace(self, data=data, lines=lines)


@dataclass(frozen=True, slots=True)
class SetAside:
    """One row that was not kept, and why. `reason` is a sentence without places."""

    line: int
    column: str | None
    value: str | None
    reason: Message
    row: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a person has said of a survey's column.

    `reversed`: True where a low score is the good one; None leaves it to the wording.
    """

    kind: SaidKind
    reversed: bool | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What nothing in a table proves, and how it was read: a person may know better.

    `samples` are values of `column` that show it. `chosen` is the reading that was taken: day or
    month, the decimal sign, a currency, a network; None where there was nothing to take. `sentence`
    is the warning that tells of it in the account; None where a person has said how to read it.
    `choices` are what may be answered where that depends on the table (`report.CHOICES` otherwise).
    """

    about: About
    column: str
    samples: tuple[str, ...]
    chosen: str | None
    sentence: Message | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What a person (or a recipe) has said about a file; None means: find out.

    `network` is that of rows which name none themselves. `roles` names the column of each role of a
    generic reading and replaces its own guess as a whole; `questions` does so for the columns of a
    survey. Both come from a recipe. `answers` are those to doubts that have no field of their own.
    """

    date_order: Literal["day", "month"] | None = None
    decimal: Literal[".", ","] | None = None
    currency: str | None = None
    network: str | None = None
    roles: Mapping[str, str] | None = None
    questions: Mapping[str, Said] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """One platform's export: how to know it, how to read it. One file per platform.

    `signature`: sets of normalised column names (`recognise.normalise`); the file is of this
    format when all names of one set are present and none of `without` is. The largest matching
    set wins, so a specific format beats a general one. `fits` is for formats known by their data
    instead (no header): it returns a score from 0 (no) to 1. `prepare` takes away extra header
    rows before typing. `read` builds canonical tables, by name, from typed cells. `completes` is the
    key of the format whose orders the rows of this one belong to (see `companions`). `records`: what
    the orders of this format are, and `keys`, where it writes rows under other keys, what those are.
    `apart`: what tells two tables with the same columns apart, where what is said of the one must not be
    taken for the other.
    """

    key: str
    platform: str
    kind: Kind
    read: Callable[[Cells], Mapping[str, pa.Table]]
    signature: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = frozenset()
    fits: Callable[[RawTable], float] | None = None
    prepare: Callable[[RawTable], RawTable] | None = None
    generic: bool = False
    completes: str | None = None
    records: Records = "orders"
    keys: Mapping[str, Records] = field(default_factory=dict)
    apart: Callable[[RawTable], str] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The account of one table of one file: every row in is kept or set aside.

    `shape` is that of `recipes.shape`. `askable`: how many other tables of the file nobody knows, told
    of with its first table; a person may say what they hold.
    """

    file: str
    sheet: str | None
    kind: Kind
    format: str
    platform: str
    confidence: Confidence
    encoding: str
    delimiter: str
    header_row: int | None
    rows_in: int
    rows_kept: int
    rows_set_aside: int
    #: The first rows set aside; `reasons` counts all of them.
    set_aside: tuple[SetAside, ...] = ()
    reasons: tuple[tuple[Message, int], ...] = ()
    columns_used: tuple[str, ...] = ()
    columns_ignored: tuple[str, ...] = ()
    date_order: str | None = None
    decimal: str | None = None
    currencies: tuple[str, ...] = ()
    first_day: int | None = None
    last_day: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Message, ...] = ()
    shape: str = ""
    doubts: tuple[Doubt, ...] = ()
    askable: int = 0
    #: Files of the same drop whose rows were read together with this table's.
    joined: tuple[str, ...] = ()
    #: Sentences that hold as long as no file of any of these formats is there.
    lacks: tuple[tuple[Message, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What one recognised table gave: canonical tables by name, and the account.

    `rejects` is the original rows that were set aside, as read, plus an `Error` column. `contacts` are
    the e-mail addresses by `customer_key`, only where they were asked for. `apart` is what is kept where
    other files may complete the table, or it completes theirs: its rows as they are without those.
    """

    tables: Mapping[str, pa.Table]
    report: Report
    rejects: pa.Table | None = None
    contacts: Mapping[int, str] = field(default_factory=dict)
    apart: Mapping[str, pa.Table] | None = None

    @property
    def kept(self) -> Mapping[str, pa.Table]:
        """The tables as they are kept, to be put together with those of other files."""
        return self.tables if self.apart is None else self.apart
