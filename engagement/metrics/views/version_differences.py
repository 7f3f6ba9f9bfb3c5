"""The differences between two versions of a table: records added, changed, gone and unchanged.

A record is what a newer file replaces as a whole (`engagement.tables`): an order, a submission with all its
answers, a post. Its line in the file does not count: a newer export moves it. Both versions are read in one
scan each, so that a large shop takes a second or two.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.periods import period_of
from engagement.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data

#: The position of a record's row in its file is not compared.
_PLACE: Final = "line"
_BEFORE, _AFTER = "in_before_", "in_after_"
_DAY: Final = "day_"
#: The columns of an order that affect figures, besides whether it counts.
_TELLING: Final = ("customer_key", "gross", "currency", "guest", "known", "day", "refunded")


@dataclass(frozen=True, slots=True)
class Difference:
    """Counts of records."""

    added: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0

    @property
    def any(self) -> bool:
        """Return whether there are any differences."""
        return bool(self.added or self.changed or self.gone)


def difference(before: Data, after: Data, table: str) -> Difference:
    """Return how many records two versions of a canonical table share, and how many differ."""
    if not before.has(table) or not after.has(table):
        only = after if after.has(table) else before
        count = _count(only, table) if only.has(table) else 0
        return Difference(added=count) if only is after else Difference(gone=count)
    states = collect(_records(before, after, table).group_by("state_").agg(records_=nw.len()))
    counts = dict(zip(states["state_"], map(int, states["records_"]), strict=True))
    return Difference(**{str(state): count for state, count in counts.items()})


def by_month(before: Data, after: Data, table: str) -> dict[int, Counter[str]]:
    """Return differences by month (12 * year + month - 1) of the record; both must have the table.

    Only orders that count in at least one version are compared, and `changed` is divided into `refunded`,
    `cancelled`, `counting` (they did not before) and `corrected`.
    """
    records = _orders(before, after) if table == "orders" else _records(before, after, table)
    differing = records.filter(nw.col("state_") != "same", ~nw.col(_DAY).is_null())
    states = collect(differing.group_by(_DAY, "state_").agg(records_=nw.len()))
    months: dict[int, Counter[str]] = {}
    for day, state, count in zip(states[_DAY], states["state_"], states["records_"], strict=True):
        months.setdefault(period_of(int(day), "month"), Counter())[str(state)] += int(count)
    return months


def _count(data: Data, table: str) -> int:
    counted = data.frame(table).select(*_keys(table)).unique().select(records_=nw.len())
    return int(collect(counted)["records_"][0])


def _keys(table: str) -> tuple[str, ...]:
    return TABLES[table].parent or TABLES[table].key


def _records(before: Data, after: Data, table: str) -> Frame:
    """Return one row per record, with its state and its day in the newer version that has it."""
    names = [n for n in dict.fromkeys((*before.columns(table), *after.columns(table))) if n != _PLACE]
    # A survey's own columns may have names that an engine misinterprets.
    plain = {name: f"column_{i}" for i, name in enumerate(names)}
    both_versions = nw.concat(
        [_rows_of_version(before, table, plain, 1, 0), _rows_of_version(after, table, plain, 0, 1)],
        how="vertical",
    )
    rows = both_versions.group_by(*plain.values()).agg(nw.col(_BEFORE).sum(), nw.col(_AFTER).sum())
    differs = nw.when(nw.col(_BEFORE) != nw.col(_AFTER)).then(nw.lit(1)).otherwise(nw.lit(0))
    records = (
        rows.with_columns(differs_=differs, **{_DAY: nw.col(plain["day"])})
        .group_by(*(plain[key] for key in _keys(table)))
        .agg(nw.col(_BEFORE).sum(), nw.col(_AFTER).sum(), nw.col("differs_").sum(), nw.col(_DAY).max())
    )
    return records.with_columns(
        state_=nw.when(nw.col(_BEFORE) == 0)
        .then(nw.lit("added"))
        .when(nw.col(_AFTER) == 0)
        .then(nw.lit("gone"))
        .when(nw.col("differs_") > 0)
        .then(nw.lit("changed"))
        .otherwise(nw.lit("same"))
    )


def _rows_of_version(data: Data, table: str, names: Mapping[str, str], was: int, now: int) -> Frame:
    """Return a version's rows with plain column names; a column that it lacks is null text."""
    available = data.columns(table)
    selected = [
        (nw.col(name) if name in available else nw.lit(None, dtype=nw.String)).alias(plain)
        for name, plain in names.items()
    ]
    return data.frame(table).select(*selected, nw.lit(was).alias(_BEFORE), nw.lit(now).alias(_AFTER))


def _orders(before: Data, after: Data) -> Frame:
    """Return one row per order that counts before or after, with what happened to it."""
    keys = list(_keys("orders"))
    orders = _plain(before, "b_").join(_plain(after, "a_"), on=keys, how="full", suffix="_a")
    was, now = nw.col("b_counts").fill_null(value=False), nw.col("a_counts").fill_null(value=False)
    lacked, lacks = nw.col("b_counts").is_null(), nw.col("a_counts").is_null()
    state = (
        nw.when(~was & ~now)
        .then(nw.lit("same"))
        .when(lacked)
        .then(nw.lit("added"))
        .when(lacks)
        .then(nw.lit("gone"))
        .when(~now)
        .then(nw.lit("cancelled"))
        .when(~was)
        .then(nw.lit("counting"))
        .when(nw.col("a_refunded") > nw.col("b_refunded"))
        .then(nw.lit("refunded"))
        .when(
            nw.any_horizontal(*(nw.col(f"a_{n}") != nw.col(f"b_{n}") for n in _TELLING), ignore_nulls=False)
        )
        .then(nw.lit("corrected"))
        .otherwise(nw.lit("same"))
    )
    return orders.with_columns(state_=state, **{_DAY: nw.coalesce("a_day", "b_day")})


def _plain(data: Data, side: str) -> Frame:
    """Return the columns of each order that figures use, prefixed by `side`, nulls filled for comparison."""
    filled = {
        "customer_key": nw.col("customer_key").fill_null(0),
        "guest": nw.when(nw.col("guest")).then(nw.lit(1)).otherwise(nw.lit(0)),
        "known": nw.when(nw.col("guest").is_null()).then(nw.lit(0)).otherwise(nw.lit(1)),
    }
    named = {f"{side}{n}": filled.get(n, nw.col(n)) for n in (*_TELLING, "counts")}
    return data.frame("orders").select(*(nw.col(key).fill_null("") for key in _keys("orders")), **named)
