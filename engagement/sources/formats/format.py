"""The contract of a format: how to know one platform's export, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.account import ExportKind
    from engagement.sources.model.raw_table import RawTable

#: What an export of orders is made of: a shop's own orders, who knows what, those of a market place,
#: payments. Where two of them hold the same sale, the earlier kind's record of it stands.
Records = Literal["orders", "any", "marketplace", "payments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One platform's export: how to know it, how to read it. One file per platform.

    `platform` is the platform's name, `export` says in a few words where on it the file is exported
    ("Orders > Export"); both stand in the list of platforms (`catalogue`).
    `signature`: sets of normalised column names (`column_names.normalise`); the file is of this
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
    export: str
    kind: ExportKind
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
