"""The groups of orders and customers whose size the publishing guard checks for purchase figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.metrics.core.cells import later_orders, marked, new_customers, paid, second_timers
from engagement.metrics.core.publishing import COUNTED_ONCE, Guarded
from engagement.metrics.purchases.scans.customers import customer_numbers, customer_sums, returning_numbers

if TYPE_CHECKING:
    from engagement.metrics.core.cells import PartsOf
    from engagement.metrics.core.publishing import CellCounts
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array


def orders(*marks: str) -> tuple[str, PartsOf]:
    """Return the parts of orders with these marks (registered in `guarding.register`)."""
    return " ".join(marks), partial(marked, subject="orders", names=marks)


def customers(*shares: str) -> CellCounts:
    """Return the part of all customers, and for each share those it counts and all others."""

    def cells(scope: Scope, cut: Cut) -> list[Array]:
        numbers = scope.sums(customer_numbers, cut)
        customer_count = numbers["customers"]
        return [
            customer_count,
            *(part for name in shares for part in (numbers[name], customer_count - numbers[name])),
        ]

    return cells


def returning(scope: Scope, cut: Cut) -> list[Array]:
    """Return the numbers of customers, of those with an earlier order, and of all others."""
    numbers = scope.sums(returning_numbers, cut)
    return [numbers["customers"], numbers["returning"], numbers["customers"] - numbers["returning"]]


def with_orders_in_currency(scope: Scope, cut: Cut) -> list[Array]:
    """Return the numbers of customers with and without orders in the currency."""
    sums = scope.sums(customer_sums, cut)
    return [sums["buyers"], sums["customers"] - sums["buyers"]]


ALL: Final = orders("orders")
NEW: Final = ("new", new_customers)
SECOND: Final = ("second", second_timers)
ONCE: Final = (COUNTED_ONCE, partial(marked, subject="orders", names=("named",)))
LATER: Final = ("later", later_orders)
FOREIGN: Final = orders("foreign")
NAMED_FOREIGN: Final = orders("named_foreign")
IDENTITY: Final = orders("anonymous", "named")
#: The money paid; it counts as that of few if one customer has nearly all of it.
PAID: Final = ("paid", partial(paid, subject="orders", names=("own",)))
MONEY: Final = Guarded((ALL, FOREIGN, PAID))
