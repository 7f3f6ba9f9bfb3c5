"""What the rows of a table are: by what they can be split, which of them count, from when they speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import narwhals.stable.v2 as nw


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The rows of one table, without its metrics, which are in a `Family`.

    `dimensions`: the expressions by which they can be split and filtered, as text over the table's columns.
    `counting`: the rows that set the reach of the data and, but for orders (whose cancelled ones do
    too), the as-of day. `also` names other tables that the metrics read: they set that day too, and their
    values can be filtered by.
    `dated_by` is the column of the last day that a row covers. `currencies` tells, of a `Scope`, in
    which currencies the table has money, where that money is not of orders.
    """

    table: str
    dimensions: Mapping[str, nw.Expr]
    counting: nw.Expr | None = None
    also: tuple[str, ...] = ()
    dated_by: str = "day"
    currencies: Callable[[Any], dict[str, tuple[int, int]]] | None = None
