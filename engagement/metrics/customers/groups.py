"""Eight named groups of customers: each combination of scores falls into exactly one of them.

Recency (r), orders (f) and money (m) are scored 1 to 5, 5 is best. f = 1 is a single order, 2 are two,
3 are three or four, 4 five to nine, 5 ten or more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.locale import message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.locale import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group: its key, its name, who is in it, and what a shop may do for it."""

    key: str
    name: Message
    meaning: Message
    advice: Message


GROUPS: Final = (
    Group(
        key="champions",
        name=message("Champions"),
        meaning=message("Five orders or more, the last among the most recent two fifths."),
        advice=message("Ask them for reviews and referrals, and show them new things first."),
    ),
    Group(
        key="loyal",
        name=message("Loyal"),
        meaning=message("Three orders or more, the last not long ago."),
        advice=message("Thank them, and offer what goes with what they have."),
    ),
    Group(
        key="growing",
        name=message("Second order made"),
        meaning=message("Two orders, the last not long ago."),
        advice=message("Make the third order easy: it is the step after which most stay."),
    ),
    Group(
        key="new",
        name=message("New"),
        meaning=message("One order, among the most recent two fifths."),
        advice=message("Welcome them, and give a reason to come back soon."),
    ),
    Group(
        key="cooling",
        name=message("Cooling off"),
        meaning=message("One or two orders, and by now some time ago."),
        advice=message("Remind them once while they still know the shop."),
    ),
    Group(
        key="valuable_away",
        name=message("Valuable and away"),
        meaning=message("Three orders or more and much spent, but long not seen."),
        advice=message("Write to them in person, and ask what is missing."),
    ),
    Group(
        key="away",
        name=message("Regulars away"),
        meaning=message("Three orders or more with less spent, and long not seen."),
        advice=message("Invite them back with what they used to buy."),
    ),
    Group(
        key="lost",
        name=message("Lost"),
        meaning=message("One or two orders, the last among the oldest fifth."),
        advice=message("Spend little on them: one last message, then leave them be."),
    ),
)

#: Groups of customers with a recent last order.
SEEN_LATELY: Final = frozenset({"champions", "loyal", "growing", "new"})

_PLACE: Final = {group.key: place for place, group in enumerate(GROUPS)}


def placed(r: NDArray[np.int64], f: NDArray[np.int64], m: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the index in `GROUPS` for scores from 1 to 5."""
    group: NDArray[np.int64] = _GROUP_OF[r, f, m]
    return group


def _placed(r: NDArray[np.int64], f: NDArray[np.int64], m: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the index in `GROUPS` by rules, the first that holds."""
    recent, often = r >= 3, f >= 3
    rules = (
        ("champions", (r >= 4) & (f >= 4)),
        ("loyal", recent & often),
        ("growing", recent & (f == 2)),
        ("new", (r >= 4) & (f == 1)),
        ("valuable_away", often & (m >= 4)),
        ("away", often),
        ("lost", r == 1),
    )
    return np.select([rule for _, rule in rules], [_PLACE[key] for key, _ in rules], _PLACE["cooling"])


#: The group by the three scores: there are few combinations and many customers.
_GROUP_OF: Final = _placed(*np.indices((6, 6, 6)))
