"""Which customers a list holds: those of a group, step, cohort, product, saved segment and so on.

A choice is a kind and its value: "group" and "champions", "product" and the product's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.customers.late import rhythms
from engagement.metrics.customers.rfm import scored
from engagement.metrics.holding.contents import parent_names
from engagement.metrics.lists.cohort_days import cohort
from engagement.metrics.loyalty.member_orders import MEMBERS, joined_people
from engagement.metrics.products.baskets import baskets
from engagement.metrics.products.due import due_keys
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.voices.at_risk import at_risk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.lists.cohort_days import Span
    from engagement.metrics.purchases.scans.histories import Histories

    Keys = NDArray[np.int64]

#: - all: every customer with an order
#: - group: an RFM group, by its key
#: - late: later than their own rhythm
#: - orders: exactly so many orders so far ("10": ten or more)
#: - quiet: at least so many orders, none in the last so many days ("2-180")
#: - cohort: first order in a period ("2025-03")
#: - came_back, stayed_away: those of a cohort who did or did not order so many periods later ("2025-03/3")
#: - product: bought the product or a variant of it
#: - due: likely to need a product again, "" for any product (`due_products`)
#: - members: joined a programme and never ordered
#: - detractors: the second step of the table `detractors_at_risk`
#: - segment: the customers of a saved segment, given as text
ListKind = Literal[
    "all", "group", "late", "orders", "quiet", "cohort", "came_back", "stayed_away", "product", "due",
    "members", "detractors", "segment",
]  # fmt: skip
KINDS: Final[tuple[ListKind, ...]] = get_args(ListKind)
#: Stands for this number of orders and all above.
MOST_ORDERS: Final = 10
_KEY: Final = "customer_key"
#: The customer dimension whose values are segments as text (`segments.dimensions`).
SEGMENT: Final = "segment"


@dataclass(frozen=True, slots=True)
class ListChoice:
    """Which customers a list holds: a kind of list and the value that the kind needs (`of`, else "")."""

    kind: ListKind
    of: str = ""


def keys(scope: Scope, choice: ListChoice) -> Keys:
    """Return the pseudonyms of the chosen people, ascending.

    Raises ValueError where `of` is no value of the kind.
    """
    return _READERS[choice.kind](scope, choice.of)


def _everybody(scope: Scope, _: str) -> Keys:
    return histories(scope).key


def _group(scope: Scope, group_key: str) -> Keys:
    history = histories(scope)
    place = [group.key for group in GROUPS].index(group_key)  # ValueError for a group that does not exist
    inside: NDArray[np.bool_] = scored(history).group == place
    return history.key[inside]


def _late(scope: Scope, _: str) -> Keys:
    history = histories(scope)
    return history.key[rhythms(history).late]


def _orders(scope: Scope, order_count: str) -> Keys:
    history, wanted = histories(scope), int(order_count)
    return history.key[history.orders >= wanted if wanted >= MOST_ORDERS else history.orders == wanted]


def _quiet(scope: Scope, choice: str) -> Keys:
    history = histories(scope)
    least, days = (int(part) for part in choice.split("-", 1))
    return history.key[(history.orders >= least) & (history.last_day - history.latest_day >= days)]


def _cohort(scope: Scope, cohort_name: str) -> Keys:
    history = histories(scope)
    return history.key[_began_in(history, cohort(cohort_name)[0])]


def _came_back(scope: Scope, cohort_name: str) -> Keys:
    history = histories(scope)
    first, later = cohort(cohort_name)
    return history.key[_began_in(history, first) & _ordered_in(history, later)]


def _stayed_away(scope: Scope, cohort_name: str) -> Keys:
    history = histories(scope)
    first, later = cohort(cohort_name)
    return history.key[_began_in(history, first) & ~_ordered_in(history, later)]


def _began_in(history: Histories, period: Span) -> NDArray[np.bool_]:
    """Return a mask of the customers whose first order lies in a period."""
    return (period.first_day <= history.first_day) & (history.first_day <= period.last_day)


def _ordered_in(history: Histories, period: Span) -> NDArray[np.bool_]:
    """Return a mask of the customers with an order in a period."""
    inside = (history.day >= period.first_day) & (history.day <= period.last_day)
    return np.asarray(np.bincount(history.person[inside], minlength=history.customers) > 0)


def _product(scope: Scope, product: str) -> Keys:
    lines = baskets(scope)
    parents = parent_names(scope.data)  # the name of a product stands for its variants, too
    wanted = [place for place, name in enumerate(lines.names) if product in {name, parents.get(name)}]
    persons = lines.person[np.isin(lines.product, wanted) & (lines.person >= 0)]
    buyers: Keys = lines.history.key[np.unique(persons)]
    return buyers


def _members(scope: Scope, _: str) -> Keys:
    if not scope.data.has(MEMBERS):
        return np.empty(0, dtype=np.int64)
    rows = joined_people(scope.data.frame(MEMBERS)).filter(~nw.col(_KEY).is_null())
    joined = np.unique(np.asarray(collect(rows.select(_KEY))[_KEY], dtype=np.int64))
    others: NDArray[np.bool_] = ~np.isin(joined, histories(scope).key, assume_unique=True)
    return joined[others]


def _detractors(scope: Scope, _: str) -> Keys:
    return histories(scope).key[at_risk(scope).top_spend]


def _segment(scope: Scope, segment: str) -> Keys:
    """Return the pseudonyms of a segment's customers, after the filters of the scope."""
    inside = scope.data.customers(scope.standing).keys(SEGMENT, (segment,))[_KEY].to_numpy()
    customers = histories(scope).key
    return customers[np.isin(customers, inside, assume_unique=True)]


_READERS: Final[Mapping[ListKind, Callable[[Scope, str], Keys]]] = {
    "all": _everybody,
    "group": _group,
    "late": _late,
    "orders": _orders,
    "quiet": _quiet,
    "cohort": _cohort,
    "came_back": _came_back,
    "stayed_away": _stayed_away,
    "product": _product,
    "due": due_keys,
    "members": _members,
    "detractors": _detractors,
    "segment": _segment,
}
