"""What gift cards came to in each order: their sale is no revenue of some dashboards until they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import collect
from engagement.sources.orders.parts.gift_cards import is_gift_card

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope

#: What tells one order from another; a shop may be missing.
ORDER: Final = ("order_id", "source", "shop")


def gift_cards_of(scope: Scope, orders: Mapping[str, Sequence[Any]]) -> NDArray[np.int64]:
    """Return the amount of the gift cards sold in each of some orders, by the names of the products."""
    nothing = np.zeros(len(orders["order_id"]), dtype=np.int64)
    if not scope.data.has("lines"):
        return nothing
    lines = scope.data.frame("lines").filter(~nw.col("product").is_null(), ~nw.col("price").is_null())
    names = [str(name) for name in collect(lines.select("product").unique())["product"]]
    cards = [name for name in names if is_gift_card(name)]
    if not cards:
        return nothing
    lines = lines.filter(nw.col("product").is_in(cards)).select(*ORDER, "price", "quantity")
    sold = pd.DataFrame(collect(lines))
    amounts = (sold["price"] * sold["quantity"]).groupby(keys_of(sold)).sum()
    return np.asarray(
        keys_of(pd.DataFrame({name: orders[name] for name in ORDER})).map(amounts).fillna(0), np.int64
    )


def keys_of(orders: pd.DataFrame) -> pd.Series[Any]:
    """Return one key for each order."""
    texts = orders[list(ORDER)].astype("object").where(orders[list(ORDER)].notna(), "")
    return pd.Series(list(texts.itertuples(index=False, name=None)), index=orders.index, dtype="object")
