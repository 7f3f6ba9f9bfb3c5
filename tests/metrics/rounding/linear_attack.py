"""An attacker who reads a link and solves for the counts behind its rounded tables by linear programming.

Each cell of a table is an unknown count, near what is shown. What must hold between them (parts and
their wholes, those who went on and those who could, the same people in two tables) and what the link
tells exactly are equations; then the least and the greatest that each small cell can be are sought.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from engagement.metrics.retention.order_steps import SECOND_WITHIN, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.metrics.model import View

Summands = dict[str, float]


@dataclass
class System:
    """Unknown counts, what they can be, and what holds between them."""

    shown: dict[str, int] = field(default_factory=dict)
    equal: list[tuple[Summands, float]] = field(default_factory=list)
    most: list[tuple[Summands, float]] = field(default_factory=list)
    exact: dict[str, float] = field(default_factory=dict)

    def same(self, whole: str, parts: Iterable[str], *, all_known: bool = True) -> None:
        """Say that the parts make the whole, or, where not all are known, no more than it."""
        parts = [part for part in parts if part in self.shown]
        if whole in self.shown:
            terms = {**dict.fromkeys(parts, 1.0), whole: -1.0}
            (self.equal if all_known else self.most).append((terms, 0.0))

    def claims(self, k: int, tolerance: int) -> dict[str, int] | None:
        """Return the cells shown as under k whose count is certain and from 1 to k - 1; None: no solution.

        A true count is taken to be less than `tolerance` from what is shown, and under k where that is shown.
        """
        names = list(self.shown)
        place = {name: at for at, name in enumerate(names)}
        equal, most = (_matrix(rows, place) for rows in (self.equal, self.most))
        given = {
            "A_eq": equal[0],
            "b_eq": equal[1],
            "A_ub": most[0],
            "b_ub": most[1],
            "bounds": [self._bounds(name, k, tolerance) for name in names],
        }
        small = np.asarray([place[name] for name in names if not self.shown[name] and name not in self.exact])
        while small.size:  # what is nought in any solution is not certain
            least = _least(small, given)
            if least is None:
                return None
            above = small[least[small] > 1e-6]
            if above.size == small.size:
                break
            small = above
        found: dict[str, int] = {}
        for at in small.tolist():
            ends = [_least(np.asarray([at]), given, sign)[at] for sign in (1.0, -1.0)]
            low, high = int(np.ceil(ends[0] - 1e-6)), int(np.floor(ends[1] + 1e-6))
            if 1 <= low == high < k:
                found[names[at]] = low
        return found

    def _bounds(self, name: str, k: int, tolerance: int) -> tuple[float, float]:
        if name in self.exact:
            return self.exact[name], self.exact[name]
        shown = self.shown[name]
        return (max(0, shown - tolerance + 1), shown + tolerance - 1) if shown else (0, max(k, tolerance) - 1)


def _least(places: np.ndarray, given: dict[str, object], sign: float = 1.0) -> np.ndarray | None:
    """Return a solution in which the sum of some unknowns is least (or greatest); None: there is none."""
    aim = np.zeros(len(given["bounds"]))
    aim[places] = sign
    solved = linprog(aim, **given)
    return None if solved.status == 2 else solved.x


def counts(view: View) -> dict[str, int]:
    """Return every cell of the tables of coming back and of groups by its name, as a view tells it."""
    found: dict[str, int] = {}
    for row in view.table("cohorts").to_dict("records"):
        found[f"cohort {row['cohort']}"] = int(row["customers"])
        if row["period"]:
            found[f"active {row['cohort']} {row['period']}"] = int(row["active"])
    for row in view.table("order_ladder").to_dict("records"):
        for name in ("reached", "eligible", "went_on"):
            found[f"{name} {row['order']}"] = int(row[name])
    for row in view.table("second_orders").to_dict("records"):
        found |= {f"old {row['days']}": int(row["customers"]), f"back {row['days']}": int(row["came_back"])}
    for row in view.table("days_between_steps").to_dict("records"):
        found[f"band {row['order']} {row['from_day']}"] = int(row["customers"])
    scores = view.table("rfm_scores").groupby(["r", "f"])["customers"].sum()
    found |= {f"score {r} {f}": int(scores.get((r, f), 0)) for r in range(1, 6) for f in range(1, 6)}
    for row in view.table("rfm").to_dict("records"):
        found[f"group {row['group']}"] = int(row["customers"])
    over = view.table("new_and_returning")
    for start, returning in zip(over["start"], over["returning_customers"], strict=True):
        found[f"returning {start:%Y-%m}"] = int(returning)
    return found


def system(view: View) -> System:
    """Return what a guest knows who reads tables by the month."""
    result = System(counts(view))
    shown = result.shown
    cohorts = sorted({name.split()[1] for name in shown if name.startswith("cohort")})
    for at, cohort in enumerate(cohorts):
        for later in range(1, len(cohorts) - at):
            result.same(f"cohort {cohort}", [f"active {cohort} {later}"], all_known=False)
        begun = [f"active {cohorts[i]} {at - i}" for i in range(at)]
        result.same(f"returning {cohort}", begun, all_known=False)
    result.same("reached 1", [f"cohort {cohort}" for cohort in cohorts], all_known=False)
    for step in range(1, STEPS + 1):
        for one, other in (("eligible", "reached"), ("went_on", "eligible")):
            result.same(f"{other} {step}", [f"{one} {step}"], all_known=False)
        result.same(f"reached {step}", [f"reached {step + 1}"], all_known=False)
        bands = [name for name in shown if name.startswith(f"band {step} ")]
        if bands:
            result.same(f"reached {step + 1}", bands)
    for days, longer in pairwise(SECOND_WITHIN):
        result.same(f"old {days}", [f"old {longer}"], all_known=False)
    for days in SECOND_WITHIN:
        result.same(f"old {days}", [f"back {days}"], all_known=False)
    result.same("old 365", ["eligible 1"])
    result.same("back 365", ["went_on 1"])
    _groups(result)
    _exact(result, view)
    return result


def _groups(told: System) -> None:
    """The groups are made of scores, and the scores of orders are steps of the ladder."""

    def scores(recency: Iterable[int], orders: Iterable[int]) -> list[str]:
        orders = list(orders)
        return [f"score {r} {f}" for r in recency for f in orders]

    made = {
        "champions": scores((4, 5), (4, 5)),
        "growing": scores((3, 4, 5), (2,)),
        "new": scores((4, 5), (1,)),
        "lost": scores((1,), (1, 2)),
        "cooling": ["score 3 1", "score 2 1", "score 2 2"],
    }
    for group, parts in made.items():
        told.same(f"group {group}", parts)
    for groups, parts in (
        (("champions", "loyal"), scores((3, 4, 5), (3, 4, 5))),
        (("valuable_away", "away"), scores((1, 2), (3, 4, 5))),
    ):
        terms = {**dict.fromkeys(parts, 1.0), **{f"group {group}": -1.0 for group in groups}}
        told.equal.append((terms, 0.0))
    told.same("reached 1", scores(range(1, 6), range(1, 6)))
    for step, (first, after) in {1: (1, 2), 2: (2, 3), 3: (3, 5)}.items():
        parts = dict.fromkeys(scores(range(1, 6), (step,)), 1.0)
        told.equal.append(({**parts, f"reached {first}": -1.0, f"reached {after}": 1.0}, 0.0))


def _exact(told: System, view: View) -> None:
    """Take what the link tells exactly of the same days."""
    keys = set(view.keys())
    if "repeat_purchase_rate" in keys:
        reading = view.reading("repeat_purchase_rate")
        for name, value in (("reached 2", reading.numerator), ("reached 1", reading.denominator)):
            if value is not None:
                told.exact[name] = float(value)
    if "returning_customer_rate" in keys:
        trend = view.trend("returning_customer_rate", trailing=False)
        for row in trend[trend["value"].notna()].to_dict("records"):
            month = f"{row['start']:%Y-%m}"
            for name, value in (
                (f"returning {month}", row["numerator"]),
                (f"cohort {month}", row["denominator"] - row["numerator"]),
            ):
                if name in told.shown:
                    told.exact[name] = float(value)


def _matrix(rows: list[tuple[Summands, float]], place: dict[str, int]) -> tuple[csr_array, np.ndarray]:
    at = [
        (i, place[name], value)
        for i, (terms, _) in enumerate(rows)
        for name, value in terms.items()
        if name in place
    ]
    i, j, values = zip(*at, strict=True)
    return csr_array((values, (i, j)), shape=(len(rows), len(place))), np.asarray([b for _, b in rows])
