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
#: The share of the amounts of a whole rate from which theirs is a rate, not the mean of several by chance.
_COMMON: Final = 0.05


def tax_rates(
    tax: NDArray[np.float64], taxed: NDArray[np.float64], usual: float | None = None
) -> NDArray[np.float64]:
    """Return the rate of each amount: the whole half per cent that gives its tax, else the plain ratio.

    `taxed`: the amounts with their tax. The rate is 0 where there is no tax or nothing taxed. Where nearly
    all have one rate, an amount with less tax holds something untaxed, and the rest has that rate, too:
    `usual` is that rate where it is known, 0 for none (`usual_rate`).
    """
    ratio, whole, is_whole = _ratios(tax, taxed)
    usual = usual_rate(tax, taxed) if usual is None else usual
    rates = np.where(is_whole, whole, ratio)
    return np.where((ratio > 0) & ~is_whole & (ratio < usual), usual, rates)


def usual_rate(tax: NDArray[np.float64], taxed: NDArray[np.float64]) -> float:
    """Return the rate that nearly all amounts have whose rate is a whole half per cent; 0 for none."""
    _, whole, is_whole = _ratios(tax, taxed)
    found, counts = np.unique(whole[is_whole], return_counts=True)
    is_usual = counts.max(initial=0) >= max(1, _NEARLY_ALL * is_whole.sum())
    return float(found[counts.argmax()]) if is_usual else 0.0


def has_common_rate(tax: NDArray[np.float64], taxed: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return whether one rate, which others have too, gives the tax of each amount.

    Where nearly all have one rate, it is that of the rest as well (`tax_rates`). A rate of few is by chance
    the mean of several.
    """
    _, whole, is_whole = _ratios(tax, taxed)
    if usual_rate(tax, taxed):
        return np.ones_like(is_whole)
    found, place, counts = np.unique(whole[is_whole], return_inverse=True, return_counts=True)
    is_common = np.zeros_like(is_whole)
    is_common[is_whole] = (counts >= max(1, _COMMON * is_whole.sum()))[place] if found.size else False
    return is_common


def explained(tax: NDArray[np.float64], taxed: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return whether a rate of a whole half per cent gives the tax of each amount."""
    _, _, is_whole = _ratios(tax, taxed)
    return is_whole


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


def _ratios(
    tax: NDArray[np.float64], taxed: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return the ratio of each tax, the whole rate next to it, and whether this gives the tax."""
    net = taxed - tax
    known = (tax > 0) & (net > 0)
    ratio = np.divide(tax, net, out=np.zeros_like(net), where=known)
    whole = np.rint(ratio / _STEP) * _STEP
    return ratio, whole, np.asarray(known & (whole > 0) & (np.abs(net * whole - tax) <= _ROUNDED))
