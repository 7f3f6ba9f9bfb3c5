"""Whether a file's orders look like those of another shop.

A shop grows, changes its prices and is exported by several tools, so one difference proves nothing. A person
is asked where two things differ that rarely differ within one shop: the currency, the years, the format of
order numbers, the customers.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engagement.locale import message
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from engagement.locale import Message

_COLUMNS: Final = ("order_id", "source", "day", "customer_key", "currency")
#: The fewest orders, or customers, for a conclusion from what is missing.
_LEAST_ORDERS: Final = 20
_LEAST_CUSTOMERS: Final = 30
_SIGNS: Final = 2
#: Days between two files of one shop that a forgotten export may explain.
_GAP_DAYS: Final = 180
#: Of the smaller file's customers: in two files of one shop more of them are the same people.
_SHARED: Final = 0.01
#: How orders are numbered is a habit where few ways cover nearly all of them.
_HABIT: Final = 0.05
_COVERED: Final = 0.8
_LOOKED_AT: Final = 5_000
#: A shop's numbers grow by a digit now and then, not by so many at once.
_MORE_DIGITS: Final = 3
#: The fewest shared numbers; in one shop most of them are orders of the same day.
_LEAST_COMMON: Final = 20
#: Platforms with a generated address for each buyer, which does not identify customers.
_MADE_UP: Final = ("amazon", "ebay", "etsy")


@dataclass(frozen=True, slots=True)
class ShopTraits:
    """Traits of orders that are usually constant within a shop.

    Days are days since 1970-01-01. `customers` are pseudonyms. By source, `numbers` are the orders' numbers
    and days, and `habits` the usual formats of numbers: the text beside the digits and how many digits.
    """

    orders: int
    currencies: frozenset[str]
    first_day: int
    last_day: int
    customers: npt.NDArray[np.int64]
    numbers: Mapping[str, pa.Table]
    habits: Mapping[str, frozenset[tuple[str, int]]]


def look(orders: Sequence[pa.Table]) -> ShopTraits | None:
    """Return the traits of orders in tables; None where there are too few."""
    tables = [table.select(_COLUMNS) for table in orders if table.num_rows]
    if sum(table.num_rows for table in tables) < _LEAST_ORDERS:
        return None
    table = pa.concat_tables(tables, promote_options="permissive")
    span = pc.min_max(table["day"]).as_py()
    sources = [source for source in pc.unique(table["source"]).to_pylist() if source]
    real = pa.array([source for source in sources if not source.startswith(_MADE_UP)], pa.string())
    people = table.filter(pc.is_in(table["source"], real))["customer_key"].drop_null().unique()
    numbers = {source: _of_source(table, source) for source in sources}
    return ShopTraits(
        table.num_rows,
        frozenset(pc.unique(table["currency"]).to_pylist()) - {NO_CURRENCY, None},
        span["min"],
        span["max"],
        people.to_numpy().astype(np.int64),
        numbers,
        {source: _habit(orders_of_source["order_id"]) for source, orders_of_source in numbers.items()},
    )


def look_at(path: Path | None) -> ShopTraits | None:
    """Return the traits of the orders in a Parquet file; None without a file, or with too few orders."""
    return None if path is None else look([pq.read_table(path, columns=list(_COLUMNS), partitioning=None)])


def signs(known: ShopTraits | None, new: ShopTraits | None) -> tuple[Message, ...]:
    """Return the reasons why `new` looks like another shop; empty where they are too few to ask."""
    if known is None or new is None:
        return ()
    apart = max(new.first_day - known.last_day, known.first_day - new.last_day)
    possible = [_currency(known, new), _years(apart), _numbers(known, new)]
    if apart < _GAP_DAYS:  # after a long time other customers are expected
        possible.append(_customers(known, new))
    certain = tuple(sign for sign in possible if sign is not None)
    return certain if len(certain) >= _SIGNS else ()


def _currency(known: ShopTraits, new: ShopTraits) -> Message | None:
    if not known.currencies or not new.currencies or known.currencies & new.currencies:
        return None
    return message("{new} instead of {here}", new=_listed(new.currencies), here=_listed(known.currencies))


def _years(days: int) -> Message | None:
    if days < _GAP_DAYS:
        return None
    months = round(days / 30.44)
    return message(
        "{months} month lies between its orders and yours",
        "{months} months lie between its orders and yours",
        n=months,
        months=months,
    )


def _numbers(known: ShopTraits, new: ShopTraits) -> Message | None:
    """Return the reason in the order numbers, compared within each source; None without one."""
    for source in new.numbers.keys() & known.numbers.keys():
        in_both = known.numbers[source].join(
            new.numbers[source], "order_id", join_type="inner", right_suffix="_new"
        )
        moved = pc.greater(
            pc.abs(pc.subtract(in_both["day"], in_both["day_new"])), 1
        )  # a time zone moves by one
        if in_both.num_rows >= _LEAST_COMMON and (pc.sum(moved).as_py() or 0) > in_both.num_rows / 2:
            return message("its order numbers stand for other orders here")
        before, now = known.habits[source], new.habits[source]
        if (
            before
            and now
            and not any(_alike(old_format, new_format) for old_format in before for new_format in now)
        ):
            return message("its orders are numbered in another way")
    return None


def _customers(known: ShopTraits, new: ShopTraits) -> Message | None:
    least = min(len(known.customers), len(new.customers))
    if least < _LEAST_CUSTOMERS:
        return None
    shared = len(np.intersect1d(known.customers, new.customers, assume_unique=True))
    return message("none of its customers is known here") if shared <= least * _SHARED else None


def _of_source(table: pa.Table, source: str) -> pa.Table:
    return table.filter(pc.equal(table["source"], source)).select(["order_id", "day"])


def _habit(numbers: pa.ChunkedArray) -> frozenset[tuple[str, int]]:
    """Return the few formats of order numbers: the text beside the digits, and how many digits."""
    sample = numbers[-_LOOKED_AT:].to_pylist()
    format_counts = Counter((re.sub(r"\d+", "0", n), sum(map(str.isdigit, n))) for n in sample)
    usual = {
        date_format: count for date_format, count in format_counts.items() if count >= len(sample) * _HABIT
    }
    return frozenset(usual) if sum(usual.values()) >= len(sample) * _COVERED else frozenset()


def _alike(first: tuple[str, int], second: tuple[str, int]) -> bool:
    return first[0] == second[0] and abs(first[1] - second[1]) < _MORE_DIGITS


def _listed(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes))
