"""The unit cost of each line's product: by its number, else its name, as of the line's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.money.currencies import minor_digits
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.data import Data
    from engagement.statistics.interval import Array

#: The factor that packs a product's index and a day into one integer.
_DAY_BITS: Final = 24
_OF_COSTS: Final = ("sku", "product", "day", "cost", "currency", "line")


def unit_costs(data: Data, lines: pa.Table) -> Array:
    """Return the cost of one piece for each line, in minor units of the line's currency; NaN if unknown.

    `lines` has sku, product, day and currency. Of several costs, the last one that began on or before the
    line's day counts; a cost without a first day holds from the beginning. Of two that began on the same
    day the later row counts. A cost without a currency is in that of most lines.
    """
    of_sku = np.full(lines.num_rows, np.nan)
    if not data.has("catalogue"):
        return of_sku
    with_cost = data.frame("catalogue").filter(~nw.col("cost").is_null())
    costs: pa.Table = (
        with_cost.select("sku", "product", "day", "cost", "currency", "line").collect("pyarrow").to_native()
    )
    costs = _in_own_currency(costs, lines)
    for name in ("product", "sku"):  # the number takes precedence over the name
        of_name = _costs_by(costs.filter(pc.is_valid(costs[name])), name, lines)
        of_sku = np.where(np.isnan(of_name), of_sku, of_name)
    return of_sku


def _in_own_currency(costs: pa.Table, lines: pa.Table) -> pa.Table:
    """Return the costs; those without a currency get the currency of most lines."""
    unnamed = pc.fill_null(pc.equal(costs["currency"].cast(pa.string()), NO_CURRENCY), fill_value=True)
    counts = sorted(
        lines["currency"].cast(pa.string()).value_counts().to_pylist(),
        key=lambda each: (-each["counts"], each["values"] or ""),
    )
    if not counts or counts[0]["values"] is None or not pc.any(unnamed).as_py():
        return costs
    own_currency = counts[0]["values"]
    scale = 10.0 ** (minor_digits(own_currency) - minor_digits(NO_CURRENCY))
    cost = costs["cost"].cast(pa.float64())
    moved = {
        "cost": pc.if_else(unnamed, pc.multiply(cost, scale), cost),
        "currency": pc.if_else(unnamed, own_currency, costs["currency"].cast(pa.string())),
    }
    for name, values in moved.items():
        costs = costs.set_column(costs.schema.get_field_index(name), name, values)
    return costs


def _costs_by(costs: pa.Table, name: str, lines: pa.Table) -> Array:
    cost_per_unit = np.full(lines.num_rows, np.nan)
    if not costs.num_rows:
        return cost_per_unit
    texts = pc.unique(costs[name])
    place = _place(costs[name], texts)
    day = costs["day"].fill_null(0).to_numpy().astype(np.int64)
    order = np.lexsort((costs["line"].to_numpy(), day, place))
    begins = ((place << _DAY_BITS) | day)[order]
    of_line = _place(lines[name], texts)
    latest = (
        np.searchsorted(
            begins, (of_line << _DAY_BITS) | lines["day"].to_numpy().astype(np.int64), side="right"
        )
        - 1
    )
    is_known = (of_line >= 0) & (latest >= 0)
    is_known[is_known] = begins[latest[is_known]] >> _DAY_BITS == of_line[is_known]
    rows = order[latest[is_known]]
    codes = pc.unique(
        pa.concat_arrays([costs["currency"].combine_chunks(), lines["currency"].combine_chunks()])
    )
    of_cost, of_lines = (_place(table["currency"], codes) for table in (costs, lines))
    same = of_cost[rows] == of_lines[is_known]
    cost_per_unit[np.flatnonzero(is_known)[same]] = costs["cost"].to_numpy().astype(np.float64)[rows[same]]
    return cost_per_unit


def _place(texts: pa.ChunkedArray, among: pa.Array) -> NDArray[np.int64]:
    """Return the index of each text, -1 for none."""
    places = pc.index_in(texts.cast(pa.string()), value_set=among.cast(pa.string()))
    return np.asarray(places.fill_null(-1).to_numpy(), dtype=np.int64)
