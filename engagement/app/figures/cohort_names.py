"""Names of cohorts and of the cells of the cohort map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.charts.base import period_axis as periods
from engagement.locale import message
from engagement.metrics.retention.cohorts import first_day
from engagement.metrics.sums.periods import at_least_a_week

if TYPE_CHECKING:
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain


def cohort_name(name: str, grain: Grain, t: Translator) -> str:
    """Return the short name of a cohort's period: "May 2026", "Q2 2026"."""
    start = first_day(name)
    grain = at_least_a_week(grain)
    if grain == "month":
        return t.month_year(start)
    return t.day_short(start) if grain == "week" else periods.name(start, grain, t)


def cell_name(grain: Grain, t: Translator, key: str) -> str:
    """Return the name of a cell for its key ("2025-03/2") as plain text.

    The key itself where it is invalid.
    """
    cohort, _, period = key.rpartition("/")
    try:
        return cell_title(cohort_name(cohort, grain, t), int(period), t)
    except ValueError:
        return key


def cell_title(cohort: str, period: int, t: Translator) -> str:
    """Return the name of a cohort's cell, `period` periods after the first order."""
    return t.t(message("{cohort}, period {number} after the first order", cohort=cohort, number=period))
