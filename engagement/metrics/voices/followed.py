"""Orders in the 90 days after an answer, so that all customers have the same follow-up time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engagement.metrics.core.scope import asked_of
from engagement.metrics.joined.spend_afterwards import FOLLOW_UP
from engagement.metrics.purchases.scans.histories import histories, orders_until
from engagement.metrics.rules.groups_followed import Followed
from engagement.metrics.sums.sorted_keys import first_of_each, places_among

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array


def of_orders(scope: Scope) -> Scope:
    """Return the scope of the orders for the same question."""
    order_scope = asked_of(scope.data, scope.question, "orders")
    return replace(order_scope, read_in=scope.read_in)


def followed(scope: Scope, key: NDArray[np.int64], day: Array) -> Followed:
    """Return each customer's orders in the 90 days after the answer, without those of its own day.

    The first answer of each `key` (0: nobody) counts. If no answer has a `day`, the days are counted from
    the customer's first order.
    """
    orders = of_orders(scope)
    history = histories(orders)
    named = np.flatnonzero((key > 0) & ~np.isnan(day)) if (~np.isnan(day)).any() else np.flatnonzero(key > 0)
    row = named[first_of_each(key[named], day[named])] if named.size else named
    place, is_customer = places_among(history.key, key[row])
    row, place = row[is_customer], place[is_customer]
    from_first = bool(np.isnan(day).all())
    start_day = history.first_day[place] if from_first else day[row].astype(np.int64)
    before, upto = (orders_until(history, place, start_day + days) for days in (0, FOLLOW_UP))
    ripe = (before > 0) & (start_day + FOLLOW_UP <= history.last_day)
    return Followed(row, ripe, history.spent(place, before, upto) / orders.minor, upto > before)
