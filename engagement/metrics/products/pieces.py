"""The number of pieces per order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope


def pieces_per_order(scope: Scope) -> pd.DataFrame:
    """Return the number of orders by their pieces, fewest first; only orders with lines that name a product.

    Orders without any remaining piece, for instance because all went back, are left out.
    """
    lines = baskets(scope)
    pieces = lines.contents.pieces_of_orders[lines.is_kept]
    sizes, orders = np.unique(pieces[pieces > 0], return_counts=True)
    return pd.DataFrame({"pieces": sizes, "orders": orders, "share": orders / max(1, int(orders.sum()))})
