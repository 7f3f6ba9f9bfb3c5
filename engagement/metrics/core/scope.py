"""The scope of a metric: the data, the rows that the question selects, the window, the currency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.core.customer_standing import OF_WINDOW, Standing
from engagement.metrics.core.order_days import spans
from engagement.metrics.holding import contents
from engagement.metrics.model import PAIR, Window
from engagement.metrics.sums.clustered import Clustered
from engagement.metrics.sums.group_sums import FROM, GROUP, TO, Cut, Histogram, collect
from engagement.metrics.sums.periods import Periods
from engagement.metrics.sums.states_of_windows import narrowed, windows_with_orders
from engagement.money.currencies import minor_digits
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    import pyarrow as pa

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.order_days import OrderGroups
    from engagement.metrics.model import Question
    from engagement.metrics.sums.group_sums import Stats, Sums

    Result = TypeVar("Result")
    #: Returns the rows with money in the window, and all up to its end, by currency.
    Currencies = dict[str, tuple[int, int]]

_MOST_CACHED_VALUES: Final = 20_000
#: Data that end more days before the newest ones get a note on their last day.
_BEHIND: Final = 31


def _is_small(stats: Stats) -> bool:
    """Return whether a result may be cached: a median of many customers holds a value for each."""
    if isinstance(stats, Clustered):
        return stats.values.size <= _MOST_CACHED_VALUES
    return not isinstance(stats, Histogram) or stats.place.size <= _MOST_CACHED_VALUES


def asked_of(data: Data, question: Question, table: str) -> Scope:
    """Return a question's as-of day and window for a table."""
    coverage, narrowed = data.coverage(table), question
    last = narrowed.as_of if narrowed.as_of is not None else coverage.last_day if coverage else 0
    first = last if coverage is None else min(coverage.first_day, last)
    if narrowed.days is not None:
        first = last - narrowed.days + 1
    return Scope(data, narrowed, table, Window(first, last))


