"""One invented shop with products, and what a link to it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from engagement import tables
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import view_of
from engagement.store.sharing.terms import Terms
from tests.metrics.shared_shop import as_orders, shop

if TYPE_CHECKING:
    import pandas as pd

    from engagement.metrics.views.owners import OwnersView

K = 5
SECRET = b"a secret of thirty-two bytes ..."
TERMS = Terms(pages=("retention", "customers", "products", "levels"), k=K)
PRODUCTS = [*(f"Lamp {i}" for i in range(8)), *(f"Made for one {i}" for i in range(40))]


def lines_of(orders: pd.DataFrame) -> pa.Table:
    """One or two products of each order; most orders hold one of the first few, some a rare one."""
    dice = np.random.default_rng(1)
    rows = []
    for order, day in zip(orders["order_id"], orders["day"], strict=True):
        many = 1 + int(dice.random() < 0.4)
        places = dice.choice(len(PRODUCTS), many, replace=False, p=[0.11] * 8 + [0.003] * 40)
        rows += [
            {
                "order_id": order, "source": "test", "position": i + 1, "day": day,
                "product": PRODUCTS[at], "quantity": 1, "price": 500, "currency": "EUR",
                "line": len(rows) + i,
            }
            for i, at in enumerate(places)
        ]  # fmt: skip
    return tables.conform("lines", pa.Table.from_pylist(rows))


def owners(orders: pd.DataFrame) -> OwnersView:
    return view_of({"orders": as_orders(orders), "lines": lines_of(orders)}, Question(days=None))


@pytest.fixture(scope="session")
def orders() -> pd.DataFrame:
    return shop(11, 260, 15, 0.05)


@pytest.fixture(scope="session")
def owner(orders) -> OwnersView:
    return owners(orders)


@pytest.fixture(scope="session")
def bundle(owner) -> pa.Table:
    return publish(owner, TERMS, secret=SECRET)


@pytest.fixture(scope="session")
def told(bundle) -> PublishedView:
    return PublishedView(bundle)
