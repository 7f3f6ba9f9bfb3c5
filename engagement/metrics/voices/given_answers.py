"""The answers to one question: submissions, the options that each chose, and their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import WHOLE, collect
from engagement.metrics.sums.sorted_keys import last_of_each
from engagement.metrics.surveys.answers import IN_FILE, SUBMISSION, TABLE
from engagement.metrics.surveys.questions import any_of
from engagement.metrics.voices.every_question import TICKED
from engagement.sources.values import flags

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.voices.every_question import AskedColumn, AskedQuestion
    from engagement.statistics.interval import Array

#: The most scores that count as options; with more, only the scores are reported.
_MOST_STEPS = 21
#: Above the number of lines of any file.
_LINES = 2**40


class GivenAnswers(NamedTuple):
    """The answers to one question, by submission.

    `options`: the possible choices, in the order of the scale, else most chosen first. `row` and `option`
    have an entry for each choice: the index of its submission and of its option; `place` is its rank in a
    ranking, 0 without one. For each submission: `key`, the customer, 0 if unidentified; `person`, numbered
    from 0, where each unidentified submission is a person of its own; `day`, NaN if unknown; `ordered`, the
    day of the order that it names, NaN if it names none; `score`, NaN without one; `part`, the value of a
    dimension, "" if unknown.
    """

    options: tuple[str, ...]
    row: NDArray[np.int64]
    option: NDArray[np.int64]
    place: NDArray[np.int64]
    key: NDArray[np.int64]
    person: NDArray[np.int64]
    day: Array
    ordered: Array
    score: Array
    part: NDArray[np.object_]

    @property
    def submissions(self) -> int:
        """The number of submissions."""
        return int(self.key.size)

    def of(self, option: int) -> NDArray[np.bool_]:
        """Return a mask of the submissions with an option (by its index)."""
        ticked = np.zeros(self.submissions, dtype=bool)
        ticked[self.row[self.option == option]] = True
        return ticked

    def only(self, mask: NDArray[np.bool_]) -> GivenAnswers:
        """Return the answers of the submissions in a mask."""
        new = np.cumsum(mask) - 1
        ticks = mask[self.row]
        person = np.unique(self.person[mask], return_inverse=True)[1].astype(np.int64)
        return GivenAnswers(
            self.options,
            new[self.row[ticks]],
            self.option[ticks],
            self.place[ticks],
            self.key[mask],
            person,
            self.day[mask],
            self.ordered[mask],
            self.score[mask],
            self.part[mask],
        )


def answers_in_window(
    scope: Scope, question: AskedQuestion, *, one_per_person: bool = False, by: str | None = None
) -> GivenAnswers:
    """Return the answers in the window; with `one_per_person` only each person's last one.

    `by` is the dimension of `part`.
    """
    answers, _ = given_in(scope, question, by=by)
    return answers.only(_last(answers)) if one_per_person else answers


def given_in(
    scope: Scope, question: AskedQuestion, *, by: str | None = None
) -> tuple[GivenAnswers, pd.DataFrame]:
    """Return the answers in the window, and the identity of each submission (columns `SUBMISSION`)."""
    frame = _rows(scope, question, by)
    submission, first = _submissions(frame)
    key = frame["key_"].to_numpy(np.int64)[first]
    day = frame["day"].to_numpy(np.float64)[first]
    ticks, options = _ticks(question, frame)
    score = frame["score"].to_numpy(np.float64)[first]
    named = np.where(key > 0, key, -1 - np.arange(key.size))
    answers = GivenAnswers(
        options,
        submission[ticks["row"].to_numpy()],
        ticks["option"].to_numpy(np.int64),
        ticks["place"].to_numpy(np.int64),
        key,
        np.unique(named, return_inverse=True)[1].astype(np.int64),
        day,
        _order_day(scope, frame["order_id"].to_numpy(dtype=object)[first]),
        score if question.form in {"scores", "number"} else np.full(key.size, np.nan),
        frame["part_"].to_numpy(dtype=object)[first],
    )
    return answers, frame[list(SUBMISSION)].iloc[first]


class QuestionTally(NamedTuple):
    """The number of answers to a question in the window, the number of people, and all scores, sorted."""

    submissions: int
    people: int
    score: Array


def tallied(scope: Scope, question: AskedQuestion, *, one_per_person: bool = False) -> QuestionTally:
    """Return the counts and scores of `answers_in_window`, computed by the engine for large surveys.

    A submission has one row for each column, so a question in one column needs no grouping.
    """
    rows = _question_rows(scope, question, None).with_columns(key_=nw.col("customer_key").fill_null(0))
    scored = question.form in {"scores", "number"}
    if len({(c.survey, c.question) for c in question.columns}) > len({c.survey for c in question.columns}):
        last_line = (nw.col("day").max(), nw.col("line").max())
        rows = rows.group_by(*SUBMISSION).agg(nw.col("key_").max(), nw.col("score").min(), *last_line)
    if one_per_person:
        rows = _last_of_each_person(rows)
    counts = collect(rows.group_by("key_").agg(n=nw.len()))
    submissions, key = (np.asarray(counts[name], dtype=np.int64) for name in ("n", "key_"))
    nameless = int(submissions[key == 0].sum())
    score = np.zeros(0)
    if scored:
        steps = collect(
            rows.filter(~nw.col("score").is_null()).group_by("score").agg(n=nw.len()).sort("score")
        )
        each = np.asarray(steps["score"], dtype=np.float64)
        score = np.repeat(each, np.asarray(steps["n"], dtype=np.int64))
    return QuestionTally(int(submissions.sum()), int((key != 0).sum()) + nameless, score)


def _last_of_each_person(rows: Frame) -> Frame:
    """Keep the last row of each identified person by day and line, and all others."""
    when = nw.col("day").cast(nw.Int64).fill_null(-1) * _LINES + nw.col("line").cast(nw.Int64).fill_null(0)
    named = nw.col("key_") != 0
    dated = rows.with_columns(when_=nw.when(named).then(when).otherwise(nw.lit(0)))
    latest = dated.group_by("key_").agg(nw.col("when_").max())
    return dated.join(latest, on=["key_", "when_"], how="semi")


def _rows(scope: Scope, question: AskedQuestion, by: str | None) -> pd.DataFrame:
    rows = _question_rows(scope, question, by)
    wanted = (*SUBMISSION, "day", "question", "score", "answer", "part_", "line", "order_id")
    # A key with a null beside it would come as a float, which does not hold its 63 bits.
    key = nw.col("customer_key").fill_null(0)
    # In the order of the file: an id that was made of the content follows no order, and two answers of a
    # person on one day have one.
    rows = rows.sort(*IN_FILE, "question")
    return pd.DataFrame(collect(rows.select(*wanted, key_=key)))


def _question_rows(scope: Scope, question: AskedQuestion, by: str | None) -> Frame:
    rows = scope.frame(TABLE)
    if by is None:
        rows = scope.grouped(rows, WHOLE, TABLE).with_columns(part_=nw.lit(""))
    else:
        rows = scope.labelled(rows, by, "part_", TABLE).filter(scope.inside())
    if question.form == "scores" and question.scale is not None:
        scale = question.scale
        asks_question = any_of(_rows_of_column(c) for c in question.columns)
        return rows.filter(asks_question, nw.col("score") >= scale.low, nw.col("score") <= scale.high)
    if question.wording == TICKED:  # a submission without a choice is also an answer
        return rows.filter(nw.col("survey").is_in(sorted({c.survey for c in question.columns})))
    return rows.filter(any_of(_rows_of_column(c) for c in question.columns))


def _order_day(scope: Scope, order: NDArray[np.object_]) -> Array:
    answer_tables = scope.data.answers_known()
    if answer_tables is None:
        return np.full(order.size, np.nan)
    days = dict(
        zip(*(answer_tables.by_order[name].to_pylist() for name in ("order_id", "order_day_")), strict=True)
    )
    return np.asarray([days.get(number, np.nan) for number in order], dtype=np.float64)


def _rows_of_column(column: AskedColumn) -> nw.Expr:
    return (nw.col("survey") == column.survey) & (nw.col("question") == column.question)


def _submissions(frame: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the index of each row's submission, and the first row of each."""
    number: NDArray[np.int64] = (
        frame.groupby(list(SUBMISSION), sort=False, dropna=False).ngroup().to_numpy().astype(np.int64)
    )
    return number, np.unique(number, return_index=True)[1].astype(np.int64)


