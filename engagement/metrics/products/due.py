"""Who is due to buy a product again: by the median days after which its buyers do so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets
from engagement.metrics.products.sold import firm_quartiles, waits_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope

#: After this many times the median a reminder comes too late.
_PAST: Final = 2


class _LastPurchases(NamedTuple):
    """Buyers of products with a median: indices of product and customer, days since its last order."""

    product: NDArray[np.int32]
    person: NDArray[np.int32]
    days: NDArray[np.int32]
    #: By product, NaN without a median.
    median: NDArray[np.float64]

    @property
    def due(self) -> NDArray[np.bool_]:
        """Return whether the median has passed, but not twice the median."""
        usual = self.median[self.product]
        return (self.days >= usual) & (self.days <= _PAST * usual)

    @property
    def past(self) -> NDArray[np.bool_]:
        """Return whether twice the median has passed."""
        return np.asarray(self.days > _PAST * self.median[self.product])


def due_products(scope: Scope) -> pd.DataFrame:
    """Return for each product that half of its buyers buy again how many are due for it.

    `median`: days to the next order of it, as in the table `replenishment`, where at least 10 buyers are
    still under observation. By the days since a buyer's last order of it, the buyer is `not_yet` due, `due`
    (up to twice the median), or `past` that.
    """
    last_purchases, names = _last_purchases(scope), baskets(scope).names
    count = len(names)
    due, past = (
        np.bincount(last_purchases.product[mark], minlength=count)
        for mark in (last_purchases.due, last_purchases.past)
    )
    buyers = np.bincount(last_purchases.product, minlength=count)
    frame = pd.DataFrame(
        {
            "product": pd.Series(names, dtype=object),
            "buyers": buyers,
            "median": last_purchases.median,
            "not_yet": buyers - due - past,
            "due": due,
            "past": past,
        }
    )
    bought = frame[frame["buyers"] > 0]
    return bought.sort_values(["due", "product"], ascending=[False, True], ignore_index=True)


def due_keys(scope: Scope, product: str) -> NDArray[np.int64]:
    """Return the pseudonyms of people due for a product or, for "", for any product; ascending."""
    last_purchases, shop_baskets = _last_purchases(scope), baskets(scope)
    is_wanted = last_purchases.due
    if product:
        wanted = [place for place, name in enumerate(shop_baskets.names) if name == product]
        is_wanted = is_wanted & np.isin(last_purchases.product, wanted)
    return np.asarray(shop_baskets.every.key[np.unique(last_purchases.person[is_wanted])])


def _last_purchases(scope: Scope) -> _LastPurchases:
    shop_baskets = baskets(scope)
    firm = firm_quartiles(waits_of(scope)).set_index("product")["median"]
    median = firm.reindex(list(shop_baskets.names)).to_numpy(dtype=np.float64)
    purchases = shop_baskets.purchases
    is_usual = median > 0  # NaN compares as false
    last = purchases.last
    last = last[is_usual[purchases.product[last]]]
    days = shop_baskets.history.last_day - purchases.day[last]
    return _LastPurchases(purchases.product[last], purchases.person[last], days, median)
