"""The retention tables for each part of a split, and how second orders differ between parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.comparing.verdicts import DIFFERENCES
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.retention import cohorts, order_steps
from engagement.metrics.split_up.customer_parts import parts
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe, wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories

#: The fewest customers for a share, and on either side for a comparison.
FEWEST: Final = 10
FEWEST_COMPARED: Final = 30


def second_orders(scope: Scope, by: str) -> pd.DataFrame:
    """Return for each part and each of `SECOND_WITHIN` who had a second order within that many days.

    Only customers whose first order is at least that old count. `share` with Wilson's limits is NaN under
    10. `difference` with its limits (Newcombe) is to all customers outside the part, NaN for fewer than 30
    on either side; `p` is corrected (Holm) over all parts compared at the same days, `differs` says whether
    it is significant.
    """
    history, groups = histories(scope), parts(scope, by)
    gap = history.gap[history.start[:-1]]
    frames = []
    for days in order_steps.SECOND_WITHIN:
        ripe = history.first_day <= history.last_day - days
        back = ripe & (gap >= 0) & (gap <= days)
        inside = np.asarray([ripe[places].sum() for places in groups.places], dtype=np.float64)
        came_back = np.asarray([back[places].sum() for places in groups.places], dtype=np.float64)
        share = wilson(came_back, np.where(inside >= FEWEST, inside, 0))
        compared = (inside >= FEWEST_COMPARED) & (ripe.sum() - inside >= FEWEST_COMPARED)
        own_share, of_one, other, of_other = (
            np.where(compared, x, np.nan)
            for x in (came_back, inside, back.sum() - came_back, ripe.sum() - inside)
        )
        apart = newcombe(own_share, of_one, other, of_other)
        p = holm(apart.p)
        frames.append(
            pd.DataFrame(
                {
                    "segment": pd.Series(groups.names, dtype=object),
                    "days": days,
                    "customers": inside.astype(np.int64),
                    "came_back": came_back.astype(np.int64),
                    "share": share.value,
                    "low": share.low,
                    "high": share.high,
                    "difference": apart.value,
                    "difference_low": apart.low,
                    "difference_high": apart.high,
                    "p": p,
                    "differs": np.nan_to_num(p, nan=1.0) <= DIFFERENCES,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _each(
    make: Callable[[Scope, Histories], pd.DataFrame],
) -> Callable[[Scope, str], pd.DataFrame]:
    """Return the function that makes a table of each part, largest first, with its name in `segment`."""

    def of_each_part(scope: Scope, by: str) -> pd.DataFrame:
        history, groups = histories(scope), parts(scope, by)
        frames = []
        for name, places in zip(groups.names, groups.places, strict=True):
            frame = make(scope, history.of(places))
            frame.insert(0, "segment", pd.Series([name] * len(frame), dtype=object))
            frames.append(frame)
        if frames:
            return pd.concat(frames, ignore_index=True)
        empty = make(scope, history).head(0)
        empty.insert(0, "segment", pd.Series([], dtype=object))
        return empty

    return of_each_part


#: The tables of a split, by the name of the unsplit one. Customers are in the part of their first order;
#: those of a first order with several products are in each of them.
SPLIT: Final[Mapping[str, Callable[[Scope, str], pd.DataFrame]]] = {
    "cohorts": _each(cohorts.cohorts_of),
    "new_and_returning": _each(cohorts.new_and_returning_of),
    "order_ladder": _each(lambda _, history: order_steps.order_ladder_of(history)),
    "days_between_steps": _each(lambda _, history: order_steps.days_between_steps_of(history)),
    "days_to_second_order": _each(lambda _, history: order_steps.days_to_second_order_of(history)),
    "second_orders": second_orders,
}
