"""The data of a workspace as metrics read them: tables, days covered, and cached results."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement import engine as engines
from engagement.caching.results import Memory
from engagement.metrics.core.conversion import PAID_IN, converted, exchanged
from engagement.metrics.core.order_days import OrderGroups, dated_by_refund, order_groups, refunded_later
from engagement.metrics.holding import contents
from engagement.metrics.sums import answers_to_orders
from engagement.metrics.sums.group_sums import collect
from engagement.tables import NO_CURRENCY, SEGMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from numpy.typing import NDArray

    from engagement.engine import Engine, Frame
    from engagement.metrics.core.customer_standing import CustomerDimensions, Customers, Standing
    from engagement.metrics.core.subject import Subject
    from engagement.metrics.sums.answers_to_orders import Known
    from engagement.money.exchange_rates import Rates

    Result = TypeVar("Result")
    Filters = tuple[tuple[str, tuple[str, ...]], ...]

#: Days by which data may begin late and still cover a window, because a shop does not sell every day.
_LATE: Final = 7
#: The most cached results with an entry per order: those of the last few filters.
_LARGE: Final = 3
#: The most bytes of columns that do not depend on a filter: ten million orders with lines take 700 MB.
_BYTES_OF_WHOLE: Final = 2_000_000_000
#: The most standings whose customer values are cached: those of the current and the previous period.
_STANDINGS: Final = 2
_CUSTOMER: Final = "customer_key"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first and the last day of a table's rows, and from when on it is complete.

    `first_day` and `last_day` include all rows: cancelled orders are in the window of all days, and set the
    as-of day. The history begins with the first row that counts (`begins`); `pause` is the longest time
    between two days with such rows.
    """

    first_day: int
    last_day: int
    pause: int
    begins: int

    def reaches(self, day: int) -> bool:
        """Return whether the data cover `day`: they begin at most one longest pause later."""
        return self.begins - day <= min(self.pause - 1, _LATE)

    @property
    def speaks_from(self) -> int:
        """The first day from which a window may begin."""
        return self.begins - min(self.pause - 1, _LATE)


