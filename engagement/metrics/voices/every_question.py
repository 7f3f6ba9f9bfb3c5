"""Every question that a shop has asked, of any kind, and which columns belong to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import collect
from engagement.metrics.surveys.answers import TABLE, questions
from engagement.metrics.surveys.questions import key_of, read_as
from engagement.sources.surveys.options import are_ranks, is_tick, several, stem_and_option
from engagement.sources.values import flags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.surveys.questions import ScoreKind, SurveyQuestion

#: Scores on a scale, one of several options, any of them, a ranking, free text, a number.
QuestionForm = Literal["scores", "single", "several", "ranking", "text", "number"]

SCORED: Final[tuple[ScoreKind, ...]] = ("nps", "effort", "satisfaction", "rating")
#: The wording of a question whose columns are only named by their options.
TICKED: Final = ""
#: The share of rows that must have each rank exactly once for a ranking.
_IN_ORDER: Final = 0.95
_FEWEST_RANKED: Final = 3


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """One column of a survey. `option`: the option of the column; None: the whole question."""

    survey: str
    question: str
    option: str | None = None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as people were asked it; several columns, or surveys, may contain its answers.

    `wording` is `TICKED` if only options are named. `scale` is that of scores, from the survey with most
    answers. `parted`: the options of each answer with several. `answers`: the number of cells with an
    answer.
    """

    wording: str
    form: QuestionForm
    kind: str
    columns: tuple[AskedColumn, ...]
    answers: int
    scale: SurveyQuestion | None = None
    parted: Mapping[str, tuple[str, ...]] | None = None

    @property
    def key(self) -> str:
        """Return the question's identity among all questions of these data."""
        low, high = (None, None) if self.scale is None else (self.scale.low, self.scale.high)
        return key_of(self.kind, low, high, self.wording)


def every_question(scope: Scope) -> tuple[AskedQuestion, ...]:
    """Return all questions within the filters, on all days: scores first, then by number of answers."""
    key = ("every question", scope.question.filters, scope.standing_used)
    return scope.data.remember(key, lambda: _all_questions(scope))


def with_stated_scale(scope: Scope, question: AskedQuestion) -> AskedQuestion:
    """Return a question on the scale that the scope's question states for it, else unchanged."""
    kind, scale = scale_kind(question), question.scale
    return question if scale is None else replace(question, scale=read_as(scale, kind, scope.question.scales))


def scale_kind(question: AskedQuestion) -> ScoreKind:
    """Return the kind of a question's scores; a plain rating if it has no kind of its own."""
    return next((kind for kind in SCORED if kind == question.kind), "rating")


def _all_questions(scope: Scope) -> tuple[AskedQuestion, ...]:
    scored = [question for kind in SCORED for question in _scored(scope, kind)]
    unscored = [*_choices(scope), *_plain(scope, "comment", "text"), *_plain(scope, "number", "number")]
    return (*scored, *sorted(unscored, key=lambda q: (q.form == "text", q.form == "number", -q.answers)))


def _scored(scope: Scope, kind: ScoreKind) -> list[AskedQuestion]:
    score_questions = questions(scope, kind)
    rankings = _rankings(scope, score_questions) if kind == "rating" else []
    ranked = {column for member in rankings for column in member.columns}
    same: dict[tuple[object, ...], list[SurveyQuestion]] = {}
    for question in score_questions:
        if not any((c.survey, c.question) == (question.survey, question.question) for c in ranked):
            same.setdefault(question.same, []).append(question)
    grouped = [
        AskedQuestion(
            wording=group[0].question,
            form="scores",
            kind=kind,
            columns=tuple(AskedColumn(member.survey, member.question) for member in group),
            answers=sum(member.answers for member in group),
            scale=group[0],
        )
        for group in same.values()
    ]
    return [*sorted(grouped, key=lambda q: -q.answers), *rankings]


def _rankings(scope: Scope, score_questions: Iterable[SurveyQuestion]) -> list[AskedQuestion]:
    """Return the ranking questions, whose columns give each option its rank from 1."""
    stems: dict[tuple[str, str], list[tuple[str, SurveyQuestion]]] = {}
    for question in score_questions:
        if parts := stem_and_option(question.question):
            stems.setdefault((question.survey, parts[0]), []).append((parts[1], question))
    rankings = []
    for (survey, stem), members in stems.items():
        if len(members) < _FEWEST_RANKED or not _in_order(scope, survey, [q.question for _, q in members]):
            continue
        columns = tuple(AskedColumn(survey, question.question, option) for option, question in members)
        count = sum(question.answers for _, question in members)
        rankings.append(AskedQuestion(stem, "ranking", "choice", columns, count))
    return rankings


