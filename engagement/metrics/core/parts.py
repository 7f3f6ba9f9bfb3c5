"""How many people a number counts, between any two days, for each part of its rows.

A *part* is a set of rows that a published number reveals, or the difference of two of them: the orders of
guests and those of all others, the promoters and the detractors. Each part of some days is a separate
group of people, and the guard checks how many they are.

An order counts as its customer. Orders without a customer count as nobody if the file names customers,
and as one person each if it names none, or if the part consists of those. An answer counts as its
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

#: The count of rows without a person: more than none, fewer than any number that may be shown.
NOBODY: Final = 0.5
#: What all but the two who paid most have to be worth at least, beside the one who paid most.
PREVAILS: Final = 0.1
#: Parts that are of orders without a customer by their nature.
UNNAMED: Final = frozenset({"anonymous"})


class Part(Protocol):
    """One set of rows."""

    def people(self, first: int, stop: int) -> float:
        """Return how many different people it has on the days first..stop-1; 0 where it has no row."""


@dataclass(frozen=True, slots=True)
class CountedPeople:
    """People who appear on one day only, so that they can be added: `counts` of each day from `first_day` on.

    The difference of two counts of visits may be negative: then there are more of the other kind.
    """

    first_day: int
    counts: Array

    def people(self, first: int, stop: int) -> float:
        """Return the sum."""
        days = slice(max(first - self.first_day, 0), max(stop - self.first_day, 0))
        return abs(float(self.counts[days].sum()))


@dataclass(frozen=True, slots=True)
class PeopleOfOneDay:
    """People who appear on one day each: the days in order, and the person of each."""

    day: NDArray[np.int64]
    ident: NDArray[np.uint64]

    def people(self, first: int, stop: int) -> float:
        """Return how many there are."""
        begin, end = np.searchsorted(self.day, (first, stop))
        return float(end - begin)


@dataclass(frozen=True, slots=True)
class DistinctPeople:
    """People who may come again: of each row its day, in order, and its person, -1 for nobody.

    Rows without a person count one each if `alone`. `ident` identifies the other contents of a row, so that
    a row with other contents in other data is a different one.
    """

    day: NDArray[np.int64]
    person: NDArray[np.int64]
    alone: bool
    ident: NDArray[np.uint64]

    def people(self, first: int, stop: int) -> float:
        """Return the different people."""
        persons = self.person[slice(*np.searchsorted(self.day, (first, stop)))]
        named = persons[persons >= 0]
        count, unnamed = float(np.unique(named).size), float(persons.size - named.size)
        if self.alone:
            return count + unnamed
        return count or (NOBODY if unnamed else 0.0)


@dataclass(frozen=True, slots=True)
class PayingPeople(DistinctPeople):
    """Such rows with their money: of few, too, where one person has nearly all of it.

    Whoever knows their own sum would know that one's from the total nearly as well (the p % rule).
    """

    amount: Array

    def people(self, first: int, stop: int) -> float:
        """Return the number of distinct people; fewer than may be published if one of them dominates."""
        count = DistinctPeople.people(self, first, stop)
        rows = slice(*np.searchsorted(self.day, (first, stop)))
        return min(count, NOBODY) if _prevails(self.person[rows], self.amount[rows]) else count


def _prevails(person: NDArray[np.int64], amount: Array) -> bool:
    """Whether all but the two largest sums of a person are worth less than a part of the largest.

    Orders without a customer are of one person each.
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

    Who paid what is unknown: the orders of one campaign are taken to be of equal money. `counts` has the
    money of a day beside its orders, as less than one person, so that a campaign whose money alone differs
    in other data differs by few.
    """

    day: NDArray[np.int64]
    orders: Array
    amount: Array

    @classmethod
    def of(cls, days: Periods, day: NDArray[np.int64], orders: Array, amount: Array) -> CampaignOrders:
        """Return the letters of these days; `orders` and `amount` have an entry for each."""
        place = day - days.first_day
        order_counts, money = (
            np.bincount(place, values, minlength=days.count) for values in (orders, np.abs(amount))
        )
        return cls(days.first_day, order_counts + NOBODY * money / (money + 1), day, orders, amount)

    def people(self, first: int, stop: int) -> float:
        """Return the number of orders, one person each; few if one of them dominates."""
        count = CountedPeople.people(self, first, stop)
        inside = (self.day >= first) & (self.day < stop)
        orders = np.maximum(self.orders[inside], 1)
        amount = np.abs(self.amount[inside])
        # Two of a letter's orders may be the largest of all.
        each = np.repeat(amount / orders, np.minimum(orders, 2).astype(np.int64))
        return min(count, NOBODY) if _one_prevails(each, float(amount.sum())) else count


@dataclass(frozen=True, slots=True)
class Pick:
    """One group of a split: a value of it, or (`OTHER`) all values that are not named."""

    by: str
    value: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonRows:
    """The rows of a table in the order of their days: persons, parts (`marks`) and groups.

    A group is an index into its dimension's labels, -1 where the row does not say. `ident` is what a row
    answers, `amount` its money; none where the rows have none.
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
        """Return which rows belong to all of the groups; a split that the table lacks leaves it whole."""
        is_picked = np.ones(self.day.size, dtype=bool)
        for pick in picks:
            if pick.by not in self.groups:
                continue
            codes, labels = self.groups[pick.by]
            named = pick.named if pick.value == OTHER else (pick.value,)
            inside = np.isin(codes, [i for i, label in enumerate(labels) if label in named])
            is_picked &= ~inside if pick.value == OTHER else inside
        return is_picked
