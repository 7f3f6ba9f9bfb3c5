"""What a list shows of each person: orders, RFM group, rhythm between orders, country."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.customers.late import rhythms
from engagement.metrics.customers.rfm import scored
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.sums.sorted_keys import last_of_each, places_among

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope

#: The day of people who never ordered, and the group index of people without a group.
NEVER: Final = np.iinfo(np.int64).min
NO_GROUP: Final = -1
_KEY: Final = "customer_key"


@dataclass(frozen=True)
class ListedPeople:
    """People sorted by pseudonym; each array has one entry per person.

    `first_day` and `last_day` are days since 1970-01-01 (`NEVER` without an order). `spend` is in minor units
    of `currency`. `group` is the index into `GROUPS` (`NO_GROUP` without an order). All values are as of
    `as_of`.
    """

    key: NDArray[np.int64]
    first_day: NDArray[np.int64]
    last_day: NDArray[np.int64]
    orders: NDArray[np.int64]
    spend: NDArray[np.int64]
    group: NDArray[np.int64]
    currency: str
    minor: float
    as_of: int

    def __len__(self) -> int:
        return int(self.key.size)

    def only(self, selection: NDArray[np.bool_] | NDArray[np.int64]) -> ListedPeople:
        """Return some of the people, chosen by a mask or by indices."""
        names = ("key", "first_day", "last_day", "orders", "spend", "group")
        return replace(self, **{name: getattr(self, name)[selection] for name in names})

    def latest_first(self, most: int) -> NDArray[np.int64]:
        """Return the indices of the `most` people with the latest orders, latest first."""
        order = np.lexsort((self.key, -self.spend, -self.last_day.clip(min=-1)))
        return order[:most]


def people(scope: Scope, keys: NDArray[np.int64]) -> ListedPeople:
    """Return the people with these pseudonyms, which must be ascending and unique."""
    history = histories(scope)
    inside, is_customer = places_among(history.key, keys)
    group = scored(history).group

    def value_of(values: NDArray[np.int64], otherwise: int) -> NDArray[np.int64]:
        if not history.customers:
            return np.full(keys.size, otherwise, dtype=np.int64)
        return np.where(is_customer, values[inside], otherwise)

    return ListedPeople(
        key=keys,
        first_day=value_of(history.first_day, NEVER),
        last_day=value_of(history.latest_day, NEVER),
        orders=value_of(history.orders, 0),
        spend=value_of(history.spend, 0),
        group=value_of(group, NO_GROUP),
        currency=scope.currency,
        minor=scope.minor,
        as_of=history.last_day,
    )


def countries(scope: Scope, keys: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return each person's country from their newest order that has one, as in the file; None without."""
    named = scope.frame("orders").filter(
        nw.col("counts"), ~nw.col(_KEY).is_null(), ~nw.col("country").is_null()
    )
    orders = named.select(_KEY, "country", "day", "line").collect("pyarrow").to_native()
    country = orders.column("country").combine_chunks().dictionary_encode()
    place, names = np.asarray(country.indices), country.dictionary.to_pylist()
    person, day, line = (np.asarray(orders.column(name)) for name in (_KEY, "day", "line"))
    last = last_of_each(person, day, line)
    where = np.full(keys.size, None, dtype=object)
    places, is_known = places_among(person[last], keys)
    where[is_known] = np.asarray(names, dtype=object)[place[last[places[is_known]]]]
    return where


def usual_gap(scope: Scope, key: int) -> tuple[int, float] | None:
    """Return the days since a person's last order, and the 90th percentile of their gaps in days.

    None for a person with fewer than three orders.
    """
    history = histories(scope)
    own_rhythms = rhythms(history)
    (place,), (is_known,) = places_among(history.key, np.asarray([key], dtype=np.int64))
    if not is_known or np.isnan(own_rhythms.usual[place]):
        return None
    return int(own_rhythms.days_since_order[place]), float(own_rhythms.usual[place])
