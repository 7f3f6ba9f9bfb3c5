"""What a change of a filter costs each page of customers: all of its tables anew, of one country or most."""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.invented_shop import COUNTRIES, tables
from benchmarks.questions import YEAR
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: The tables of a page, by what it is called.
PAGES: Final[Mapping[str, Sequence[str]]] = {
    "Coming back": (
        *("cohorts", "order_ladder", "days_to_second_order", "second_orders", "new_and_returning"),
        "days_between_steps",
    ),
    "Who they are": ("rfm", "rfm_scores", "rfm_movement", "late_customers", "customer_rhythm"),
    "What they buy": (
        *("products", "product_refunds", "gateway_products", "product_pairs", "replenishment"),
        *("replenishment_followed", "due_again", "pieces_per_order", "product_journey"),
    ),
    "What they are worth": ("lifetime_value", "lifetime_value_by_cohort", "lifetime_value_by_group"),
}


#: What each country's turn keeps, by name.
KEPT: Final[Mapping[str, Callable[[str], tuple[str, ...]]]] = {
    "one country of six": lambda country: (country,),
    "five countries of six": lambda country: tuple(other for other in COUNTRIES if other != country),
}


def changed(shop: str) -> dict[str, dict[str, tuple[float, float]]]:
    """Return CPU-seconds and seconds of each page after a change of country, the median of all of them.

    By what is kept, then by page. Each page by itself: it finds nothing that another page has computed.
    """
    found: dict[str, dict[str, tuple[float, float]]] = {kept: {} for kept in KEPT}
    for page, names in PAGES.items():
        view = view_of(tables(shop), Question(days=YEAR))
        for name in names:
            view.table(name)
        for kept, of in KEPT.items():
            costs = []
            for country in COUNTRIES:
                cpu, clock = time.process_time(), time.perf_counter()
                asked = view.ask(replace(view.question, filters=(("country", of(country)),)))
                for name in names:
                    asked.table(name)
                costs.append((time.process_time() - cpu, time.perf_counter() - clock))
            found[kept][page] = median(cost[0] for cost in costs), median(cost[1] for cost in costs)
    return found
