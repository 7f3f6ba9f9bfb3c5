"""How the invented customers buy and answer: who comes when, comes back, stays away.

New customers arrive by a Poisson process that grows and follows the seasons. Each has a rate of
buying of their own (gamma) and, after every order, a chance of never coming back (beta): the
BG/NBD model, thinned by season, week and what the planted findings say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp
from typing import TYPE_CHECKING

from sample_data import findings
from sample_data.people import Person, invent

if TYPE_CHECKING:
    from random import Random

_DAYS = (findings.LAST_DAY - findings.FIRST_DAY).days + 1
_START = datetime.combine(findings.FIRST_DAY, datetime.min.time())
_END = _START + timedelta(days=_DAYS)

#: January to December: gifts and long evenings in winter, few lamps in August.
_MONTH = (0.95, 0.9, 0.95, 0.95, 0.95, 0.85, 0.75, 0.65, 1.0, 1.1, 1.45, 1.55)
#: Monday to Sunday.
_WEEKDAY = (1.1, 1.0, 0.95, 0.95, 0.9, 0.9, 1.2)
_HOUR = (2, 1, 1, 1, 1, 1, 2, 4, 6, 7, 8, 7, 8, 7, 6, 6, 6, 7, 8, 10, 12, 13, 9, 5)
_BUSIEST = max(_MONTH) * max(_WEEKDAY)
_ARRIVALS_A_DAY = 2.25
_GROWTH = 0.5
_RATE_SHAPE, _DAYS_BETWEEN = 0.9, 56.0
_DROP_A, _DROP_B = 1.0, 1.15
_ANSWERS = 0.36


@dataclass(slots=True)
class Answer:
    """One submission of the survey; `name` is kept only where the person left an address."""

    at: datetime
    recommend: int
    ease: int
    person: Person
    leaves_email: bool


@dataclass(slots=True)
class Customer:
    """A person, what they tend to spend, and when they bought and answered."""

    person: Person
    basket: float
    orders: list[datetime] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


def simulate(dice: Random) -> list[Customer]:
    """Let the shop run from the first day to the last; customers stand by their first order."""
    customers = []
    for day in range(_DAYS):
        date = _START + timedelta(days=day)
        expected = _ARRIVALS_A_DAY * (1 + _GROWTH * day / _DAYS) * _busy(date)
        for _ in range(_poisson(dice, expected)):
            customer = Customer(invent(dice, len(customers) + 1), 62 * dice.lognormvariate(0, 0.4))
            _live(dice, customer, _at_some_hour(dice, date))
            customers.append(customer)
    return customers


def _live(dice: Random, customer: Customer, first: datetime) -> None:
    rate = dice.gammavariate(_RATE_SHAPE, 1 / _DAYS_BETWEEN)
    drop = dice.betavariate(_DROP_A, _DROP_B)
    if customer.person.country.code == findings.FALLING_COUNTRY and first.date() >= findings.FALLING_SINCE:
        rate *= findings.FALLING_FACTOR
    now: datetime | None = first
    while now is not None:
        customer.orders.append(now)
        if dice.random() < _ANSWERS and not customer.answers:
            _answer(dice, customer, now)
        now = None if dice.random() < drop else _next_order(dice, customer, now, rate)


def _next_order(dice: Random, customer: Customer, now: datetime, rate: float) -> datetime | None:
    """Draw the next order by thinning: candidates at the highest rate, kept by how busy the day is."""
    highest = rate * _BUSIEST * findings.PROMOTER_FACTOR
    moment = now
    while True:
        moment += timedelta(days=dice.expovariate(highest))
        if moment >= _END:
            return None
        keep = _busy(moment) * _mood(customer, moment) / (_BUSIEST * findings.PROMOTER_FACTOR)
        if dice.random() < keep:
            return max(_at_some_hour(dice, moment), now + timedelta(hours=1))


def _mood(customer: Customer, moment: datetime) -> float:
    answers = [a for a in customer.answers if a.at <= moment]
    if not answers:
        return 1.0
    score = answers[-1].recommend
    if score >= 9:
        return findings.PROMOTER_FACTOR
    return findings.DETRACTOR_FACTOR if score <= 6 else 1.0


def _answer(dice: Random, customer: Customer, ordered: datetime) -> None:
    at = ordered + timedelta(days=dice.uniform(9, 20))
    if at >= _END:
        return
    feeling = dice.gauss(8.1, 2.4)
    ease = round(min(7.0, max(1.0, 2.0 + feeling * 0.45 + dice.gauss(0, 1.0))))
    recommend = round(min(10.0, max(0.0, feeling)))
    customer.answers.append(Answer(at, recommend, ease, customer.person, dice.random() < 0.88))


def _busy(moment: datetime) -> float:
    return _MONTH[moment.month - 1] * _WEEKDAY[moment.weekday()]


def _at_some_hour(dice: Random, day: datetime) -> datetime:
    (hour,) = dice.choices(range(24), _HOUR)
    return datetime(day.year, day.month, day.day, hour, dice.randrange(60), dice.randrange(60))


def _poisson(dice: Random, mean: float) -> int:
    limit, product, count = exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count
