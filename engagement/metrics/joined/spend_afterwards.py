"""Spend after an answer: answers and orders joined by customer, with equal follow-up time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.sums.group_sums import FROM, GROUP, TO, WHOLE, Cut, collect
from engagement.metrics.surveys.answers import TABLE, questions_on_scale
from engagement.metrics.surveys.questions import any_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

#: The days after the answer in which orders count, the same for everybody.
FOLLOW_UP: Final = 90
_KEY: Final = "customer_key"


@dataclass(frozen=True, slots=True)
class Respondents:
    """One entry per customer who answered: the score, and the money of the days that follow.

    - `had_ordered`: the customer had ordered by the day of the answer.
    - `is_complete`: the data cover all the days that count.
    - `group`: the index in `labels`. In a trend a customer is in the windows `group[i]`..`until[i]`.
    """

    labels: tuple[str | None, ...]
    score: Array
    spend: Array
    had_ordered: NDArray[np.bool_]
    is_complete: NDArray[np.bool_]
    group: NDArray[np.int64]
    until: NDArray[np.int64]
    complement: bool = False

    def __len__(self) -> int:
        return len(self.labels)

    def others(self) -> Respondents:
        """Return, for each group, the people of all the other groups together."""
        return replace(self, complement=True)

    def promoters_and_detractors(self, place: int) -> tuple[Array, Array]:
        """Return the spend of promoters and of detractors of one group."""
        inside = (self.group <= place) & (place <= self.until)
        counts = (~inside if self.complement else inside) & self.had_ordered & self.is_complete
        return self.spend[counts & (self.score >= 9)], self.spend[counts & (self.score <= 6)]


def people(scope: Scope, cut: Cut) -> Respondents:
    """Return all identified customers who answered the leading question on recommendation.

    Of several answers of a person the first counts (of two on one day the lower score), so that the days
    after an answer do not overlap with the next one.
    """
    rows = scope.grouped(_first_answers(scope, cut.by), cut, TABLE)
    keys = [FROM, TO] if cut.along is not None else [GROUP] if cut.by else []
    spent = _with_orders(scope, rows).group_by(_KEY, "day", "score", *keys)
    answers = collect(spent.agg(nw.col("after").sum(), nw.col("known").max()))
    # The bootstrap draws by index, so rows are sorted by their values alone: pseudonyms differ between
    # keys.
    figures = [np.asarray(answers[name], dtype=np.float64) for name in ("known", "after", "score", "day")]
    order = np.lexsort(figures)
    day = np.asarray(answers["day"], dtype=np.int64)[order]
    labels, group, until = _places(answers, cut, order)
    return Respondents(
        labels=labels,
        score=np.asarray(answers["score"], dtype=np.float64)[order],
        spend=np.nan_to_num(np.asarray(answers["after"], dtype=np.float64))[order],
        had_ordered=np.nan_to_num(np.asarray(answers["known"], dtype=np.float64))[order] > 0,
        is_complete=day + FOLLOW_UP <= last_order_day(scope),
        group=group,
        until=until,
    )


def marked_answers(scope: Scope) -> Frame:
    """Return all answers to the leading question, with `used_`: 1 if the spend after it counts.

    `spent_` is that spend.
    """
    first = _with_orders(scope, _first_answers(scope, None)).group_by(_KEY, "day", "line")
    used = first.agg(known_=nw.col("known").max(), after_=nw.col("after").sum()).filter(
        nw.col("known_") == 1, nw.col("day") + FOLLOW_UP <= last_order_day(scope)
    )
    rows = _answers(scope, None).join(used, on=[_KEY, "day", "line"], how="left")
    return rows.with_columns(used_=nw.col("known_").fill_null(0), spent_=nw.col("after_").fill_null(0.0))


def last_order_day(scope: Scope) -> int:
    """Return the day up to which orders are known (or requested); before all days without orders."""
    coverage = scope.data.coverage("orders")
    if coverage is None:
        return -FOLLOW_UP
    as_of = scope.question.as_of
    return coverage.last_day if as_of is None else min(as_of, coverage.last_day)


def named_answers(scope: Scope) -> tuple[int, int]:
    """Return the number of answers of the window, and how many of them identify a customer."""
    rows = scope.grouped(_answers(scope, None), WHOLE, TABLE)
    counts = collect(rows.select(nw.len().alias("all"), nw.col(_KEY).count().alias("named")))
    return int(counts["all"][0]), int(counts["named"][0])


def orders_of_window(scope: Scope) -> Array:
    """Return, for each customer with an order in the window, whether they answered, and their money."""
    amounts = _orders(scope).filter(
        nw.col("ordered") >= scope.window.first_day, nw.col("ordered") <= scope.window.last_day
    )
    spent = amounts.group_by(_KEY).agg(nw.col("amount").sum())
    named = _answers(scope, None).filter(~nw.col(_KEY).is_null())
    answered = named.select(_KEY).unique().with_columns(answered=nw.lit(1))
    customers = collect(spent.join(answered, on=_KEY, how="left").select("answered", "amount"))
    answered_too = ~np.isnan(np.asarray(customers["answered"], dtype=np.float64))
    return np.column_stack((answered_too, np.asarray(customers["amount"], dtype=np.float64)))


def _answers(scope: Scope, by: str | None) -> Frame:
    return scope.frame(TABLE).filter(any_of(q.on_scale() for q in questions_on_scale(scope, "nps", by)))


def _first_answers(scope: Scope, by: str | None) -> Frame:
    """Return one row of `responses` per named customer: the first answer up to the as-of day."""
    named = _answers(scope, by).filter(~nw.col(_KEY).is_null(), ~nw.col("day").is_null())
    first = named.with_columns(first_=nw.col("day").min().over(_KEY))
    lowest = first.filter(nw.col("day") == nw.col("first_")).with_columns(
        lowest_=nw.col("score").min().over(_KEY)
    )
    rows = lowest.filter(nw.col("score") == nw.col("lowest_"))
    only = rows.with_columns(line_=nw.col("line").min().over(_KEY))
    return only.filter(nw.col("line") == nw.col("line_")).drop("first_", "lowest_", "line_")


def _orders(scope: Scope) -> Frame:
    """Return customer, day and money of the orders that count, of named customers, in one currency."""
    rows = scope.data.frame("orders").filter(nw.col("counts"), ~nw.col(_KEY).is_null())
    rows = rows.filter(nw.col("day") <= last_order_day(scope))
    rows = rows.filter(nw.col("currency") == scope.currency)
    amount = nw.col("gross") - nw.col("refunded") if scope.net else nw.col("gross")
    return rows.select(_KEY, ordered=nw.col("day").cast(nw.Int64), amount=amount.cast(nw.Float64))


def _with_orders(scope: Scope, answers: Frame) -> Frame:
    """Return answers with each order of the same customer, and whether it came before or counts."""
    joined = answers.join(_orders(scope), on=_KEY, how="left")
    day, ordered = nw.col("day").cast(nw.Int64), nw.col("ordered")
    counts = (ordered > day) & (ordered <= day + FOLLOW_UP)
    return joined.with_columns(
        after=nw.when(counts).then(nw.col("amount")).otherwise(nw.lit(0.0)),
        known=nw.when(ordered <= day).then(nw.lit(1)).otherwise(nw.lit(0)),
    )


def _places(
    columns: dict[str, NDArray[np.generic]], cut: Cut, order: NDArray[np.int64]
) -> tuple[tuple[str | None, ...], NDArray[np.int64], NDArray[np.int64]]:
    if cut.along is not None:
        first, last = (np.asarray(columns[name], dtype=np.int64)[order] for name in (FROM, TO))
        return (None,) * cut.along.count, first, last
    if cut.by is None:
        nobody = np.zeros(order.size, dtype=np.int64)
        return (None,), nobody, nobody
    names, group = np.unique(columns[GROUP].astype(str)[order], return_inverse=True)
    return tuple(str(name) or None for name in names), group, group