def _in_order(scope: Scope, survey: str, columns: list[str]) -> bool:
    """Return whether the columns have the ranks 1, 2, 3, ... in each submission, without repetition."""
    rows = scope.rows(TABLE).filter(nw.col("survey") == survey, nw.col("question").is_in(columns))
    ranks = collect(
        rows.group_by("source", "response_id").agg(
            nw.len().alias("n"),
            nw.col("score").n_unique().alias("places"),
            nw.col("score").min().alias("first"),
            nw.col("score").max().alias("last"),
        )
    )
    n, places, first, last = (
        np.asarray(ranks[c], dtype=np.float64) for c in ("n", "places", "first", "last")
    )
    good = (n == places) & (first == 1) & (last == n)
    is_enough = n >= _FEWEST_RANKED
    return bool(is_enough.any() and good[is_enough].mean() >= _IN_ORDER)


def _choices(scope: Scope) -> list[AskedQuestion]:
    rows = scope.rows(TABLE).filter(nw.col("kind") == "choice", ~nw.col("answer").is_null())
    counted = pd.DataFrame(collect(rows.group_by("survey", "question", "answer").agg(n=nw.len())))
    singles: dict[str, list[pd.DataFrame]] = {}
    stems: dict[str, list[tuple[AskedColumn, int]]] = {}
    ticks: dict[str, list[tuple[AskedColumn, int]]] = {}
    for key, part in counted.groupby(["survey", "question"], sort=True):
        survey, question = map(str, key)
        labels, n = part["answer"].tolist(), int(part["n"].sum())
        parts = stem_and_option(question)
        if parts and (is_tick(question, labels) or _is_yes_or_no(labels)):
            stems.setdefault(parts[0], []).append((AskedColumn(survey, question, parts[1]), n))
        elif is_tick(question, labels):
            ticks.setdefault(survey, []).append((AskedColumn(survey, question, labels[0]), n))
        else:
            singles.setdefault(question, []).append(part)
    for stem in [stem for stem, columns in stems.items() if len({c.option for c, _ in columns}) < 2]:
        for column, _ in stems.pop(stem):
            of_column = counted["survey"].eq(column.survey) & counted["question"].eq(column.question)
            singles.setdefault(column.question, []).append(counted.loc[of_column])
    several_columns = [_of_columns(stem, columns) for stem, columns in stems.items()]
    several_columns += [_of_columns(TICKED, columns) for columns in ticks.values()]
    return [*(_of_cells(question, parts) for question, parts in singles.items()), *several_columns]


def _of_columns(wording: str, counted_columns: list[tuple[AskedColumn, int]]) -> AskedQuestion:
    columns = tuple(column for column, _ in counted_columns)
    return AskedQuestion(wording, "several", "choice", columns, sum(n for _, n in counted_columns))


def _of_cells(question: str, parts: list[pd.DataFrame]) -> AskedQuestion:
    counted = pd.concat(parts).groupby("answer", sort=True)["n"].sum()
    labels, weights = counted.index.tolist(), counted.tolist()
    parted = several(labels, weights)
    columns = tuple(AskedColumn(str(part["survey"].iloc[0]), question) for part in parts)
    if parted is None:
        return AskedQuestion(question, "single", "choice", columns, sum(weights))
    form: QuestionForm = "ranking" if are_ranks(parted) else "several"
    options = dict(zip(labels, parted, strict=True))
    return AskedQuestion(question, form, "choice", columns, sum(weights), parted=options)


def _plain(scope: Scope, kind: str, form: QuestionForm) -> list[AskedQuestion]:
    filled = nw.col("comment" if kind == "comment" else "score")
    rows = scope.rows(TABLE).filter(nw.col("kind") == kind, ~filled.is_null())
    counts = pd.DataFrame(collect(rows.group_by("survey", "question").agg(n=nw.len())))
    return [
        AskedQuestion(
            str(question),
            form,
            kind,
            tuple(AskedColumn(s, str(question)) for s in part["survey"]),
            int(part["n"].sum()),
        )
        for question, part in counts.groupby("question", sort=True)
    ]


def _is_yes_or_no(labels: list[str]) -> bool:
    return bool(labels) and all(isinstance(flags.parse(label), bool) for label in labels)
