"""The people of a table, read in one scan: each row with its day, person, parts and groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.core.parts import PersonRows
from engagement.metrics.guarding.folded_data import FoldedData
from engagement.metrics.joined.spend_afterwards import marked_answers
from engagement.metrics.loyalty.member_orders import marked_orders
from engagement.metrics.purchases.scans.order_sums import money
from engagement.metrics.purchases.scans.shares_by_customer import parts_of_shares
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.surveys.answers import (
    KINDS,
    SUBMISSION,
    main_questions,
    questions_on_scale,
    surveys_of,
)
from engagement.metrics.surveys.answers import TABLE as ANSWERS
from engagement.metrics.surveys.questions import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.periods import Periods
    from engagement.metrics.surveys.questions import ScoreKind, SurveyQuestion

_KEY: Final = "customer_key"
_AMOUNT: Final = "amount_"
_SCORE: Final = "score_"
#: A value is published by name once it has this many times k rows, if enough people are behind it.
_ROWS: Final = 5
#: The most steps of a scale that is published step by step.
_MOST_STEPS: Final = 21


class Register:
    """The people of one table's rows up to its as-of day, each subject read once.

    Subjects are `orders`; `sides`, for orders of members and of others; `submissions`; the kinds of
    question, for answers to the leading one; and `spend`, for such answers with orders after them.
    `splits` names the dimensions whose groups are read along.
    """

    def __init__(self, scope: Scope, days: Periods, splits: Sequence[str]) -> None:
        self.scope, self.days, self.splits = scope, days, splits
        self._read: dict[str, PersonRows] = {}
        self._folded: dict[tuple[str, tuple[str, ...]], FoldedData] = {}
        self._ordered: dict[tuple[str, int], list[str]] = {}

    def people(self, subject: str) -> PersonRows:
        """Return the people of a subject."""
        if subject not in self._read:
            self._read[subject] = self._subject(subject)
        return self._read[subject]

    def ordered(self, by: str, k: int) -> list[str]:
        """Return the values of a dimension in the order in which each reached a few times k rows.

        So new data only add values to the end.
        """
        if (by, k) not in self._ordered:
            self._ordered[by, k] = self._in_order(by, _ROWS * k)
        return self._ordered[by, k]

    def fold_split(self, by: str, values: Sequence[str]) -> FoldedData:
        """Return the data with all but these values of a dimension merged.

        Metrics with the same merge share its results.
        """
        key = (by, tuple(values))
        if key not in self._folded:
            self._folded[key] = FoldedData(self.scope.data, by, values)
        return self._folded[key]

    def _in_order(self, by: str, rows: int) -> list[str]:
        named = self.scope.frame().with_columns(value_=self.scope.dimension(by))
        named = named.filter(~nw.col("value_").is_null() & ~nw.col("day").is_null())
        days = collect(named.group_by("value_", "day").agg(rows_=nw.len()))
        values, value_index = np.unique(days["value_"].astype(str), return_inverse=True)
        day, counts = (np.asarray(days[name], dtype=np.int64) for name in ("day", "rows_"))
        reached = {}
        for i, value in enumerate(values):
            of_value = np.flatnonzero(value_index == i)
            of_value = of_value[np.argsort(day[of_value])]
            reaching = int(np.searchsorted(np.cumsum(counts[of_value]), rows))
            if reaching < of_value.size:
                reached[str(value)] = int(day[of_value][reaching])
        return sorted(reached, key=lambda value: (reached[value], value))

    def _subject(self, subject: str) -> PersonRows:
        readers = {"orders": orders, "sides": sides, "submissions": submissions, "spend": spend}
        if subject in readers:
            return readers[subject](self.scope, self.splits)
        return answers(self.scope, self.splits, cast("ScoreKind", subject))


def orders(scope: Scope, splits: Sequence[str]) -> PersonRows:
    """Return orders that count or were cancelled. Their parts: see `_marks_of_orders`."""
    marks, groups = _marks_of_orders(scope), _groups(scope, splits)
    is_relevant = nw.col("counts") | nw.col("status").is_in(["cancelled", "voided"])
    rows = scope.frame("orders").filter(is_relevant)
    people = _read(rows, marks, groups, money=money(scope))
    if not (people.person >= 0).any():
        return people
    return replace(people, alone=False)


def sides(scope: Scope, splits: Sequence[str]) -> PersonRows:
    """Return orders of identified customers: as members, as others, and those with unknown membership."""
    foreign = nw.col("currency") != scope.currency
    member, other = nw.col("in_") == 1, nw.col("out_") == 1
    marks = {"in": member, "out": other, "unsaid": ~member & ~other}
    marks |= {"in_own": member & ~foreign, "out_own": other & ~foreign}
    marks |= {"in_foreign": member & foreign, "out_foreign": other & foreign}
    first, after = nw.col("day") == nw.col("first_"), nw.col("day") > nw.col("joined_")
    marks |= {"later_in": member & after & ~first, "later_out": other & ~first}
    marks |= {"joining": member & ~after & ~first}
    marks |= {"opening_in": member & first, "opening_out": other & first}
    rows = marked_orders(scope).with_columns(first_=nw.col("day").min().over(_KEY))
    return _read(rows, marks, _groups(scope, splits), money=money(scope))


def spend(scope: Scope, splits: Sequence[str]) -> PersonRows:
    """Return promoters and detractors whose later spend counts, and those whose spend does not."""
    used, score = nw.col("used_") == 1, nw.col("score")
    ends = {"promoters": score >= 9, "detractors": score <= 6}
    marks = {f"used_{name}": used & end for name, end in ends.items()}
    marks |= {f"left_{name}": ~used & end for name, end in ends.items()}
    values = {"money": nw.col("spent_"), "score": nw.col("score")}
    return _read(marked_answers(scope), marks, _groups(scope, splits), **values)


def answers(scope: Scope, splits: Sequence[str], kind: ScoreKind) -> PersonRows:
    """Return the answers to the leading question of a kind, whole answers and by their steps."""
    lead, score = questions_on_scale(scope, kind), nw.col("score")
    good = any_of(q.good(kind) for q in lead)
    marks = {"good": good, "not_good": ~good}
    marks |= {"promoters": score >= 9, "detractors": score <= 6, "passives": (score > 6) & (score < 9)}
    if lead and lead[0].points <= _MOST_STEPS:
        steps = np.arange(lead[0].low, lead[0].high + 1)
        marks |= {f"step {step}": score == float(step) for step in steps}
    rows = scope.frame(ANSWERS).filter(any_of(q.on_scale() for q in lead))
    return _read(rows, marks, _groups(scope, splits), score=nw.col("score"))


def submissions(scope: Scope, splits: Sequence[str]) -> PersonRows:
    """Return submissions: those that answer their survey's main question or only others, and `without` one.

    `without main` are those of surveys that have no main question, `without nps` those without that kind.
    """
    mains = main_questions(scope)
    meant_by: dict[str, tuple[SurveyQuestion, ...]] = {k: questions_on_scale(scope, k) for k in KINDS}
    answer_columns = {
        f"{name}_": any_of(q.on_scale() for q in lead).cast(nw.Int64).fill_null(0)
        for name, lead in (meant_by | {"main": mains}).items()
    }
    groups = _groups(scope, splits)
    each = (
        scope.frame(ANSWERS)
        .with_columns(**answer_columns, **groups)
        .group_by(*SUBMISSION)
        .agg(
            nw.col("day").min(),
            *(nw.col(name).max() for name in (_KEY, *answer_columns, *groups)),
        )
    )
    main, asks = nw.col("main_") == 1, nw.col("survey").is_in(surveys_of(mains))
    kinds = [kind for kind in KINDS if meant_by[kind]]
    marks = {"answered": main, "silent": asks & ~main, "without main": ~asks}
    marks |= {f"without {kind}": nw.col(f"{kind}_") == 0 for kind in kinds}
    return _read(each, marks, {name: nw.col(name) for name in groups})


def _marks_of_orders(scope: Scope) -> dict[str, nw.Expr]:
    counts, named = nw.col("counts"), ~nw.col(_KEY).is_null()
    foreign = nw.col("currency") != scope.currency
    guest, has_mark = nw.col("guest").fill_null(value=False), ~nw.col("guest").is_null()
    return {
        "orders": counts,
        "named": counts & named,
        "anonymous": counts & ~named,
        "foreign": counts & foreign,
        "own": counts & ~foreign,
        "named_foreign": counts & named & foreign,
        "guests": counts & guest,
        "others": counts & has_mark & ~guest,
        "unmarked": counts & ~has_mark,
        **{name: counts & mark for name, mark in parts_of_shares().items()},
        "cancelled": ~counts,
    }


def _groups(scope: Scope, splits: Sequence[str]) -> dict[str, nw.Expr]:
    """Return the splits that the table has, by the column that each is read as."""
    dimensions = scope.data.dimensions(scope.table)
    return {f"by {name}": dimensions[name] for name in splits if name in dimensions}


def _read(
    rows: Frame,
    marks: Mapping[str, nw.Expr],
    groups: Mapping[str, nw.Expr],
    money: nw.Expr | None = None,
    score: nw.Expr | None = None,
) -> PersonRows:
    """Read rows, with their money and the content of their answers."""
    flags = {f"is {name}": flag.fill_null(value=False) for name, flag in marks.items()}
    values = {
        name: nw.lit(0.0) if expr is None else expr.cast(nw.Float64).fill_null(0.0)
        for name, expr in ((_AMOUNT, money), (_SCORE, score))
    }
    wide = rows.filter(~nw.col("day").is_null()).with_columns(**flags, **groups, **values)
    table: pa.Table = wide.select("day", _KEY, *flags, *groups, *values).collect("pyarrow").to_native()
    day = table.column("day").to_numpy().astype(np.int64)
    order = np.argsort(day, kind="stable")
    amounts, scores = (table.column(name).to_numpy().astype(np.float64)[order] for name in values)
    return PersonRows(
        day=day[order],
        person=table.column(_KEY).fill_null(-1).to_numpy().astype(np.int64)[order],
        marks={name: table.column(f"is {name}").to_numpy().astype(bool)[order] for name in marks},
        groups={name.removeprefix("by "): _sorted(_codes(table.column(name)), order) for name in groups},
        alone=True,
        ident=np.zeros(day.size, dtype=np.uint64) if score is None else scores.view(np.uint64),
        amount=amounts,
    )


def _codes(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return each value's index among the distinct ones, -1 for a null, and these as text."""
    coded = column.combine_chunks().dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, tuple(str(value) for value in coded.dictionary.to_pylist())


def _sorted(
    coded: tuple[NDArray[np.int64], tuple[str, ...]], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    return coded[0][order], coded[1]
