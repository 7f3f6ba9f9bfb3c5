"""The interface by which filters and splits use dimensions of customers; `metrics.segments` implements it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa


class Standing(NamedTuple):
    """The window and currency as of which customers have the values of dimensions."""

    first_day: int
    last_day: int
    net: bool
    currency: str


class Customers(Protocol):
    """The customers with an order that counts up to a standing's last day."""

    def labels(self, dimension: str) -> dict[str, int]:
        """Return the values of a dimension in their own order, each with its customers; "" is not said."""

    def keys(self, dimension: str, values: Sequence[str]) -> pa.Table:
        """Return `customer_key` of the customers who have one of the values."""

    def values_table(self, dimension: str) -> pa.Table:
        """Return `customer_key` and `customer_value_`, the text of a dimension, of all customers."""


class CustomerDimensions(Protocol):
    """Which dimensions customers have, and who has what; `data` is a `Data`, which knows this one."""

    def knows(self, dimension: str) -> bool:
        """Whether a name is that of a dimension of customers, in any data."""

    def offered(self, data: Any) -> tuple[str, ...]:
        """Return the dimensions that the data fill, in reading order."""

    def customers(self, data: Any, standing: Standing) -> Customers:
        """Return the customers as of a standing."""
