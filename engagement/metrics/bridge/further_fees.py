"""What orders charge beyond their goods, tax, shipping and tips: fees, which no column needs to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.bridge.gift_cards_sold import ORDER, keys_of
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope

    Ints = NDArray[np.int64]

#: How far the parts of an order may be off its amount in minor units, beside half a unit for each piece, as
#: the price of a piece is rounded.
_ROUNDED: Final = 2
#: The share of the orders whose parts must come to their amounts without fees.
_MOST: Final = 0.5


def further_fees(scope: Scope, orders: Mapping[str, Sequence[Any]], money: Mapping[str, Ints]) -> Ints:
    """Return the fees of each order by its products' prices without tax; 0 where these do not show any.

    The prices show fees only in a file in which goods, less discounts, with tax, shipping and tips come to
    the amount of most orders.
    """
    nothing = np.zeros(len(orders["order_id"]), dtype=np.int64)
    if not scope.data.has("lines"):
        return nothing
    lines = scope.data.frame("lines").filter(~nw.col("price").is_null(), ~nw.col("quantity").is_null())
    worth = lines.with_columns(worth=nw.col("price") * nw.col("quantity"), pieces=nw.col("quantity").abs())
    sums = worth.group_by(*ORDER).agg(nw.col("worth").sum(), nw.col("pieces").sum())
    held = pd.DataFrame(collect(sums.select(*ORDER, "worth", "pieces")))
    held.index = pd.Index(keys_of(held))
    found = held[["worth", "pieces"]].reindex(keys_of(pd.DataFrame({name: orders[name] for name in ORDER})))
    goods, pieces = (found[name].to_numpy(dtype=np.float64) for name in ("worth", "pieces"))
    charged = money["gross"] - money["tax"] - money["shipping"] - money["tip"] + money["discount"]
    fees, within = charged - goods, _ROUNDED + pieces / 2
    is_shown = (money["gross"] > 0) & (goods > 0)
    if (np.abs(fees) <= within)[is_shown].sum() < _MOST * max(1, is_shown.sum()):
        return nothing
    return np.where(is_shown & (fees > within), np.nan_to_num(fees), 0).astype(np.int64)
