"""Shipping and discounts without the tax within them, and discounts that only the prices show.

Shops that show prices with tax write shipping and discounts with tax, too. Then the prices of the products,
less discounts, with shipping, come to the amount; otherwise they come to it only with tax. Each order shows
which, and where one does not, the others decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from engagement.money.tax_rates import shipping_is_taxed, tax_rates, without_tax

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]
    Flags = NDArray[np.bool_]

#: How far parts may be off the amount, in minor units.
_ROUNDED: Final = 2
#: The share of the orders whose parts must add up to their amounts.
_MOST: Final = 0.5
#: Larger amounts are not exact in floating point, and no shop's.
_LARGEST: Final = 2**53


@dataclass(frozen=True)
class Priced:
    """The amounts of a file, one entry per order, in minor units; NaN where the file does not say.

    `goods`: the prices of all products, with tips where these are products (then `tip_apart` is False).
    `cards`: of these, gift cards, on which no tax lies.
    `goods_before_tax`: what a column says of the products before tax and discounts. `coded`: orders with
    the code of a discount.
    """

    gross: Amounts
    goods: Amounts
    cards: Amounts
    goods_before_tax: Amounts | None
    coded: Flags
    tip_apart: bool = True


def priced(
    gross: pa.Int64Array,
    goods: pa.Int64Array,
    cards: pa.Int64Array,
    goods_before_tax: pa.Int64Array | None,
    coded: pa.BooleanArray | None,
    *,
    tip_apart: bool,
) -> Priced:
    """Return columns of orders as `Priced`."""
    return Priced(
        gross=_numbers(gross),
        goods=_numbers(goods),
        cards=np.nan_to_num(_numbers(cards)),
        goods_before_tax=None if goods_before_tax is None else _numbers(goods_before_tax),
        coded=np.zeros(len(gross), dtype=bool) if coded is None else np.asarray(coded),
        tip_apart=tip_apart,
    )


def parts_of(charges: Mapping[str, pa.Int64Array], priced: Priced) -> dict[str, pa.Int64Array]:
    """Return the charges, shipping and discounts without tax; the discount also where it has no column."""
    told = {name: _numbers(values) for name, values in charges.items()}
    nothing = np.zeros_like(priced.gross)
    tax, shipping, tip = (np.nan_to_num(told.get(name, nothing)) for name in ("tax", "shipping", "tip"))
    discount = told.get("discount")
    sent = (shipping > 0) & (~priced.coded if discount is None else True)
    extra = shipping + (tip if priced.tip_apart else 0) - priced.gross
    within, inside = _including_tax(
        priced.goods + extra - (0 if discount is None else np.nan_to_num(discount)), tax, priced
    )
    goods = priced.gross - tip - shipping - priced.cards
    is_taxed = shipping_is_taxed(np.where(inside, tax, 0), goods, shipping)
    rates = np.where(inside, tax_rates(tax, goods + (shipping if is_taxed else 0)), 0)
    changed: dict[str, Amounts] = {}
    if is_taxed and (within & sent).sum() > _MOST * (inside & sent).sum():
        changed["shipping"] = np.where(inside, without_tax(shipping, rates), told["shipping"])
    if discount is not None:
        changed["discount"] = np.where(inside, without_tax(discount, rates), discount)
    else:
        off = None
        if priced.goods_before_tax is not None:
            off = _taken_off(priced.goods_before_tax + extra + tax, priced.coded)
        if off is None:
            off = _taken_off(priced.goods + extra + np.where(inside, 0, tax), priced.coded)
            off = None if off is None else np.where(inside, without_tax(off, rates), off)
        if off is not None:
            changed["discount"] = off
    return {**charges, **{name: _array(amounts) for name, amounts in changed.items()}}


def _including_tax(over: Amounts, tax: Amounts, priced: Priced) -> tuple[Flags, Flags]:
    """Return which orders' prices include tax, by their own parts, and by those of the file.

    `over`: what the parts without tax come to beyond the amount.
    """
    usable = np.isfinite(over) & (tax > _ROUNDED) & (priced.gross > 0) & (priced.goods > 0)
    within, added = (usable & (np.abs(off) <= _ROUNDED) for off in (over, over + tax))
    most = within.sum() > added.sum() and within.sum() >= _MOST * (usable & ~priced.coded).sum()
    return within, np.asarray(within | ((tax > 0) & ~added & most))


def _taken_off(off: Amounts, coded: Flags) -> Amounts | None:
    """Return the discount of each order, from what its products come to beyond its amount; None for none.

    Nothing is known of orders without a code whose products do not come to the amount.
    """
    whole, plain = np.abs(off) <= _ROUNDED, np.isfinite(off) & ~coded
    found = coded & (off > _ROUNDED)
    if not found.any() or (whole & plain).sum() < max(1, _MOST * plain.sum()):
        return None
    return np.where(whole, 0, np.where(found, off, np.nan))


def _numbers(values: pa.Int64Array) -> Amounts:
    numbers = np.asarray(values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False))
    return np.where(np.abs(numbers) < _LARGEST, numbers, np.nan)


def _array(amounts: Amounts) -> pa.Int64Array:
    missing = ~np.isfinite(amounts)
    return pa.array(np.where(missing, 0, amounts).astype(np.int64), mask=missing)
