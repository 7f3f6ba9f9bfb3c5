"""The customers in a segment: their keys and their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """The number of customers in a segment and in all (`of`); `share` has its Wilson interval."""

    customers: int
    of: int
    share: Interval[float]


def size_of(segment: Segment, data: Data, question: Question) -> Size:
    """Return the number of customers in a segment, and the interval of their share."""
    people = customers_as_of(data, question)
    inside, customers = int(people.in_segment(segment).sum()), int(people.key.size)
    return Size(inside, customers, wilson(float(inside), float(customers)))


def customers_as_of(data: Data, question: Question) -> People:
    """Return all customers as of a question, with their dimensions."""
    customers = data.customers(asked_of(data, question, "orders").standing)
    if not isinstance(customers, People):
        raise TypeError("these data tell customers apart in another way")
    return customers
