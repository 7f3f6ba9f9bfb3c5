"""The tables of products, with counts of customers rounded; products of fewer than k are not named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.model import OTHER
from engagement.metrics.products.baskets import baskets
from engagement.metrics.products.journey import MOST, NO_ORDER, ORDERS, foremost_products
from engagement.metrics.products.sold import beginners
from engagement.metrics.rounding.rounded_cells import framed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets
    from engagement.metrics.rounding.rounded_cells import RoundedCells, Rounding

#: As many products are told, those with the most customers shown.
_MOST: Final = 500


def products(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return each product's customers, those who began with it, and the share that came back."""
    found = baskets(scope)
    keys = rounding.keys(found.history.key)
    pair = np.unique(found.unpacked[0])
    product, person = np.divmod(pair, found.history.customers + 1)
    bought = rounding.cells("products", found.names, product, keys[person])
    begun, ripe, back = _begun(found, rounding, keys)
    frame = framed(
        "products",
        {
            "product": pd.Series(found.names, dtype=object),
            "customers": bought.shown,
            "first_orders": np.minimum(begun.shown, bought.shown),
            "repeat_within_90_days": rounding.share(back.shown, ripe.shown),
        },
    )
    named = frame[bought.named].sort_values(["customers", "product"], ascending=[False, True])
    return named.head(_MOST).reset_index(drop=True)


def gateway_products(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the products that customers began with, how many of them came back, highest share first."""
    found = baskets(scope)
    _, ripe, back = _begun(found, rounding, rounding.keys(found.history.key))
    came_back = np.minimum(back.shown, ripe.shown)
    frame = framed(
        "gateway_products",
        {
            "product": pd.Series(found.names, dtype=object),
            "began": ripe.shown,
            "came_back": came_back,
            "share": rounding.share(came_back, ripe.shown),
            "differs": np.zeros(len(found.names), dtype=bool),
        },
    )
    named = frame[ripe.named].sort_values(["share", "began", "product"], ascending=[False, False, True])
    return named.head(_MOST).reset_index(drop=True)


def product_journey(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return from which product how many customers went on to which, as far as k are shown with it.

    Products that k customers began an order with stand by themselves, at most `MOST`.
    """
    found = baskets(scope)
    steps, keys = foremost_products(scope), rounding.keys(found.history.key)
    person, at = np.nonzero(steps >= 0)
    pairs = np.unique(steps[person, at] * (found.history.customers + 1) + person)
    product, whose = np.divmod(pairs, found.history.customers + 1)
    ever = rounding.cells("foremost", found.names, product, keys[whose])
    top = np.lexsort((np.asarray(found.names, dtype=np.str_), -ever.shown))
    top = top[ever.named[top]][:MOST]
    names: list[str | None] = [*(found.names[code] for code in top.tolist()), OTHER, None]
    place = np.full(len(found.names), top.size, dtype=np.int64)
    place[top] = np.arange(top.size)
    frames = [_step(step, steps, place, names, keys, rounding) for step in range(ORDERS - 1)]
    return pd.concat(frames, ignore_index=True)


def _step(
    step: int,
    steps: NDArray[np.int64],
    place: NDArray[np.int64],
    names: list[str | None],
    keys: NDArray[np.uint64],
    rounding: Rounding,
) -> pd.DataFrame:
    """Return the rows of the way from one order to the next."""
    there = np.flatnonzero(steps[:, step] >= 0)
    origin, then = place[steps[there, step]], steps[there, step + 1]
    many = len(names)
    target = np.where(then == NO_ORDER, many - 1, many - 2)
    target[then >= 0] = place[then[then >= 0]]
    called = [f"{step}/{one}/{other}" for one in names for other in names]
    moved = rounding.cells("journey", called, origin * many + target, keys[there]).shown
    of = rounding.cells("journey", [f"{step}/{one}" for one in names], origin, keys[there]).shown
    told = np.flatnonzero(moved)
    began = of[told // many]
    customers = np.minimum(moved[told], began)
    made = {
        "order": np.full(told.size, step + 1),
        "from": pd.Series([names[at] for at in (told // many).tolist()], dtype=object),
        "to": pd.Series([names[at] for at in (told % many).tolist()], dtype=object),
        "customers": customers,
        "of": began,
        "share": rounding.share(customers, began),
    }
    return framed("product_journey", made)[customers > 0]


def _begun(
    baskets: Baskets, rounding: Rounding, keys: NDArray[np.uint64]
) -> tuple[RoundedCells, RoundedCells, RoundedCells]:
    """Return who began with each product: all, 90 days ago, and who of these came back."""
    product, person, ripe, back = beginners(baskets)
    every, old, returned = (
        rounding.cells("began", baskets.names, product[kept], keys[person[kept]])
        for kept in (slice(None), ripe, back)
    )
    return every, old, returned
