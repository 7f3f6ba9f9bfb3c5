"""The contract of a format: how to recognise one platform's export, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.account import ExportKind
    from engagement.sources.model.raw_table import RawTable

#: What the rows of an export of orders are: a shop's own orders, orders of unknown origin, those of a
#: marketplace, or payments. If exports of two kinds contain the same sale, the kind named first here counts.
Records = Literal["orders", "any", "marketplace", "payments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One export of a platform: how to recognise it, and how to read it. One file per platform.

    - `platform`: the platform's name; `export`: where the file is exported, briefly ("Orders > Export").
      Both are in the list of platforms (`catalogue`).
    - `signature`: sets of normalised column names (`column_names.normalise`). A file is of this format if it
      has all names of one set and none of `without`. The format with the largest matching set is chosen.
    - `fits`: for formats without a signature: returns a score from 0 (no) to 1 for a table.
    - `prepare`: removes extra header rows before cells are typed.
    - `read`: returns canonical tables by name, from typed cells.
    - `completes`: the key of the format whose orders the rows of this one belong to (see `companions`).
    - `records`: what the orders of this format are; `keys`: those of rows that it writes under other keys.
    - `apart`: distinguishes tables with equal columns, so that a person's answers about one are not used for
      another.
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
