"""Headings of tables of customers, the same for the team and for guests."""

from __future__ import annotations

from typing import Final

from engagement.app.ui import head
from engagement.locale import message

#: Scores of recency, best first, and of frequency, from one order on.
RECENCY: Final = {
    5: message("latest fifth"),
    4: message("second fifth"),
    3: message("third fifth"),
    2: message("fourth fifth"),
    1: message("earliest fifth"),
}
ORDERS: Final = {1: "1", 2: "2", 3: "3\u20134", 4: "5\u20139", 5: "10+"}


def scores() -> None:
    """Show the heading of the grid of RFM scores."""
    head.section(
        message("Last order and number of orders"),
        message(
            "How many customers: from above, fifths by the day of the last order; from the left, by orders."
        ),
        key="scores",
    )


def levels() -> None:
    """Show the heading of the levels of engagement."""
    head.section(
        message("From ordering to bringing others in"),
        message(
            "Each customer stands on the highest level of which your files show a sign: joined (low), "
            "answered (medium), wrote (high), brought others in (very high)."
        ),
        key="levels",
    )


def level_moves() -> None:
    """Show the heading of the movement from level to level."""
    head.section(
        message("Who moved from level to level"),
        message(
            "Petrol: on a higher level than before. Grey: on the same level, or new since. A level once "
            "reached is kept, so nobody goes down."
        ),
        key="level_moves",
    )
