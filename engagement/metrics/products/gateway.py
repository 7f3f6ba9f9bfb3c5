"""Gateway products: first purchases, and whether their buyers come back more often than others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets
from engagement.metrics.products.sold import FEWEST, began_with
from engagement.statistics.interval import LEVEL
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe, shrunk_shares, wilson

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope

#: The fewest customers on either side for a comparison of shares.
FEWEST_COMPARED: Final = 30


def gateway_products(scope: Scope) -> pd.DataFrame:
    """Return for each product of first orders how many buyers came back, against all other customers.

    Customers count if their first order has lines and is at least 90 days old; they came back if they
    ordered anything again within 90 days. `share` with Wilson's limits is NaN under 10. `estimate` is the
    share shrunk towards that of all; rows are sorted by it, highest first, those under 30 last. `differs`
    says whether the share differs from that of the `others`, corrected (Holm) for all products with 30 on
    either side.
    """
    with_each = began_with(scope)
    began, came_back = with_each.ripe, with_each.came_back
    others, others_back = with_each.ripe_customers - began, with_each.returned_customers - came_back
    share = wilson(came_back.astype(np.float64), np.where(began >= FEWEST, began, 0).astype(np.float64))
    compared = (began >= FEWEST_COMPARED) & (others >= FEWEST_COMPARED)
    began_share, of_one, other, of_other = (
        np.where(compared, x, np.nan) for x in (came_back, began, others_back, others)
    )
    apart = newcombe(began_share, of_one, other, of_other)
    frame = pd.DataFrame(
        {
            "product": pd.Series(baskets(scope).names, dtype=object),
            "began": began,
            "came_back": came_back,
            "share": share.value,
            "low": share.low,
            "high": share.high,
            "others": others,
            "others_came_back": others_back,
            "estimate": shrunk_shares(came_back.astype(np.float64), began.astype(np.float64)),
            "differs": holm(apart.p) < 1 - LEVEL,
        }
    )
    frame["few"] = began < FEWEST_COMPARED
    begun_with = frame[frame["began"] > 0]
    order = ["few", "estimate", "low", "product"]
    ranked = begun_with.sort_values(order, ascending=[True, False, False, True], ignore_index=True)
    return ranked.drop(columns="few")
