"""Who is in a segment: the keys of its customers, and how many they are."""

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
    """How many customers a segment has, of how many there are; `share` with its Wilson interval."""

    customers: int
    of: int
    share: Interval[float]


def size_of(segment: Segment, data: Data, question: Question) -> Size:
    """Return how many customers a segment has; the interval is that of a share of as many customers."""
    people = customers_as_of(data, question)
    inside, of = int(people.who(segment).sum()), int(people.key.size)
    return Size(inside, of, wilson(float(inside), float(of)))


def customers_as_of(data: Data, question: Question) -> People:
    """Return all customers as of a question, told apart."""
    found = data.customers(asked_of(data, question, "orders").standing)
    if not isinstance(found, People):
        raise TypeError("these data tell customers apart in another way")
    return found
