"""From a wide survey table (one row per submission) to `responses` (one row per answer)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.locale import message
from engagement.sources.meaning.header_words import fold_name
from engagement.sources.meaning.survey_topics import PROMOTER, language_of
from engagement.sources.surveys import nps_groups, respondents
from engagement.sources.surveys.question_kinds import ColumnQuestion, kind_of_answers, recognise
from engagement.sources.surveys.segments import segments
from engagement.sources.surveys.submissions import spread
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells
    from engagement.sources.surveys.respondents import Layout, SurveyColumn
    from engagement.sources.surveys.submissions import Given

_DUPLICATE: Final = message("The same row stands again in this file")
_FEW_COPIES: Final = 5
NO_ANSWER: Final = message("There is no answer in this row")

#: Tools that ask for the NPS, and their ambiguous names of the score ("Score").
_TOOLS: Final = frozenset(words("nps-answers")["tool"])
_BESIDE_SCORE: Final = frozenset(words("nps-answers")["beside_score"])
_TWO: Final = 2
_BARE_SCORES: Final = frozenset(fold(name, marks=True) for name in words("nps-answers")["score"])
#: The top of the scale of the NPS.
_TEN: Final = 10
_SCORED: Final = frozenset({"nps", "effort", "satisfaction"})


@dataclass(frozen=True, slots=True)
class _Answered:
    """One question with its column; `scores` or `texts` has one value per row of the file."""

    column: SurveyColumn
    question: ColumnQuestion
    values: pa.Array


def responses(cells: Cells, layout: Layout) -> Mapping[str, pa.Table]:
    """Return the table `responses` of a survey with one row per submission.

    Rows without an answer are set aside. Answers are ordered by row, then by question as in the file.
    `survey` is the same for all exports of the survey (`respondents.name_of_survey`); `response_id` is the
    tool's, or computed from the content.
    """
    columns = respondents.columns_of(cells, layout)
    answer_columns = respondents.answered_columns(columns)
    answered = _recognise(cells, answer_columns, grouped=_is_nps(cells, columns))
    answered = _with_groups(cells, answered, columns)
    has_answer = _is_answered(answered, cells.raw.rows)
    answered = _merge_translations(cells, answered, has_answer)
    cells.set_aside(pa.array(~has_answer.any(axis=1)), NO_ANSWER)
    has_answer &= np.asarray(cells.kept)[:, None]
    people, people_as_written = respondents.people(cells, columns), cells.keys_as_written
    instants = respondents.instants(cells, columns, layout)
    _set_copies_aside(cells, people, instants, numbered=any(c.role == "response" for c in columns))
    has_answer &= np.asarray(cells.kept)[:, None]
    by_answer = {"customer_key": people, "instant": instants} | _segments(cells, columns, answered)
    by_answer |= {"customer_number": cells.customer_numbers, "order_id": respondents.orders(cells, columns)}
    ids, submissions = respondents.submissions(cells, columns, layout, has_answer, (people, instants))
    if submissions is not None:
        by_answer = {name: spread(values, submissions) for name, values in by_answer.items()}
    if ids is None:
        response_people = people_as_written if submissions is None else spread(people_as_written, submissions)
        content = [by_answer["instant"].cast(pa.int64()), response_people, *_texts(answer_columns)]
        ids = respondents.made_ids(content, cells.raw.rows)
        ids = ids if submissions is None else spread(ids, submissions)
    per_row = by_answer | {
        "response_id": ids,
        "day": by_answer["instant"].cast(pa.date32()).cast(pa.int32()),
        "line": cells.raw.lines,
    }
    fixed = {
        "source": layout.source,
        "survey": respondents.name_of_survey(columns),
    }
    return {"responses": tables.conform("responses", _assemble(answered, has_answer, per_row, fixed))}


def _set_copies_aside(cells: Cells, people: pa.Array, instants: pa.Array, *, numbered: bool) -> None:
    """Set aside repeated rows, as of a table that was pasted twice.

    Only rows with a person or a time of day count as repeated, and only if a third of all rows are (or if
    rows are `numbered` by the tool): two people may give equal answers.
    """
    raw, is_kept = cells.raw, np.asarray(cells.kept)
    timed = pc.fill_null(pc.not_equal(instants.cast(pa.date32()).cast(pa.timestamp("us")), instants), False)
    is_identified = np.asarray(pc.or_(timed, pc.is_valid(people))) & is_kept
    met: set[tuple[str | None, ...]] = set()
    is_copy = np.zeros(raw.rows, dtype=bool)
    columns = [column.to_pylist() for column in raw.data.columns]
    for row in np.flatnonzero(is_identified):
        cell = tuple(column[row] for column in columns)
        is_copy[row] = cell in met
        met.add(cell)
    if numbered or is_copy.sum() >= max(_FEW_COPIES, is_kept.sum() / 3):
        cells.set_aside(pa.array(is_copy), _DUPLICATE)


def tell_unfinished(cells: Cells, unfinished: pa.BooleanArray) -> None:
    """Warn how many of the kept rows are responses that were never submitted; their answers count."""
    count = pc.sum(pc.and_(cells.kept, pc.fill_null(unfinished, False))).as_py() or 0
    if count:
        cells.warn(
            message(
                "{count} response is unfinished; what was answered counts",
                "{count} responses are unfinished; what was answered counts",
                n=count,
                count=count,
            )
        )


def _is_nps(cells: Cells, columns: Sequence[SurveyColumn]) -> bool:
    """Return whether a column called only "Score" is the NPS, by other columns or the name of the file."""
    named = (cells.raw.sheet or "", cells.raw.file, *(c.name for c in columns if c.role is not None))
    told = any(PROMOTER.search(fold_name(name)) for name in named) or any(
        nps_groups.are_groups(c.tally.labels) for c in columns
    )
    return told or _is_of_delighted(cells)


def _is_of_delighted(cells: Cells) -> bool:
    """Whether a file without a type of survey is Delighted's, which asks who would recommend unless told."""
    names = {fold(name, marks=True) for name in cells.raw.columns}
    called = fold(cells.raw.file).split()
    return bool(_TOOLS & set(called)) or len(_BESIDE_SCORE & names) >= _TWO


