"""The parts of a group's rows in a window that are published with a figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from engagement.metrics.core.parts import (
    UNNAMED,
    CountedPeople,
    DistinctPeople,
    Part,
    PayingPeople,
    PeopleOfOneDay,
    PersonRows,
    Pick,
)
from engagement.metrics.sums.group_sums import Cut, Sums

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.periods import Periods
    from engagement.statistics.interval import Array

#: Names that stand for a series of parts: the steps of a scale, submissions without a kind of question.
SERIES: Final = frozenset({"step", "without"})
#: Returns the parts of a cell, always the same number.
PartsOf: TypeAlias = "Callable[[Cell], Sequence[Part]]"


@dataclass(frozen=True)
class Cell:
    """The rows of some groups, from which parts are taken.

    `scope` is filtered to the groups, for metrics whose own source counts; `rows` returns the people of all
    groups, by subject. `days` are all days of the data, each as a period.
    """

    scope: Scope
    days: Periods
    rows: Callable[[str], PersonRows]
    picks: tuple[Pick, ...] = ()

    @cached_property
    def _firsts(self) -> tuple[PeopleOfOneDay, PeopleOfOneDay, Array]:
        """Return customers by first order, customers by second order, and days between (inf: no second).

        The first and the last have an entry for each customer, the second for each who came back.
        """
        people = self.rows("orders")
        is_counted = people.marks["named"] & people.picked(self.picks)
        day, person = people.day[is_counted], people.person[is_counted]
        customers, first = np.unique(person, return_index=True)
        later = np.delete(np.arange(person.size), first)
        returning, second_index = np.unique(person[later], return_index=True)
        second, came = later[second_index], np.searchsorted(customers, returning)
        gap = np.full(customers.size, np.inf)
        gap[came] = day[second] - day[first][came]
        return (
            PeopleOfOneDay(day[first], customers.astype(np.uint64)),
            PeopleOfOneDay(day[second], returning.astype(np.uint64)),
            gap,
        )

    def parts(self, subject: str, names: Sequence[str]) -> list[Part]:
        """Return the named parts of a subject; a name of `SERIES` stands for all parts that begin with it.

        Raises KeyError for an unknown part, since parts that are not counted could reveal few people.
        """
        people = self.rows(subject)
        unknown = [name for name in names if name not in people.marks and name not in SERIES]
        if unknown:
            raise KeyError(f"{subject} have no part {', '.join(unknown)}")
        inside = people.picked(self.picks)
        wanted = [mark for mark in people.marks if mark in names or mark.partition(" ")[0] in names]
        return [
            DistinctPeople(people.day[rows], people.person[rows], alone, people.ident[rows])
            for mark in wanted
            for alone in [people.alone or mark in UNNAMED]
            for rows in [inside & people.marks[mark]]
        ]

    def paid(self, subject: str, names: Sequence[str]) -> list[Part]:
        """Return the named parts of a subject with their money; other amounts make another row."""
        people = self.rows(subject)
        inside = people.picked(self.picks)
        money = people.amount.view(np.uint64)
        return [
            PayingPeople(
                people.day[rows], people.person[rows], people.alone, money[rows], people.amount[rows]
            )
            for mark in names
            for rows in [inside & people.marks[mark]]
        ]

    def firsts(self, subject: str, names: Sequence[str]) -> list[Part]:
        """Return the people of the named parts of a subject, each by the first row in the part."""
        people = self.rows(subject)
        inside = people.picked(self.picks)
        parts: list[Part] = []
        for mark in names:
            rows = inside & people.marks[mark]
            persons, first = np.unique(people.person[rows], return_index=True)
            first_rows = PeopleOfOneDay(people.day[rows][first], persons.astype(np.uint64))
            parts.append(_in_order(first_rows, persons >= 0))
        return parts

    def new(self, after: float = -1.0, until: float = np.inf, followed: int = 0) -> Part:
        """Return new customers by the day of their first order.

        Only those whose second order comes more than `after` and at most `until` days later; inf means
        never. Those whom the data cover for fewer than `followed` days are left out.
        """
        first, _, gap = self._firsts
        followed_long_enough = first.day <= self.days.last_day - followed
        return _in_order(first, followed_long_enough & (gap > after) & (gap <= until))

    def later(self) -> Part:
        """Return the orders of identified customers that follow another order of theirs."""
        people = self.rows("orders")
        is_counted = people.marks["named"] & people.picked(self.picks)
        day, person = people.day[is_counted], people.person[is_counted]
        _, first = np.unique(person, return_index=True)
        follows = np.ones(person.size, dtype=bool)
        follows[first] = False
        return DistinctPeople(day[follows], person[follows], False, people.ident[is_counted][follows])

    def counted(self, counts: Array) -> Part:
        """Return daily counts of rows that stand for one person each."""
        return CountedPeople(self.days.first_day, counts)

    def second_orders(self) -> Part:
        """Return customers by the day of their second order."""
        second = self._firsts[1]
        return _in_order(second, np.ones(second.day.size, dtype=bool))


def _in_order(people: PeopleOfOneDay, mask: NDArray[np.bool_]) -> PeopleOfOneDay:
    day, ident = people.day[mask], people.ident[mask]
    order = np.argsort(day, kind="stable")
    return PeopleOfOneDay(day[order], ident[order])


def marked(cell: Cell, subject: str, names: Sequence[str]) -> list[Part]:
    """Return parts by their marks."""
    return cell.parts(subject, names)


def paid(cell: Cell, subject: str, names: Sequence[str]) -> list[Part]:
    """Return parts by their marks, with their money."""
    return cell.paid(subject, names)


def first_rows(cell: Cell, subject: str, names: Sequence[str]) -> list[Part]:
    """Return the people of parts, each by the first row in the part."""
    return cell.firsts(subject, names)


def new_customers(cell: Cell) -> list[Part]:
    """Return the customers by the day of their first order of all."""
    return [cell.new()]


def second_timers(cell: Cell) -> list[Part]:
    """Return the customers by their second order, which makes them repeat customers."""
    return [cell.second_orders()]


def later_orders(cell: Cell) -> list[Part]:
    """Return the customers by the orders that follow another order of theirs."""
    return [cell.later()]


def followed_for(cell: Cell, days: int) -> list[Part]:
    """Return new customers with a second order within `days` days, and those without one by then."""
    return [cell.new(until=days, followed=days), cell.new(after=days, followed=days)]


def second_between(cell: Cell, after: float, until: float) -> list[Part]:
    """Return new customers whose second order follows after more than `after` and at most `until` days."""
    return [cell.new(after, until)]


def counted(source: Callable[[Scope, Cut], Sums], split: Callable[[Sums], Sequence[Array]]) -> PartsOf:
    """Return parts from a source's sums, whose rows stand for one person each."""

    def parts(cell: Cell) -> list[Part]:
        return [cell.counted(counts) for counts in split(cell.scope.sums(source, Cut(along=cell.days)))]

    return parts
