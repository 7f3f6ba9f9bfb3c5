"""The orders of a shop as columns, and the amounts of one month by a basis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.bridge.further_fees import further_fees
from engagement.metrics.bridge.gift_cards_sold import ORDER, gift_cards_of
from engagement.metrics.sums.group_sums import collect
from engagement.money.tax_rates import has_common_rate, shipping_is_taxed, tax_rates, without_tax

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engagement.metrics.bridge.basis import Basis
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import Window

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_MONEY: Final = ("gross", "refunded", "tax", "shipping", "discount", "tip")
#: The highest rate of tax.
_HIGHEST_RATE: Final = 0.35
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
    #: What each order charges beyond these parts, by its products.
    find_fees: Callable[[], Ints]

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
        return int(self.paid_back(basis)[self._paying_back(basis, month) & self.in_currency].sum())

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
            goods = refunded if basis.tax else without_tax(refunded.astype(np.float64), self._rates[0])
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
        rounded = (self.inside(basis, month) & within) | (self._paying_back(basis, month) & partly)
        return int((rounded & self.in_currency & (self.money["tax"] > 0)).sum())

    def open_tax(self, basis: Basis, month: Window) -> tuple[int, int]:
        """Return by how much the tax within the month's partial refunds may be lower and higher than read.

        Only orders with products of several rates of tax leave it open.
        """
        gross, refunded, tax = self.money["gross"], self.money["refunded"], self.money["tax"]
        if basis.refunds != "parts" or basis.tax:
            return 0, 0
        rates, is_one_rate = self._rates
        partly = self._paying_back(basis, month) & self.in_currency & (refunded > 0) & (refunded < gross)
        counted = partly & ~is_one_rate & (tax > 0)
        highest = without_tax(refunded.astype(np.float64), np.full(len(rates), _HIGHEST_RATE))
        read = refunded - without_tax(refunded.astype(np.float64), rates)
        most = np.maximum(np.minimum(tax, refunded - highest), read)
        return -int(read[counted].sum()), int((most - read)[counted].sum())

    def _paying_back(self, basis: Basis, month: Window) -> Flags:
        """Return a mask of the orders that count and whose refunds are booked in the month."""
        day = self.days(basis.hours)
        if basis.own_day:
            day = np.where(self.refund_day > 0, self.refund_day, day)
        return self._counting(basis, month, day)

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
    def _rates(self) -> tuple[NDArray[np.float64], Flags]:
        """The rate of tax of each order, and whether its tax is known to have one rate."""
        tax, shipping = (self.money[name].astype(np.float64) for name in ("tax", "shipping"))
        taxed = (self.money["gross"] - self.money["tip"] - self.money["gifts"]).astype(np.float64)
        fees = self.find_fees().astype(np.float64)
        # Fees and shipping stand here without their tax, which is then among the rest.
        are_fees_taxed = shipping_is_taxed(tax, taxed - fees, fees) if fees.any() else True
        taxed = taxed - (0 if are_fees_taxed else fees)
        is_taxed = shipping_is_taxed(tax, taxed - shipping, shipping)
        taxed = taxed - (0 if is_taxed else shipping)
        return tax_rates(tax, taxed), has_common_rate(tax, taxed)

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
    whole = {name: np.nan_to_num(values).round().astype(np.int64) for name, values in money.items()}
    return OrderLedger(
        instant=np.asarray(values["instant"], dtype="datetime64[us]"),
        status=np.asarray(values["status"], dtype=object),
        customer=np.where(has_customer, customer, 0).astype(np.int64),
        has_customer=np.asarray(has_customer),
        in_currency=np.asarray(values["currency"] == scope.currency),
        money={**whole, "gifts": gift_cards_of(scope, values)},
        refund_day=np.nan_to_num(refund_day).astype(np.int64),
        unsaid=tuple(name for name, values in money.items() if values.size and np.isnan(values).all()),
        find_fees=partial(further_fees, scope, values, whole),
    )
