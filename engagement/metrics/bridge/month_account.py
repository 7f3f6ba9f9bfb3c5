"""The reconciliation of a month's dashboard figures with ours: every cause with its amount."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Final

from engagement.metrics.bridge.basis import FIGURES, THEIRS, our_basis, steps_between, variant_bases
from engagement.metrics.bridge.order_ledger import OrderLedger, ledger_of
from engagement.metrics.bridge.typed_figures import RATE, amount_of, in_per_cent
from engagement.metrics.model import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.metrics.bridge.basis import Basis, Cause, ShopFigure, System
    from engagement.metrics.core.scope import Scope

#: An optional figure of the dashboard: the amount returned in the month.
RETURNS: Final = "returns"
_EPOCH: Final = 719_163
#: The most rejected orders for which subsets are searched that explain a difference.
_MOST_ASIDE, _FEW_ASIDE = 40, 10


@dataclass(frozen=True, slots=True)
class Step:
    """One cause: the amount that it adds on the way from their figure to ours.

    `assumed`: no column shows it, but with it both figures agree exactly.
    """

    cause: Cause
    amount: float
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """From `theirs` over the `steps` to `ours`; `remainder` is the amount that no step explains.

    `expected`: the figure that their definition gives for these files. `agrees_with`: the causes by which
    our figure would have to be defined differently to equal theirs. Money is in major units, a rate in
    0..1, orders are counted.
    """

    figure: ShopFigure
    theirs: float
    ours: float
    expected: float
    steps: tuple[Step, ...]
    remainder: float
    agrees_with: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthAccount:
    """The bridges of one month of one system, and what the files lack.

    `held`: the first and the last day of any order of the files; None without orders. `other_currencies`:
    orders of the month that are in none of our amounts. `unnamed`: orders of the month without a customer.
    `partly_refunded`: orders of the month of which a part was paid back.
    `unsaid`: parts of amounts that no order of the files has.
    """

    system: System
    month: Window
    currency: str
    bridges: tuple[Bridge, ...]
    other_currencies: int
    unnamed: int
    unsaid: tuple[str, ...]
    partly_refunded: int = 0
    data_window: Window | None = None


def month_of(text: str) -> Window:
    """Return the days of a month like "2025-03". Raises ValueError for other text."""
    year, _, month = text.partition("-")
    if not (len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        raise ValueError(text)

    first = dt.date(int(year), int(month), 1).toordinal() - _EPOCH
    return Window(first, first + calendar.monthrange(int(year), int(month))[1] - 1)


def account(
    scope: Scope,
    system: System,
    month: Window,
    dashboard: Mapping[str, str],
    *,
    hours: int = 0,
    set_aside: Sequence[Mapping[str, int]] = (),
) -> MonthAccount:
    """Return the account of what is `said` (figures and returns, as typed) of a month.

    `hours`: how far the dashboard's clock is ahead of the files'. `set_aside`: what can be read
    of orders on rows that were set aside, in minor units by column. ValueError for what is no number.
    """
    ledger = ledger_of(scope)
    mine = our_basis(net=scope.net, on_refund_day=scope.on_refund_day)
    typed = amount_of(dashboard[RETURNS]) if RETURNS in dashboard else None
    bridges = []
    for figure in FIGURES:
        if figure in dashboard:
            theirs = replace(THEIRS[system][figure], hours=hours)
            figures = _Figure(figure, ledger, month, scope.minor, set_aside)
            bridges.append(figures.bridge(dashboard[figure], theirs, mine, typed))
    in_month = ledger.inside(mine, month)
    return MonthAccount(
        system=system,
        month=month,
        currency=scope.currency,
        bridges=tuple(bridges),
        other_currencies=int((in_month & ~ledger.in_currency).sum()),
        unnamed=int((in_month & ~ledger.has_customer).sum()),
        unsaid=ledger.unsaid,
        partly_refunded=ledger.partly_refunded(mine, month),
        data_window=_covered_window(ledger, hours),
    )


def _covered_window(ledger: OrderLedger, hours: int) -> Window | None:
    days = ledger.days(hours)
    return Window(int(days.min()), int(days.max())) if days.size else None


class _Figure:
    """One figure of a month, in whole units: minor units, orders, or units of the last digit typed."""

    def __init__(
        self,
        figure: ShopFigure,
        ledger: OrderLedger,
        month: Window,
        minor: float,
        set_aside: Sequence[Mapping[str, int]],
    ) -> None:
        self._figure, self._ledger, self._month, self._aside = figure, ledger, month, set_aside
        self._unit = Decimal(int(minor)) if figure not in {"orders", RATE} else Decimal(1)

    def bridge(self, text: str, theirs: Basis, mine: Basis, returns: Decimal | None) -> Bridge:
        """Return the bridge from the typed figure to ours."""
        typed_amount = amount_of(text)
        per_cent = self._figure == RATE and in_per_cent(text)
        # A rate is known only to its last typed digit.
        digit = Decimal(typed_amount.as_tuple().exponent) if self._figure == RATE else Decimal(0)
        typed_amount = typed_amount / 100 if per_cent else typed_amount
        tolerance = Decimal(10) ** digit / (200 if per_cent else 2) if self._figure == RATE else Decimal(0)
        value = self._value()
        booked = self._booked_elsewhere(theirs, returns)

        def unexplained(basis: Basis) -> Decimal:
            return typed_amount - value(basis) + booked

        basis, aside = theirs, Decimal(0)
        inexact, rounded = self._inexact(unexplained(theirs), theirs)
        left = unexplained(theirs) - rounded
        if abs(left) > tolerance and self._figure != RATE:
            aside = self._unread(left, theirs)
        if abs(left - aside) > tolerance and self._figure != RATE:
            basis = next(
                (other for other in variant_bases(theirs, self._figure) if unexplained(other) == 0), theirs
            )
        assumed = {cause for cause, _ in steps_between(basis, theirs)}
        steps, current = [], value(basis)
        if booked:
            steps.append(Step("refund_day", self._shown(booked)))
        if rounded:
            steps.append(Step(inexact, self._shown(-rounded), assumed=True))
        if aside:
            steps.append(Step("set_aside", self._shown(-aside), assumed=True))
        for cause, following in steps_between(basis, mine):
            steps.append(Step(cause, self._shown(value(following) - current), assumed=cause in assumed))
            current = value(following)
        remainder = unexplained(basis) - rounded - aside
        return Bridge(
            figure=self._figure,
            theirs=float(typed_amount),
            ours=self._shown(value(mine)),
            expected=self._shown(value(basis) - booked),
            steps=tuple(step for step in steps if step.amount or step.assumed),
            remainder=0.0 if abs(remainder) <= tolerance else self._shown(remainder),
            agrees_with=tuple(step.cause for step in steps if step.amount),
        )

    def _value(self) -> Callable[[Basis], Decimal]:
        ledger, month = self._ledger, self._month
        if self._figure == "orders":
            return lambda basis: Decimal(ledger.orders(basis, month))
        if self._figure == RATE:
            return lambda basis: _share(*ledger.returning(basis, month))
        return lambda basis: Decimal(ledger.sales(basis, month)) / self._unit

    def _inexact(self, remainder: Decimal, basis: Basis) -> tuple[Cause, Decimal]:
        """Return a remainder that the files leave open, with its cause; else nothing.

        They do by a cent for each order whose parts were taken by a rate of tax, and by the tax of the
        products that were paid back where an order has products of several rates.
        """
        if self._figure in {"orders", RATE}:
            return "rounding", Decimal(0)
        cents = Decimal(self._ledger.estimated(basis, self._month)) / self._unit
        if abs(remainder) <= cents:
            return "rounding", remainder
        lower, higher = (Decimal(tax) / self._unit for tax in self._ledger.open_tax(basis, self._month))
        return "refunded_tax", remainder if lower - cents <= remainder <= higher + cents else Decimal(0)

    def _booked_elsewhere(self, theirs: Basis, returns: Decimal | None) -> Decimal:
        """Return the amount returned in the month beyond the refunds that the files have for it."""
        deducts = self._figure in {"net_sales", "total_sales"} and theirs.refunds != "none"
        if returns is None or not deducts:
            return Decimal(0)
        of_goods = replace(
            THEIRS_GOODS,
            statuses=theirs.statuses,
            returned=theirs.returned,
            hours=theirs.hours,
            own_day=theirs.own_day,
        )
        own_refunds = Decimal(self._ledger.returns(of_goods, self._month)) / self._unit
        return abs(returns) - own_refunds

    def _unread(self, remainder: Decimal, basis: Basis) -> Decimal:
        """Return the remainder as a step if some rejected orders have exactly this total; else nothing."""
        if self._figure == "orders":
            return remainder if 0 < remainder <= len(self._aside) else Decimal(0)
        worth = [Decimal(_worth(order, basis)) / self._unit for order in self._aside[:_MOST_ASIDE]]
        sizes = range(1, 4 if len(worth) > _FEW_ASIDE else len(worth) + 1)
        explained = any(sum(some) == remainder for size in sizes for some in combinations(worth, size))
        return remainder if explained else Decimal(0)

    def _shown(self, amount: Decimal) -> float:
        return float(amount)


def _worth(order: Mapping[str, int], basis: Basis) -> int:
    """Return the amount that a rejected order would have counted."""
    worth = order.get("gross", 0)
    for name, within in (("tax", basis.tax), ("shipping", basis.shipping), ("tip", basis.tips)):
        worth -= 0 if within else order.get(name, 0)
    return worth + (order.get("discount", 0) if basis.before_discounts else 0)


def _share(part: int, total: int) -> Decimal:
    return Decimal(part) / Decimal(total) if total else Decimal(0)


#: The basis of returns on dashboards: the goods, without tax, shipping and tips.
THEIRS_GOODS: Final = THEIRS["shopify"]["net_sales"]
