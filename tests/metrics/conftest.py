"""Public shops as the product reads them, and as pandas does from the same files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import pytest

import engagement
from engagement.store.versions.put_together import put_together

if TYPE_CHECKING:
    import pyarrow as pa


class Shop(NamedTuple):
    """A shop's canonical tables, its orders and lines as pandas has them, and its as-of day."""

    tables: dict[str, pa.Table]
    orders: pd.DataFrame
    lines: pd.DataFrame
    as_of: pd.Timestamp


def _read(path) -> dict[str, pa.Table]:
    parts: dict[str, list[pa.Table]] = {}
    for one in engagement.read(path):
        for name, table in one.mergeable.items():
            parts.setdefault(name, []).append(table)
    return put_together(parts)[0]


@pytest.fixture(scope="session")
def online_retail(shared) -> Shop:
    path = shared / "real" / "online_retail.csv"
    raw = pd.read_csv(path, dtype={"InvoiceNo": str, "CustomerID": str}, encoding="utf-8")
    raw["when"] = pd.to_datetime(raw.InvoiceDate, format="%m/%d/%Y %H:%M")
    clean = raw[~raw.InvoiceNo.str.startswith(("C", "A")) & (raw.Quantity > 0) & (raw.UnitPrice > 0)].copy()
    clean["money"] = clean.Quantity * clean.UnitPrice
    invoices = clean.groupby("InvoiceNo", sort=False).agg(
        who=("CustomerID", "first"), when=("when", "min"), money=("money", "sum")
    )
    invoices["money"] = invoices.money.round(2)  # a piece for 0.001 pounds there is, a payment is not
    named = invoices[invoices.who.notna()].sort_values("when", kind="stable").reset_index()
    return Shop(_read(path), named, clean, raw.when.max())


@pytest.fixture(scope="session")
def cdnow(shared) -> Shop:
    path = shared / "real" / "CDNOW_master.txt"
    raw = pd.read_csv(
        path, sep=r"\s+", skiprows=1, names=["who", "day", "pieces", "money"], dtype={"who": str}
    )
    raw["when"] = pd.to_datetime(raw.day.astype(str))
    ordered = raw.sort_values("when", kind="stable").reset_index(drop=True)
    return Shop(_read(path), ordered, raw.iloc[:0], raw.when.max())
