"""The retention tables, with rounded counts of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.retention.cohorts import label, period_of_orders, periods_of
from engagement.metrics.retention.order_steps import FEWEST, SECOND_WITHIN, STEPS, WITHIN, day_bands
from engagement.metrics.rounding.rounded_cells import framed
from engagement.metrics.sums.periods import at_least_a_week, first_day_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import Grain
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.metrics.rounding.rounded_cells import Rounding

#: The most cohorts that are published, the newest ones.
MOST_COHORTS: Final = 60
#: The most periods since the first order that are published for all cohorts together.
_MOST_AGES: Final = 12


def cohorts(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return customers and active customers of each cohort and period; shares of 30 and more."""
    history = histories(scope)
    if not history.customers:
        return framed("cohorts", {"cohort": []})
    grain = at_least_a_week(scope.question.grain)
    names, period = _periods(history, grain)
    count, keys = len(names), rounding.keys(history.key)
    first = period[history.start[:-1]]
    size = rounding.cells("cohorts", names, first, keys).shown
    begins = _begins(size)
    opens = history.opens(period) & (first[history.person] >= begins)
    cohort, later = np.triu_indices(count - begins)
    cohort, later = cohort + begins, later - cohort
    number = np.full((count, count), -1, dtype=np.int64)
    number[cohort, later] = np.arange(cohort.size)
    own_period = first[history.person][opens]
    cell = number[own_period, period[opens] - own_period]
    cells = [f"{names[c]}/{p}" for c, p in zip(cohort.tolist(), later.tolist(), strict=True)]
    active = rounding.cells("cohorts", cells, cell, keys[history.person[opens]]).shown
    active = np.where(later == 0, size[cohort], np.minimum(active, size[cohort]))
    return framed(
        "cohorts",
        {
            "cohort": [names[c] for c in cohort.tolist()],
            "period": later,
            "customers": size[cohort],
            "active": active,
            "share": rounding.share(active, size[cohort]),
            "complete": periods_of(history, grain).complete()[cohort + later],
        },
    )