def _ticks(question: AskedQuestion, frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return `row`, `option` and `place` of each choice, and the options."""
    if question.form == "scores" and question.scale is not None:
        return _steps(question, frame)
    if question.form in {"text", "number"}:
        return _coded([], [], []), ()
    rows = np.arange(len(frame))
    if question.parted is not None:
        return _of_cells(question, frame, rows)
    if question.form == "single":
        return _ordered(rows, frame["answer"].to_numpy(), np.zeros(rows.size, dtype=np.int64))
    options = {(c.survey, c.question): c.option for c in question.columns}
    option_names = [
        options.get(column_key) for column_key in zip(frame["survey"], frame["question"], strict=True)
    ]
    if question.form == "ranking":
        ticked = np.asarray([name is not None for name in option_names])
        places = frame["score"].fillna(0).to_numpy(np.int64)
    else:
        ticked = np.asarray(
            [
                name is not None and _is_ticked(cell)
                for name, cell in zip(option_names, frame["answer"], strict=True)
            ],
            dtype=bool,
        )
        places = np.zeros(rows.size, dtype=np.int64)
    return _ordered(rows[ticked], np.asarray(option_names, dtype=object)[ticked], places[ticked])


def _is_ticked(cell: Any) -> bool:
    return isinstance(cell, str) and flags.parse(cell) is not False


def _steps(question: AskedQuestion, frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    scale = question.scale
    if scale is None or scale.points > _MOST_STEPS:
        return _coded([], [], []), ()
    steps = np.arange(scale.low, scale.high + 1)
    score = frame["score"].to_numpy(np.float64)
    step = np.clip(np.rint(score - scale.low), 0, steps.size - 1).astype(np.int64)
    return _coded(np.arange(score.size), step, np.zeros(score.size)), tuple(f"{s:g}" for s in steps)


def _of_cells(
    question: AskedQuestion, frame: pd.DataFrame, rows: NDArray[np.int64]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    parted = question.parted or {}
    cells = [parted.get(cell, ()) if isinstance(cell, str) else () for cell in frame["answer"]]
    count = np.asarray([len(pieces) for pieces in cells], dtype=np.int64)
    places = np.asarray([index + 1 for pieces in cells for index in range(len(pieces))], dtype=np.int64)
    named = np.asarray([piece for pieces in cells for piece in pieces], dtype=object)
    return _ordered(np.repeat(rows, count), named, places * (question.form == "ranking"))


def _ordered(
    rows: NDArray[np.int64], named: NDArray[np.object_], places: NDArray[np.int64]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the choices with their options numbered, most chosen first."""
    is_named = np.asarray([isinstance(name, str) for name in named], dtype=bool)
    names, code = np.unique(named[is_named].astype(str), return_inverse=True)
    order = np.lexsort((names, -np.bincount(code, minlength=names.size)))
    rank = np.empty(names.size, dtype=np.int64)
    rank[order] = np.arange(names.size)
    return _coded(rows[is_named], rank[code], places[is_named]), tuple(str(name) for name in names[order])


def _coded(rows: Any, option: Any, place: Any) -> pd.DataFrame:
    columns = {"row": rows, "option": option, "place": place}
    return pd.DataFrame({name: np.asarray(values, dtype=np.int64) for name, values in columns.items()})


def _last(answers: GivenAnswers) -> NDArray[np.bool_]:
    """Return a mask of the submissions that are the last of their person."""
    day = np.nan_to_num(answers.day, nan=-np.inf)
    is_last = np.zeros(answers.submissions, dtype=bool)
    is_last[last_of_each(answers.person, day, np.arange(day.size))] = True
    return is_last
