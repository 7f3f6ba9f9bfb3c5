"""What can be asked: the figures, what each means, the current findings, and which questions are possible."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from engagement.metrics.findings.plain_values import finding_as_json, in_words
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.holding import contents
from engagement.metrics.split_up.customer_parts import FIRST_PRODUCT
from engagement.metrics.views.overview import overview_keys
from engagement.metrics.views.registry import BY_TABLE, DEFINITIONS
from engagement.metrics.views.trend_and_breakdown import PAIRED
from engagement.questions.answering import metric_of, saying, splits
from engagement.questions.figure_question import NotAnswered, days_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.figure_question import FigureQuestion


_WEEK: Final = 7
_COUNTRY: Final = "country"
_REPEATED: Final = "repeat_purchase_rate"
#: The dimension that a figure itself is about: it cannot be filtered or split by it.
_SAID_BY: Final[Mapping[str, str]] = {
    "guest_checkout_rate": "guest",
    "returning_customer_rate": "new_or_returning",
    "discount_share": "discount_code",
    **dict.fromkeys(("member_share", "member_order_value_gap", "member_frequency_gap"), "membership"),
    **dict.fromkeys(("redemption_rate", "referral_share"), "membership"),
}


def figures(view: View, speak: Translator | None = None) -> dict[str, Any]:
    """Return each figure that the view has with its value and splits, and what data would unlock the others.

    Words are in English unless a translator is given.
    """
    say, entries = saying(speak), []
    for key in view.keys():  # noqa: SIM118 - a method
        metric, reading = view.metric(key), view.reading(key)
        entries.append(
            {
                "figure": key,
                "name": say(metric.name),
                "unit": metric.unit,
                "value": reading.value,
                "low": reading.low,
                "high": reading.high,
                "n": reading.n,
                "text": in_words(metric, reading, speak),
                "splits": splits(view, key),
            }
        )
    return {"figures": entries, "locked": {key: say(what) for key, what in view.locked().items()}}


def explained(view: View, key: str, speak: Translator | None = None) -> dict[str, Any]:
    """Return what a figure means and how it is computed. Raises `NotAnswered` for an unknown key."""
    say = saying(speak)
    metric = DEFINITIONS[key].metric if key in DEFINITIONS else metric_of(view, key)
    is_unlocked = key in view.keys()  # noqa: SIM118 - a method
    metric = view.metric(key) if is_unlocked else metric
    explanation: dict[str, Any] = {
        "figure": key,
        "name": say(metric.name),
        "unit": metric.unit,
        "numerator": say(metric.numerator),
        "denominator": None if metric.denominator is None else say(metric.denominator),
        "counts": say(metric.counts),
        "leaves_out": say(metric.leaves_out),
        "origin": say(metric.origin),
        "interval": say(metric.interval),
        "good_when": metric.better,
        "here": is_unlocked,
        "similar": list(DEFINITIONS[key].neighbours),
    }
    if is_unlocked:
        explanation["splits"] = splits(view, key)
    elif view.k is None:
        explanation["unlock"] = say(DEFINITIONS[key].unlock)
    return explanation


def findings(view: View, speak: Translator | None = None) -> dict[str, Any]:
    """Return what stands out beyond chance, as on the Overview, each finding with its number."""
    return {
        "findings": [
            finding_as_json(view, finding, speak) for finding in standing_out(view, overview_keys(view))
        ]
    }


def could_be_asked(question: FigureQuestion) -> bool:
    """Return whether a question has a valid period, and its figure could have its splits and filters.

    A filter by weekday needs at least a week, and of those who ordered twice all come back.
    """
    try:
        days = None if question.period is None else days_of(question.period).days
    except NotAnswered:
        return False
    if question.figure == _REPEATED and any(dimension == "order_count" for dimension, _ in question.filters):
        return False
    if days is not None and days < _WEEK and any(dimension == "weekday" for dimension, _ in question.filters):
        return False
    splits = [dimension for dimension in (question.split, question.and_split) if dimension]
    dimensions = [*splits, *(dimension for dimension, _ in (*question.filters, *question.without))]
    table = DEFINITIONS[question.figure].metric.table
    return all(can_say(question.figure, dimension) for dimension in dimensions) and (
        len(splits) < 2 or table in PAIRED
    )


def can_say(figure: str, by: str) -> bool:
    """Return whether the rows of a figure could have a dimension; surveys and members may have any."""
    table = DEFINITIONS[figure].metric.table
    if _SAID_BY.get(figure) == by:
        return False
    if table in {"responses", "members"} or by in BY_TABLE[table].dimensions:
        return True
    of_orders = by in {*contents.DIMENSIONS, FIRST_PRODUCT} or by not in _all_dimensions()
    return table == "orders" and of_orders


@cache
def _all_dimensions() -> frozenset[str]:
    """Return the dimensions of the rows of all tables."""
    return frozenset(by for family in BY_TABLE.values() for by in family.dimensions)


def of_no_row(question: FigureQuestion, view: OwnersView | None) -> bool:
    """Return whether a question names a country that no row has: nobody meant it by a misspelt word."""
    sides = (*question.filters, *question.without)
    named = {value for by, values in sides if by == _COUNTRY for value in values}
    table = DEFINITIONS[question.figure].metric.table
    return view is not None and not named.issubset(view.values(_COUNTRY, table))
