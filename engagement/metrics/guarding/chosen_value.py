"""Whether recipients may filter by a value beside a breakdown, as both count customers differently.

A breakdown counts a customer in the segment of the first order of the window; a filter counts everybody with
an order in the segment. Their difference is the customers who also bought elsewhere, who may be few.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engagement.metrics.guarding.guard import scopes_compared
from engagement.metrics.guarding.publishable import GUARDED
from engagement.metrics.guarding.published_windows import is_good
from engagement.metrics.purchases.scans.customers import customer_sums
from engagement.metrics.sums.group_sums import WHOLE, Cut
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from engagement.metrics.core.publishing import CellCounts
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.guarding.guard import FigureGuard
    from engagement.metrics.guarding.splits import Split
    from engagement.metrics.views.owners import OwnersView


def may_be_filter(split: Split, view: OwnersView, filtered: OwnersView, value: str) -> bool:
    """Return whether a value may be a published filter (view `filtered`) beside the split and the total."""
    cells = _of_customers(split.guard.key)
    if cells is None:
        return True
    if split.guard.table_guard.states.changed:
        # The few who also bought elsewhere may be different ones since the last publication.
        return False
    sides = (_scopes(split.guard, one_view) for one_view in (view, filtered))
    return all(
        is_good(abs(difference), split.guard.table_guard.k)
        for total, part in zip(*sides, strict=False)
        for difference in np.asarray(cells(part, WHOLE))[:, 0] - _opened(cells, total, split, value)
    )


def with_periods_of_others(split: Split) -> FigureGuard:
    """Return the guard of the filtered views, without periods in which everybody bought within the choices.

    In these, the sum of all choices less the total is the number of those who are in several.
    """
    guard = split.guard
    if _of_customers(guard.key) is None:
        return guard
    others = guard.parts((split.others,))[0]
    return replace(
        guard, single_periods=frozenset(days for days in guard.single_periods if others.people(*days))
    )


def _of_customers(key: str) -> CellCounts | None:
    """Return the function that counts a metric's distinct customers; None where the metric counts rows."""
    return GUARDED[key].cells if DEFINITIONS[key].metric.table == "orders" else None


def _scopes(guard: FigureGuard, view: OwnersView) -> list[Scope]:
    before = scopes_compared(view, guard.key)[1:] if guard.compares else ()
    return [view.placed(guard.key)[1], *before]


def _opened(cells: CellCounts, total: Scope, split: Split, value: str) -> np.ndarray:
    fold_scope, cut = replace(total, data=split.data, read_in=total.currency), Cut(by=split.by)
    labels, counts = fold_scope.sums(customer_sums, cut).labels, np.asarray(cells(fold_scope, cut))
    return counts[:, labels.index(value)] if value in labels else np.zeros(len(counts))