@dataclass(frozen=True)
class Scope:
    """A question about one table's metrics.

    `cohort` selects customers whose first order lies in it, for metrics of new customers; `read_in` sets
    the currency of money; `whose` selects customers whose first order has this value of a dimension.
    `states` selects, in each window of a trend, customers who are new or returning in that window.
    """

    data: Data
    question: Question
    table: str
    window: Window
    cohort: Window | None = None
    read_in: str | None = None
    whose: tuple[str, str] | None = None
    states: frozenset[str] | None = None

    @property
    def dated(self) -> bool:
        """Return whether rows have a date; without dates, all rows are in every window."""
        return self.data.coverage(self.table) is not None

    @cached_property
    def ends(self) -> int | None:
        """The last day of this table's data if they end long before the newest; else None."""
        coverage, newest = self.data.coverage(self.table), self.data.newest()
        if coverage is None or newest is None:
            return None
        last, as_of = coverage.last_day, self.question.as_of
        return last if last < (newest if as_of is None else as_of) - _BEHIND else None

    @property
    def is_past(self) -> bool:
        """Return whether its data end before the requested period of the newest data begins.

        Then its change would be an old one beside current ones. A question with an as-of day names the
        period, so this does not apply.
        """
        newest, days = self.data.newest(), self.question.days
        if self.ends is None or newest is None or days is None or self.question.as_of is not None:
            return False
        return self.ends <= newest - days

    @property
    def net(self) -> bool:
        """Return whether money is shown after refunds."""
        return self.question.net

    @property
    def on_refund_day(self) -> bool:
        """Return whether refunds are deducted from revenue on their own day."""
        return self.question.net and self.question.refund_day

    @cached_property
    def currency(self) -> str:
        """The requested currency, else the leading one; only money in this currency is used."""
        wanted = self.question.currency
        if self.read_in is None and self._only is not None:
            return self._only
        return self.read_in or (wanted if wanted in self._by_currency else None) or self.leading

    @cached_property
    def leading(self) -> str:
        """The currency of the rates, else that of most orders in the window (or, without any, before it).

        Without any there either, that of most orders of the shop.
        """
        rates, currencies = self.data.rates, self._by_currency
        if rates is not None and rates.to in currencies:
            return rates.to
        if currencies:
            return min(currencies, key=lambda code: (*(-orders for orders in currencies[code]), code))
        return self.data.usual_currency() if self._is_of_orders else NO_CURRENCY

    @cached_property
    def currencies(self) -> dict[str, int]:
        """Orders in the window by currency, most first."""
        inside = {code: orders for code, (orders, _) in self._by_currency.items() if orders}
        return dict(sorted(inside.items(), key=lambda item: (-item[1], item[0])))

    @property
    def mixed(self) -> bool:
        """Return whether any order up to the as-of day is in another currency than the one used."""
        return bool(({self._only} if self._only else set(self._by_currency)) - {self.currency})

    @property
    def minor(self) -> float:
        """How many minor units make one unit of the currency."""
        return float(10 ** minor_digits(self.currency))

    def frame(self, table: str | None = None) -> Frame:
        """Return a table's rows up to the as-of day that pass the filters."""
        rows = self.rows(table)
        return rows.filter(nw.col("day") <= self.window.last_day) if self.dated else rows

    def rows(self, table: str | None = None) -> Frame:
        """Return a table's rows of all days that pass the filters."""
        return self.data.rows(table or self.table, self.question.filters, self.standing_used)

    def inside(self) -> nw.Expr:
        """An expression: whether a row is in the window; `frame` has removed later rows."""
        return nw.col("day") >= self.window.first_day if self.dated else nw.col("day").is_null()

    def outside(self, rows: Frame) -> int:
        """Return how many of some rows of all days have a day outside the window."""
        if not self.dated:
            return 0
        day = nw.col("day")
        dated = rows.filter(~day.is_null(), (day < self.window.first_day) | (day > self.window.last_day))
        return int(collect(dated.select(nw.len().alias("rows")))["rows"][0])

    def grouped(self, rows: Frame, cut: Cut, table: str | None = None) -> Frame:
        """Restrict rows to the window, or add what `group_sums.sums` needs for the cut.

        A trend uses all days: each row gets the periods in whose windows it lies.
        """
        if cut.along is not None:
            return self.spread(rows if self.dated else rows.filter(~nw.col("day").is_null()), cut.along)
        if cut.by is None:
            return rows.filter(self.inside())
        # Before rows outside the window are removed: a dimension may use a customer's earlier orders.
        return self.labelled(rows, cut.by, GROUP, table).filter(self.inside())

    def spread(self, rows: Frame, periods: Periods) -> Frame:
        """Add to rows, all of which have a day, the first and the last period in whose windows they lie.

        With `states` these are windows in which their customer is in one of the states.
        """
        day = nw.col("day")
        spread = rows.with_columns(**{FROM: periods.at(day), TO: periods.until(day)})
        if self.states is None or "customer_key" not in rows.collect_schema().names():
            return spread

        def windows() -> pa.Table:
            orders = self.data.customers(self.standing).orders()
            day = np.arange(orders.day.min(initial=0), orders.day.max(initial=0) + 1)
            first, last = (windows[orders.day - day[0]] for windows in spans(day, periods))
            return windows_with_orders(orders.key, orders.start, first, last)

        table = self.data.remember(("windows with orders", periods, self.standing), windows)
        return narrowed(spread, self.data.engine.beside(rows, table), self.states)

    def dimension(self, by: str, table: str | None = None) -> nw.Expr:
        """Return the expression of a dimension's value as text."""
        return self.data.dimensions(table or self.table)[by]

    def labelled(self, rows: Frame, by: str, name: str, table: str | None = None) -> Frame:
        """Return rows with a column of a dimension's value as text, "" for unknown.

        Two dimensions at once (`pair_of`) give both texts. Raises KeyError for a dimension that neither the
        table nor its customers have.
        """
        table_name = table or self.table
        if by.startswith(contents.EACH):
            return contents.side_by_side(self.data, rows, by, name)
        if PAIR in by:
            first, other = by.split(PAIR)
            both_labelled = self.labelled(
                self.labelled(rows, first, "one_side_", table_name), other, "other_side_", table_name
            )
            sides = nw.concat_str(nw.col("one_side_"), nw.lit(PAIR), nw.col("other_side_"))
            return both_labelled.with_columns(**{name: sides}).drop("one_side_", "other_side_")
        if by.startswith(contents.HOLDS):
            return contents.labelled(self.data, rows, by, name)
        if by in self.data.dimensions(table_name) or not self.data.is_of_customers(by):
            return rows.with_columns(**{name: self.dimension(by, table_name).fill_null("")})
        attributes = self.data.engine.beside(rows, self.data.customers(self.standing).values_table(by))
        joined = rows.join(attributes, on="customer_key", how="left")
        return joined.with_columns(**{name: nw.col("customer_value_").fill_null("")}).drop("customer_value_")

    def first_labelled(self, rows: Frame, by: str, name: str) -> Frame:
        """Return rows as `labelled` does, with all values of the dimension.

        Of two orders at the same moment the one whose value is first by name is the first. Only then are
        values put together (`data.folded`), so that a link counts a customer where the owner's page does.
        """
        return replace(self, data=self.data.unfolded).labelled(rows, by, name)

    def stats(self, source: StatsSource, cut: Cut) -> Stats:
        """Return a source's result, computed once for equal questions unless it is large."""
        return self.remember((source, cut), lambda: source(self, cut), keep=_is_small)

    def sums(self, source: Callable[[Scope, Cut], Sums], cut: Cut) -> Sums:
        """Return the result of a source that returns sums."""
        return cast("Sums", self.stats(source, cut))

    def remember(
        self, key: object, compute: Callable[[], Result], keep: Callable[[Result], bool] | None = None
    ) -> Result:
        """Cache a result under everything that its rows depend on."""
        wanted = self.question
        # The last three determine the values of customers' dimensions.
        question = (
            *(wanted.filters, wanted.net, wanted.currency, wanted.days, wanted.as_of),
            *(wanted.as_if_ended, wanted.refund_day),
        )
        answers = (wanted.last_answers, wanted.scales)
        context = (self.table, self.window, self.cohort, self.read_in, self.whose, self.states, answers)
        return self.data.remember((key, question, context), compute, keep)

    def periods(self, *, trailing: bool) -> Periods:
        """Return the periods of a trend over this table."""
        coverage, last = self.data.coverage(self.table), (self.cohort or self.window).last_day
        first = min(coverage.first_day, last) if coverage else last
        speaks_from = coverage.speaks_from if coverage else first
        length = self.question.days if trailing else 0
        return Periods(self.question.grain, first, last, length, speaks_from)

    @property
    def order_days(self) -> OrderGroups:
        """The sums of orders by day and currency, of all days, that the filters keep."""
        return self.data.order_days(self.question.filters, self.standing_used, moved=self.on_refund_day)

    @cached_property
    def standing(self) -> Standing:
        """The window and currency for customers' values: those of the question, also in an earlier window.

        Who is new is asked of each window: otherwise nobody would have been new in an earlier one.
        """
        orders = asked_of(self.data, replace(self.question, filters=()), "orders")
        if self.is_of_window:
            return Standing(self.window.first_day, self.window.last_day, self.net, orders.currency)
        return Standing(orders.window.first_day, orders.window.last_day, self.net, orders.currency)

    @cached_property
    def standing_used(self) -> Standing | None:
        """The standing, if anything that the filters or `whose` select depends on it; else None."""
        return self.standing if any(map(self.data.is_of_customers, self._selected_by)) else None

    @property
    def is_of_window(self) -> bool:
        """Return whether the filters or `whose` select what a customer is in a window, such as new."""
        return any(dimension in OF_WINDOW for dimension in self._selected_by)

    @property
    def states_asked(self) -> frozenset[str]:
        """What a customer may be in a window, such as new, by the filters and `whose`; empty for anything."""
        asked = [frozenset(values) for dimension, values in self.question.filters if dimension in OF_WINDOW]
        if self.whose is not None and self.whose[0] in OF_WINDOW:
            asked.append(frozenset(self.whose[1:]))
        return frozenset.intersection(*asked) if asked else frozenset()

    def of_any_state(self) -> Scope:
        """Return the scope of customers whatever they are in a window."""
        if not self.is_of_window:
            return self
        remaining = tuple(one for one in self.question.filters if one[0] not in OF_WINDOW)
        whose = None if self.whose is not None and self.whose[0] in OF_WINDOW else self.whose
        return replace(self, question=replace(self.question, filters=remaining), whose=whose)

    @property
    def _selected_by(self) -> list[str]:
        """The dimensions of the filters and of `whose`."""
        return [*(dimension for dimension, _ in self.question.filters), *(self.whose or ())[:1]]

    @cached_property
    def _only(self) -> str | None:
        """The currency of all counted orders of the shop if they have only one; None for other money.

        It holds for any filter, and checking it needs no scan.
        """
        currencies = tuple(self.data.currencies()) if self._is_of_orders else ()
        return currencies[0] if len(currencies) == 1 else None

    @property
    def _is_of_orders(self) -> bool:
        """Return whether the money is that of orders."""
        family = self.data.families.get(self.table)
        return (family is None or family.currencies is None) and self.data.has("orders")

    @cached_property
    def _by_currency(self) -> Currencies:
        """Rows with money by currency, in the window and in all."""
        family = self.data.families.get(self.table)
        if family is not None and family.currencies is not None:
            return family.currencies(self)
        days = self.order_days
        day, orders = np.asarray(days.group, dtype=np.int64), days.columns["orders"]
        past = (day <= self.window.last_day) & (orders > 0)
        inside = past & (day >= self.window.first_day)
        return {
            str(code): (int(orders[inside & has_code].sum()), int(orders[past & has_code].sum()))
            for code in np.unique(days.currency[past])
            for has_code in [days.currency == code]
        }


#: A scan: returns what the groups of a cut need. Metrics that name the same function share its result.
StatsSource: TypeAlias = "Callable[[Scope, Cut], Stats]"
