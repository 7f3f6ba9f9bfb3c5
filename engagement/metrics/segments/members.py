"""Who is in a segment: the keys of its customers, and how many they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from engagement.metrics.core.scope import asked_of
from engagement.metrics.segments.people import People
from engagement.statistics.proportions import wilson

if TYPE_CHECKING:
    from engagement.metrics.core.data import Data
    from engagement.metrics.model import Question
    from engagement.metrics.segments.description import Segment
    from engagement.statistics.interval import Interval


@dataclass(frozen=True, slots=True)
class Size:
    """How many customers a segment has, of how many there are; `share` with its Wilson interval."""

    customers: int
    of: int
    share: Interval[float]


def customers_of(segment: Segment, data: Data, question: Question) -> pa.Table:
    """Return `customer_key` of the customers in a segment, ascending, as of the question's as-of day.

    A customer has an order that counts up to that day; filters of the question are not looked at. Keys are
    those of every table of the data, so the result joins to any of them (`Engine.beside`). Raises
    KeyError for data that were opened without segments.
    """
    people = people_of(data, question)
    return pa.table({"customer_key": people.key[people.who(segment)]})


def size_of(segment: Segment, data: Data, question: Question) -> Size:
    """Return how many customers a segment has; the interval is that of a share of as many customers."""
    people = people_of(data, question)
    inside, of = int(people.who(segment).sum()), int(people.key.size)
    return Size(inside, of, wilson(float(inside), float(of)))


def people_of(data: Data, question: Question) -> People:
    """Return all customers as of a question, told apart."""
    found = data.customers(asked_of(data, question, "orders").standing)
    if not isinstance(found, People):
        raise TypeError("these data tell customers apart in another way")
    return found
