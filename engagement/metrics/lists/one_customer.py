"""One customer: orders and the days between them, products, answers, memberships, groups, consent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.customers.rfm import scored
from engagement.metrics.lists.listed_people import people, usual_gap
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.sums.periods import first_day_of, period_of
from engagement.metrics.sums.sorted_keys import places_among
from engagement.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.lists.listed_people import ListedPeople

_KEY: Final = "customer_key"
#: How many past quarters are shown.
QUARTERS: Final = 8
_ORDER: Final = ("source", "shop", "order_id")
_TABLES: Final = ("orders", "responses", "members", "consents")


@dataclass(frozen=True)
class Customer:
    """All rows about one customer in a version's tables, oldest first.

    - `orders` has the column `gap`: days since the previous order that counts; missing for the first order
      and for orders that do not count.
    - `lines`: the products of these orders.
    - `rhythm`: days since the last order, and the 90th percentile of the gaps; None under three orders.
    - `groups`: the ends of the last quarters and the as-of day, each with the index into `GROUPS` by then.
    """

    key: int
    people: ListedPeople
    orders: pd.DataFrame
    lines: pd.DataFrame
    answers: pd.DataFrame
    memberships: pd.DataFrame
    consents: pd.DataFrame
    rhythm: tuple[int, float] | None
    groups: tuple[tuple[int, int], ...]

    @property
    def is_known(self) -> bool:
        """Return whether any table has a row about this customer."""
        tables = (self.orders, self.answers, self.memberships, self.consents)
        return any(len(table) > 0 for table in tables)


def customer(scope: Scope, key: int) -> Customer:
    """Return what the tables hold about the customer with this pseudonym."""
    data = scope.data
    orders = _rows_of(data, "orders", key)
    counting = orders[orders["counts"].astype(bool)]
    gaps = counting["day"].diff()
    return Customer(
        key=key,
        people=people(scope, np.asarray([key], dtype=np.int64)),
        orders=orders.assign(gap=gaps.reindex(orders.index)),
        lines=_lines(data, orders),
        answers=_rows_of(data, "responses", key),
        memberships=_rows_of(data, "members", key),
        consents=_rows_of(data, "consents", key),
        rhythm=usual_gap(scope, key),
        groups=_groups(scope, key),
    )


def by_order_number(data: Data, number: str) -> list[int]:
    """Return the pseudonyms of the customers of orders with this number, with or without its leading mark."""
    if not data.has("orders"):
        return []
    bare = number.strip().removeprefix("#")
    rows = data.frame("orders").filter(nw.col("order_id").is_in([bare, f"#{bare}"]), ~nw.col(_KEY).is_null())
    customers = rows.select(_KEY).unique().collect("pyarrow").to_native()
    return sorted(customers.column(_KEY).to_pylist())


def known_keys(data: Data, keys: Collection[int]) -> list[int]:
    """Return those of the pseudonyms that occur in any table."""
    present: set[int] = set()
    for table in _TABLES:
        if keys and data.has(table):
            rows = data.frame(table).filter(nw.col(_KEY).is_in(sorted(keys))).select(_KEY).unique()
            present.update(rows.collect("pyarrow").to_native().column(_KEY).to_pylist())
    return sorted(present)


def _rows_of(data: Data, table: str, key: int) -> pd.DataFrame:
    """Return a customer's rows of a table, oldest first."""
    names = TABLES[table].schema.names
    if not data.has(table):
        return pd.DataFrame(columns=names)
    rows = data.frame(table).filter(nw.col(_KEY) == key).collect("pyarrow").to_native()
    frame: pd.DataFrame = rows.to_pandas(integer_object_nulls=True)
    moment = "instant" if "instant" in frame else "day"
    return frame.sort_values([moment, "line"], kind="stable", na_position="first", ignore_index=True)


def _lines(data: Data, orders: pd.DataFrame) -> pd.DataFrame:
    names = TABLES["lines"].schema.names
    if not data.has("lines") or orders.empty:
        return pd.DataFrame(columns=names)
    wanted = data.frame("lines").filter(nw.col("order_id").is_in(list(orders["order_id"])))
    lines: pd.DataFrame = wanted.collect("pyarrow").to_native().to_pandas(integer_object_nulls=True)
    own_orders = set(orders[list(_ORDER)].fillna("").itertuples(index=False, name=None))
    order_ids = lines[list(_ORDER)].fillna("").itertuples(index=False, name=None)
    of_customer: pd.DataFrame = lines[[order in own_orders for order in order_ids]]
    return of_customer.sort_values(["day", "order_id", "position"], kind="stable", ignore_index=True)


def _groups(scope: Scope, key: int) -> tuple[tuple[int, int], ...]:
    history = histories(scope)
    (customer_place,), (is_known,) = places_among(history.key, np.asarray([key], dtype=np.int64))
    if not is_known:
        return ()
    quarter = period_of(history.last_day, "quarter")
    ends = [first_day_of(quarter - back, "quarter") - 1 for back in range(QUARTERS - 1)]
    days = [history.last_day, *(day for day in ends if day >= history.first_day[customer_place])]
    rows = []
    for day in sorted(set(days)):
        past = history if day == history.last_day else history.until(day)
        place = int(np.searchsorted(past.key, key))
        rows.append((day, int(scored(past).group[place])))
    return tuple(rows)
