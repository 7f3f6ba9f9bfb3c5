"""The tables of products, with counts of customers rounded; products of fewer than k are not named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.model import OTHER
from engagement.metrics.products.baskets import baskets
from engagement.metrics.products.journey import MOST, NO_ORDER, ORDERS, main_products
from engagement.metrics.products.sold import beginners
from engagement.metrics.rounding.rounded_cells import framed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.baskets import Baskets
    from engagement.metrics.rounding.rounded_cells import RoundedCells, Rounding

#: The most products that are published, those with the most customers.
_MOST: Final = 500


def products(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return each product's customers, those who began with it, and the share that came back."""
    lines = baskets(scope)
    buying = lines.purchases
    product, person = (each[buying.first].astype(np.int64) for each in (buying.product, buying.person))
    bought = rounding.cells("products", lines.names, product, rounding.keys(lines.every.key)[person])
    began, ripe, back = _beginners(lines, rounding)
    frame = framed(
        "products",
        {
            "product": pd.Series(lines.names, dtype=object),
            "customers": bought.shown,
            "first_orders": np.minimum(began.shown, bought.shown),
            "repeat_within_90_days": rounding.share(back.shown, ripe.shown),
        },
    )
    named = frame[bought.named].sort_values(["customers", "product"], ascending=[False, True])
    return named.head(_MOST).reset_index(drop=True)


def gateway_products(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the products that customers began with, how many of them came back, highest share first."""
    lines = baskets(scope)
    _, ripe, back = _beginners(lines, rounding)
    came_back = np.minimum(back.shown, ripe.shown)
    frame = framed(
        "gateway_products",
        {
            "product": pd.Series(lines.names, dtype=object),
            "began": ripe.shown,
            "came_back": came_back,
            "share": rounding.share(came_back, ripe.shown),
            "differs": np.zeros(len(lines.names), dtype=bool),
        },
    )
    named = frame[ripe.named].sort_values(["share", "began", "product"], ascending=[False, False, True])
    return named.head(_MOST).reset_index(drop=True)


def product_journey(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return how many customers went from which product to which, for products with k or more.

    Products that k customers began an order with are named, at most `MOST`.
    """
    lines = baskets(scope)
    steps, keys = np.column_stack(main_products(scope)).astype(np.int64), rounding.keys(lines.history.key)
    person, order_index = np.nonzero(steps >= 0)
    pairs = np.unique(steps[person, order_index] * (lines.history.customers + 1) + person)
    product, whose = np.divmod(pairs, lines.history.customers + 1)
    ever = rounding.cells("foremost", lines.names, product, keys[whose])
    top = np.lexsort((np.asarray(lines.names, dtype=np.str_), -ever.shown))
    top = top[ever.named[top]][:MOST]
    names: list[str | None] = [*(lines.names[code] for code in top.tolist()), OTHER, None]
    place = np.full(len(lines.names), top.size, dtype=np.int64)
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
    customer_places = np.flatnonzero(steps[:, step] >= 0)
    origin, next_step = place[steps[customer_places, step]], steps[customer_places, step + 1]
    places = len(names)
    target = np.where(next_step == NO_ORDER, places - 1, places - 2)
    target[next_step >= 0] = place[next_step[next_step >= 0]]
    called = [f"{step}/{one}/{other}" for one in names for other in names]
    moved = rounding.cells("journey", called, origin * places + target, keys[customer_places]).shown
    shown_origins = rounding.cells(
        "journey", [f"{step}/{one}" for one in names], origin, keys[customer_places]
    ).shown
    shown_moves = np.flatnonzero(moved)
    began = shown_origins[shown_moves // places]
    customers = np.minimum(moved[shown_moves], began)
    columns = {
        "order": np.full(shown_moves.size, step + 1),
        "from": pd.Series([names[index] for index in (shown_moves // places).tolist()], dtype=object),
        "to": pd.Series([names[index] for index in (shown_moves % places).tolist()], dtype=object),
        "customers": customers,
        "of": began,
        "share": rounding.share(customers, began),
    }
    return framed("product_journey", columns)[customers > 0]


def _beginners(baskets: Baskets, rounding: Rounding) -> tuple[RoundedCells, RoundedCells, RoundedCells]:
    """Return who began with each product: all, 90 days ago, and who of these came back."""
    product, person, ripe, back = beginners(baskets)
    keys = rounding.keys(baskets.history.key)
    all_began, old, returned = (
        rounding.cells("began", baskets.names, product[part].astype(np.int64), keys[person[part]])
        for part in (slice(None), ripe, back)
    )
    return all_began, old, returned
