"""Orders of members and of others, by membership on the day of each order.

Who joins later is one of the others until then, so a customer may stand on both sides. An order on
the day of joining is a member's.
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
    """Return members: who has joined and is not shut out. A file that does not say lists members."""
    return rows.filter(nw.col("state").fill_null("member") == "member")


def known_on_both_sides(data: Data) -> bool:
    """Whether orders name customers, and members both themselves and the day on which they joined."""

    def count() -> bool:
        joined = joined_people(data.frame(MEMBERS)).filter(~nw.col("day").is_null())
        return all(
            bool(collect(rows.select(nw.col(_KEY).count()))[_KEY][0])
            for rows in (joined, data.frame("orders").filter(nw.col("counts")))
        )

    both = data.has("orders") and data.has(MEMBERS)
    return both and data.remember("members who order", count)


def marked_orders(scope: Scope) -> Frame:
    """Return the orders that count and name their customer, with `in_` and `out_`, 1 on its side.

    Orders of members whose day of joining is not known are 0 in both.
    """
    people = joined_people(scope.data.frame(MEMBERS)).filter(~nw.col(_KEY).is_null())
    joined = people.group_by(_KEY).agg(joined_=nw.col("day").min(), member_=nw.len())
    rows = scope.frame("orders").filter(identified()).join(joined, on=_KEY, how="left")
    day, since = nw.col("day").cast(nw.Int64), nw.col("joined_").cast(nw.Int64)
    member = nw.when(day >= since).then(nw.lit(1)).otherwise(nw.lit(0))
    unknown = nw.col("joined_").is_null() & ~nw.col("member_").is_null()
    other = nw.when(unknown).then(nw.lit(0)).otherwise(1 - member)
    return rows.with_columns(in_=member, out_=other)


def order_sums(scope: Scope, cut: Cut) -> Sums:
    """Return the orders `k` of members and `m` of whom it is known, with their sums over customers."""
    rows = scope.grouped(marked_orders(scope), cut)
    return by_customer(rows, cut, nw.col("in_"), nw.col("in_") + nw.col("out_"))


def side_sums(scope: Scope, cut: Cut) -> Sums:
    """Return, for either side, what a ratio by customer needs, and the products of the two sides.

    `in_n` orders, `in_c` customers, `in_m` orders in the currency and `in_s` their money, their
    squares and products; `max_in_s` the largest money of one customer, `max_in_n` the most orders.
    In a breakdown an order counts in its own segment, and a customer once in each. A trend has
    neither products nor largest.
    """
    own = in_currency(scope)
    paid = nw.lit(1) if own is None else own.cast(nw.Int64)
    if cut.along is not None:
        marked = scope.grouped(marked_orders(scope), cut)
        rows = marked.with_columns(in_currency=paid, money=money(scope) * paid)
        parts = [
            customer_moments(rows.filter(nw.col(f"{side}_") == 1), cut.along, _moments) for side in _SIDES
        ]
        found = {
            f"{side}_{name}": values
            for side, part in zip(_SIDES, parts, strict=True)
            for name, values in part.columns.items()
        }
        return Sums(parts[0].labels, found)
    return sums(_people(scope, cut, paid), cut, _measures())


def side_people(scope: Scope, cut: Cut) -> Sums:
    """Return how many customers stand as members, as others and as both: `in`, `out` and `both`.

    `in_m`, `out_m` and `both_m` are those of them with orders in the currency on the sides. In a
    trend of single periods a customer counts once in each.
    """
    own = in_currency(scope)
    paid = nw.lit(1) if own is None else own.cast(nw.Int64)
    keys = [FROM, TO] if cut.along is not None else [GROUP] if cut.by is not None else []
    marks = {side: nw.col(f"{side}_") for side in _SIDES}
    marks |= {f"{side}_m": nw.col(f"{side}_") * paid for side in _SIDES}
    rows = scope.grouped(marked_orders(scope), cut).with_columns(**marks)
    people = rows.group_by(_KEY, *keys).agg(*(nw.col(name).max() for name in marks))
    both = {f"both{mark}": nw.col(f"in{mark}") * nw.col(f"out{mark}") for mark in ("", "_m")}
    return sums(people, cut, {name: nw.col(name) for name in marks} | both)


def _people(scope: Scope, cut: Cut, paid: nw.Expr) -> Frame:
    """Return one row per customer (and segment): n, m, s of either side, as floats."""
    rows = scope.grouped(marked_orders(scope), cut)
    made: dict[str, nw.Expr] = {}
    for side in _SIDES:
        mark = nw.col(f"{side}_")
        made |= {f"{side}n_": mark, f"{side}m_": mark * paid, f"{side}s_": mark * paid * money(scope)}
    keys = [_KEY, GROUP] if cut.by is not None else [_KEY]
    summed = rows.with_columns(**made).group_by(*keys).agg(*(nw.col(name).sum() for name in made))
    return summed.with_columns(**{name: nw.col(name).cast(nw.Float64) for name in made})


def _measures() -> dict[str, nw.Expr]:
    made: dict[str, nw.Expr] = {}
    for side in _SIDES:
        n, m, s = (nw.col(f"{side}{part}_") for part in "nms")
        made |= {f"{side}_{name}": value for name, value in _moments(n, m, s).items()}
        made |= {f"max_{side}_n": n, f"max_{side}_s": s}
    for pair in (("c", "n"), ("m", "s")):
        made |= {f"{one}{two}": _part("in", one) * _part("out", two) for one in pair for two in pair}
    return made


def _part(side: str, name: str) -> nw.Expr:
    return (nw.col(f"{side}n_") > 0).cast(nw.Float64) if name == "c" else nw.col(f"{side}{name}_")


def _moments(n: nw.Expr, m: nw.Expr, s: nw.Expr) -> dict[str, nw.Expr]:
    """Return what is summed over customers; all are 0 for who has no order on this side."""
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
    """Return the same members before they joined and afterwards, up to the as-of day.

    Of those with orders in the currency on both sides: `both`, and the money of an order `value_out`
    before and `value_in` from the day of joining.
    """
    return scope.remember("before and after", lambda: _before_and_after(scope))


def _before_and_after(scope: Scope) -> dict[str, float]:
    own = in_currency(scope)
    paid = nw.lit(1) if own is None else own.cast(nw.Int64)
    rows = marked_orders(scope).filter(~nw.col("joined_").is_null())
    made = {
        f"{side}{name}": nw.col(f"{side}_") * paid * value
        for side in _SIDES
        for name, value in (("m_", nw.lit(1)), ("s_", money(scope)))
    }
    people = rows.with_columns(**made).group_by(_KEY).agg(*(nw.col(name).sum() for name in made))
    found = {name: np.asarray(v, dtype=np.float64) for name, v in collect(people).items()}
    both = (found["inm_"] > 0) & (found["outm_"] > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "both": float(both.sum()),
            "value_in": float(found["ins_"][both].sum() / found["inm_"][both].sum()) / scope.minor,
            "value_out": float(found["outs_"][both].sum() / found["outm_"][both].sum()) / scope.minor,
        }


def matched(scope: Scope) -> tuple[int, int]:
    """Return how many members there are, and how many of them have an order up to the as-of day."""

    def count() -> tuple[int, int]:
        people = joined_people(scope.data.frame(MEMBERS))
        buyers = scope.frame("orders").filter(identified()).select(_KEY).unique()
        keys = people.filter(~nw.col(_KEY).is_null()).select(_KEY).unique()
        every = sums(people, WHOLE, {"n": nw.lit(1)})
        both = sums(keys.join(buyers, on=_KEY, how="inner"), WHOLE, {"n": nw.lit(1)})
        return int(every["n"][0]), int(both["n"][0])

    return scope.remember("matched members", count)