class Data:
    """One version of the tables in an engine, and the results computed from it so far.

    Equal `digest` means equal tables and rates. With `rates`, the money of every listed currency is
    converted. `dimensions_of_customers` has the dimensions of customers. Thread-safe.
    """

    def __init__(
        self,
        engine: Engine,
        sources: Mapping[str, engines.TableSource],
        families: Mapping[str, Subject],
        digest: str = "",
        rates: Rates | None = None,
        dimensions_of_customers: CustomerDimensions | None = None,
    ) -> None:
        self.digest = digest if rates is None else f"{digest}-{rates.digest}"
        self.families = families
        self.rates = rates
        self.engine = engine
        self.sources = sources
        self.memory = Memory()
        self._large = Memory(_LARGE)
        self.whole = Memory(most_bytes=_BYTES_OF_WHOLE)
        self._dimensions_of_customers = dimensions_of_customers
        self._customers = Memory(_STANDINGS)
        self._of_thread = threading.local()

    def has(self, table: str) -> bool:
        """Return whether there are files or rows for a table."""
        return table in self.sources

    def frame(self, table: str) -> Frame:
        """Return a stored table; the money of orders is converted if there are rates."""
        # A page asks hundreds of times, and each time DuckDB would open the files and bind their columns.
        frames: dict[str, Frame] = vars(self._of_thread)
        if table not in frames:
            frames[table] = self._frame(table)
        return frames[table]

    def _frame(self, table: str) -> Frame:
        rows = self.engine.scan(table, self.sources.get(table, ()))
        if table == "orders" and self.rates is not None:
            return converted(rows, self.rates)
        answers = self.answers_known() if table == "responses" else None
        return rows if answers is None else answers_to_orders.with_people(rows, answers, self.engine)

    def answers_known(self) -> Known | None:
        """Return the customers of answers that name an order or a customer by number; None if none do."""
        if not (self.has("responses") and self.has("orders")):
            return None
        answers, orders = (self.engine.scan(name, self.sources[name]) for name in ("responses", "orders"))
        return self.remember("answers known", lambda: answers_to_orders.known_numbers(answers, orders))

    def columns(self, table: str) -> tuple[str, ...]:
        """Return a table's column names; cached, because a page asks hundreds of times."""
        return self.remember(("columns", table), lambda: engines.columns(self.sources.get(table, ()), table))

    def frame_name(self, column: str) -> str:
        """Return the name of a table's column in its frame."""
        return self.engine.frame_name(column)

    def tables(self, table: str) -> tuple[str, ...]:
        """Return a table and the other tables that its family reads."""
        family = self.families.get(table)
        return (table, *(family.also if family else ()))

    def dimensions(self, table: str) -> Mapping[str, nw.Expr]:
        """Return the dimensions of a table's rows, including a survey's own segments.

        A segment has its plain name, unless the family has a dimension with that name.
        """
        # All callers share it, so it must not be changed.
        return self.remember(("dimensions", table), lambda: MappingProxyType(self._dimensions(table)))

    def _dimensions(self, table: str) -> dict[str, nw.Expr]:
        family = self.families.get(table)
        dimensions = dict(family.dimensions) if family else {}
        for column in self.columns(table):
            if column.startswith(SEGMENT_PREFIX):
                bare = column.removeprefix(SEGMENT_PREFIX)
                dimensions[column if bare in dimensions else bare] = nw.col(self.frame_name(column))
        if table == "orders" and self.rates is not None:
            dimensions["currency"] = nw.col(PAID_IN)
        return dimensions

    @property
    def unfolded(self) -> Data:
        """The data with all values of all dimensions, where these put some together; else themselves."""
        return self

    def folded(self, by: str, value: nw.Expr) -> nw.Expr:  # noqa: ARG002 - of data that put values together
        """Return the value of a dimension of `unfolded` as these data have it."""
        return value

    def is_of_customers(self, dimension: str) -> bool:
        """Return whether a dimension belongs to customers, and not to single rows."""
        return self._dimensions_of_customers is not None and self._dimensions_of_customers.knows(dimension)

    def line_dimensions(self, table: str) -> tuple[str, ...]:
        """Return the dimensions of the lines of a table's orders; an order may have several values."""
        if table != "orders":
            return ()
        row_dimensions = self.dimensions(table)
        return tuple(name for name in contents.offered(self) if name not in row_dimensions)

    def is_of_lines(self, dimension: str, table: str) -> bool:
        """Return whether a dimension belongs to the lines of a table's orders."""
        is_line_dimension = table == "orders" and dimension in contents.DIMENSIONS and self.has("lines")
        return is_line_dimension and dimension not in self.dimensions(table)

    def customer_dimensions(self, table: str) -> tuple[str, ...]:
        """Return the dimensions of the customers of a table's rows; none if it names no customers."""
        if self._dimensions_of_customers is None or not self.has("orders") or not self._names_people(table):
            return ()
        return self._dimensions_of_customers.offered(self)

    def customers(self, standing: Standing) -> Customers:
        """Return the customers for a standing. Raises KeyError if they have no dimensions."""
        dimensions_of_customers = self._dimensions_of_customers
        if dimensions_of_customers is None:
            raise KeyError("customers")
        return self._customers.remember(standing, lambda: dimensions_of_customers.customers(self, standing))

    def _names_people(self, table: str) -> bool:
        return self.has(table) and _CUSTOMER in self.columns(table)

    def rows(self, table: str, filters: Filters, standing: Standing | None = None) -> Frame:
        """Return the rows of a table that pass the filters: those with one of the values, "" for unknown.

        A filter by a dimension of customers keeps the rows of customers who have one of the values for the
        `standing`; "" also keeps rows without a customer, as a breakdown counts them. A filter by a dimension
        of lines keeps the orders that contain one of them, one by `contents.dimension_of_value` those on one
        side of it. A filter by a dimension that the table lacks is ignored.
        """
        rows, dimensions = self.frame(table), self.dimensions(table)
        for dimension, values in filters:
            if dimension not in dimensions:
                if standing is not None and self.is_of_customers(dimension) and self._names_people(table):
                    customers = self.customers(standing)
                    unknown = "" in values
                    keys = (customers.other_keys if unknown else customers.keys)(dimension, values)
                    chosen = self.engine.beside(rows, keys)
                    rows = rows.join(chosen, on=_CUSTOMER, how="anti" if unknown else "semi")
                elif self.is_of_lines(dimension, table):
                    rows = contents.orders_with(self, rows, dimension, values)
                elif dimension.startswith(contents.HOLDS) and self.has("lines") and table == "orders":
                    sides = contents.labelled(self, rows, dimension, "side_")
                    rows = sides.filter(nw.col("side_").is_in([*values])).drop("side_")
                continue
            named = [value for value in values if value]
            is_kept = dimensions[dimension].is_in(named)
            if len(named) < len(values):
                is_kept = is_kept | dimensions[dimension].is_null()
            rows = rows.with_columns(kept_=is_kept).filter(nw.col("kept_")).drop("kept_")
        return rows

    def order_days(
        self, filters: Filters, standing: Standing | None = None, *, moved: bool = False
    ) -> OrderGroups:
        """Return the sums of orders by day and currency that pass the filters; one scan.

        `moved`: refunds are moved to their own day, too; two scans more.
        """

        def compute() -> OrderGroups:
            groups = order_groups(self.rows("orders", filters, standing), "day")
            if not moved:
                return groups
            elsewhere = self.rows("orders", filters, standing).filter(refunded_later())
            return groups.with_refunds_moved(
                order_groups(elsewhere, "day"), order_groups(dated_by_refund(elsewhere), "day")
            )

        return self.remember(("order_days", filters, standing, moved), compute)

    def currencies(self) -> dict[str, int]:
        """Return the number of orders that count by currency (after conversion), most first."""
        return self.remember("currencies", lambda: self.order_days(()).by_currency())

    def usual_currency(self) -> str:
        """Return the currency of most orders that count; if none counts, that of most orders."""
        counted = self.currencies() or self.order_days(()).by_currency(all_rows=True)
        return next(iter(counted), NO_CURRENCY)

    def exchanged(self) -> tuple[str, ...]:
        """Return the currencies that orders were paid in and converted from, by code."""
        if self.rates is None:
            return ()
        return self.remember("exchanged", lambda: exchanged(self.frame("orders")))

    def coverage(self, table: str) -> Coverage | None:
        """Return the days that a table covers; None if it has no dated row."""
        return self.remember(("coverage", table), lambda: self._coverage(table))

    def newest(self) -> int | None:
        """Return the last day that any table covers."""
        last_days = [
            coverage.last_day for name in self.sources if (coverage := self._coverage_of(name)) is not None
        ]
        return max(last_days, default=None)

    def _coverage_of(self, table: str) -> Coverage | None:
        return self.coverage(table) if table in self.families else None

    def remember(
        self, key: object, compute: Callable[[], Result], keep: Callable[[Result], bool] | None = None
    ) -> Result:
        """Return the cached result of a key, else compute it, and cache it if `keep` returns True."""
        return self.memory.remember(key, compute, keep)

    def remember_columns(self, key: object, compute: Callable[[], Result]) -> Result:
        """Return the cached columns of all orders or lines under a key, else read and cache them."""
        return self.whole.remember(key, compute)

    def remember_large(self, key: object, compute: Callable[[], Result]) -> Result:
        """Return the cached large result of a key, else compute it; only the last few are cached."""
        return self._large.remember(key, compute)

    def in_memory(self, key: object) -> object | None:
        """Return cached columns of all orders or lines; None if they are not cached."""
        return self.whole.cached(key)

    def end(self) -> None:
        """Drop all results and cache none from now on: the rows have been deleted."""
        self.memory.end()
        self._large.end()
        self.whole.end()
        self._customers.end()

    def _coverage(self, table: str) -> Coverage | None:
        counting, all_days = (
            np.unique(np.concatenate([days(name) for name in self.tables(table)]))
            for days in (self._counting_days, self._days)
        )
        if not all_days.size:
            return None
        pause = int(np.diff(counting).max()) if counting.size > 1 else 1
        return Coverage(
            int(all_days[0]), int(all_days[-1]), pause, int((counting if counting.size else all_days)[0])
        )

    def _days(self, table: str) -> NDArray[np.int64]:
        """Return the days with rows: orders except tests, and the counted rows of other tables."""
        return self.order_days(()).days_with_any() if table == "orders" else self._counting_days(table)

    def _counting_days(self, table: str) -> NDArray[np.int64]:
        if table == "orders":
            return self.order_days(()).days_with_orders()
        family, frame = self.families.get(table), self.frame(table)
        if family is not None and family.counting is not None:
            frame = frame.filter(family.counting)
        day = nw.col(family.dated_by if family is not None else "day")
        days = collect(frame.filter(~day.is_null()).select(day.alias("day")).unique())
        return np.asarray(days["day"], dtype=np.int64)
