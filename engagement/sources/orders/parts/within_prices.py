"""Shipping and discounts without the tax within them, and discounts that only the prices show.

Shops that show prices with tax write shipping and discounts with tax, too. Then the prices of the products,
less discounts, with shipping, come to the amount; otherwise they come to it only with tax. Each order shows
which, and where one does not, the others decide. The others are looked at first (`_Habits`), some of them in
a large file; then the amounts of some orders at a time are taken apart, so that they take little memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.money.tax_rates import shipping_is_taxed, tax_rates, usual_rate, without_tax
from engagement.sources.model.spill import put_aside
from engagement.sources.orders import rows as order_rows
from engagement.sources.orders.parts.gift_cards import gift_cards_among

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]
    Flags = NDArray[np.bool_]

#: How far parts may be off the amount, in minor units.
_ROUNDED: Final = 2
#: The share of the orders whose parts must add up to their amounts.
_MOST: Final = 0.5
#: Larger amounts are not exact in floating point, and no shop's.
_LARGEST: Final = 2**53
#: How many orders, evenly spread over a larger file, show its habits, and how many are taken apart at once.
_LOOKED_AT: Final = 100_000
_AT_ONCE: Final = 100_000


@dataclass(frozen=True)
class Priced:
    """The amounts of orders, one entry each, in minor units; null where the file does not say.

    `charges`: tax, shipping, discount and tip, as far as the file has them. `goods`: the prices of all
    products, with tips where these are products (then `tip_apart` is False). `cards`: of these, gift cards,
    on which no tax lies. `goods_before_tax`: what a column says of the products before tax and discounts.
    `coded`: orders with the code of a discount.
    """

    charges: Mapping[str, pa.Int64Array]
    gross: pa.Int64Array
    goods: pa.Int64Array
    cards: pa.Int64Array
    goods_before_tax: pa.Int64Array | None
    coded: pa.BooleanArray | None
    tip_apart: bool = True


def priced(
    charges: Mapping[str, pa.Int64Array],
    orders: Mapping[str, pa.Array],
    lines: Mapping[str, pa.Array],
    total: Callable[[pa.Int64Array], pa.Int64Array],
    rows: int,
    *,
    tip_apart: bool,
) -> Priced:
    """Return the amounts of orders and of their products.

    `lines` has the price and the quantity of each row of the file or, with `row`, of each entry of that
    array of row numbers; `total` adds up the values of all `rows` of the file by order. Of `charges`,
    `goods` is what a column says of the products before tax.
    """

    def of_orders(amounts: pa.Int64Array) -> pa.Int64Array:
        return total(order_rows.per_row(lines["row"], amounts, rows) if "row" in lines else amounts)

    goods, codes = pc.multiply(lines["price"], lines["quantity"]), orders.get("discount_code")
    return Priced(
        charges={name: amounts for name, amounts in charges.items() if name != "goods"},
        gross=orders["gross"],
        goods=of_orders(goods),
        cards=of_orders(gift_cards_among(lines, goods)),
        goods_before_tax=charges.get("goods"),
        coded=None if codes is None else pc.is_valid(codes),
        tip_apart=tip_apart,
    )


def parts_of(priced: Priced) -> dict[str, pa.Int64Array]:
    """Return the charges, shipping and discounts without tax; the discount also where it has no column."""
    habits, changed = _habits(priced), {}
    if habits.shipping_within:
        changed["shipping"] = _of_all(
            priced, partial(_SomeOrders.without_tax_of, name="shipping", habits=habits)
        )
    if "discount" in priced.charges:
        changed["discount"] = _of_all(
            priced, partial(_SomeOrders.without_tax_of, name="discount", habits=habits)
        )
    else:
        changed |= _discount_of_prices(priced, habits)
    return {**priced.charges, **changed}


def _discount_of_prices(priced: Priced, habits: _Habits) -> dict[str, pa.Int64Array]:
    """Return the column of discounts that only the prices show; empty where they show none."""
    ways: list[Callable[[_SomeOrders], Amounts]] = []
    if habits.shows_discount_before_tax:
        ways.append(_SomeOrders.taken_off_before_tax)
    if habits.shows_discount:
        ways.append(partial(_SomeOrders.taken_off, habits=habits))
    for way in ways:
        amounts = _of_all(priced, way)
        if (pc.max(amounts).as_py() or 0) > 0:
            return {"discount": amounts}
    return {}


def _of_all(priced: Priced, of_part: Callable[[_SomeOrders], Amounts]) -> pa.Int64Array:
    """Return what a function returns for some orders at a time, for all; null for NaN."""
    pieces = [pa.array([], pa.int64())]
    for start in range(0, len(priced.gross), _AT_ONCE):
        amounts = of_part(_SomeOrders(priced, slice(start, start + _AT_ONCE)))
        missing = ~np.isfinite(amounts)
        pieces.append(pa.array(np.where(missing, 0, amounts).astype(np.int64), mask=missing))
    return put_aside(pa.concat_arrays(pieces))


@dataclass(frozen=True)
class _Habits:
    """What the orders of a file show for those that do not show it themselves.

    `within`: prices include tax. `taxed`: tax lies on shipping, too, and `shipping_within` in what the file
    says of it. `usual`: the rate of nearly all orders, 0 for none. `shows_discount...`: prices without a
    code mostly come to the amount, so that what those with one lack is their discount.
    """

    within: bool
    taxed: bool = False
    usual: float = 0.0
    shipping_within: bool = False
    shows_discount_before_tax: bool = False
    shows_discount: bool = False


def _habits(priced: Priced) -> _Habits:
    """Return the habits of a file."""
    step = max(1, len(priced.gross) // _LOOKED_AT)
    part = _SomeOrders(priced, slice(None, None, step))
    within, plain = part.within.sum(), (part.usable & ~part.coded).sum()
    mostly = bool(within > part.added.sum() and within >= _MOST * plain)
    inside = part.inside(within=mostly)
    taxed = shipping_is_taxed(np.where(inside, part.tax, 0), part.net_of_charges, part.shipping)
    return _Habits(
        within=mostly,
        taxed=taxed,
        usual=usual_rate(part.tax, part.taxed_amount(taxed=taxed)),
        shipping_within=taxed and bool((part.within & part.sent).sum() > _MOST * (inside & part.sent).sum()),
        shows_discount_before_tax=part.shows_discount(part.lacking_before_tax),
        shows_discount=part.shows_discount(part.lacking(inside)),
    )


class _SomeOrders:
    """The amounts of some orders, as numbers; NaN where the file does not say."""

    def __init__(self, priced: Priced, which: slice) -> None:
        self._priced, self._which = priced, which
        self.told = {name: self._numbers(amounts) for name, amounts in priced.charges.items()}
        self.gross, self.goods = self._numbers(priced.gross), self._numbers(priced.goods)
        coded = priced.coded
        self.coded = np.zeros(self.gross.size, dtype=bool) if coded is None else np.asarray(coded[which])

    def _numbers(self, amounts: pa.Int64Array) -> Amounts:
        part = amounts[self._which].cast(pa.float64(), safe=False)
        numbers = np.asarray(part.to_numpy(zero_copy_only=False))
        return np.where(np.abs(numbers) < _LARGEST, numbers, np.nan)

    def _charge(self, name: str) -> Amounts:
        return np.nan_to_num(self.told.get(name, np.zeros_like(self.gross)))

    @cached_property
    def tax(self) -> Amounts:
        return self._charge("tax")

    @cached_property
    def shipping(self) -> Amounts:
        return self._charge("shipping")

    @cached_property
    def sent(self) -> Flags:
        """Whether an order pays for shipping, and nothing unknown is taken off."""
        known = np.ones_like(self.coded) if "discount" in self.told else ~self.coded
        return np.asarray((self.shipping > 0) & known)

    @cached_property
    def net_of_charges(self) -> Amounts:
        """What was paid for products that are taxed."""
        cards = np.nan_to_num(self._numbers(self._priced.cards))
        return np.asarray(self.gross - self._charge("tip") - self.shipping - cards)

    @cached_property
    def _beyond(self) -> Amounts:
        """What shipping and tips come to beyond the amount."""
        tip = self._charge("tip") if self._priced.tip_apart else 0
        return np.asarray(self.shipping + tip - self.gross)

    @cached_property
    def _over(self) -> Amounts:
        """What the parts without tax come to beyond the amount."""
        return np.asarray(self.goods + self._beyond - self._charge("discount"))

    @cached_property
    def usable(self) -> Flags:
        known = np.isfinite(self._over) & (self.tax > _ROUNDED)
        return np.asarray(known & (self.gross > 0) & (self.goods > 0))

    @cached_property
    def within(self) -> Flags:
        """Whether an order shows that its prices include tax."""
        return np.asarray(self.usable & (np.abs(self._over) <= _ROUNDED))

    @cached_property
    def added(self) -> Flags:
        """Whether an order shows that tax is added to its prices."""
        return np.asarray(self.usable & (np.abs(self._over + self.tax) <= _ROUNDED))

    def inside(self, *, within: bool) -> Flags:
        """Return whether an order's prices include tax; `within`: those of the file mostly do."""
        return np.asarray(self.within | ((self.tax > 0) & ~self.added & within))

    def taxed_amount(self, *, taxed: bool) -> Amounts:
        """Return what was paid for all on which tax lies; `taxed`: shipping, too."""
        return self.net_of_charges + (self.shipping if taxed else 0)

    def without_tax_of(self, name: str, habits: _Habits) -> Amounts:
        """Return a charge without the tax within it, where prices include tax."""
        return self._without_tax(self.told[name], habits)

    def _without_tax(self, amounts: Amounts, habits: _Habits) -> Amounts:
        rates = tax_rates(self.tax, self.taxed_amount(taxed=habits.taxed), habits.usual)
        inside = self.inside(within=habits.within)
        return np.where(inside, without_tax(amounts, rates), amounts)

    @property
    def lacking_before_tax(self) -> Amounts | None:
        """What the products before tax come to beyond the amount; None without their column."""
        before = self._priced.goods_before_tax
        return None if before is None else np.asarray(self._numbers(before) + self._beyond + self.tax)

    def lacking(self, inside: Flags) -> Amounts:
        """Return what the prices come to beyond the amount; with the tax where they do not include it."""
        return np.asarray(self.goods + self._beyond + np.where(inside, 0, self.tax))

    def shows_discount(self, lacking: Amounts | None) -> bool:
        """Return whether orders without a code mostly lack nothing."""
        if lacking is None:
            return False
        whole, plain = np.abs(lacking) <= _ROUNDED, np.isfinite(lacking) & ~self.coded
        return bool((whole & plain).sum() >= max(1, _MOST * plain.sum()))

    def taken_off_before_tax(self) -> Amounts:
        """Return the discount of each order, from the products before tax."""
        return self._taken_off(self.lacking_before_tax)

    def taken_off(self, habits: _Habits) -> Amounts:
        """Return the discount of each order without tax, from its prices."""
        off = self._taken_off(self.lacking(self.inside(within=habits.within)))
        return self._without_tax(off, habits)

    def _taken_off(self, lacking: Amounts | None) -> Amounts:
        """Return the discount of each order, from what it lacks.

        Nothing is known of orders without a code that lack something.
        """
        lacking = np.full(self.gross.size, np.nan) if lacking is None else lacking
        found = np.where(self.coded & (lacking > _ROUNDED), lacking, np.nan)
        return np.where(np.abs(lacking) <= _ROUNDED, 0, found)
