"""Sums over campaigns: k of n people for a rate, and what money by campaign needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.locale import message
from engagement.metrics.sums.few_clusters import with_few
from engagement.metrics.sums.group_sums import WHOLE, collect, sums
from engagement.metrics.sums.of_clusters import GRAIN
from engagement.metrics.sums.periods import as_date
from engagement.metrics.words.phrases import OUTSIDE
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Currencies, Scope
    from engagement.metrics.rules.plain import Estimates
    from engagement.metrics.sums.group_sums import Cut, Sums
    from engagement.statistics.interval import Array

TABLE: Final = "campaigns"
#: Figures of opening, which a text message cannot report.
_OPENED: Final = "unique_opens"
#: The denominator of money: the number sent, else the number delivered.
_DELIVERED: Final = "delivered"
_SENT: Final = "recipients"
#: The column that replaces the number delivered, or sent, where a file lacks it.
_INSTEAD: Final = {_SENT: _DELIVERED, _DELIVERED: _SENT}

_NO_OPENS: Final = message("Text messages, which do not report opens")
_FOREIGN: Final = message("in another currency")
_LACKING: Final = message("Campaigns that lack one of the numbers")


@dataclass(frozen=True, slots=True)
class Campaigns:
    """A ratio of two columns of campaigns; with `money` the numerator is in the scope's currency."""

    above: str
    below: str
    money: bool = False

    def available(self, data: Data) -> bool:
        """Return whether any campaign has both columns."""

        def count() -> bool:
            rows = self._values(data.frame(TABLE)).filter(self._is_known())
            return bool(collect(rows.select(nw.col("below_").sum()))["below_"][0])

        return data.has(TABLE) and data.remember(("campaigns", self), count)

    def sums(self, scope: Scope, cut: Cut) -> Sums:
        """Return campaigns n, and the sums of both columns, squared, crossed, and y²/x (`own`)."""
        rows = self._values(scope.frame(TABLE)).filter(self._included(scope))
        y, x = nw.col("above_"), nw.col("below_")
        squared_per_x = (y * y / nw.when(x > 0).then(x) * GRAIN).round() / GRAIN
        measures = {
            "n": nw.lit(1),
            "y": y,
            "x": x,
            "yy": y * y,
            "xx": x * x,
            "xy": x * y,
            "own": squared_per_x,
        }
        grouped = scope.grouped(rows, cut, TABLE)
        campaign_sums = sums(grouped, cut, measures)
        return with_few(campaign_sums, "n", grouped, cut, x, y) if self.money else campaign_sums

    def account(self, scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
        """Return the campaigns that are left out, by reason, and how many are used."""
        opens, in_currency, is_known = self._opens(), self._in_currency(scope), self._is_known()
        marks = {
            "rows": nw.lit(1),
            "silent": (~opens).cast(nw.Int64),
            "foreign": (opens & is_known & ~in_currency).cast(nw.Int64),
            "lacking": (opens & ~is_known).cast(nw.Int64),
            "used": (opens & is_known & in_currency).cast(nw.Int64),
        }
        rows = self._values(scope.grouped(scope.frame(TABLE), WHOLE, TABLE))
        count = {name: int(values[0]) for name, values in sums(rows, WHOLE, marks).columns.items()}
        all_rows = sums(scope.rows(TABLE), WHOLE, {"rows": nw.lit(1)})
        left_out = (
            (OUTSIDE, int(all_rows["rows"][0]) - count["rows"]),
            (_NO_OPENS, count["silent"]),
            (_FOREIGN, count["foreign"]),
            (_LACKING, count["lacking"]),
        )
        return tuple((reason, n) for reason, n in left_out if n), count["used"]

    def behind(self, scope: Scope) -> Frame:
        """Return the campaigns that count."""
        rows = self._values(scope.grouped(scope.frame(TABLE), WHOLE, TABLE)).filter(self._included(scope))
        return rows.drop("above_", "below_")

    def notes(self, scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
        """Return notes: the last day, the number of campaigns by channel, and the currency."""
        lines = []
        if scope.question.as_of is None and scope.dated:
            lines.append(
                message("Up to {day}, the last day of the campaigns", day=as_date(scope.window.last_day))
            )
        if self.money:
            lines += _of_money(scope)
        else:
            campaigns = int(scope.sums(self.sums, WHOLE)["n"][0])
            lines.append(message("{n} campaign", "{n} campaigns", n=campaigns))
            if self.below == _DELIVERED and (of_sent := self._of_sent(scope)):
                lines.append(
                    message(
                        "{n} of them is counted by the messages sent: its file does not say how many were "
                        "delivered",
                        "{n} of them are counted by the messages sent: their file does not say how many were "
                        "delivered",
                        n=of_sent,
                    )
                )
        if estimates.value[0] > 1 and not self.money:
            lines.append(message("More people clicked than opened: some programs do not report opens"))
        return tuple(lines)

    def _of_sent(self, scope: Scope) -> int:
        """Return how many counted campaigns have only the number sent."""
        unsaid = nw.col("delivered").is_null()
        rows = self._values(scope.grouped(scope.frame(TABLE), WHOLE, TABLE)).filter(
            self._included(scope), unsaid
        )
        return int(sums(rows, WHOLE, {"n": nw.lit(1)})["n"][0])

    def _values(self, rows: Frame) -> Frame:
        below = nw.col(self.below).cast(nw.Float64)
        if self.below in _INSTEAD:
            below = nw.coalesce(below, nw.col(_INSTEAD[self.below]).cast(nw.Float64))
        return rows.with_columns(above_=nw.col(self.above).cast(nw.Float64), below_=below)

    def _included(self, scope: Scope) -> nw.Expr:
        return self._opens() & self._is_known() & self._in_currency(scope)

    def _opens(self) -> nw.Expr:
        if _OPENED not in {self.above, self.below}:
            return nw.lit(value=True)
        return nw.col("channel").fill_null("") != "sms"

    def _in_currency(self, scope: Scope) -> nw.Expr:
        if not self.money:
            return nw.lit(value=True)
        return nw.col("currency").fill_null(NO_CURRENCY) == scope.currency

    def _is_known(self) -> nw.Expr:
        return ~nw.col("above_").is_null() & ~nw.col("below_").is_null()


def currencies(scope: Scope) -> Currencies:
    """Return campaigns with revenue in the window, and in all up to its end, by currency."""
    rows = scope.frame(TABLE).filter(~nw.col("revenue").is_null())
    coded = rows.with_columns(
        code_=nw.col("currency").fill_null(NO_CURRENCY), inside_=scope.inside().cast(nw.Int64)
    )
    counts = collect(coded.group_by("code_").agg(nw.col("inside_").sum(), all_=nw.len()))
    columns = (counts["code_"], counts["inside_"], counts["all_"])
    return {str(code): (int(inside), int(count)) for code, inside, count in zip(*columns, strict=True)}


def letters_with_orders(scope: Scope) -> tuple[NDArray[np.int64], Array, Array]:
    """Return day, orders and revenue of each campaign whose money counts and whose orders are known."""
    rows = scope.grouped(scope.frame(TABLE), WHOLE, TABLE)
    is_complete = ~nw.col("orders").is_null() & ~nw.col("revenue").is_null() & ~nw.col("day").is_null()
    in_currency = nw.col("currency").fill_null(NO_CURRENCY) == scope.currency
    letters = collect(rows.filter(is_complete & in_currency).select("day", "orders", "revenue"))
    orders, revenue = (np.asarray(letters[name], dtype=np.float64) for name in ("orders", "revenue"))
    return np.asarray(letters["day"], dtype=np.int64), orders, revenue


def _of_money(scope: Scope) -> list[Message]:
    if len(scope.currencies) < 2:
        return []
    others = ", ".join(code for code in scope.currencies if code != scope.currency)
    return [
        message(
            "In {currency}, the currency of most campaigns. Amounts in {others} are not added to it.",
            currency=scope.currency,
            others=others,
        )
    ]
