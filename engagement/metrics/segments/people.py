"""All customers as of a day, and the value that each has of a dimension, as whole columns.

A customer is a person with an order that counts, up to the as-of day. A dimension is computed on first use,
from all orders regardless of a page's filters. It is stored as small integers beside the ascending keys;
keys of a selection leave as an Arrow column that the engine joins.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from engagement.metrics.core.customer_standing import OrdersOfCustomers
from engagement.metrics.core.scope import Scope
from engagement.metrics.model import Question, Window
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.segments.description import Bought, IsOneOf, SegmentError, from_text
from engagement.metrics.segments.dimensions import BY_KEY, INSIDE, OUTSIDE, SEGMENT, SPLIT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.core.customer_standing import Standing
    from engagement.metrics.core.data import Data
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.metrics.segments.description import Condition, Segment


class Coded(NamedTuple):
    """A value for each customer: the index into `labels`, -1 where it is not stated."""

    codes: NDArray[np.int32]
    labels: tuple[str, ...]

    def among(self, values: Sequence[str]) -> NDArray[np.bool_]:
        """Return a mask of the customers with one of the values; "" means not stated."""
        wanted = np.zeros(len(self.labels) + 1, dtype=bool)  # the last place is that of -1
        for place, label in enumerate((*self.labels, "")):
            wanted[place] = label in values
        return wanted[self.codes]


class People:
    """The customers of one version of the data as of a standing. Safe to use from any thread."""

    def __init__(self, data: Data, standing: Standing, make: Made) -> None:
        question = Question(as_of=standing.last_day, net=standing.net, currency=standing.currency)
        window = Window(standing.first_day, standing.last_day)
        self.data, self.standing = data, standing
        self.scope = Scope(data, question, "orders", window, read_in=standing.currency)
        self._made, self._known, self._lock = make, dict[str, Coded](), threading.RLock()

    @property
    def history(self) -> Histories:
        """The orders of all customers; cached while they are in use."""
        return histories(self.scope)

    @property
    def key(self) -> NDArray[np.int64]:
        """The keys of all customers, ascending: the order of every column here."""
        with self._lock:
            if not hasattr(self, "_key"):
                self._key = self.history.key
            return self._key

    def coded(self, dimension: str) -> Coded:
        """Return each customer's value of a dimension. Raises KeyError for an unknown one."""
        with self._lock:
            if dimension not in self._known:
                self._known[dimension] = self._worked_out(dimension)
            return self._known[dimension]

    def _worked_out(self, dimension: str) -> Coded:
        if dimension.startswith(SPLIT):
            inside = self.inside(dimension.removeprefix(SPLIT))
            return Coded(np.where(inside, 0, 1).astype(np.int32), (INSIDE, OUTSIDE))
        return self._made.column(self, dimension)

    def inside(self, text: str) -> NDArray[np.bool_]:
        """Return a mask of the customers in the segment of a text; none where the text holds no segment."""
        try:
            return self.in_segment(from_text(text))
        except SegmentError:
            return np.zeros(self.key.size, dtype=bool)

    def in_segment(self, segment: Segment) -> NDArray[np.bool_]:
        """Return a mask of the customers in a segment: those for whom all conditions hold."""
        is_inside = np.ones(self.key.size, dtype=bool)
        for condition in segment.all_of:
            is_inside &= self.meeting(condition)
        return is_inside

    def meeting(self, condition: Condition) -> NDArray[np.bool_]:
        """Return a mask of the customers that meet a condition; none where the data lack it."""
        if isinstance(condition, IsOneOf):
            try:
                return self.coded(condition.dimension).among(condition.values)
            except KeyError:
                return np.zeros(self.key.size, dtype=bool)
        if isinstance(condition, Bought):
            return self._made.buyers(self, condition)
        orders = self.history.orders
        is_many = orders >= condition.at_least
        return is_many if condition.at_most is None else is_many & (orders <= condition.at_most)

    def labels(self, dimension: str) -> dict[str, int]:
        """Return the values that occur with their numbers of customers; "" (not stated) comes last."""
        coded = self.coded(dimension)
        counts = np.bincount(coded.codes + 1, minlength=len(coded.labels) + 1).tolist()
        counted = dict(zip((*coded.labels, ""), (*counts[1:], counts[0]), strict=True))
        if dimension not in BY_KEY or not BY_KEY[dimension].values:
            counted = dict(sorted(counted.items(), key=lambda item: (not item[0], -item[1], item[0])))
        return {label: count for label, count in counted.items() if count}

    def keys(self, dimension: str, values: Sequence[str]) -> pa.Table:
        """Return the column `customer_key` of the customers with one of the values of a dimension."""
        return pa.table({"customer_key": self.key[self._with(dimension, values)]})

    def other_keys(self, dimension: str, values: Sequence[str]) -> pa.Table:
        """Return the column `customer_key` of the customers with none of the values of a dimension."""
        return pa.table({"customer_key": self.key[~self._with(dimension, values)]})

    def _with(self, dimension: str, values: Sequence[str]) -> NDArray[np.bool_]:
        if dimension != SEGMENT:
            return self.meeting(IsOneOf(dimension, tuple(values)))
        is_wanted = np.zeros(self.key.size, dtype=bool)
        for text in values:
            is_wanted |= self.inside(text)
        return is_wanted

    def orders(self) -> OrdersOfCustomers:
        """Return the days of all their orders that count."""
        history = self.history
        return OrdersOfCustomers(history.key, history.start, history.day)

    def values_table(self, dimension: str) -> pa.Table:
        """Return the columns `customer_key` and `customer_value_` (null: not stated) of all customers."""
        coded = self.coded(dimension)
        codes = pa.array(np.maximum(coded.codes, 0), mask=coded.codes < 0)
        named = pa.DictionaryArray.from_arrays(codes, pa.array(coded.labels or ("",), pa.string()))
        return pa.table({"customer_key": self.key, "customer_value_": named.cast(pa.string())})


class Made(NamedTuple):
    """The functions that compute each dimension, by its key or key prefix, and the buyers of products."""

    by_key: Mapping[str, Callable[[People], Coded]]
    by_prefix: Mapping[str, Callable[[People, str], Coded]]
    buyers: Callable[[People, Bought], NDArray[np.bool_]]

    def column(self, people: People, dimension: str) -> Coded:
        """Return each customer's value of a dimension. Raises KeyError for an unknown one."""
        for prefix, work_out in self.by_prefix.items():
            if dimension.startswith(prefix):
                return work_out(people, dimension.removeprefix(prefix))
        return self.by_key[dimension](people)
