"""The part of each customer: by their first order ever that counts, up to the as-of day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from engagement.metrics.model import PAIR, pair_of
from engagement.metrics.products.baskets import baskets
from engagement.metrics.purchases.scans.customers import named_orders
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.segments.dimensions import BY_KEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

#: The split by the products of the first order; a customer may have several.
FIRST_PRODUCT: Final = "first_product"
#: The most parts that are compared, the largest ones; the whole includes all customers.
MOST_PARTS: Final = 8
_KEY: Final = "customer_key"
#: Indices of customers, the part of each, and the names of the parts.
_Told: TypeAlias = "tuple[NDArray[np.int64], NDArray[np.int64], tuple[str | None, ...]]"


@dataclass(frozen=True, slots=True)
class CustomerParts:
    """The largest parts, and the customers in each, as ascending indices in the scope's histories.

    The part without a name has customers whose first order lacks the value. `all_parts` also counts parts
    that are left out.
    """

    names: tuple[str | None, ...]
    places: tuple[NDArray[np.int64], ...]
    all_parts: int


def offered(data: Data, of_orders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the splits of customers: attributes of orders, the first product, attributes of customers.

    Not those that result from their orders (a group, a rhythm): retention would differ by definition.
    """
    of_customers = [
        d for d in data.customer_dimensions("orders") if d not in BY_KEY or not BY_KEY[d].by_habit
    ]
    product = [FIRST_PRODUCT] if data.has("lines") else []
    return tuple(dict.fromkeys((*of_orders, *product, *of_customers)))


def parts(scope: Scope, by: str) -> CustomerParts:
    """Return the parts of a split, or of two at once (`pair_of`). Raises KeyError for other dimensions."""
    return scope.remember(("parts", by), lambda: _parts(scope, by))


def _parts(scope: Scope, by: str) -> CustomerParts:
    person, part, names = _by_both(scope, by) if PAIR in by else _by_one(scope, by)
    sizes = np.bincount(part, minlength=len(names))
    largest = sorted(np.flatnonzero(sizes), key=lambda i: (-sizes[i], names[i] or ""))
    kept_parts = largest[:MOST_PARTS]
    return CustomerParts(
        names=tuple(names[i] for i in kept_parts),
        places=tuple(np.sort(person[part == i]) for i in kept_parts),
        all_parts=len(largest),
    )


def _by_one(scope: Scope, by: str) -> _Told:
    return _by_product(scope) if by == FIRST_PRODUCT else _by_first_order(scope, by)


def _by_both(scope: Scope, pair: str) -> _Told:
    """Return each customer in each pair; several only if one of the two splits is the first product."""
    first_split, other = (_by_one(scope, by) for by in pair.split(PAIR))
    turned = pair.endswith(f"{PAIR}{FIRST_PRODUCT}")
    repeated, single = (other, first_split) if turned else (first_split, other)
    code = np.full(histories(scope).customers, -1, dtype=np.int64)
    code[single[0]] = single[1]
    has_part = code[repeated[0]] >= 0
    person, own_part, beside = repeated[0][has_part], repeated[1][has_part], code[repeated[0][has_part]]
    first, second = (beside, own_part) if turned else (own_part, beside)
    pairs, part = np.unique(first * max(1, len(other[2])) + second, return_inverse=True)
    names = tuple(
        pair_of(*(coded[2][place] or "" for coded, place in zip((first_split, other), places, strict=True)))
        for places in (divmod(each, max(1, len(other[2]))) for each in pairs.tolist())
    )
    return person, part.astype(np.int64), names


def _by_first_order(scope: Scope, by: str) -> _Told:
    """Return each customer, their part, and the parts' names; of two first orders the first by name."""
    rows = scope.labelled(named_orders(scope), by, "value_", "orders")
    first = rows.group_by(_KEY).agg(instant_=nw.col("instant").min())
    opening = rows.join(first, on=_KEY).filter(nw.col("instant") == nw.col("instant_"))
    first_orders: pa.Table = opening.group_by(_KEY).agg(nw.col("value_").min()).collect("pyarrow").to_native()
    coded = first_orders["value_"].cast(pa.string()).combine_chunks().dictionary_encode()
    person = np.searchsorted(histories(scope).key, first_orders[_KEY].to_numpy())
    names = tuple(name or None for name in coded.dictionary.to_pylist())
    return person, coded.indices.to_numpy().astype(np.int64), names


def _by_product(scope: Scope) -> _Told:
    """Return each product of each customer's first order."""
    lines = baskets(scope)
    opening = lines.opening
    return opening.person.astype(np.int64), opening.product.astype(np.int64), lines.names
