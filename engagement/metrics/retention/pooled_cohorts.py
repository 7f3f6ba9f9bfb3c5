"""What cohorts say together: one curve of all of them, and which one differs from those before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.retention.cohorts import SMALLEST_COHORT
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import expected_share, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from engagement.statistics.proportions import Expected

#: The chance that any cohort of a shop in which nothing changes is called different.
_CRIES: Final = 0.02
#: Periods after the first order at which cohorts are compared.
AGES: Final = (1, 2, 3, 6, 12)
#: A cohort is compared with at least so many before it.
_ELDERS: Final = 6


@dataclass(frozen=True, slots=True)
class DifferentCohort:
    """A cohort that differs from those before it at the same age."""

    cohort: str
    period: int
    customers: int
    share: float
    expected: Expected
    elders: int


def pooled(cohorts: pd.DataFrame, least: int = SMALLEST_COHORT) -> pd.DataFrame:
    """Return, for each age, the share active of all cohorts that have reached it, with Wilson's interval.

    Takes the table `cohorts`. Columns: period, cohorts, customers, active, share, low, high. Cohorts
    under `least` and periods that still run are left out; the first period is, too: there all are active.
    """
    ripe = cohorts[(cohorts["customers"] >= least) & cohorts["complete"] & (cohorts["period"] > 0)]
    found = ripe.groupby("period", as_index=False).agg(
        cohorts=("cohort", "size"), customers=("customers", "sum"), active=("active", "sum")
    )
    share = wilson(found["active"].to_numpy(np.float64), found["customers"].to_numpy(np.float64))
    return found.assign(share=share.value, low=share.low, high=share.high)


def different(cohorts: pd.DataFrame, ages: Sequence[int] = AGES) -> Sequence[DifferentCohort]:
    """Return the cohorts that differ from their elders at the same age, oldest first, each once.

    At each of `ages` (periods after the first order) every cohort with six or more elders of 30 customers
    is compared with what they let expect of a new one, their differences among themselves included;
    corrected for all that were compared (Holm). Of several ages the one that is told apart best is named.
    """
    found = [each for age in ages for each in against_elders(cohorts, age)]
    judged = holm(np.asarray([each.expected.p for each in found], dtype=np.float64))
    kept: dict[str, DifferentCohort] = {}
    for each, p in zip(found, judged, strict=True):
        if p <= _CRIES and (each.cohort not in kept or each.expected.p < kept[each.cohort].expected.p):
            kept[each.cohort] = each
    order = list(dict.fromkeys(cohorts["cohort"]))
    return tuple(sorted(kept.values(), key=lambda each: order.index(each.cohort)))


def against_elders(cohorts: pd.DataFrame, age: int) -> list[DifferentCohort]:
    """Return every cohort that can be compared with its elders at an age, different or not, oldest first."""
    at = cohorts[(cohorts["customers"] >= SMALLEST_COHORT) & cohorts["complete"] & (cohorts["period"] == age)]
    active, customers = at["active"].to_numpy(np.float64), at["customers"].to_numpy(np.float64)
    return [
        DifferentCohort(
            str(at["cohort"].iloc[i]),
            age,
            int(customers[i]),
            float(active[i] / customers[i]),
            expected_share(active[i], customers[i], active[:i], customers[:i]),
            i,
        )
        for i in range(_ELDERS, len(at))
    ]
