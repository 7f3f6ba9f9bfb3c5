"""LoyaltyLion: its customers with points, tier, and whether each is enrolled.

The header of the export is not documented; this follows the fields of its API. A customer who is not enrolled
is a guest of the programme, not a member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.report_exports import member_export
from engagement.sources.meaning.vocabularies import MEMBER
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_POINTS: Final = frozenset({"points approved", "points pending", "points spent"})


def _fits(raw: RawTable) -> float:
    words = {fold(column) for column in raw.columns}
    return 0.92 if "email" in MEMBER.find(raw.columns) and len(words & _POINTS) > 1 else 0.0


FORMAT: Final = member_export(
    key="loyaltylion", platform="LoyaltyLion", export="Customers > Export", fits=_fits
)
