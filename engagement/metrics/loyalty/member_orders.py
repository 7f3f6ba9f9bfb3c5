"""Orders of members and of other customers, by membership on the day of each order.

Before joining, a later member counts among the others, so one customer can be on both sides. An order on
the day of joining is a member's order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.core.trailing import customer_moments
from engagement.metrics.purchases.scans.order_sums import identified, in_currency, money
from engagement.metrics.purchases.scans.shares_by_customer import by_customer
from engagement.metrics.sums.group_sums import FROM, GROUP, TO, WHOLE, Cut, Sums, collect, sums

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

MEMBERS: Final = "members"
_KEY: Final = "customer_key"
#: The two sides: members at the time, all others.
_SIDES: Final = ("in", "out")


def joined_people(rows: Frame) -> Frame:
    """Return the members: rows whose state is member; a row without a state counts as one."""
    return rows.filter(nw.col("state").fill_null("member") == "member")


def known_on_both_sides(data: Data) -> bool:
    """Return whether orders have customers, and the list of members has customers and days of joining."""

    def count() -> bool:
        joined = joined_people(data.frame(MEMBERS)).filter(~nw.col("day").is_null())
        return all(
            bool(collect(rows.select(nw.col(_KEY).count()))[_KEY][0])
            for rows in (joined, data.frame("orders").filter(nw.col("counts")))
        )

    has_both = data.has("orders") and data.has(MEMBERS)
    return has_both and data.remember("members who order", count)


def marked_orders(scope: Scope) -> Frame:
    """Return the orders that count and name a customer, with the columns `in_` and `out_`.

    `in_` is 1 for a member's order, `out_` for any other; both are 0 where the day of joining is not known.
    """
    people = joined_people(scope.data.frame(MEMBERS)).filter(~nw.col(_KEY).is_null())
    joined = people.group_by(_KEY).agg(joined_=nw.col("day").min(), member_=nw.len())
    rows = scope.frame("orders").filter(identified()).join(joined, on=_KEY, how="left")
    day, joined_day = nw.col("day").cast(nw.Int64), nw.col("joined_").cast(nw.Int64)
    member = nw.when(day >= joined_day).then(nw.lit(1)).otherwise(nw.lit(0))
    unknown = nw.col("joined_").is_null() & ~nw.col("member_").is_null()
    other = nw.when(unknown).then(nw.lit(0)).otherwise(1 - member)
    return rows.with_columns(in_=member, out_=other)


def order_sums(scope: Scope, cut: Cut) -> Sums:
    """Return `k` orders of members among `m` orders of known membership, as sums over customers."""
    rows = scope.grouped(marked_orders(scope), cut)
    return by_customer(rows, cut, nw.col("in_"), nw.col("in_") + nw.col("out_"))


def side_sums(scope: Scope, cut: Cut) -> Sums:
    """Return for each side the sums over customers that a ratio needs, and the products of the two sides.

    `in_n`: orders of members; `in_c`: customers; `in_m`: orders in the currency; `in_s`: their money;
    besides their squares and products. `max_in_s` and `max_in_n` are the largest money and order count of
    one customer. `out_...` is the same for others. In a breakdown an order counts in its own segment, and a
    customer once in each. A trend has neither the products of both sides nor the maxima.
    """
    is_own_currency = in_currency(scope)
    paid = nw.lit(1) if is_own_currency is None else is_own_currency.cast(nw.Int64)
    if cut.along is not None:
        marked = scope.grouped(marked_orders(scope), cut)
        rows = marked.with_columns(in_currency=paid, money=money(scope) * paid)
        parts = [
            customer_moments(rows.filter(nw.col(f"{side}_") == 1), cut.along, _moments) for side in _SIDES
        ]
        side_columns = {
            f"{side}_{name}": values
            for side, part in zip(_SIDES, parts, strict=True)
            for name, values in part.columns.items()
        }
        return Sums(parts[0].labels, side_columns)
    return sums(_people(scope, cut, paid), cut, _measures())


def side_people(scope: Scope, cut: Cut) -> Sums:
    """Return the number of customers who are members (`in`), others (`out`) and both (`both`).

    `in_m`, `out_m` and `both_m` count only customers with orders in the currency on these sides. In a trend
    of single periods a customer counts once per period.
    """
    is_own_currency = in_currency(scope)
    paid = nw.lit(1) if is_own_currency is None else is_own_currency.cast(nw.Int64)
    keys = [FROM, TO] if cut.along is not None else [GROUP] if cut.by is not None else []
    marks = {side: nw.col(f"{side}_") for side in _SIDES}
    marks |= {f"{side}_m": nw.col(f"{side}_") * paid for side in _SIDES}
    rows = scope.grouped(marked_orders(scope), cut).with_columns(**marks)
    people = rows.group_by(_KEY, *keys).agg(*(nw.col(name).max() for name in marks))
    on_both = {f"both{mark}": nw.col(f"in{mark}") * nw.col(f"out{mark}") for mark in ("", "_m")}
    return sums(people, cut, {name: nw.col(name) for name in marks} | on_both)


def _people(scope: Scope, cut: Cut, paid: nw.Expr) -> Frame:
    """Return one row per customer (and segment) with n, m and s of each side as floats."""
    rows = scope.grouped(marked_orders(scope), cut)
    columns: dict[str, nw.Expr] = {}
    for side in _SIDES:
        mark = nw.col(f"{side}_")
        columns |= {f"{side}n_": mark, f"{side}m_": mark * paid, f"{side}s_": mark * paid * money(scope)}
    keys = [_KEY, GROUP] if cut.by is not None else [_KEY]
    summed = rows.with_columns(**columns).group_by(*keys).agg(*(nw.col(name).sum() for name in columns))
    return summed.with_columns(**{name: nw.col(name).cast(nw.Float64) for name in columns})


def _measures() -> dict[str, nw.Expr]:
    columns: dict[str, nw.Expr] = {}
    for side in _SIDES:
        n, m, s = (nw.col(f"{side}{part}_") for part in "nms")
        columns |= {f"{side}_{name}": value for name, value in _moments(n, m, s).items()}
        columns |= {f"max_{side}_n": n, f"max_{side}_s": s}
    for pair in (("c", "n"), ("m", "s")):
        columns |= {
            f"{first}{second}": _part("in", first) * _part("out", second) for first in pair for second in pair
        }
    return columns


def _part(side: str, name: str) -> nw.Expr:
    return (nw.col(f"{side}n_") > 0).cast(nw.Float64) if name == "c" else nw.col(f"{side}{name}_")


def _moments(n: nw.Expr, m: nw.Expr, s: nw.Expr) -> dict[str, nw.Expr]:
    """Return the expressions to sum over customers; all are 0 for a customer without orders on this side."""
    return {
        "c": (n > 0).cast(nw.Float64),
        "p": (m > 0).cast(nw.Float64),
        "n": n,
        "nn": n * n,
        "m": m,
        "s": s,
        "mm": m * m,
        "ss": s * s,
        "ms": m * s,
    }


def before_and_after(scope: Scope) -> dict[str, float]:
    """Compare the same members before and after joining, up to the as-of day.

    Only members with orders in the currency in both times count. `both` is their number; `value_out` and
    `value_in` are the mean order values before and from the day of joining, in major units.
    """
    return scope.remember("before and after", lambda: _before_and_after(scope))


def _before_and_after(scope: Scope) -> dict[str, float]:
    is_own_currency = in_currency(scope)
    paid = nw.lit(1) if is_own_currency is None else is_own_currency.cast(nw.Int64)
    rows = marked_orders(scope).filter(~nw.col("joined_").is_null())
    columns = {
        f"{side}{name}": nw.col(f"{side}_") * paid * value
        for side in _SIDES
        for name, value in (("m_", nw.lit(1)), ("s_", money(scope)))
    }
    people = rows.with_columns(**columns).group_by(_KEY).agg(*(nw.col(name).sum() for name in columns))
    totals = {name: np.asarray(v, dtype=np.float64) for name, v in collect(people).items()}
    on_both = (totals["inm_"] > 0) & (totals["outm_"] > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "both": float(on_both.sum()),
            "value_in": float(totals["ins_"][on_both].sum() / totals["inm_"][on_both].sum()) / scope.minor,
            "value_out": float(totals["outs_"][on_both].sum() / totals["outm_"][on_both].sum()) / scope.minor,
        }


def matched(scope: Scope) -> tuple[int, int]:
    """Return the number of members, and how many of them have an order up to the as-of day."""

    def count() -> tuple[int, int]:
        people = joined_people(scope.data.frame(MEMBERS))
        buyers = scope.frame("orders").filter(identified()).select(_KEY).unique()
        keys = people.filter(~nw.col(_KEY).is_null()).select(_KEY).unique()
        all_members = sums(people, WHOLE, {"n": nw.lit(1)})
        buying = sums(keys.join(buyers, on=_KEY, how="inner"), WHOLE, {"n": nw.lit(1)})
        return int(all_members["n"][0]), int(buying["n"][0])

    return scope.remember("matched members", count)
