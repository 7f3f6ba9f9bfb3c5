"""How many answers match a customer, and how customers who answer differ from those who do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.purchases.scans.histories import histories, orders_until
from engagement.metrics.rules.groups_followed import COMPARED
from engagement.metrics.rules.plain import HIDDEN, shown_share
from engagement.metrics.sums.group_sums import WHOLE, collect
from engagement.metrics.sums.sorted_keys import places_among
from engagement.metrics.surveys.answers import SUBMISSION, TABLE
from engagement.metrics.voices.comments import until
from engagement.metrics.voices.followed import of_orders
from engagement.statistics import means
from engagement.statistics.interval import LEVEL
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe, wilson
from engagement.statistics.two_estimates import difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories

STEPS: Final[Mapping[str, Message]] = {
    "named": message("Name a customer"),
    "customers": message("Of a customer with an order"),
    "ordered_before": message("Of a customer who had ordered by then"),
}
MATCH_COLUMNS: Final = ("key", "words", "value", "low", "high", "answers", "n")
GROUP_COLUMNS: Final = (
    *("group", "customers", "share", "spend", "spend_low", "spend_high", "spend_differs"),
    *("orders_per_customer", "orders_low", "orders_high", "orders_differ"),
    *("repeat", "repeat_low", "repeat_high", "repeat_differs"),
    *("since", "since_low", "since_high", "since_differs"),
)
_DIFFERS: Final = ("spend_differs", "orders_differ", "repeat_differs", "since_differs")


def answer_match(scope: Scope) -> pd.DataFrame:
    """Return a frame of `MATCH_COLUMNS`: of the `n` submissions in the window, how many match a customer."""
    rows = scope.grouped(scope.frame(TABLE), WHOLE, TABLE)
    sent = rows.group_by(*SUBMISSION).agg(
        key=nw.col("customer_key").max().fill_null(0), on=nw.col("day").min().fill_null(-1)
    )
    submissions = collect(sent.select("key", "on"))
    key, day = (np.asarray(submissions[name], dtype=np.int64) for name in ("key", "on"))
    history = histories(of_orders(scope))
    place, is_customer = places_among(history.key, key)
    before = is_customer & (day >= 0)
    before[before] = orders_until(history, place[before], day[before]) > 0
    counts = ((key > 0).sum(), is_customer.sum(), before.sum())
    step_rows = [
        (step, words.text, *shown_share(float(count), float(key.size)), int(count), key.size)
        for (step, words), count in zip(STEPS.items(), counts, strict=True)
    ]
    return pd.DataFrame(step_rows, columns=list(MATCH_COLUMNS))


def answered_and_silent(scope: Scope) -> pd.DataFrame:
    """Return a frame of `GROUP_COLUMNS` for customers who ever answered and for those who never did.

    Per customer up to the as-of day: `spend` in major units, orders, the share with a second order, days
    `since` the last. `..._differs`: significant after correction over the four; the same in both rows.
    """
    orders = of_orders(scope)
    history = histories(orders)
    named = until(scope).filter(~nw.col("customer_key").is_null()).select("customer_key").unique()
    key = np.sort(np.asarray(collect(named)["customer_key"], dtype=np.int64))
    answered = places_among(key, history.key)[1]
    groups = {"answered": answered, "silent": ~answered}
    differs = dict(zip(_DIFFERS, _differ(history, answered), strict=True))
    rows = [_group(name, inside, history, orders.minor) | differs for name, inside in groups.items()]
    return pd.DataFrame(rows, columns=list(GROUP_COLUMNS))


def _group(name: str, inside: NDArray[np.bool_], history: Histories, minor: float) -> dict[str, object]:
    n = int(inside.sum())
    row: dict[str, object] = {"group": name, "customers": n}
    row["share"] = n / inside.size if inside.size >= HIDDEN else float("nan")
    measured = {
        "spend": history.spend / minor,
        "orders": history.orders,
        "since": history.last_day - history.latest_day,
    }
    for measure, values in measured.items():
        group_means = means.means_of_groups(values[inside].astype(np.float64), np.zeros(n, dtype=np.int64), 1)
        shown = [float(part[0]) if n >= COMPARED else float("nan") for part in group_means[:3]]
        first = "orders_per_customer" if measure == "orders" else measure
        row |= dict(zip((first, f"{measure}_low", f"{measure}_high"), shown, strict=True))
    back = wilson(float((history.orders[inside] > 1).sum()), float(n if n >= 10 else 0))
    return row | dict(zip(("repeat", "repeat_low", "repeat_high"), back, strict=True))


def _differ(history: Histories, answered: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return whether spend, orders, second orders and days since the last differ, corrected over all four."""
    sizes = int(answered.sum()), int((~answered).sum())
    if min(sizes) < COMPARED:
        return np.zeros(len(_DIFFERS), dtype=bool)
    repeat = [float((history.orders[group] > 1).sum()) for group in (answered, ~answered)]

    def p(values: NDArray[np.int64]) -> float:
        first, second = (means.mean(values[group].astype(np.float64)) for group in (answered, ~answered))
        return float(difference(first, second).p)

    of_repeat = float(newcombe(repeat[0], float(sizes[0]), repeat[1], float(sizes[1])).p)
    recency = history.last_day - history.latest_day
    chances = np.asarray([p(history.spend), p(history.orders), of_repeat, p(recency)])
    return np.nan_to_num(holm(chances), nan=1.0) < 1 - LEVEL
