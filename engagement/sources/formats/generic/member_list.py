"""A member list of any loyalty programme: an identity with joining date, tier or points.

Read this way: LoyaltyLion, Yotpo, Rivo, Stamped and hand-made sheets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import MEMBER
from engagement.sources.orders.columns import find, sample
from engagement.sources.reports.member_rows import members
from engagement.sources.values.looks import is_number
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "generic_members"
_IDENTITY: Final = ("email", "phone", "customer", "member_id")
_PROGRAMME_ROLES: Final = frozenset(
    {"points", "tier", "points_earned", "points_spent", "referrals", "redemptions"}
)
#: Roles whose values must be numbers: "body" means points in Czech, but the text of a review in English.
_COUNTED: Final = _PROGRAMME_ROLES - {"tier"}
_WORDS: Final = patterns("member-lists")
#: Words that are enough to distinguish a list of members from one of customers.
_PROGRAMME_WORDS: Final = re.compile(_WORDS["programme"])
#: Words of tables of purchases or answers, which may have points and people, too.
_ANOTHER_TABLE: Final = re.compile(_WORDS["another_table"])


def _fits(raw: RawTable) -> float:
    """Return how surely this is a list of members, from 0 to 0.93."""
    columns = MEMBER.find(raw.columns)
    roles = {role for role in columns if role not in _COUNTED or _are_counts(raw, columns[role][0])}
    headers = [fold(column) for column in raw.columns]
    if not any(name in roles for name in _IDENTITY) or any(map(_ANOTHER_TABLE.search, headers)):
        return 0.0
    programme = len(roles & _PROGRAMME_ROLES)
    named = any(map(_PROGRAMME_WORDS.search, [*headers, fold(raw.file), fold(raw.sheet or "")]))
    if programme and {"order_id", "date", "amount"} <= find(raw).keys():
        return 0.0  # orders, with the points that each one earned
    if not programme:
        return 0.6 if named and "joined" in roles else 0.0
    return min(0.93, 0.35 + 0.15 * programme + 0.15 * named + 0.1 * ("joined" in roles))


def _are_counts(raw: RawTable, column: str) -> bool:
    texts = sample(raw, raw.columns.index(column))
    return not texts or 2 * sum(map(is_number, texts)) > len(texts)


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
