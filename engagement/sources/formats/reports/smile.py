"""Smile.io: its customers with points, tier and state, and the two columns that it imports.

The header of the export is not documented; this follows the fields of its API. A candidate has not joined and
is not a member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.report_exports import member_export
from engagement.sources.meaning.vocabularies import MEMBER
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_OWN: Final = frozenset({"referral url", "vip status", "vip tier", "vip tier id", "state", "smile id"})


def _fits(raw: RawTable) -> float:
    words = {fold(column) for column in raw.columns}
    if words == {"email", "points"}:
        return 0.9
    if "email" not in MEMBER.find(raw.columns) or "points balance" not in words:
        return 0.0
    return 0.9 if len(words & _OWN) >= 2 or "referral url" in words else 0.0


FORMAT: Final = member_export(key="smile", platform="Smile.io", export="Customers > Export", fits=_fits)
