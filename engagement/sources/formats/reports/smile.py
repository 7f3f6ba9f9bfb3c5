"""Smile.io: its customers with points, tier and state, and the two columns that it imports.

The header of its export is not published; this follows the fields of its interface. A candidate has
not joined: known to the programme, no member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import MEMBER
from engagement.sources.reports.members import members
from engagement.sources.values.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "smile"
_OWN: Final = frozenset({"referral url", "vip status", "vip tier", "vip tier id", "state", "smile id"})


def _fits(raw: RawTable) -> float:
    words = {fold(column) for column in raw.columns}
    if words == {"email", "points"}:
        return 0.9
    if "email" not in MEMBER.find(raw.columns) or "points balance" not in words:
        return 0.0
    return 0.9 if len(words & _OWN) >= 2 or "referral url" in words else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return members(cells, KEY)


FORMAT: Final = Format(
    key=KEY, platform="Smile.io", export="Customers > Export", kind="loyalty", read=_read, fits=_fits
)