def _recognise(cells: Cells, columns: Sequence[SurveyColumn], *, grouped: bool) -> list[_Answered]:
    """Return the questions with answers, and add their warnings to the report.

    `grouped`: a column called only "Score" is the NPS (see `_is_nps`).
    """
    answered = []
    for column in columns:
        tally = column.tally
        bare = fold(column.wording, marks=True) in _BARE_SCORES
        question = recognise(f"NPS {column.wording}" if bare and grouped else column.wording, tally)
        if bare and question is not None and question.kind == "rating" and question.high == _TEN:
            question = replace(question, warnings=(*question.warnings, _open_score(column)))
        given_kind = (cells.hints.questions or {}).get(column.name)
        if question is not None and given_kind is not None:
            question = kind_of_answers(given_kind, column.wording, tally, question)
        if question is None:
            continue
        cells.use(column.name)
        for warning in question.warnings:
            cells.warn(warning)
        if question.kind == "number":
            values = cells.number(column.name)
        elif question.scores is None:
            values = column.spread(tally.labels, pa.string())
        else:
            values = column.spread(question.scores, pa.float64())
        answered.append(_Answered(column, question, values))
    return answered


def _with_groups(
    cells: Cells, answered: Sequence[_Answered], columns: Sequence[SurveyColumn]
) -> list[_Answered]:
    """Return the questions, with the groups of the NPS as its answers if no column has the scores."""
    group = nps_groups.grouped(columns)
    stated = group is not None and group.name in (cells.hints.questions or {})
    if group is None or stated or any(each.question.kind == "nps" for each in answered):
        return list(answered)
    scored = next((each for each in answered if _agrees(each, group)), None)
    if scored is not None:
        question = recognise(f"NPS {scored.column.wording}", scored.column.tally)
        if question is not None and question.kind == "nps":
            values = scored.column.spread(question.scores or (), pa.float64())
            nps = _Answered(scored.column, question, values)
            return [nps if each is scored else each for each in answered if each.column.place != group.place]
    cells.use(group.name)
    question = nps_groups.question(group)
    for warning in question.warnings:
        cells.warn(warning)
    values = group.spread(question.scores or (), pa.float64())
    others = [each for each in answered if each.column.place != group.place]
    return sorted([*others, _Answered(group, question, values)], key=lambda each: each.column.place)


def _agrees(answered: _Answered, group: SurveyColumn) -> bool:
    """Return whether a question up to 10 has the scores of the groups, on every row that has both."""
    if answered.question.scores is None or answered.question.high != _TEN:
        return False
    groups = group.spread(nps_groups.groups_of(group.tally.labels), pa.string())
    of_scores = nps_groups.groups_of_scores(answered.values)
    same = pc.equal(groups, of_scores)
    return bool(pc.all(same, skip_nulls=True).as_py()) and bool(pc.any(same).as_py())


def _open_score(column: SurveyColumn) -> Message:
    return message(
        "“{question}” goes up to 10, but nothing says that it asks who would recommend; it is a rating, "
        "not NPS",
        question=column.wording,
    )


