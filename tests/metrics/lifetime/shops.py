"""Shops drawn by dice, for the models of what customers are worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from engagement import tables as canonical
from engagement.metrics.model import Question
from engagement.metrics.views.owners import OwnersView, view_of
from tests.metrics.invented import day
from tests.statistics.buying import weeks_of_purchases


def view(tables, **fields) -> OwnersView:
    return view_of(tables, Question(days=None, **fields))


def shop(bought: list[np.ndarray], weeks: float) -> dict[str, pa.Table]:
    """Orders of customers by their weeks; nobody's order on the last day ends the data."""
    dice = np.random.default_rng(1)
    who = np.repeat(np.arange(len(bought)), [at.size for at in bought])
    on = day("2023-01-01") + np.floor(np.concatenate(bought) * 7).astype(int)
    who, on = np.append(who, -1), np.append(on, day("2023-01-01") + int(weeks * 7))
    worth = dice.gamma(6, 1 / dice.gamma(4, 1 / 20, len(bought) + 1)[who])
    key = pd.array(who, dtype="Int64")
    key[-1] = pd.NA
    frame = pd.DataFrame(
        {
            "order_id": [str(i) for i in range(who.size)],
            "source": "test",
            "customer_key": key,
            "day": on.astype("int32"),
            "instant": pd.to_datetime(on, unit="D").as_unit("us"),
            "gross": np.maximum(1, (worth * 100).astype(int)),
            "refunded": 0,
            "currency": "EUR",
            "status": "paid",
            "counts": True,
            "line": np.arange(2, who.size + 2),
        }
    )
    return {"orders": canonical.conform("orders", pa.Table.from_pandas(frame, preserve_index=False))}


def steady(count: int, weeks: float, rate: float = 5.0) -> list[np.ndarray]:
    return weeks_of_purchases(np.random.default_rng(3), count, weeks, 0.6, rate, 0.8, 2.5)
