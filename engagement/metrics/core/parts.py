"""How many people a number counts, between any two days, for each part of its rows.

A *part* is a set of rows that a published number reveals, or the difference of two published numbers: the
orders of guests and those of all others, the promoters and the detractors. Each part on some days is a
separate group of people, and the guard checks its size.

An order counts as its customer. Orders without a customer count as nobody if the file names customers, and
as one person each if it names none, or if the part consists of such orders. An answer counts as its
respondent; a visit, a recipient and a member count as one person each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from engagement.metrics.model import OTHER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.sums.periods import Periods
    from engagement.statistics.interval import Array

#: The count of rows without a person: above 0, below any number that may be shown.
NOBODY: Final = 0.5
#: The least amount of all but the two largest payers, as a share of the largest one's amount (p % rule).
PREVAILS: Final = 0.1
#: Parts that consist of orders without a customer by definition.
UNNAMED: Final = frozenset({"anonymous"})


class Part(Protocol):
    """One set of rows."""

    def people(self, first: int, stop: int) -> float:
        """Return the number of different people on the days first..stop-1; 0 without rows."""


@dataclass(frozen=True, slots=True)
class CountedPeople:
    """People who appear on one day only, so that counts add up: `counts` of each day from `first_day` on.

    The difference of two counts of visits may be negative, if there are more of the other kind.
    """

    first_day: int
    counts: Array

    def people(self, first: int, stop: int) -> float:
        """Return the sum of the days."""
        days = slice(max(first - self.first_day, 0), max(stop - self.first_day, 0))
        return abs(float(self.counts[days].sum()))


@dataclass(frozen=True, slots=True)
class PeopleOfOneDay:
    """People who appear on one day each: the days in order, and the person of each."""

    day: NDArray[np.int64]
    ident: NDArray[np.uint64]

    def people(self, first: int, stop: int) -> float:
        """Return the number of people."""
        begin, end = np.searchsorted(self.day, (first, stop))
        return float(end - begin)


@dataclass(frozen=True, slots=True)
class DistinctPeople:
    """People who may appear repeatedly: the day of each row, in order, and its person, -1 for nobody.

    Rows without a person count one each if `alone`. `ident` identifies the other contents of a row, so that
    a row with other contents in other data is a different one.
    """

    day: NDArray[np.int64]
    person: NDArray[np.int64]
    alone: bool
    ident: NDArray[np.uint64]

    def people(self, first: int, stop: int) -> float:
        """Return the number of different people."""
        persons = self.person[slice(*np.searchsorted(self.day, (first, stop)))]
        named = persons[persons >= 0]
        count, unnamed = float(np.unique(named).size), float(persons.size - named.size)
        if self.alone:
            return count + unnamed
        return count or (NOBODY if unnamed else 0.0)


@dataclass(frozen=True, slots=True)
class PayingPeople(DistinctPeople):
    """People with the money of their rows; a group in which one person dominates counts as too small.

    Otherwise somebody who knows their own amount could compute the dominant one from the total (p % rule).
    """

    amount: Array

    def people(self, first: int, stop: int) -> float:
        """Return the number of different people; fewer than may be published if one of them dominates."""
        count = DistinctPeople.people(self, first, stop)
        rows = slice(*np.searchsorted(self.day, (first, stop)))
        return min(count, NOBODY) if _prevails(self.person[rows], self.amount[rows]) else count


def _prevails(person: NDArray[np.int64], amount: Array) -> bool:
    """Return whether the sum of all but the two largest payers is less than the least share of the largest.

    Orders without a customer count as one person each.
    """
    named = person >= 0
    _, place = np.unique(person[named], return_inverse=True)
    sums = np.abs(np.concatenate([np.bincount(place, amount[named]), amount[~named]]))
    return _one_prevails(sums, float(sums.sum()))


def _one_prevails(sums: Array, total: float) -> bool:
    largest = np.sort(sums)[-2:]
    return bool(sums.size and total - largest.sum() < PREVAILS * largest[-1])


@dataclass(frozen=True, slots=True)
class CampaignOrders(CountedPeople):
    """Orders after campaigns, counted by day, with the money of each campaign.

    Individual amounts are unknown: the orders of one campaign are taken as equal. `counts` also encodes the
    money of a day as less than one person, so that campaigns that differ only in money between two versions
    of the data count as a small difference.
    """

    day: NDArray[np.int64]
    orders: Array
    amount: Array

    @classmethod
    def of(cls, days: Periods, day: NDArray[np.int64], orders: Array, amount: Array) -> CampaignOrders:
        """Return the campaigns of these days; `orders` and `amount` have an entry for each."""
        place = day - days.first_day
        order_counts, money = (
            np.bincount(place, values, minlength=days.count) for values in (orders, np.abs(amount))
        )
        return cls(days.first_day, order_counts + NOBODY * money / (money + 1), day, orders, amount)

    def people(self, first: int, stop: int) -> float:
        """Return the number of orders, one person each; too few to publish if one of them dominates."""
        count = CountedPeople.people(self, first, stop)
        inside = (self.day >= first) & (self.day < stop)
        orders = np.maximum(self.orders[inside], 1)
        amount = np.abs(self.amount[inside])
        # Two orders of one campaign may be the two largest of all.
        each = np.repeat(amount / orders, np.minimum(orders, 2).astype(np.int64))
        return min(count, NOBODY) if _one_prevails(each, float(amount.sum())) else count


@dataclass(frozen=True, slots=True)
class Pick:
    """One group of a split: a value, or (`OTHER`) all values that are not named."""

    by: str
    value: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonRows:
    """The rows of a table in order of their days: persons, parts (`marks`) and groups.

    A group is an index into its dimension's labels, -1 if unknown. `ident` is the content of an answer,
    `amount` the money of a row; None if the rows have none.
    """

    day: NDArray[np.int64]
    person: NDArray[np.int64]
    marks: Mapping[str, NDArray[np.bool_]]
    groups: Mapping[str, tuple[NDArray[np.int64], tuple[str, ...]]]
    #: Rows without a person count as one each.
    alone: bool
    ident: NDArray[np.uint64]
    amount: Array

    def picked(self, picks: Sequence[Pick]) -> NDArray[np.bool_]:
        """Return a mask of the rows that belong to all of the groups; splits not in the table are ignored."""
        is_picked = np.ones(self.day.size, dtype=bool)
        for pick in picks:
            if pick.by not in self.groups:
                continue
            codes, labels = self.groups[pick.by]
            named = pick.named if pick.value == OTHER else (pick.value,)
            inside = np.isin(codes, [i for i, label in enumerate(labels) if label in named])
            is_picked &= ~inside if pick.value == OTHER else inside
        return is_picked
