"""The customers behind a cell of the cohorts or a step of the ladder, as shown to owners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.retention import cell_members
from engagement.metrics.split_up.customer_parts import parts
from engagement.metrics.views.trend_and_breakdown import short_code

if TYPE_CHECKING:
    import pandas as pd

    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.metrics.views.owners import OwnersView

#: The most customers listed.
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class CustomersBehind:
    """The number of customers, and the first of them: customer (a code), days, orders, spend."""

    customers: int
    rows: pd.DataFrame


def in_cell(
    view: OwnersView, cohort: str, period: int, part: tuple[str, str | None] | None = None
) -> CustomersBehind:
    """Return the customers of a cohort who ordered `period` periods later; with `part`, of this part only."""
    history = _history(view, part)
    return _listed(view, history, cell_members.in_cell(history, view.question.grain, cohort, period))


def with_orders(view: OwnersView, orders: int, part: tuple[str, str | None] | None = None) -> CustomersBehind:
    """Return the customers with exactly this number of orders."""
    history = _history(view, part)
    return _listed(view, history, cell_members.with_orders(history, orders))


def _history(view: OwnersView, part: tuple[str, str | None] | None) -> Histories:
    scope = view.scope("orders")
    history = histories(scope)
    if part is None:
        return history
    groups = parts(scope, part[0])
    return history.of(groups.places[groups.names.index(part[1])])


def _listed(view: OwnersView, history: Histories, places: cell_members.CellPlaces) -> CustomersBehind:
    rows = cell_members.listed(history, places, view.scope("orders").minor, MOST)
    codes = [short_code(int(key)) for key in rows.pop("key")]
    rows.insert(0, "customer", codes)
    return CustomersBehind(int(places.size), rows)
