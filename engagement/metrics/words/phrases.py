"""Phrases that all families share: origins of definitions, rows left out, and why there is no interval."""

from __future__ import annotations

from typing import Final

from engagement.locale import Message, message

ARTICLES: Final = message("Defined as in the articles on customer engagement that this dashboard answers.")
STANDARD: Final = message("The usual definition; the articles name the metric but not how to count it.")
#: Why rows are left out of a figure: their day.
OUTSIDE: Final = message("outside the period")
NO_INTERVAL: Final = message("A total has no interval: it is what the file holds.")


def net_of_refunds(*, on_refund_day: bool) -> Message:
    """Return the words for money net of refunds: on the day of the order, or of the refund."""
    if on_refund_day:
        return message("money net of refunds, on the day of the refund")
    return message("money net of refunds")
