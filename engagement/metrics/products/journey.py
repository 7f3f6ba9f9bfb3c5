"""The journey of customers: the main product of their first, second, third and fourth order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.model import OTHER
from engagement.metrics.products.baskets import baskets
from engagement.metrics.products.order_contents import contents_of
from engagement.statistics.proportions import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.order_contents import Contents

#: The number of first orders of a customer that are followed.
ORDERS: Final = 4
#: The most products shown by name, those with the most orders; all others are `OTHER`.
MOST: Final = 7
#: The fewest customers for a share.
FEWEST: Final = 10
#: Codes for an order that does not exist, and for one without a product.
NO_ORDER: Final = -2
UNSAID: Final = -1


def product_journey(scope: Scope) -> pd.DataFrame:
    """Return for the first to the third order how many customers went from which product to which.

    The product of an order is that with the highest spend, among equals the first by name, so that each
    customer is counted once per step. `to` is None for those without a further order so far; `OTHER` stands
    for all but the most frequent products, and for orders whose main product is not known. `of` are the
    customers whose order of that number was of the product `from`; `share` with Wilson's limits is NaN for
    fewer than 10.
    """
    lines = baskets(scope)
    steps = main_products(scope)
    size, offset = len(lines.names), -NO_ORDER
    counted = np.bincount(np.concatenate(steps) + offset, minlength=size + offset)[offset:]
    top = [int(code) for code in np.lexsort((np.arange(counted.size), -counted))[:MOST] if counted[code]]
    # The last, for orders whose main product is not known, is a place to go to only.
    names: list[str | None] = [*(lines.names[code] for code in top), OTHER, None, OTHER]
    other, no_order, unsaid = range(len(top), len(names))
    place = np.full(size + offset, other, dtype=np.int16)
    place[[code + offset for code in top]] = np.arange(len(top))
    place[NO_ORDER + offset], place[UNSAID + offset] = no_order, unsaid
    places = [place[step + offset] for step in steps]
    rows = []
    for step, (origin, target) in enumerate(pairwise(places)):
        shape = (len(names), len(names))
        moved = np.bincount(origin * len(names) + target, minlength=len(names) ** 2).reshape(shape)
        moved[:, other] += moved[:, unsaid]
        moved = moved[:no_order, :unsaid]
        moved_from = moved.sum(axis=1)
        rows += [
            (step + 1, names[a], names[b], int(moved[a, b]), int(moved_from[a]))
            for a, b in np.argwhere(moved).tolist()
        ]
    frame = pd.DataFrame(rows, columns=["order", "from", "to", "customers", "of"])
    of_enough = frame["of"].where(frame["of"] >= FEWEST, 0).to_numpy(dtype=np.float64)
    share = wilson(frame["customers"].to_numpy(dtype=np.float64), of_enough)
    return frame.assign(share=share.value, low=share.low, high=share.high)


def main_products(scope: Scope) -> tuple[NDArray[np.int32], ...]:
    """Return the main product of each customer's first order, of the second one, and so on."""
    lines = baskets(scope)
    history, main = lines.history, _main_product(scope)
    steps = []
    for step in range(ORDERS):
        product = np.full(history.customers, NO_ORDER, dtype=np.int32)
        has_step = np.flatnonzero(history.orders > step)
        product[has_step] = main[lines.places[history.start[has_step] + step]]
        steps.append(product)
    return tuple(steps)


def _main_product(scope: Scope) -> NDArray[np.int32]:
    """Return the product with the highest spend of each order, by the order's index.

    `UNSAID` for orders without products, and for those with several of which one has no price.
    Filters select whole orders, so this is computed once per version and currency.
    """
    key = ("foremost", scope.question.fold, scope.currency)
    return scope.data.remember_columns(key, lambda: _main_product_of(contents_of(scope), scope.currency))


def _main_product_of(contents: Contents, currency: str) -> NDArray[np.int32]:
    foremost = np.full(contents.orders, UNSAID, dtype=np.int32)
    money = contents.money * contents.paid_in(currency)
    most = np.full(contents.orders, np.iinfo(np.int64).min)
    np.maximum.at(most, contents.order, money)
    # Backwards, because the last assignment to a repeated index wins: the first by name.
    rows = np.flatnonzero(money == most[contents.order])[::-1]
    foremost[contents.order[rows]] = contents.product[rows]
    if contents.unpriced is not None:
        several = np.bincount(contents.order, minlength=contents.orders) > 1
        unknown = contents.order[contents.unpriced]
        foremost[unknown[several[unknown]]] = UNSAID
    return foremost
