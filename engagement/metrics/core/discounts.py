"""Which orders were sold at a discount, and whether the data contain discounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from engagement.metrics.core.data import Data


def knows_discounts(data: Data) -> bool:
    """Return whether the data contain discounts, even if no order had one."""
    if not data.has("orders"):
        return False
    names = ("discounted", "discount_code")
    counted = collect(data.frame("orders").select(*(nw.col(name).count() for name in names)))
    return any(rows[0] for rows in counted.values())
