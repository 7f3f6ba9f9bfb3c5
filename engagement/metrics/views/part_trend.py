"""The trend of one part of a split."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.metrics.holding import contents
from engagement.metrics.purchases.scans.customers import (
    basket_values,
    customer_numbers,
    customer_sums,
    returning_numbers,
)
from engagement.metrics.purchases.scans.returns import gaps, second_orders
from engagement.metrics.views import trend_and_breakdown

if TYPE_CHECKING:
    import pandas as pd

    from engagement.metrics.core.definition import Definition
    from engagement.metrics.core.scope import Scope, StatsSource
    from engagement.metrics.sums.periods import Periods

#: Scans that use all orders of a customer. Filtering orders would split customers: somebody who came back
#: without the discount code of the first order would seem to have come only once.
_OF_CUSTOMERS: Final[frozenset[StatsSource]] = frozenset(
    {customer_numbers, customer_sums, returning_numbers, basket_values, second_orders, gaps}
)


def is_of_customers(definition: Definition) -> bool:
    """Return whether a part of this metric has whole customers, each in the segment of the first order."""
    return definition.source in _OF_CUSTOMERS


def trend(definition: Definition, scope: Scope, part: tuple[str, str], periods: Periods) -> pd.DataFrame:
    """Return `TREND_COLUMNS` of the rows, or of the customers, that have a value of a dimension.

    Money stays in the currency of the whole, so that the parts have one scale.
    """
    by, segment = part
    placed = replace(scope, read_in=scope.currency) if definition.money else scope
    if is_of_customers(definition) and scope.data.is_of_lines(by, scope.table):
        part = (contents.dimension_of_value(by, segment), contents.INSIDE)
    if is_of_customers(definition):
        return trend_and_breakdown.trend(definition, replace(placed, whose=part), periods)
    question = scope.question
    filtered = replace(question, filters=(*question.filters, (by, (segment,))))
    return trend_and_breakdown.trend(definition, replace(placed, question=filtered), periods)
