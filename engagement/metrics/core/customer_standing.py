"""The interface by which filters and splits use dimensions of customers; `metrics.segments` implements it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


#: Dimensions of customers that are values of a window, not of the customer.
OF_WINDOW: Final = frozenset({"new_or_returning"})


class Standing(NamedTuple):
    """The window and the currency for which dimensions of customers are computed."""

    first_day: int
    last_day: int
    net: bool
    currency: str


class OrdersOfCustomers(NamedTuple):
    """The days of all customers' orders, by customer and time.

    `key`: the customers, ascending; `start`: the place of each one's first order, and one more entry for the
    end; `day`: one entry per order.
    """

    key: NDArray[np.int64]
    start: NDArray[np.int64]
    day: NDArray[np.int32]


class Customers(Protocol):
    """The customers with a counted order up to the last day of a standing."""

    def labels(self, dimension: str) -> dict[str, int]:
        """Return the values of a dimension in their own order, each with its customers; "" is unknown."""

    def keys(self, dimension: str, values: Sequence[str]) -> pa.Table:
        """Return the `customer_key` of customers who have one of the values."""

    def other_keys(self, dimension: str, values: Sequence[str]) -> pa.Table:
        """Return the `customer_key` of customers who have none of the values."""

    def orders(self) -> OrdersOfCustomers:
        """Return the days of all their orders that count."""

    def values_table(self, dimension: str) -> pa.Table:
        """Return `customer_key` and `customer_value_`, a dimension's value as text, for all customers."""


class CustomerDimensions(Protocol):
    """The dimensions that customers have, and their values; `data` is a `Data`, which has this object."""

    def knows(self, dimension: str) -> bool:
        """Return whether a name is that of a dimension of customers, in any data."""

    def offered(self, data: Any) -> tuple[str, ...]:
        """Return the dimensions for which the data have values, in reading order."""

    def customers(self, data: Any, standing: Standing) -> Customers:
        """Return the customers for a standing."""
