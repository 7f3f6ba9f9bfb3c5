"""The questions that every engine is asked, and what they share: windows, weeks, names of numbers."""

from __future__ import annotations

from typing import Final, TypeAlias

#: Numbers by name.
Answer: TypeAlias = "dict[str, float]"

#: Day numbers of the first and the last possible order of an invented shop.
FIRST_DAY: Final = 18_931
LAST_DAY: Final = 20_757
YEAR: Final = 365
#: The questions by the name of the function that answers them in each module of `peers`.
QUESTIONS: Final = {
    "figures": "seven figures of a year",
    "trend": "trends by week, five years",
    "cohorts": "cohorts by month",
    "rfm": "RFM groups",
    "pairs": "bought together",
    "breakdown": "by country and channel",
}
FIGURES: Final = (
    "orders",
    "revenue",
    "purchase_frequency",
    "average_order_value",
    "repeat_purchase_rate",
    "returning_customer_rate",
    "repeat_within_90_days",
)
#: Groups of customers by scores of recency, frequency and money: the first rule that holds names it.
GROUPS: Final = (
    ("champions", "r >= 4 AND f >= 4"),
    ("loyal", "r >= 3 AND f >= 3"),
    ("growing", "r >= 3 AND f = 2"),
    ("new", "r >= 4 AND f = 1"),
    ("valuable_away", "f >= 3 AND m >= 4"),
    ("away", "f >= 3"),
    ("lost", "r = 1"),
)
OTHERWISE: Final = "cooling"
#: Orders that a customer needs for each next score of frequency.
BANDS: Final = (2, 3, 5, 10)
MEDIANS: Final = ("median_recency", "median_orders", "median_revenue")
TOGETHER: Final = 30
#: How the names of a lift's limits begin.
LIMITS: Final = "spread "
#: Between the two sides of a part's name.
BETWEEN: Final = "/"


def week_of(day: int) -> int:
    """Return the number of the week, from Monday, in which a day number lies."""
    return (day + 3) // 7


def weeks() -> range:
    """Return the weeks that are over and whose trailing year the data cover."""
    return range(week_of(FIRST_DAY + YEAR) + 1, week_of(LAST_DAY + 1))


def month_name(month: int) -> str:
    """Return 12 * year + month - 1 as "2026-03"."""
    return f"{month // 12}-{month % 12 + 1:02}"
