"""Small canonical tables of an invented shop, for the store's tests."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from engagement.locale import message
from engagement.sources.model.account import Imported, Report, SetAside
from engagement.store import Drop
from engagement.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from engagement.store import Workspace


def orders(numbers: Iterable[int], *, gross: int = 1000, shop: str | None = None) -> pa.Table:
    """Orders with these numbers; a small number is the order's day, too."""
    numbers = list(numbers)
    return conform(
        "orders",
        pa.table(
            {
                "order_id": pa.array([f"#{n}" for n in numbers], pa.string()),
                "source": pa.array(["shopify_orders"] * len(numbers), pa.string()),
                "shop": pa.array([shop] * len(numbers), pa.string()),
                "customer_key": pa.array([n % 7 for n in numbers], pa.int64()),
                "instant": pa.array([n % 20_000 * 86_400_000_000 for n in numbers]).cast(pa.timestamp("us")),
                "day": pa.array([n % 20_000 for n in numbers], pa.int32()),
                "gross": pa.array([gross] * len(numbers), pa.int64()),
                "refunded": pa.array([0] * len(numbers), pa.int64()),
                "currency": pa.array(["EUR"] * len(numbers), pa.string()),
                "status": pa.array(["paid"] * len(numbers), pa.string()),
                "counts": pa.array([True] * len(numbers)),
                "line": pa.array(range(2, len(numbers) + 2), pa.int64()),
            }
        ),
    )


def late(placed: Iterable[tuple[int, int]], *, customer: int = 1) -> pa.Table:
    """Orders with these numbers and days."""
    numbers, days = zip(*placed, strict=True)
    result = orders(numbers).to_pydict()
    result["day"] = list(days)
    result["customer_key"] = [customer] * len(days)
    return conform("orders", pa.table(result, schema=orders(numbers).schema))


def lines(order: str, products: list[str]) -> pa.Table:
    """The lines of one order."""
    count = len(products)
    return conform(
        "lines",
        pa.table(
            {
                "order_id": [order] * count,
                "source": ["shopify_orders"] * count,
                "position": list(range(1, count + 1)),
                "day": pa.array([20_000] * count, pa.int32()),
                "product": products,
                "quantity": [1] * count,
                "currency": ["EUR"] * count,
                "line": list(range(2, count + 2)),
            }
        ),
    )


def audience(day: int, **figures: int | None) -> pa.Table:
    """One day of an account's figures."""
    values = {k: pa.array([v], pa.int64()) for k, v in figures.items()}
    row = {
        "network": ["instagram"],
        "source": ["meta_daily"],
        "day": pa.array([day], pa.int32()),
        "line": [4],
    }
    return conform("audience", pa.table({**row, **values}))


def answers(response: str, scores: Mapping[str, float], **segments: str) -> pa.Table:
    """One submission of a survey; a segment is a column of its own."""
    count = len(scores)
    columns: dict[str, Any] = {
        "response_id": [response] * count,
        "source": ["typeform"] * count,
        "survey": ["After purchase"] * count,
        "question": list(scores),
        "kind": ["rating"] * count,
        "score": list(scores.values()),
        "line": [2] * count,
    }
    return conform(
        "responses", pa.table({**columns, **{f"segment.{k}": [v] * count for k, v in segments.items()}})
    )


def imported(tables: Mapping[str, pa.Table], file: str = "orders.csv", reject: str | None = None) -> Imported:
    """What a source hands over; with `reject`, one row was set aside for that value."""
    row_count = sum(t.num_rows for t in tables.values())
    reason = message("This date does not exist")
    aside = (SetAside(9, "Created at", reject, reason, 7),) if reject is not None else ()
    rejects = pa.table({"Created at": [reject], "Error": [str(reason)]}) if reject is not None else None
    days = [d for t in tables.values() for d in t.column("day").to_pylist() if d is not None]
    return Imported(
        tables,
        Report(
            file=file,
            sheet=None,
            kind="orders",
            format="shopify_orders",
            platform="Shopify",
            confidence="exact",
            encoding="utf-8",
            delimiter=",",
            header_row=1,
            rows_in=row_count + len(aside),
            rows_kept=row_count,
            rows_set_aside=len(aside),
            set_aside=aside,
            last_day=max(days, default=None),
        ),
        rejects,
    )


def drop(file: str, tables: Mapping[str, pa.Table], reject: str | None = None) -> Drop:
    """A file whose content is its name."""
    return Drop(file, hashlib.sha256(file.encode()).hexdigest(), [imported(tables, file, reject)])


def add(workspace: Workspace, file: str, tables: Mapping[str, pa.Table], reject: str | None = None) -> int:
    """Add a file and return its dataset's id."""
    return workspace.add_many([drop(file, tables, reject)])[0].dataset.id


def rows(workspace: Workspace, table: str) -> list[dict[str, Any]]:
    """The rows of a table as it stands."""
    return [row for path in workspace.paths(table) for row in read(path).to_pylist()]


def read(path: Path) -> pa.Table:

    return pq.read_table(path, partitioning=None)


def numbers(workspace: Workspace) -> list[int]:
    """The numbers of the orders as they stand, in order."""
    stored = [read(path).column("order_id").to_pylist() for path in workspace.paths("orders")]
    return [int(order[1:]) for part in stored for order in part]
