"""Customer dimensions from their orders: RFM group, spend tier, order count, rhythm, new or returning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.customers.late import STATES, rhythms
from engagement.metrics.customers.rfm import scored, tiers
from engagement.metrics.segments.people import Coded

if TYPE_CHECKING:
    from engagement.metrics.segments.people import People

_ORDERS: Final = {"1": 2, "2": 3, "3-4": 5, "5-9": 10, "10+": None}
_TIERS: Final = ("bottom", "lower", "upper", "top")


def rfm_group(people: People) -> Coded:
    """Return each customer's RFM group."""
    return Coded(scored(people.history).group.astype(np.int32), tuple(group.key for group in GROUPS))


def spend_tier(people: People) -> Coded:
    """Return each customer's quartile of total spend; ties share one."""
    return Coded((tiers(people.history.spend, len(_TIERS)) - 1).astype(np.int32), _TIERS)


def order_count(people: People) -> Coded:
    """Return the band of each customer's number of orders."""
    edges = [edge for edge in _ORDERS.values() if edge is not None]
    bands = np.searchsorted(edges, people.history.orders, side="right")
    return Coded(bands.astype(np.int32), tuple(_ORDERS))


def rhythm(people: People) -> Coded:
    """Return each customer's state against their own gaps between orders."""
    return Coded(rhythms(people.history).state.astype(np.int32), STATES)


def new_or_returning(people: People) -> Coded:
    """Return for each customer: new in the standing's window, returning in it, or no order in it."""
    history, first = people.history, people.standing.first_day
    states = np.select([history.latest_day < first, history.first_day >= first], [2, 0], 1)
    return Coded(states.astype(np.int32), ("new", "returning", "absent"))
