"""The people behind the funnel, for the guard: all groups that it and related metrics distinguish."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from operator import and_
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.channels.funnel import FINISHED, STEPS
from engagement.metrics.sums.group_sums import Cut, sums
from engagement.metrics.web.family import CONVERTED
from engagement.metrics.web.reports import GOAL_TOOLS, TABLE
from engagement.metrics.web.visits import until

if TYPE_CHECKING:
    from engagement.metrics.core.cells import Cell
    from engagement.metrics.core.parts import Part
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Sums

#: The combinations of steps between a visit and an order that a row may have.
_CARRIED: Final = ((), ("cart",), ("checkout",), ("cart", "checkout"))


def funnel_parts(cell: Cell) -> list[Part]:
    """Return visits by the last step reached, separately by the steps that their rows have, and others.

    The others are the visits and orders of `conversion_rate` that no row of the funnel counts.
    """
    along = Cut(along=cell.days)
    steps, all_visits = (cell.scope.sums(source, along) for source in (step_sums, CONVERTED.sums))
    counts = []
    for carried in _CARRIED:
        chain = [steps[f"{_name(carried)} {step}"] for step in ("session", *carried, "order")]
        counts += [step_count - other for step_count, other in pairwise(chain)]
        counts.append(chain[-1])
    all_steps = [
        sum(steps[f"{_name(carried)} {step}"] for carried in _CARRIED) for step in ("session", "order")
    ]
    counts += [all_visits["n"] - all_steps[0], all_visits["k"] - all_steps[1]]
    return [cell.counted(part) for part in counts]


def step_sums(scope: Scope, cut: Cut) -> Sums:
    """Return the visits that reached each step, for rows that have the same steps."""
    reports = FINISHED.reports(scope)
    rows = scope.grouped(reports.rows(until(scope)), cut, TABLE)
    of_goals = (reports.source or "") in GOAL_TOOLS
    columns = {"session": "sessions", "cart": STEPS["cart"][0], "checkout": STEPS["checkout"][0]}
    columns["order"] = reports.figures.above
    carried_columns = {
        step: nw.lit(value=False) if of_goals else ~nw.col(columns[step]).is_null()
        for step in ("cart", "checkout")
    }
    measures = {}
    for carried in _CARRIED:
        same_steps = reduce(
            and_, (carries if step in carried else ~carries for step, carries in carried_columns.items())
        )
        for step in ("session", *carried, "order"):
            counted = nw.when(same_steps).then(nw.col(columns[step]).cast(nw.Float64)).otherwise(nw.lit(0.0))
            measures[f"{_name(carried)} {step}"] = counted
    return sums(rows, cut, measures)


def _name(carried: tuple[str, ...]) -> str:
    return "+".join(carried) or "none"
