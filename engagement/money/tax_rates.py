"""The rate of tax behind amounts that were rounded to whole minor units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Rates are taken for whole steps of this size where the rounded amounts allow it.
_STEP: Final = 0.005
#: How far a tax may be off in minor units, as each line of an order is rounded for itself.
_ROUNDED: Final = 1.5
#: The share of a file's orders from which their rate is that of the others, too.
_NEARLY_ALL: Final = 0.9


def tax_rates(tax: NDArray[np.float64], taxed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rate of each amount: the whole half per cent that gives its tax, else the plain ratio.

    `taxed`: the amounts with their tax. The rate is 0 where there is no tax or nothing taxed. Where nearly
    all have one rate, an amount with less tax holds something untaxed, and the rest has that rate, too.
    """
    net = taxed - tax
    known = (tax > 0) & (net > 0)
    ratio = np.divide(tax, net, out=np.zeros_like(net), where=known)
    whole = np.rint(ratio / _STEP) * _STEP
    is_whole = known & _gives(whole, tax, net)
    rates = np.where(is_whole, whole, ratio)
    if not is_whole.any():
        return rates
    found, counts = np.unique(whole[is_whole], return_counts=True)
    usual = found[counts.argmax()]
    if counts.max() < _NEARLY_ALL * is_whole.sum():
        return rates
    return np.where(known & ~is_whole & (ratio < usual), usual, rates)


def explained(tax: NDArray[np.float64], taxed: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return whether a rate of a whole half per cent gives the tax of each amount."""
    net = taxed - tax
    known = (tax > 0) & (net > 0)
    ratio = np.divide(tax, net, out=np.zeros_like(net), where=known)
    return known & _gives(np.rint(ratio / _STEP) * _STEP, tax, net)


def shipping_is_taxed(
    tax: NDArray[np.float64], goods: NDArray[np.float64], shipping: NDArray[np.float64]
) -> bool:
    """Return whether the taxes of the orders speak for tax on their shipping, too; True without evidence.

    `goods` and `shipping`: what each order charges for them, with the tax that lies within.
    """
    sent = (shipping > 0) & (tax > 0)
    both, alone = explained(tax, goods + shipping) & sent, explained(tax, goods) & sent
    return int((alone & ~both).sum()) <= int((both & ~alone).sum())


def without_tax(amounts: NDArray[np.float64], rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return amounts that include tax without it, in whole minor units."""
    return np.floor(amounts / (1 + rates) + 0.5)


def _gives(
    rates: NDArray[np.float64], tax: NDArray[np.float64], net: NDArray[np.float64]
) -> NDArray[np.bool_]:
    return np.asarray((rates > 0) & (np.abs(net * rates - tax) <= _ROUNDED))
