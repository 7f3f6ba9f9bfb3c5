"""Members against others in three ways: at the time of the order, by today's list, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.placing import all_days
from engagement.metrics.loyalty.member_orders import known_on_both_sides, marked_orders
from engagement.metrics.loyalty.person_days import at_equal_age, watched
from engagement.metrics.loyalty.rules import Gap
from engagement.metrics.purchases.scans.order_sums import in_currency, money
from engagement.metrics.sums.group_sums import Sums, collect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

__all__ = ["COLUMNS", "WAYS", "known_on_both_sides", "members_compared"]

#: The ways of comparing members with others; the first one is the fair comparison.
WAYS: Final[Mapping[str, Message]] = {
    "at_the_time": message("Members at the time of the order against others"),
    "naive": message("Whoever is a member today against everybody else"),
    "before_and_after": message("The same members after they joined against before"),
    "equal_age": message("At equal time since the first order"),
}
MEASURES: Final[Mapping[str, Message]] = {
    "order_value": message("Value of an order"),
    "orders_a_year": message("Orders a year"),
}
#: `value`: members / others with its interval; `members` and `others` the two means; `n` customers.
COLUMNS: Final = (
    *("key", "words", "measure", "members", "others", "value", "low", "high"),
    *("n_members", "n_others", "published"),
)
#: The published claim: members spend about an eighth more per order.
_PUBLISHED: Final = 1.12
_YEAR: Final = 365.0
_KEY: Final = "customer_key"


class Sides(NamedTuple):
    """Each customer's numerators and denominators on both sides, and who is a member today."""

    x: tuple[Array, Array]
    y: tuple[Array, Array]
    member: NDArray[np.bool_]


def members_compared(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each measure and way, over all days.

    A ratio is NaN for fewer than 50 customers on either side, or if one of them makes up more than a fifth
    of a side. `n_members` and `n_others` are the customers on each side; before and after they are the same
    people. `equal_age` has no interval.
    """
    all_orders = all_days(scope, "orders")
    return all_orders.remember("members compared", lambda: _compared(all_orders))


def _compared(scope: Scope) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    for measure, sides, unit in (
        ("order_value", _values(scope), 1 / scope.minor),
        ("orders_a_year", _days(scope), _YEAR),
    ):
        for way in ("at_the_time", "naive", "before_and_after"):
            published = _PUBLISHED if measure == "order_value" else np.nan
            rows.append((way, WAYS[way].text, measure, *gap(sides, way, unit), published))
    alike = at_equal_age(scope)
    if np.isfinite(alike):
        empty = (np.nan, np.nan, alike, np.nan, np.nan, *rows[3][8:10], np.nan)
        rows.append(("equal_age", WAYS["equal_age"].text, "orders_a_year", *empty))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def gap(sides: Sides, way: str, unit: float) -> tuple[float, ...]:
    """Return both means, their ratio with its limits, and the customers of either side, for one way.

    A mean is multiplied by `unit`. If a side is too small or dominated by one customer, the ratio is NaN.
    """
    x, y = sides.x, sides.y
    if way == "naive":
        both_x, both_y = x[0] + x[1], y[0] + y[1]
        x = (both_x * sides.member, both_x * ~sides.member)
        y = (both_y * sides.member, both_y * ~sides.member)
    elif way == "before_and_after":
        same = (x[0] > 0) & (x[1] > 0)
        x, y = (x[0] * same, x[1] * same), (y[0] * same, y[1] * same)
    columns: dict[str, float] = {}
    for side, n, s in (("in", x[0], y[0]), ("out", x[1], y[1])):
        columns |= {
            f"{side}_p": float((n > 0).sum()),
            f"{side}_x": float(n.sum()),
            f"{side}_y": float(s.sum()),
        }
        columns |= {f"{side}_xx": float(n @ n), f"{side}_yy": float(s @ s), f"{side}_xy": float(n @ s)}
        columns[f"max_{side}_y"] = float(s.max(initial=0))
    pairs = {"x": x, "y": y}
    columns |= {a + b: float(pairs[a][0] @ pairs[b][1]) for a in "xy" for b in "xy"}
    rule = Gap("p", x="x", y="y", xx="xx", yy="yy", xy="xy")
    estimates = rule.estimate(Sums((None,), {name: np.asarray([value]) for name, value in columns.items()}))
    shown = bool(estimates.also["enough"][0])
    ratio = [float(part[0]) if shown else np.nan for part in (estimates.value, estimates.low, estimates.high)]
    means = [float(part[0]) * unit for part in (estimates.numerator, estimates.denominator)]
    return (*means, *ratio, columns["in_p"], columns["out_p"])


def _values(scope: Scope) -> Sides:
    """Return each customer's orders in the currency, and their money."""
    is_own_currency = in_currency(scope)
    paid = nw.lit(1) if is_own_currency is None else is_own_currency.cast(nw.Int64)
    measures: dict[str, nw.Expr] = {}
    for side in ("in", "out"):
        on = nw.col(f"{side}_") * paid
        measures |= {f"{side}n_": on, f"{side}s_": on * money(scope)}
    marked = marked_orders(scope).filter(nw.col("in_") + nw.col("out_") == 1)
    ever = (~nw.col("joined_").is_null()).cast(nw.Int64)
    people = marked.with_columns(ever_=ever, **measures).group_by(_KEY)
    sums = collect(people.agg(*(nw.col(name).sum() for name in measures), nw.col("ever_").max()))
    n = {name: np.asarray(sums[name], dtype=np.float64) for name in measures}
    member = np.asarray(sums["ever_"], dtype=np.int64) > 0
    return Sides((n["inn_"], n["outn_"]), (n["ins_"], n["outs_"]), member)


def _days(scope: Scope) -> Sides:
    """Return the days that each customer is observed, from the first order on, and the orders on them."""
    people, window = watched(scope), scope.window
    days = people.days(window.first_day, window.last_day)
    orders = people.orders(window.first_day, window.last_day)
    return Sides(days, orders, people.joined <= window.last_day)
