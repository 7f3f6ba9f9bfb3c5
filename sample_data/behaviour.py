"""How the invented customers buy and answer: who comes when, comes back, stays away.

New customers arrive by a Poisson process that grows and follows the seasons. Each has a rate of
buying of their own (gamma) and, after every order, a chance of never coming back (beta): the
BG/NBD model, thinned by season, week and what the planted findings say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, log
from typing import TYPE_CHECKING

from sample_data import findings
from sample_data.people import Person, invent

if TYPE_CHECKING:
    from random import Random

    from sample_data.findings import Effects

_DAYS = (findings.LAST_DAY - findings.FIRST_DAY).days + 1
_START = datetime.combine(findings.FIRST_DAY, datetime.min.time())
_END = _START + timedelta(days=_DAYS)

#: January to December: gifts and long evenings in winter, few lamps in August.
_MONTH = (0.95, 0.9, 0.95, 0.95, 0.95, 0.85, 0.75, 0.65, 1.0, 1.1, 1.45, 1.55)
#: Monday to Sunday.
_WEEKDAY = (1.1, 1.0, 0.95, 0.95, 0.9, 0.9, 1.2)
_HOUR = (2, 1, 1, 1, 1, 1, 2, 4, 6, 7, 8, 7, 8, 7, 6, 6, 6, 7, 8, 10, 12, 13, 9, 5)
_BUSIEST = max(_MONTH) * max(_WEEKDAY)
_ARRIVALS_A_DAY = 2.0
_GROWTH = 0.5
_RATE_SHAPE, _DAYS_BETWEEN = 0.9, 56.0
_DROP_A, _DROP_B = 1.0, 1.15
_ANSWERS = 0.36
#: Of new customers, those who begin with the gateway, who take newsletters, and who join the loyalty
#: programme with their first order or some time later; of those who come again, who takes to the refill.
_BEGINS, _CONSENTS, _JOINS, _JOINS_LATER, _TAKES_TO_REFILL = 0.13, 0.46, 0.33, 0.05, 0.22
#: How much the time between two refills varies: the standard deviation of its logarithm.
_UNEVEN = 0.18


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
    """A person, what they tend to spend, and when they bought and answered.

    `begins`: the first order holds the gateway. `refills` are the orders that hold the refill. From
    `consents` on they take newsletters, from `joined` on they are a member.
    """

    person: Person
    basket: float
    begins: bool
    orders: list[datetime] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    refills: set[datetime] = field(default_factory=set)
    consents: datetime | None = None
    joined: datetime | None = None


def simulate(dice: Random, effects: Effects = findings.PLANTED) -> list[Customer]:
    """Let the shop run from the first day to the last; customers stand by their first order."""
    shop = _Shop(dice, effects)
    customers = []
    for day in range(_DAYS):
        date = _START + timedelta(days=day)
        growth = 1 + _GROWTH * (day / _DAYS if effects.seasons else 0.5)
        for _ in range(_poisson(dice, _ARRIVALS_A_DAY * growth * shop.busy(date))):
            person = invent(dice, len(customers) + 1)
            customer = Customer(person, 62 * dice.lognormvariate(0, 0.4), dice.random() < _BEGINS)
            shop.live(customer, _at_some_hour(dice, date))
            customers.append(customer)
    return customers


@dataclass(frozen=True)
class _Shop:
    """The dice, and what is planted."""

    dice: Random
    effects: Effects

    @property
    def _highest(self) -> float:
        """How many times the usual rate a customer may buy at most."""
        return _BUSIEST * max(1.0, self.effects.promoter)

    def busy(self, moment: datetime) -> float:
        """How busy this day is, 1 being usual."""
        return (_MONTH[moment.month - 1] if self.effects.seasons else 1.0) * _WEEKDAY[moment.weekday()]

    def live(self, customer: Customer, first: datetime) -> None:
        """Let a customer order, answer, take to the refill, join and consent."""
        dice, effects = self.dice, self.effects
        rate = dice.gammavariate(_RATE_SHAPE, 1 / _DAYS_BETWEEN)
        drop = dice.betavariate(_DROP_A, _DROP_B)
        falls = customer.person.country.code == findings.FALLING_COUNTRY
        if falls and first.date() >= findings.FALLING_SINCE:
            rate *= effects.falling
        elif customer.begins:
            rate, drop = rate * effects.gateway, drop / effects.gateway
        now: datetime | None = first
        while now is not None:
            customer.orders.append(now)
            if dice.random() < _ANSWERS and not customer.answers:
                self._answer(customer, now)
            now = None if dice.random() < drop else self._next_order(customer, now, rate)
        self._refill(customer)
        self._join(customer)
        if dice.random() < _CONSENTS:
            customer.consents = first
        elif dice.random() < 0.2:
            customer.consents = dice.choice(customer.orders)

    def _next_order(self, customer: Customer, now: datetime, rate: float) -> datetime | None:
        """Draw the next order by thinning: candidates at the highest rate, kept by how busy the day is."""
        moment = now
        while True:
            # Who hardly ever buys might wait longer than any calendar reaches.
            moment += timedelta(days=min(_DAYS, self.dice.expovariate(rate * self._highest)))
            if moment >= _END:
                return None
            if self.dice.random() < self.busy(moment) * self._mood(customer, moment) / self._highest:
                return max(_at_some_hour(self.dice, moment), now + timedelta(hours=1))

    def _mood(self, customer: Customer, moment: datetime) -> float:
        answers = [a for a in customer.answers if a.at <= moment]
        if not answers:
            return 1.0
        score = answers[-1].recommend
        if score >= 9:
            return self.effects.promoter
        return self.effects.detractor if score <= 6 else 1.0

    def _answer(self, customer: Customer, ordered: datetime) -> None:
        dice = self.dice
        at = ordered + timedelta(days=dice.uniform(9, 20))
        if at >= _END:
            return
        feeling = dice.gauss(8.1, 2.4)
        ease = round(min(7.0, max(1.0, 2.0 + feeling * 0.45 + dice.gauss(0, 1.0))))
        recommend = round(min(10.0, max(0.0, feeling)))
        customer.answers.append(Answer(at, recommend, ease, customer.person, dice.random() < 0.88))

    def _refill(self, customer: Customer) -> None:
        """Some who came again order the refill with it, and once more each time that it has run out."""
        dice = self.dice
        if not self.effects.refills or len(customer.orders) < 2 or dice.random() >= _TAKES_TO_REFILL:
            return
        moment = dice.choice(customer.orders[1:])
        customer.refills.add(moment)
        while dice.random() < findings.REFILL_AGAIN:
            gap = dice.lognormvariate(log(findings.REFILL_DAYS), _UNEVEN)
            moment = _at_some_hour(dice, moment + timedelta(days=gap))
            if moment >= _END:
                break
            customer.refills.add(moment)
        customer.orders = sorted({*customer.orders, *customer.refills})

    def _join(self, customer: Customer) -> None:
        """Some join, whatever they buy: who buys more would otherwise be a member more often."""
        dice, first = self.dice, customer.orders[0]
        if dice.random() < _JOINS:
            customer.joined = first + timedelta(minutes=dice.randint(2, 50))
        elif dice.random() < _JOINS_LATER:
            joined = _at_some_hour(dice, first + timedelta(days=dice.uniform(20, 200)))
            customer.joined = joined if joined < _END else None


def _at_some_hour(dice: Random, day: datetime) -> datetime:
    (hour,) = dice.choices(range(24), _HOUR)
    return datetime(day.year, day.month, day.day, hour, dice.randrange(60), dice.randrange(60))


def _poisson(dice: Random, mean: float) -> int:
    limit, product, count = exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count