def _is_answered(answered: Sequence[_Answered], rows: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return whether there is an answer, with the shape (rows, questions)."""
    has_answer = np.zeros((rows, len(answered)), dtype=bool)
    for place, question in enumerate(answered):
        has_answer[:, place] = pc.is_valid(question.values).to_numpy(zero_copy_only=False)
    return has_answer


def _merge_translations(cells: Cells, answered: Sequence[_Answered], is_answered: Given) -> list[_Answered]:
    """Return the questions, with one wording for those that are translations of each other.

    It is the wording with the most answers. Nobody answers a question in two languages.
    """
    groups: list[list[int]] = []
    for place in sorted(range(len(answered)), key=lambda place: (-is_answered[:, place].sum(), place)):
        group = next((g for g in groups if _is_translation(answered, is_answered, g, place)), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    wordings = {place: answered[group[0]].column.wording for group in groups for place in group}
    several = [place for group in groups if len(group) > 1 for place in group]
    if several:
        questions = " / ".join(answered[place].column.wording for place in several)
        cells.warn(
            message(
                "Questions in several languages that no row answers twice are read as one: {questions}",
                questions=questions,
            )
        )
    return [
        replace(question, column=replace(question.column, wording=wordings[place]))
        for place, question in enumerate(answered)
    ]


def _is_translation(
    answered: Sequence[_Answered], is_answered: Given, group: Sequence[int], place: int
) -> bool:
    """Return whether a question may be a translation of those in a group.

    It has the same kind and scale, is in another language, and no row answers both.
    """
    own_question, lead = answered[place].question, answered[group[0]].question
    if own_question.kind not in _SCORED or (own_question.kind, own_question.low, own_question.high) != (
        lead.kind,
        lead.low,
        lead.high,
    ):
        return False
    languages = [language_of(fold(answered[p].column.wording, marks=True)) for p in (*group, place)]
    are_told = None not in languages and len(set(languages)) == len(languages)
    return (
        are_told
        and own_question.reversed == lead.reversed
        and not any((is_answered[:, place] & is_answered[:, p]).any() for p in group)
    )


def _texts(columns: Sequence[SurveyColumn]) -> list[pa.Array]:
    """Return the answers as written, sorted by question, from which ids are computed."""
    ordered = sorted(columns, key=lambda c: fold(c.wording, marks=True))
    return [c.distinct.spread(c.distinct.cleaned, pa.string()) for c in ordered]


def _segments(
    cells: Cells, columns: Sequence[SurveyColumn], answered: Sequence[_Answered]
) -> dict[str, pa.StringArray]:
    choices = {question.column.place for question in answered if question.question.kind == "choice"}
    scored = {question.column.place for question in answered} - choices
    splitting = [
        c for c in columns if c.place in choices or (c.role in respondents.TRAITS and c.place not in scored)
    ]
    split_columns = segments(splitting)
    for column in splitting:
        cells.use(column.name)
    return split_columns


def _assemble(
    answered: Sequence[_Answered],
    is_answered: np.ndarray[Any, np.dtype[np.bool_]],
    per_row: Mapping[str, pa.Array],
    fixed: Mapping[str, str],
) -> pa.Table:
    """Return one row per answer, from a table with one row per submission and one column per question."""
    row, place = np.nonzero(is_answered)
    rows, places = pa.array(row), pa.array(place)

    def per_question(value: Callable[[_Answered], object], kind: pa.DataType) -> pa.Array:
        return pa.array([value(question) for question in answered], kind).take(places)

    def picked(kinds: frozenset[str] | None, kind: pa.DataType) -> pa.Array:
        return _pick(answered, kinds, kind, row, place)

    data = {name: values.take(rows) for name, values in per_row.items()}
    data |= {name: pa.repeat(pa.scalar(text), len(row)) for name, text in fixed.items()}
    data |= {
        "question": per_question(lambda answered: answered.column.wording, pa.string()),
        "kind": per_question(lambda answered: answered.question.kind, pa.string()),
        "scale_low": per_question(lambda answered: answered.question.low, pa.float64()),
        "scale_high": per_question(lambda answered: answered.question.high, pa.float64()),
        "reversed": per_question(lambda answered: answered.question.reversed, pa.bool_()),
        "score": picked(None, pa.float64()),
        "answer": picked(frozenset({"choice"}), pa.string()),
        "comment": picked(frozenset({"comment"}), pa.string()),
    }
    return pa.table(data)


def _pick(
    answered: Sequence[_Answered],
    kinds: frozenset[str] | None,
    kind: pa.DataType,
    row: np.ndarray[Any, Any],
    place: np.ndarray[Any, Any],
) -> pa.Array:
    """Return each answer's value if its question is of one of `kinds` (None: with scores), else null."""
    matching = [
        i
        for i, question in enumerate(answered)
        if (question.question.scores is not None if kinds is None else question.question.kind in kinds)
    ]
    slots = np.full(len(answered), -1, dtype=np.int64)
    slots[matching] = np.arange(len(matching))
    slot = slots[place]
    values = pa.concat_arrays([answered[i].values for i in matching]) if matching else pa.array([None], kind)
    rows = len(answered[matching[0]].values) if matching else 1
    return values.take(pa.array(slot * rows + row, mask=slot < 0))
