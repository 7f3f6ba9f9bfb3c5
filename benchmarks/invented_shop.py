"""An invented shop of any size, as the store keeps one: five years of orders and what each order held.

Customers buy unevenly (some very often), sales grow, some orders name nobody, some are cancelled. Large shops
are written in parts, as several imports would leave them, so that no size has to fit into memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from benchmarks.questions import FIRST_DAY, LAST_DAY
from engagement.store.objects.folder import Objects
from engagement.tables import conform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

COUNTRIES: Final = ("IT", "ES", "DE", "PL", "FR", "PT")
CHANNELS: Final = ("web", "app", "shop", "phone")
_PRODUCTS: Final = 800
_PART: Final = 5_000_000
_STATES: Final = ("paid", "partially_refunded", "refunded", "cancelled")


def shop(folder: str, orders: str) -> str:
    """Write so many orders and about two and a half times as many lines; return the shop's folder."""
    rows, place = int(orders), Path(folder) / f"shop {orders}"
    dice = np.random.default_rng(11)
    customers = int(rows / 2.6)
    weight = np.cumsum(dice.gamma(0.6, 1.0, customers))
    keys = np.random.default_rng(12).integers(0, 1 << 62, customers)
    popular = 1 / (np.arange(_PRODUCTS) + 10)
    popular = np.cumsum(popular / popular.sum())
    for start in range(0, rows, _PART):
        size = min(_PART, rows - start)
        buyer = np.searchsorted(weight, dice.random(size) * weight[-1])
        # Each part has its own stretch of time.
        when = np.sort((start + size * dice.random(size)) / rows)
        day = (FIRST_DAY + (LAST_DAY - FIRST_DAY + 1) * np.sqrt(when)).astype(np.int32)
        ident = pa.array(np.arange(start, start + size)).cast(pa.string())
        _write(place / "orders", "orders", _orders(dice, keys[buyer], day, ident, start))
        _write(place / "lines", "lines", _lines(dice, popular, day, ident))
    return str(place)


def tables(shop_: str) -> dict[str, tuple[Path, ...]]:
    """Return the Parquet files of each table of a shop."""
    return {name: tuple(sorted((Path(shop_) / name).glob("*.parquet"))) for name in ("orders", "lines")}


def _orders(
    dice: np.random.Generator, key: NDArray[np.int64], day: NDArray[np.int32], ident: pa.Array, start: int
) -> pa.Table:
    size = day.size
    moment = day.astype(np.int64) * 86_400 + dice.integers(0, 86_400, size)
    state = dice.choice(4, size, p=[0.94, 0.02, 0.02, 0.02])
    return pa.table(
        {
            "order_id": ident,
            "source": _coded(np.zeros(size, np.int8), ["shopify_orders"]),
            "customer_key": pa.array(key, mask=dice.random(size) < 0.04),
            "instant": pa.array(moment * 1_000_000).cast(pa.timestamp("us")),
            "day": day,
            "gross": (100 * dice.lognormal(4, 0.6, size)).astype(np.int64),
            "refunded": np.where(state == 1, 500, 0),
            "currency": _coded(np.zeros(size, np.int8), ["EUR"]),
            "status": _coded(state.astype(np.int8), _STATES),
            "counts": state != 3,
            "country": _coded(dice.integers(0, len(COUNTRIES), size).astype(np.int8), COUNTRIES),
            "channel": _coded(dice.choice(4, size, p=[0.6, 0.2, 0.15, 0.05]).astype(np.int8), CHANNELS),
            "items": dice.integers(1, 6, size),
            "line": np.arange(start + 2, start + size + 2),
        }
    )


def _lines(
    dice: np.random.Generator, popular: NDArray[np.float64], day: NDArray[np.int32], ident: pa.Array
) -> pa.Table:
    count = 1 + dice.poisson(1.5, day.size)
    order = np.repeat(np.arange(day.size), count)
    first = np.cumsum(count) - count
    names = [f"Invented article {n:03}" for n in range(_PRODUCTS)]
    product = np.searchsorted(popular, dice.random(order.size)).astype(np.int16)
    return pa.table(
        {
            "order_id": ident.take(pa.array(order)),
            "source": _coded(np.zeros(order.size, np.int8), ["shopify_orders"]),
            "position": np.arange(order.size) - first[order] + 1,
            "day": day[order],
            "product": _coded(product, names),
            "quantity": dice.integers(1, 4, order.size),
            "price": dice.integers(300, 9_000, order.size),
            "currency": _coded(np.zeros(order.size, np.int8), ["EUR"]),
            "line": np.arange(2, order.size + 2),
        }
    )


def _coded(code: NDArray[np.generic], values: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(code, list(values))


def _write(folder: Path, name: str, table: pa.Table) -> None:
    objects = Objects(folder)
    folder.parent.mkdir(exist_ok=True)
    objects.prepare()
    objects.write(conform(name, table))
