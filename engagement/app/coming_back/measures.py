"""What the cells of the cohort map show: a share, counts, or money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.app.figures.cohort_names import cell_title, cohort_name
from engagement.charts.base.text import plain
from engagement.charts.cohort_map import CohortCell, CohortRow
from engagement.locale import Message, message
from engagement.metrics.retention.cohorts import SMALLEST_COHORT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain

_TOO_FEW: Final = message("under {count} customers, not shown", count=SMALLEST_COHORT)
_THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the cohort map.

    `name` is its label in the menu, `title` that of the map. `first` is the first period that is shown (0 is
    that of the first order). `hides_few` leaves cells of small groups empty.
    """

    name: Message
    title: Message
    first: int
    hides_few: bool


MEASURES: Final[Mapping[str, Measure]] = {
    "share": Measure(message("share"), message("Share of customers who ordered again"), 1, hides_few=True),
    "customers": Measure(message("customers"), message("Customers who ordered"), 0, hides_few=False),
    "orders": Measure(message("orders"), message("Orders of each group"), 0, hides_few=False),
    "revenue": Measure(message("revenue"), message("Revenue of each group"), 0, hides_few=False),
    "per_customer": Measure(
        message("revenue per customer, added up"),
        message("Revenue per customer since the first order"),
        0,
        hides_few=True,
    ),
}


def values_of(frame: pd.DataFrame, measure: str) -> pd.Series:
    """Return what each row of the table `cohorts` shows; NaN where a group is too small for it."""
    if measure == "share":
        return frame["share"]
    if measure == "per_customer":
        added = frame.groupby("cohort", sort=False)["revenue"].cumsum() / frame["customers"]
        return added.where(frame["customers"] >= SMALLEST_COHORT, np.nan)
    return frame["active" if measure == "customers" else measure].astype(float)


def rows_of(
    frame: pd.DataFrame, measure: str, grain: Grain, t: Translator, currency: str | None
) -> Sequence[CohortRow]:
    """Return the rows of the cohort map."""
    rows = []
    shown = frame.assign(value=values_of(frame, measure))
    for name, cells in shown.groupby("cohort", sort=False):
        size = int(cells["customers"].iloc[0])
        is_small = MEASURES[measure].hides_few and size < SMALLEST_COHORT
        called = cohort_name(str(name), grain, t)
        rows.append(
            CohortRow(
                f"{called} · {t.number(size, 0)}",
                [] if is_small else _cells(cells, str(name), called, measure, t, currency),
                t.t(_TOO_FEW) if is_small else "",
                few=size < SMALLEST_COHORT,
            )
        )
    return rows


def _cells(
    cells: pd.DataFrame, name: str, cohort: str, measure: str, t: Translator, currency: str | None
) -> Sequence[CohortCell]:
    columns = ("period", "value", "active", "customers", "low", "high", "complete")
    drawn = []
    for period, value, active, customers, low, high, complete in zip(
        *(cells[name].tolist() for name in columns), strict=True
    ):
        title = cell_title(cohort, period, t)
        lines = [f"<b>{plain(title)}</b>", plain(_in_full(value, measure, t, currency))]
        if measure == "share":
            lines[-1] += f" · 95%: {plain(t.interval(low, high, 'share', None, 1))}"
        lines.append(plain(t.t(message("{part} of {whole}", part=active, whole=customers))))
        if not complete:
            lines.append(plain(t.t(message("still running"))))
        drawn.append(CohortCell(period, value, _in_short(value, measure, t), "<br>".join(lines), complete,
                                key=f"{name}/{period}"))  # fmt: skip
    return drawn


def _in_full(value: float, measure: str, t: Translator, currency: str | None) -> str:
    if measure == "share":
        return t.percent(value, 1)
    return t.money(value, currency) if measure in {"revenue", "per_customer"} else t.number(value, 0)


def _in_short(value: float, measure: str, t: Translator) -> str:
    """Return a cell's number in a short form; the tooltip and the table have it in full."""
    if measure == "share":
        return t.number(value * 100, 0)
    if abs(value) >= 100 * _THOUSAND:
        return t.t(message("{number}k", number=round(value / _THOUSAND)))
    return t.number(value, 0)
