"""A list of members of any loyalty programme: an identity, and when they joined, tier or points.

LoyaltyLion, Yotpo, Rivo, Stamped and people's own sheets are read so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import MEMBER
from engagement.sources.reports.members import members
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "generic_members"
_IDENTITY: Final = ("email", "phone", "customer", "member_id")
_PROGRAMME: Final = frozenset({"points", "tier", "points_earned", "points_spent", "referrals", "redemptions"})
#: Words that tell a list of members from one of customers, by themselves.
_SPOKEN: Final = re.compile(
    r"\bmember|\bloyal|\breward|\bvip\b|\bpunti\b|\bpuntos\b|\bpunkt|\bpontos\b|\bpoints?\b|\bfedelt|\bfidel"
    r"|\btessera|\bmitglied|\bsocio\b|\bczlonek|\bkart[ay] stal|\bmembre\b|\badherent|\bclub\b"
)
#: Tables of what people bought or answered name points and people too.
_ELSEWHERE: Final = re.compile(
    r"\border (?:id|number|name|no)\b|\bline ?item|\bsku\b|\bproduct\b|\bquantity\b|\bsubject\b|\bsessions?\b"
    r"|\brecipients?\b|\?|\btotal points$|\bquiz\b|\bcompletion time\b|\bsubmit|\bresponse\b|\bnps\b"
)


def _fits(raw: RawTable) -> float:
    """How surely this is a list of members: somebody, and what a programme knows of them."""
    found = MEMBER.find(raw.columns).keys()
    words = [fold(column) for column in raw.columns]
    if not any(name in found for name in _IDENTITY) or any(map(_ELSEWHERE.search, words)):
        return 0.0
    programme = len(found & _PROGRAMME)
    spoken = any(map(_SPOKEN.search, [*words, fold(raw.file), fold(raw.sheet or "")]))
    if not programme:
        return 0.6 if spoken and "joined" in found else 0.0
    return min(0.93, 0.35 + 0.15 * programme + 0.15 * spoken + 0.1 * ("joined" in found))


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    if cells.hints.roles is None:
        cells.warn(
            message("The loyalty programme is not known; the columns are read by what their names mean")
        )
    return members(cells, KEY)


FORMAT: Final = Format(
    key=KEY,
    platform="List of members",
    export="any list of a loyalty programme's members",
    kind="loyalty",
    read=_read,
    fits=_fits,
    generic=True,
)
