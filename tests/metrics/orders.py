"""Invented orders for the tests: a few by hand, or many by dice."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa

from engagement import shared_columns, tables
from tests.metrics.invented import day

STATUSES = ("paid", "paid", "paid", "paid", "partially_refunded", "cancelled", "failed", "test")


def order(on: str, who: int | None = None, gross: float = 10, **more: object) -> dict[str, object]:
    """One order; `gross` in major units of a currency with two digits."""
    return {"day": day(on), "customer_key": who, "gross": round(gross * 100), **more}


def orders(*rows: dict[str, object]) -> pa.Table:
    made = [_complete(i, row) for i, row in enumerate(rows)]
    names = dict.fromkeys(name for row in made for name in row)
    if not made:
        return tables.empty("orders")
    return tables.conform("orders", pa.table({n: [row.get(n) for row in made] for n in names}))


def many(seed: int, count: int = 600, days: int = 800, customers: int = 120) -> pa.Table:
    """Orders with ties, guests, refunds, cancellations, two currencies and blanks of every kind."""
    dice = np.random.default_rng(seed)
    who = dice.integers(-(customers // 6), customers, count) + 1
    on = day("2024-01-01") + np.sort(dice.integers(0, days, count))
    status = dice.choice(STATUSES, count)
    gross = np.where(dice.random(count) < 0.03, 0, dice.integers(100, 20_000, count))
    key = pd.array(who * 7_000_000_000_000_003, dtype="Int64")
    key[who < 1] = pd.NA
    frame = pd.DataFrame(
        {
            "order_id": [f"n{i}" for i in range(count)],
            "source": "test",
            "customer_key": key,
            "day": on.astype("int32"),
            "instant": pd.to_datetime(on, unit="D").as_unit("us")
            + pd.to_timedelta(dice.integers(0, 4, count) * 6, unit="h").as_unit("us"),
            "gross": gross,
            "refunded": np.where(status == "partially_refunded", gross // 2, 0),
            "currency": dice.choice(["EUR", "EUR", "EUR", "PLN"], count),
            "status": status,
            "counts": [s not in shared_columns.NOT_COUNTED for s in status],
            "guest": dice.choice([True, False, None], count),
            "country": dice.choice(["IT", "ES", "PL", None], count),
            "discount_code": dice.choice(["HELLO", None, None], count),
            "line": np.arange(2, count + 2),
        }
    )
    return tables.conform("orders", pa.Table.from_pandas(frame, preserve_index=False))


def as_pandas(table: pa.Table) -> pd.DataFrame:
    """The same rows as a pandas frame that loses nothing: whole numbers stay whole beside blanks."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _complete(i: int, row: dict[str, object]) -> dict[str, object]:
    on = int(str(row["day"]))
    status = str(row.get("status", "paid"))
    noon = dt.datetime(1970, 1, 1, 12) + dt.timedelta(days=on)
    base = {"order_id": f"n{i}", "source": "test", "refunded": 0, "currency": "EUR", "status": status}
    return {**base, "instant": noon, "counts": status not in shared_columns.NOT_COUNTED, "line": i + 2, **row}
