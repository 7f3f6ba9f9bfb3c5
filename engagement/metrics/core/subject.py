"""The rows of a table: the dimensions by which they can be split, which count, and from when on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import narwhals.stable.v2 as nw


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The rows of one table, without its metrics, which are in a `Family`.

    `dimensions`: the expressions by which rows can be split and filtered, as text over the table's columns.
    `counting`: the rows that determine the days covered and, except for orders (whose cancelled ones count
    too), the as-of day. `also` names other tables that the metrics read: they also determine that day, and
    their values can be used as filters. `dated_by` is the column with the last day that a row covers.
    `currencies` returns, for a `Scope`, the currencies of the table's money, if it is not that of orders.
    """

    table: str
    dimensions: Mapping[str, nw.Expr]
    counting: nw.Expr | None = None
    also: tuple[str, ...] = ()
    dated_by: str = "day"
    currencies: Callable[[Any], dict[str, tuple[int, int]]] | None = None
