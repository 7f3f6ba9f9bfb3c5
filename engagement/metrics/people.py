"""How many people stand behind a number: period by period, for the part of the rows that it counts.

A *part* is a set of rows that a published number gives away, or that two of them give away by their
difference: the orders of guests and those of all others, the promoters and the detractors. Each part
of each period is a group of people of its own, and the guard asks how many they are.

An order stands for its customer. Orders without a customer stand for nobody where the file names
customers at all, and each for one person where it names none, or where the part is just of those. An
answer stands for its respondent, a visit, a recipient and a member each for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, cast

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.groups import FROM, TO, WHOLE, Cut, Sums, collect, sums
from engagement.metrics.purchases_customers import named_orders
from engagement.metrics.purchases_returns import beside_the_one_before, second_orders
from engagement.metrics.survey_answers import SUBMISSION, main_kind, meant, top_steps
from engagement.metrics.survey_answers import TABLE as ANSWERS
from engagement.metrics.survey_questions import any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.groups import Stats
    from engagement.metrics.periods import Periods
    from engagement.metrics.scope import Data, Scope
    from engagement.metrics.survey_questions import Kind
    from engagement.statistics.interval import Array

_KEY: Final = "customer_key"
#: Scales with more steps than this are not shown step by step.
_MOST_STEPS: Final = 21
#: Rows of nobody: more than no people, fewer than any number that may be shown.
NOBODY: Final = 0.5


class Part(Protocol):
    """One set of rows, period by period."""

    def people(self, first: int, stop: int) -> float:
        """Return how many different people it has in the periods first..stop-1; 0 where it has no row."""


@dataclass(frozen=True, slots=True)
class Counted:
    """People who stand in one period only, so that they can be added."""

    counts: Array

    def people(self, first: int, stop: int) -> float:
        """Return the sum."""
        return float(self.counts[first:stop].sum())


@dataclass(slots=True)
class Distinct:
    """People who may come again. `single` has the people of each period, `read` all (period, person).

    Rows of nobody count by themselves where `alone`, and are as good as no guard where not.
    """

    single: Array
    nobody: Array
    alone: bool
    read: Callable[[], tuple[NDArray[np.int64], NDArray[np.int64]]]
    _pairs: tuple[NDArray[np.int64], NDArray[np.int64]] | None = field(default=None)

    def people(self, first: int, stop: int) -> float:
        """Return the different people of the periods, and those who are nobody else."""
        named = float(self.single[first:stop].sum())
        if stop - first > 1 and named:
            period, person = self._pairs = self._pairs or self.read()
            named = float(np.unique(person[(period >= first) & (period < stop)]).size)
        unnamed = float(self.nobody[first:stop].sum())
        if self.alone:
            return named + unnamed
        return named or (NOBODY if unnamed else 0.0)


#: Gives the parts of a table's rows, in a fixed order.
PartsOf: TypeAlias = "Callable[[Scope, Periods], Sequence[Part]]"


def order_parts(scope: Scope, periods: Periods, names: Sequence[str]) -> list[Part]:
    """Return the named parts of the orders; see `_of_orders`."""
    flags, named = _of_orders(scope), _names_anybody(scope.data)
    return [
        _distinct(scope, periods, ("order", name), lambda name=name: scope.frame("orders").filter(flags[name]),
                  alone=name in _UNNAMED or not named)
        for name in names
    ]  # fmt: skip


def answer_parts(scope: Scope, periods: Periods, kind: Kind, names: Sequence[str]) -> list[Part]:
    """Return parts of those who answered the leading question of a kind; see `_of_answers`."""
    flags = _of_answers(scope, kind)
    lead = any_of(q.on_scale() for q in meant(scope, kind))
    wanted = [name for name in flags if name in names or name.partition("_")[0] in names]
    return [
        _distinct(scope, periods, (kind, name),
                  lambda name=name: scope.frame(ANSWERS).filter(lead).filter(flags[name]), alone=True)
        for name in wanted
    ]  # fmt: skip


def submission_parts(scope: Scope, periods: Periods) -> list[Part]:
    """Return those who answered the main question, and those who only answered others."""
    lead = any_of(q.on_scale() for q in meant(scope, main_kind(scope)))

    def rows(answered: int) -> Frame:
        marked = scope.frame(ANSWERS).with_columns(answered_=lead.cast(nw.Int64).fill_null(0))
        each = marked.group_by(*SUBMISSION).agg(
            nw.col(_KEY).max(), nw.col("day").min(), nw.col("answered_").max()
        )
        return each.filter(nw.col("answered_") == answered)

    return [
        _distinct(
            scope, periods, ("submission", answered), lambda answered=answered: rows(answered), alone=True
        )
        for answered in (1, 0)
    ]


def new_customers(scope: Scope, periods: Periods) -> list[Part]:
    """Return the customers whose first order of all lies in a period."""
    return [Counted(scope.sums(second_orders, Cut(along=periods))["eligible_0"])]


def second_timers(scope: Scope, periods: Periods) -> list[Part]:
    """Return the customers whose second order lies in a period, which makes them repeat customers."""

    def count() -> Sums:
        rows = beside_the_one_before(named_orders(scope), scope, WHOLE)
        second = rows.filter(~nw.col("before").is_null(), ~nw.col("later"))
        at = periods.at(nw.col("day"))
        return sums(second.with_columns(**{FROM: at, TO: at}), Cut(along=periods), {"n": nw.lit(1)})

    return [Counted(scope.remember(("second timers", periods), count)["n"])]


def counted(
    source: Callable[[Scope, Cut], Stats], split: Callable[[Sums], Sequence[Array]]
) -> Callable[[Scope, Periods], list[Part]]:
    """Return parts that a source's sums tell, of rows that stand for one person each."""

    def parts(scope: Scope, periods: Periods) -> list[Part]:
        return [Counted(counts) for counts in split(cast("Sums", scope.stats(source, Cut(along=periods))))]

    return parts


