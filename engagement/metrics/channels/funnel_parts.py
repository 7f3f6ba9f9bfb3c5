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

#: Which of the steps between a visit and an order a row may carry.
_CARRIED: Final = ((), ("cart",), ("checkout",), ("cart", "checkout"))


def funnel_parts(cell: Cell) -> list[Part]:
    """Return visits by how far they came, apart by the steps that their rows carry, and those beside them.

    Beside them are the visits and orders of `conversion_rate` that no row of the funnel counts.
    """
    along = Cut(along=cell.days)
    steps, all_visits = (cell.scope.sums(source, along) for source in (step_sums, CONVERTED.sums))
    found = []
    for carried in _CARRIED:
        chain = [steps[f"{_name(carried)} {step}"] for step in ("session", *carried, "order")]
        found += [one - other for one, other in pairwise(chain)]
        found.append(chain[-1])
    whole = [sum(steps[f"{_name(carried)} {step}"] for carried in _CARRIED) for step in ("session", "order")]
    found += [all_visits["n"] - whole[0], all_visits["k"] - whole[1]]
    return [cell.counted(part) for part in found]


def step_sums(scope: Scope, cut: Cut) -> Sums:
    """Return the visits that reached each step, of the rows that carry the same steps."""
    reports = FINISHED.reports(scope)
    rows = scope.grouped(reports.rows(until(scope)), cut, TABLE)
    of_goals = (reports.source or "") in GOAL_TOOLS
    columns = {"session": "sessions", "cart": STEPS["cart"][0], "checkout": STEPS["checkout"][0]}
    columns["order"] = reports.figures.above
    there = {
        step: nw.lit(value=False) if of_goals else ~nw.col(columns[step]).is_null()
        for step in ("cart", "checkout")
    }
    measures = {}
    for carried in _CARRIED:
        own = reduce(and_, (of if step in carried else ~of for step, of in there.items()))
        for step in ("session", *carried, "order"):
            counted = nw.when(own).then(nw.col(columns[step]).cast(nw.Float64)).otherwise(nw.lit(0.0))
            measures[f"{_name(carried)} {step}"] = counted
    return sums(rows, cut, measures)


def _name(carried: tuple[str, ...]) -> str:
    return "+".join(carried) or "none"
