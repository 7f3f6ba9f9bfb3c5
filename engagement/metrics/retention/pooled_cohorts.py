"""All cohorts pooled into one curve, and the cohorts that differ from earlier ones at the same age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.retention.cohorts import SMALLEST_COHORT
from engagement.statistics.clusters import likeness
from engagement.statistics.interval import LEVEL, normal_quantile, t_ppf
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import expected_share, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from engagement.statistics.interval import Array
    from engagement.statistics.proportions import Expected

#: Family-wise error rate: the chance of a false finding in a shop where nothing changes.
_CRIES: Final = 0.02
#: Periods after the first order at which cohorts are compared.
AGES: Final = (1, 2, 3, 6, 12)
#: A cohort needs at least so many earlier cohorts to be compared.
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
    """Return the share of active customers at each age, pooled over all cohorts that have reached it.

    Takes the table that `cohorts.cohorts` returns. Columns: period, cohorts, customers, active, share, low,
    high. Limits are Wilson's on what the customers are worth: those of one cohort resemble each other as
    much as is found at all ages together (`clusters.likeness`), and that is wider by (t / z)² for what so few
    cohorts leave unknown. They hold 93 to 97 of 100 with four cohorts or more, where those of independent
    customers hold 77 to 91 if cohorts differ. Left out are cohorts of fewer than `least` customers,
    incomplete periods, and age 0, at which every customer is active by definition.
    """
    ripe = cohorts[(cohorts["customers"] >= least) & cohorts["complete"] & (cohorts["period"] > 0)]
    by_age = ripe.groupby("period", as_index=False).agg(
        cohorts=("cohort", "size"), customers=("customers", "sum"), active=("active", "sum")
    )
    design = _design(ripe, by_age)
    share = wilson(
        by_age["active"].to_numpy(np.float64) / design, by_age["customers"].to_numpy(np.float64) / design
    )
    return by_age.assign(share=share.value, low=share.low, high=share.high)


def _design(ripe: pd.DataFrame, by_age: pd.DataFrame) -> Array:
    """Return by how many times the share of each age varies more than that of independent customers."""
    if by_age.empty:
        return np.ones(0)
    m, k = (ripe[name].to_numpy(np.float64) for name in ("customers", "active"))
    at = np.searchsorted(by_age["period"].to_numpy(), ripe["period"].to_numpy())
    alike = likeness(m, k, at)
    freedom = max(int(by_age["cohorts"].max()) - 1, 1)
    stretch = (float(t_ppf(0.5 + LEVEL / 2, freedom)) / normal_quantile(LEVEL)) ** 2
    typical = np.bincount(at, m * m) / np.bincount(at, m)
    return np.asarray(1 + alike * stretch * (typical - 1))


def different(cohorts: pd.DataFrame, ages: Sequence[int] = AGES) -> Sequence[DifferentCohort]:
    """Return the cohorts that differ from earlier cohorts of the same age, oldest first, each once.

    At each age in `ages` (periods after the first order), each cohort with at least six earlier cohorts of 30
    customers or more is tested against the share predicted from these. The prediction allows for the spread
    among them. P-values are corrected over all tests (Holm). A cohort that differs at several ages is
    returned with the age of its smallest p-value.
    """
    comparisons = [each for age in ages for each in against_elders(cohorts, age)]
    judged = holm(np.asarray([each.expected.p for each in comparisons], dtype=np.float64))
    strongest: dict[str, DifferentCohort] = {}
    for each, p in zip(comparisons, judged, strict=True):
        if p <= _CRIES and (
            each.cohort not in strongest or each.expected.p < strongest[each.cohort].expected.p
        ):
            strongest[each.cohort] = each
    order = list(dict.fromkeys(cohorts["cohort"]))
    return tuple(sorted(strongest.values(), key=lambda each: order.index(each.cohort)))


def against_elders(cohorts: pd.DataFrame, age: int) -> list[DifferentCohort]:
    """Return all cohorts that can be compared with earlier ones at an age, oldest first, different or not."""
    comparable = cohorts[
        (cohorts["customers"] >= SMALLEST_COHORT) & cohorts["complete"] & (cohorts["period"] == age)
    ]
    active, customers = (
        comparable["active"].to_numpy(np.float64),
        comparable["customers"].to_numpy(np.float64),
    )
    return [
        DifferentCohort(
            str(comparable["cohort"].iloc[i]),
            age,
            int(customers[i]),
            float(active[i] / customers[i]),
            expected_share(active[i], customers[i], active[:i], customers[:i]),
            i,
        )
        for i in range(_ELDERS, len(comparable))
    ]