#: Parts that are of orders without a customer by their nature.
_UNNAMED: Final = frozenset({"anonymous"})


def _of_orders(scope: Scope) -> dict[str, nw.Expr]:
    """Return what makes an order one of a part."""
    counts, named = nw.col("counts"), ~nw.col(_KEY).is_null()
    foreign = nw.col("currency") != scope.currency
    guest, known = nw.col("guest").fill_null(value=False), ~nw.col("guest").is_null()
    refunded, discounted = nw.col("refunded") > 0, ~nw.col("discount_code").is_null()
    return {
        "orders": counts,
        "named": counts & named,
        "anonymous": counts & ~named,
        "foreign": counts & foreign,
        "named_foreign": counts & named & foreign,
        "guests": counts & guest,
        "others": counts & known & ~guest,
        "unmarked": counts & ~known,
        "refunded": counts & refunded,
        "not_refunded": counts & ~refunded,
        "discounted": counts & discounted,
        "not_discounted": counts & ~discounted,
        "cancelled": nw.col("status").is_in(["cancelled", "voided"]),
    }


def _of_answers(scope: Scope, kind: Kind) -> dict[str, nw.Expr]:
    """Return what makes an answer one of a part; `step_...` are the steps of the scale."""
    score, lead = nw.col("score"), meant(scope, kind)
    good = any_of(q.top(top_steps(q, kind)) for q in lead)
    flags = {"all": ~score.is_null(), "good": good, "not_good": ~good}
    flags |= {"promoters": score >= 9, "detractors": score <= 6, "passives": (score > 6) & (score < 9)}
    if lead:
        steps = np.arange(lead[0].low, lead[0].high + 1)[:_MOST_STEPS]
        flags |= {f"step_{i}": score == float(step) for i, step in enumerate(steps)}
    return flags


def _distinct(
    scope: Scope, periods: Periods, name: object, rows: Callable[[], Frame], *, alone: bool
) -> Distinct:
    def placed() -> Frame:
        return rows().with_columns(**{FROM: periods.at(nw.col("day"))})

    def count() -> tuple[Array, Array]:
        nobody = nw.when(nw.col(_KEY).is_null()).then(nw.col("rows_")).otherwise(nw.lit(0))
        each = placed().group_by(FROM, _KEY).agg(rows_=nw.len()).with_columns(nobody_=nobody)
        found = collect(each.group_by(FROM).agg(named_=nw.col(_KEY).count(), nobody_=nw.col("nobody_").sum()))
        at = np.asarray(found[FROM], dtype=np.int64)
        return _placed(at, found["named_"], periods.count), _placed(at, found["nobody_"], periods.count)

    def pairs() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        found = collect(placed().filter(~nw.col(_KEY).is_null()).select(FROM, _KEY).unique())
        return np.asarray(found[FROM], dtype=np.int64), np.asarray(found[_KEY], dtype=np.int64)

    single, nobody = scope.remember(("part", name, periods), count)
    return Distinct(single, nobody, alone, pairs)


def _placed(at: NDArray[np.int64], values: NDArray[np.generic], size: int) -> Array:
    counts = np.nan_to_num(np.asarray(values, dtype=np.float64))
    return np.asarray(np.bincount(at, counts, size), dtype=np.float64)


def _names_anybody(data: Data) -> bool:
    def count() -> bool:
        return bool(collect(data.frame("orders").select(nw.col(_KEY).count()))[_KEY][0])

    return data.remember("orders name customers", count)
