"""The orders of a shop as columns, and the amounts of one month by a basis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.bridge.gift_cards_sold import ORDER, gift_cards_of
from engagement.metrics.sums.group_sums import collect
from engagement.money.tax_rates import shipping_is_taxed, tax_rates, without_tax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.bridge.basis import Basis
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import Window

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_MONEY: Final = ("gross", "refunded", "tax", "shipping", "discount", "tip")
_HOUR: Final = np.timedelta64(1, "h")
#: Statuses of cancelled orders.
_CALLED_OFF: Final = ("cancelled", "voided")


@dataclass(frozen=True)
class OrderLedger:
    """All orders, one entry each; money in minor units, 0 where the file does not give it.

    Of the money, `gifts` are the gift cards among the products, on which no tax lies.
    """

    instant: NDArray[np.datetime64]
    status: NDArray[np.object_]
    customer: Ints
    has_customer: Flags
    in_currency: Flags
    money: dict[str, Ints]
    #: The day of each refund; 0 where the files do not have it.
    refund_day: Ints
    #: Parts of amounts that no order of the file has.
    unsaid: tuple[str, ...]

    def days(self, hours: int) -> Ints:
        """Return the day of each order in a time zone that is `hours` ahead of the file's."""
        moved = self.instant + hours * _HOUR
        return moved.astype("datetime64[D]").astype(np.int64)

    def inside(self, basis: Basis, month: Window) -> Flags:
        """Return a mask of the orders that count in the month."""
        return self._counting(basis, month, self.days(basis.hours))

    def _counting(self, basis: Basis, month: Window, day: Ints) -> Flags:
        """Return a mask of the orders whose status counts and whose `day` lies in the month."""
        counts = np.isin(self.status, list(basis.statuses))
        return np.asarray(counts & (day >= month.first_day) & (day <= month.last_day))

    def orders(self, basis: Basis, month: Window) -> int:
        """Return how many orders count, of all currencies."""
        return int(self.inside(basis, month).sum())

    def sales(self, basis: Basis, month: Window) -> int:
        """Return the amount in minor units, less refunds."""
        counted = self.inside(basis, month) & self.in_currency
        added = self.money["discount"] if basis.before_discounts else 0
        return int((self._worth(basis) + added)[counted].sum()) - self.returns(basis, month)

    def returns(self, basis: Basis, month: Window) -> int:
        """Return the refunds of the month in minor units, as the basis counts and books them."""
        day = self.days(basis.hours)
        if basis.own_day:
            day = np.where(self.refund_day > 0, self.refund_day, day)
        return int(self.paid_back(basis)[self._counting(basis, month, day) & self.in_currency].sum())

    def paid_back(self, basis: Basis) -> Ints:
        """Return the amount deducted for each order.

        For a full refund it is all that the order counts. For a partial refund it is the refund less its
        share of the tax where tax does not count: shipping and tips stay with the shop.
        """
        gross, refunded = self.money["gross"], self.money["refunded"]
        worth = self._worth(basis)
        nothing = np.zeros_like(gross)
        if basis.refunds == "none":
            back = nothing
        elif basis.refunds == "whole":
            back = refunded
        else:
            goods = refunded if basis.tax else without_tax(refunded.astype(np.float64), self._rates)
            back = np.where(refunded >= gross, worth, np.minimum(goods.astype(np.int64), worth))
            back = np.where(refunded > 0, back, nothing)
        if basis.returned:
            back = np.where(np.isin(self.status, _CALLED_OFF), worth, back)
        return np.asarray(back)

    def estimated(self, basis: Basis, month: Window) -> int:
        """Return how many orders of the month have a part whose tax was rounded by its rate."""
        gross, refunded = self.money["gross"], self.money["refunded"]
        partly = (refunded > 0) & (refunded < gross) & (basis.refunds == "parts")
        within = (self.money["shipping"] > 0) | (self.money["discount"] > 0)
        taxed = (self.money["tax"] > 0) & (within | partly)
        return int((self.inside(basis, month) & self.in_currency & taxed).sum())

    def partly_refunded(self, basis: Basis, month: Window) -> int:
        """Return how many orders of the month were refunded in part."""
        gross, refunded = self.money["gross"], self.money["refunded"]
        return int((self.inside(basis, month) & (refunded > 0) & (refunded < gross)).sum())

    def returning(self, basis: Basis, month: Window) -> tuple[int, int]:
        """Return how many customers of the month had ordered before, and how many customers there are."""
        order = np.argsort(self.instant, kind="stable")
        counts = (np.isin(self.status, list(basis.statuses)) & self.has_customer)[order]
        customer, day = self.customer[order][counts], self.days(basis.hours)[order][counts]
        first = np.unique(customer, return_index=True)[1]
        opens = np.zeros(customer.size, dtype=bool)
        opens[first] = True
        in_month = (day >= month.first_day) & (day <= month.last_day)
        is_returning = (
            in_month & ~opens
            if basis.same_month
            else in_month & ~np.isin(customer, customer[opens & in_month])
        )
        return int(np.unique(customer[is_returning]).size), int(np.unique(customer[in_month]).size)

    @cached_property
    def _rates(self) -> NDArray[np.float64]:
        """The rate of tax of each order."""
        tax, shipping = (self.money[name].astype(np.float64) for name in ("tax", "shipping"))
        untaxed = self.money["tip"] + self.money["gifts"]
        taxed = (self.money["gross"] - untaxed).astype(np.float64)
        # Shipping stands here without its tax, which is then among the rest.
        is_taxed = shipping_is_taxed(tax, taxed - shipping, shipping)
        return tax_rates(tax, taxed - (0 if is_taxed else shipping))

    def _worth(self, basis: Basis) -> Ints:
        left_out = {
            "tax": not basis.tax,
            "shipping": not basis.shipping,
            "tip": not basis.tips,
            "gifts": not basis.gifts,
        }
        deducted = [self.money[name] for name, excluded in left_out.items() if excluded]
        return np.asarray(self.money["gross"] - sum(deducted, np.zeros_like(self.money["gross"])))


def ledger_of(scope: Scope) -> OrderLedger:
    """Return the orders of all days that pass the filters, amounts in the scope's currency."""
    names = (*ORDER, "instant", "status", "customer_key", "currency", "refund_day", *_MONEY)
    values: dict[str, Any] = collect(scope.rows("orders").select(*(nw.col(name) for name in names)))
    money = {name: np.asarray(values[name], dtype=np.float64) for name in _MONEY}
    customer = np.asarray(values["customer_key"])
    refund_day = np.asarray(values["refund_day"], dtype=np.float64)
    has_customer = ~pd.isna(customer)
    return OrderLedger(
        instant=np.asarray(values["instant"], dtype="datetime64[us]"),
        status=np.asarray(values["status"], dtype=object),
        customer=np.where(has_customer, customer, 0).astype(np.int64),
        has_customer=np.asarray(has_customer),
        in_currency=np.asarray(values["currency"] == scope.currency),
        money={
            **{name: np.nan_to_num(values).round().astype(np.int64) for name, values in money.items()},
            "gifts": gift_cards_of(scope, values),
        },
        refund_day=np.nan_to_num(refund_day).astype(np.int64),
        unsaid=tuple(name for name, values in money.items() if values.size and np.isnan(values).all()),
    )