def pooled(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return, by periods since the first order, the customers observed so long and the active ones.

    Only complete periods count. Columns: period, customers, active, share.
    """
    history = histories(scope)
    if not history.customers:
        return pd.DataFrame({"period": [], "customers": [], "active": [], "share": []})
    grain = at_least_a_week(scope.question.grain)
    names, period = _periods(history, grain)
    first, complete_periods = period[history.start[:-1]], int(periods_of(history, grain).complete().sum())
    keys, later = rounding.keys(history.key), period - first[history.person]
    opens = history.opens(period) & (period < complete_periods) & (later > 0)
    active = rounding.cells("pooled", names, later[opens], keys[history.person[opens]]).shown
    # Customers observed for a number of periods were also observed for every smaller number.
    masks = {f"{age}": first + age < complete_periods for age in range(1, min(len(names), _MOST_AGES + 1))}
    shown = rounding.groups("pooled", keys, masks)
    frame = pd.DataFrame({"period": [int(age) for age in shown], "customers": list(shown.values())})
    frame["active"] = np.minimum(active[1 : len(frame) + 1], frame["customers"])
    frame["share"] = rounding.share(frame["active"], frame["customers"])
    return frame[frame["share"].notna()].reset_index(drop=True)


def new_and_returning(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return new and returning customers of each period."""
    history = histories(scope)
    if not history.customers:
        return framed("new_and_returning", {"start": []})
    names, period = _periods(history, scope.question.grain)
    keys, first = rounding.keys(history.key), period[history.start[:-1]]
    opens = history.opens(period)
    new = period == first[history.person]
    shown_counts = {
        kind: rounding.cells(
            kind, names, period[is_kind & opens], keys[history.person[is_kind & opens]]
        ).shown
        for kind, is_kind in (("new", new), ("returning", ~new))
    }
    begins = _begins(shown_counts["new"])
    starts = periods_of(history, scope.question.grain)
    days = np.asarray(starts.starts(), dtype="datetime64[D]").astype("datetime64[s]")
    return framed(
        "new_and_returning",
        {
            "start": days[begins:],
            **{f"{kind}_customers": shown[begins:] for kind, shown in shown_counts.items()},
            "complete": starts.complete()[begins:],
        },
    )


def second_orders(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return customers with an old enough first order, and those who came back in each number of days."""
    history = histories(scope)
    gap = history.gap[history.start[:-1]]
    masks: dict[str, NDArray[np.bool_]] = {}
    for days in SECOND_WITHIN:
        old = history.first_day <= history.last_day - days
        masks[f"{days}"] = old
        masks[f"{days} back"] = old & (gap >= 0) & (gap <= days)
    shown = rounding.groups("second_orders", rounding.keys(history.key), masks)
    customers, back = ([shown[f"{days}{end}"] for days in SECOND_WITHIN] for end in ("", " back"))
    columns = {"days": list(SECOND_WITHIN), "customers": customers, "came_back": np.minimum(back, customers)}
    return framed("second_orders", {**columns, "share": rounding.share(back, customers)})


def order_ladder(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return how many reach each order, how many of them a year ago, and how many of these went on."""
    history = histories(scope)
    masks: dict[str, NDArray[np.bool_]] = {}
    early, start = history.day <= history.last_day - WITHIN, history.start[:-1]
    for step in range(1, STEPS + 1):
        has_step = history.orders >= step
        last_order = np.where(has_step, start + step - 1, 0)
        ripe, gap = has_step & early[last_order], history.gap[last_order]
        masks |= {f"{step}": has_step, f"{step} ripe": ripe}
        masks[f"{step} on"] = ripe & (gap >= 0) & (gap <= WITHIN)
    shown = rounding.groups("order_ladder", rounding.keys(history.key), masks)
    reached, eligible, on = (
        [shown[f"{s}{end}"] for s in range(1, STEPS + 1)] for end in ("", " ripe", " on")
    )
    eligible = np.minimum(eligible, reached).tolist()
    columns = {"order": np.arange(1, STEPS + 1), "reached": reached, "eligible": eligible}
    went_on = np.minimum(on, eligible)
    return framed("order_ladder", {**columns, "went_on": went_on, "share": rounding.share(went_on, eligible)})


def days_between_steps(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return the days until the next order, for steps that at least k customers have taken."""
    history = histories(scope)
    keys = rounding.keys(history.key)
    first, last = day_bands()
    steps, people, bands = [], [], []
    for step in range(1, STEPS + 1):
        customers = np.flatnonzero(history.orders > step)
        gap = history.gap[history.start[customers] + step - 1]
        steps.append(np.full(customers.size, step - 1))
        people.append(customers)
        bands.append(np.searchsorted(first, gap, side="right") - 1)
    cell = np.concatenate(steps) * first.size + np.concatenate(bands)
    names = [f"{step}/{day}" for step in range(1, STEPS + 1) for day in first.tolist()]
    shown = rounding.cells("days_between_steps", names, cell, keys[np.concatenate(people)]).shown
    frame = framed(
        "days_between_steps",
        {
            "order": np.repeat(np.arange(1, STEPS + 1), first.size),
            "from_day": np.tile(first, STEPS),
            "to_day": np.tile(last, STEPS),
            "customers": shown,
        },
    )
    enough = frame.groupby("order")["customers"].transform("sum") >= FEWEST
    return frame[enough].reset_index(drop=True)


def _periods(history: Histories, grain: Grain) -> tuple[list[str], NDArray[np.int64]]:
    """Return the names of all periods, and the index of each order's."""
    periods = periods_of(history, grain)
    names = [label(first_day_of(periods.origin + i, periods.grain), grain) for i in range(periods.count)]
    return names, period_of_orders(history, periods)


def _begins(shown: NDArray[np.int64]) -> int:
    """Return the first period shown with k customers: earlier ones would reveal single people."""
    shown_periods = np.flatnonzero(shown)
    return max(int(shown_periods[0]) if shown_periods.size else shown.size, shown.size - MOST_COHORTS)
