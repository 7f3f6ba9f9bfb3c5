"""The data of an import: a raw table, the format that reads it, and the result."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import msgspec

from engagement.locale import Message  # noqa: TC001 - msgspec reads it
from engagement.sources.model.hints import Doubt  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    import pyarrow as pa

ExportKind = Literal["orders", "surveys", "social", "web", "email", "loyalty", "contacts", "costs"]
Confidence = Literal["exact", "generic", "asked"]


class SetAside(msgspec.Struct, frozen=True, array_like=True):
    """One row that was set aside, and why. `reason` is a sentence without places."""

    line: int
    column: str | None
    value: str | None
    reason: Message
    row: int


@dataclass(frozen=True, slots=True)
class Report:
    """The account of one table of one file: every row is either kept or set aside.

    `shape` is that of `recipes.shape`. `askable`: the number of other unknown tables of the file, reported
    with its first table; a person may say what they contain.
    """

    file: str
    sheet: str | None
    kind: ExportKind
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
    #: Sentences that are valid until a file of any of these formats exists.
    lacks: tuple[tuple[Message, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of one recognised table: canonical tables by name, and the account.

    `rejects` are the original rows that were set aside, with an `Error` column. `contacts` are the e-mail
    addresses, or phone numbers in E.164, by `customer_key`, only if requested. `also_known` maps a person's
    other pseudonym, by which files without countries know them, to the one in these tables. `separate` has
    this file's own rows if other files may complete the table, or it completes theirs.
    """

    tables: Mapping[str, pa.Table]
    report: Report
    rejects: pa.Table | None = None
    contacts: Mapping[int, str] = field(default_factory=dict)
    also_known: Mapping[int, int] = field(default_factory=dict)
    separate: Mapping[str, pa.Table] | None = None

    @property
    def mergeable(self) -> Mapping[str, pa.Table]:
        """The tables as stored, for merging with those of other files."""
        return self.tables if self.separate is None else self.separate
