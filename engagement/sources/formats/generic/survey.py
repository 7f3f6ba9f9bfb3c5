"""Survey responses of any tool that is not recognised by its columns.

Zigpoll, AskLayer, Delighted, Jotform, Hotjar, AskNicely, Gorgias, Zendesk and hand-made tables. They are
recognised by a known question, or by the columns of submissions (an id or a date of submission, and
questions). Some tools write one row per answer and the question in another column (Delighted: `Survey Type`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.formats.format import Format
from engagement.sources.lookalikes import tickets
from engagement.sources.meaning.answer_days import says_of_answers, says_of_feedback
from engagement.sources.meaning.header_words import fold_name, is_asked
from engagement.sources.meaning.signs import faces
from engagement.sources.meaning.survey_roles import role_of_name
from engagement.sources.meaning.survey_topics import topic_of
from engagement.sources.orders import columns as order_columns
from engagement.sources.raw import repeated_headers
from engagement.sources.surveys import nps_groups, review_states
from engagement.sources.surveys.question_kinds import recognise
from engagement.sources.surveys.respondents import Layout, unique_names
from engagement.sources.surveys.response_rows import responses
from engagement.sources.surveys.scores import Tally
from engagement.sources.values import flags
from engagement.sources.values.looks import are_days
from engagement.sources.values.texts import clean
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY = "generic_survey"
_LAYOUT = Layout(KEY)

_SCORED: Final = frozenset({"nps", "effort", "satisfaction"})
#: Headers that only tables of submissions have.
_SUBMISSION: Final = frozenset(fold(name, marks=True) for name in words("surveys-submissions")["submission"])
_COLUMNS: Final = patterns("review-columns")
#: Headers of ratings (of reviews or chats), and of the comments to them.
_SCORE: Final = re.compile(_COLUMNS["score"])
_COMMENT: Final = re.compile(_COLUMNS["comment"])
#: Words that ask for a rating, and the fewest such questions of a survey.
_MARK: Final = re.compile(_COLUMNS["mark"])
_SEVERAL: Final = 2
#: The scale in a rating's header: "(1-5)", "from 1 to 10", "su 10", "in %".
_SCALE: Final = re.compile(
    r"(?<!\s)\s*\([^()]*\)$"
    r"|(?<!\s)\s+(?:(?:from|of|on a scale of|da|dal|od|von|de|del) )?"
    r"[01]\s*(?:[-–—]|\.{2,3}|to|a|al|bis|do|ate)\s*(?:5|6|7|10|100)$"
    r"|(?<!\s)\s+(?:out of|su|sur|sobre|de|von|na|/)\s*(?:5|7|10|100)$"
    r"|(?<!\s)\s+(?:in )?%$"
)
#: Delighted's survey types, as questions that are recognised; others are ratings.
_TYPES: Final = {"nps": "NPS", "csat": "CSAT", "ces": "CES, easy"}
_BY_ROW: Final = {
    meaning: tuple(map(fold_name, names)) for meaning, names in words("surveys-answer-by-row").items()
}
#: Headers of the question and of the answer, in tables with one row per answer; the most certain pair first.
_PAIRS: Final = (
    *product(_BY_ROW["score_type"], _BY_ROW["score"]),
    *product(_BY_ROW["question"], _BY_ROW["answer"]),
    # "Score" is the answer beside "Question", but may be anything beside "Question name".
    *product(
        (name for name in _BY_ROW["question"] if " " not in name), (*_BY_ROW["value"], *_BY_ROW["score"])
    ),
)
#: A type of question is the question itself only if one of the types is a score ("NPS").
_SORTS: Final = tuple(product(_BY_ROW["sort"], _BY_ROW["answer"]))
#: The kinds of question that a review's rating may be, and its highest score.
_RATED: Final = frozenset({"rating", "satisfaction"})
_HIGHEST: Final = 10
#: Headers that only orders have.
_BOUGHT: Final = re.compile(_COLUMNS["bought"])
_MOST_QUESTIONS: Final = 200
_SAMPLE: Final = 2_000


def _fits(raw: RawTable) -> float:
    """Return how certainly this is a survey, from 0 to 1.

    0.95 with a question and its answer on each row, 0.9 with a recognised question, 0.7 with the columns of
    submissions, 0.6 with the ratings of reviews, else 0.
    """
    pair = _pair(raw)
    if pair is not None and _asks(raw, pair[0]):
        return 0.95
    if any(_asks_for_score(raw, place, name) for place, name in enumerate(raw.columns)):
        return 0.9
    names = {fold(name, marks=True) for name in raw.columns}
    has_question = any(role_of_name(name) is None for name in raw.columns)
    if _takes_orders(raw):
        return 0.0
    if has_question and (names & _SUBMISSION or any(_is_put(raw, name) for name in raw.columns)):
        return 0.7
    if (
        pair is not None
        or _has_groups(raw)
        or nps_groups.are_answered(raw)
        or (has_question and _says_when_answered(raw))
    ):
        return 0.7
    return 0.6 if _is_review(raw) or _marks_things(raw) else 0.0


def _takes_orders(raw: RawTable) -> bool:
    """Return whether the rows come from an order form: with amounts, without questions or ratings."""
    asked = [
        name for name in raw.columns if is_asked(name) and not _BOUGHT.fullmatch(fold_name(name).strip(" ?"))
    ]
    if asked or any(_is_rated(raw, column) for column in raw.columns):
        return False
    fields = order_columns.find(raw).keys()
    priced = bool(fields & {"amount", "line_amount"}) and any(
        _BOUGHT.fullmatch(fold_name(name).strip(" ?")) for name in raw.columns
    )
    return priced and bool(fields & {"order_id", "product", "sku", "quantity"})


def _says_when_answered(raw: RawTable) -> bool:
    """Return whether a column of dates is named after answers, and the table is not one of a help desk."""
    named = [place for place, name in enumerate(raw.columns) if says_of_answers(name)]
    texts = (raw.data.column(place).slice(0, _SAMPLE).drop_null().to_pylist() for place in named)
    return any(map(are_days, texts)) and not tickets.are_listed(raw)


def _is_review(raw: RawTable) -> bool:
    """Return whether rows are reviews: a rating on a usual scale without columns of orders.

    The table must also have comments, or an id and a date named after the feedback ("feedback_id",
    "feedback_date"), or customers and dates.
    """
    bought = any(_BOUGHT.fullmatch(fold_name(name)) for name in raw.columns)
    rated = [c for c in raw.columns if _is_rated(raw, c)]
    comment_columns = [c for c in raw.columns if c not in rated and _COMMENT.fullmatch(fold_name(c))]
    if not rated or bought:
        return False
    return any(_may_comment(raw, c) for c in comment_columns) or _is_entered(raw) or _is_given(raw)


def _marks_things(raw: RawTable) -> bool:
    """Return whether rows have a date and several ratings: "Rate the delivery", "Rate the price"."""
    if not any(role_of_name(name) == "submitted" for name in raw.columns) or _is_charged(raw):
        return False
    asked = [name for name in raw.columns if _MARK.search(fold_name(name)) and " " in name.strip()]
    return sum(_question(raw, name, _RATED) for name in asked) >= _SEVERAL


def _may_comment(raw: RawTable, name: str) -> bool:
    """Return whether a column may have comments; a blank one may, as perhaps nobody wrote any."""
    blank = raw.data.column(raw.columns.index(name)).null_count == raw.rows
    return blank or _question(raw, name, frozenset({"comment", "choice"}))


def _is_given(raw: RawTable) -> bool:
    """Return whether each row has a customer and a date of submission."""
    roles = {role_of_name(name): name for name in raw.columns}
    if not roles.keys() & {"customer", "email"} or "submitted" not in roles:
        return False
    texts = raw.data.column(raw.columns.index(roles["submitted"])).slice(0, _SAMPLE).drop_null().to_pylist()
    return are_days(texts)


def _is_rated(raw: RawTable, name: str) -> bool:
    """Return whether a column is named as a rating (or has faces) and has values on a usual scale."""
    called = _SCALE.sub("", fold_name(name))  # "Rating (1-5)"
    return (_SCORE.fullmatch(called) is not None or _are_faces(raw, name)) and _question(raw, name, _RATED)


def _are_faces(raw: RawTable, name: str) -> bool:
    """Return whether every cell is a single face or thumb, which only ratings have."""
    labels = raw.data.column(raw.columns.index(name)).slice(0, _SAMPLE).drop_null().unique().to_pylist()
    return len(labels) > 1 and None not in faces(labels) and all(len(label.strip()) <= 2 for label in labels)


def _is_entered(raw: RawTable) -> bool:
    """Return whether there are columns of ids and dates that are named after the feedback."""
    days = [c for c in raw.columns if says_of_feedback(c) and role_of_name(c) == "submitted"]
    return bool(days) and any(says_of_feedback(c) and role_of_name(c) == "response" for c in raw.columns)


def _question(raw: RawTable, name: str, kinds: frozenset[str]) -> bool:
    """Return whether a column is a question of one of these kinds, with a scale up to 10 if it has one."""
    counts = pc.value_counts(raw.data.column(raw.columns.index(name)).slice(0, _SAMPLE).drop_null())
    tally = Tally(counts.field("values").to_pylist(), counts.field("counts").to_pylist())
    recognised = recognise(name, tally)
    return (
        recognised is not None
        and recognised.kind in kinds
        and (recognised.high is None or recognised.high <= _HIGHEST)
    )


def _is_put(raw: RawTable, name: str) -> bool:
    """Return whether a header is a question to a person.

    In a table with columns of orders, a question with only yes and no ("Gift?", "Paid?") is not.
    """
    if not is_asked(name):
        return False
    if not any(_BOUGHT.fullmatch(fold_name(column)) for column in raw.columns) and not _is_charged(raw):
        return True
    texts = raw.data.column(raw.columns.index(name)).slice(0, _SAMPLE).drop_null().to_pylist()
    return not all(isinstance(flags.parse(clean(text)), bool) for text in texts)


def _is_charged(raw: RawTable) -> bool:
    """Return whether the table has a date and an amount, as orders do."""
    return {"date", "amount"} <= order_columns.find(raw).keys()


def _asks_for_score(raw: RawTable, place: int, name: str) -> bool:
    topic = topic_of(fold(name, marks=True))
    if topic is None or role_of_name(name) is not None:
        return False
    counts = pc.value_counts(raw.data.column(place).slice(0, _SAMPLE).drop_null())
    tally = Tally(counts.field("values").to_pylist(), counts.field("counts").to_pylist())
    question = recognise(name, tally)
    return question is not None and (question.kind in _SCORED or (topic, question.kind) == ("nps", "rating"))


def _prepare(raw: RawTable) -> RawTable:
    """Return the table with one column of answers per question, if each row has one question and answer."""
    if (pair := _pair(raw)) is None:
        return raw
    kind, answer = pair
    return _split_by_question(raw, kind, answer, typed=fold_name(raw.columns[answer]) in _BY_ROW["score"])


def _pair(raw: RawTable) -> tuple[int, int] | None:
    """Return the index of the column of questions and of that of answers; None without them."""
    places = {fold_name(name): place for place, name in enumerate(raw.columns)}

    def standing(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[int, int]]:
        return ((places[kind], places[answer]) for kind, answer in pairs if {kind, answer} <= places.keys())

    question_sorts = (sort for sort in standing(_PAIRS) if not _names_groups(raw, sort[0]))
    sorts = (sort for sort in standing(_SORTS) if _names_a_score(raw, sort[0]))
    return next(question_sorts, None) or next(sorts, None)


def _has_groups(raw: RawTable) -> bool:
    """Return whether there are a score and its NPS group, which Zenloop calls "Score Type"."""
    places = {fold_name(name): place for place, name in enumerate(raw.columns)}
    beside = [places[name] for name in _BY_ROW["score_type"] if name in places]
    return bool(places.keys() & set(_BY_ROW["score"])) and any(
        _names_groups(raw, neighbour) for neighbour in beside
    )


def _names_groups(raw: RawTable, place: int) -> bool:
    """Return whether all values of a column are names of NPS groups, instead of questions."""
    texts = pc.unique(raw.data.column(place).slice(0, _SAMPLE)).drop_null().to_pylist()
    return nps_groups.are_groups(texts)


def _asks(raw: RawTable, place: int) -> bool:
    """Return whether most texts of a column are questions."""
    texts = raw.data.column(place).slice(0, _SAMPLE).drop_null().to_pylist()
    return bool(texts) and 2 * sum(map(is_asked, texts)) > len(texts)


def _names_a_score(raw: RawTable, place: int) -> bool:
    texts = pc.unique(raw.data.column(place).slice(0, _SAMPLE)).drop_null().to_pylist()
    return any(topic_of(fold(text, marks=True)) is not None for text in texts)


def _split_by_question(raw: RawTable, kind: int, answer: int, *, typed: bool) -> RawTable:
    """Return the table with the column `answer` split into one column per text of the column `kind`.

    `typed`: these texts are types of survey ("NPS") instead of questions.
    """
    row_questions = pc.utf8_trim_whitespace(raw.data.column(kind))
    row_questions = pc.if_else(
        pa.array(repeated_headers.repeated(raw)), None, row_questions
    )  # a repeated header is not a question
    questions = sorted(pc.unique(row_questions).drop_null().to_pylist())
    if len(questions) > _MOST_QUESTIONS:
        return raw
    names, columns = list(raw.columns), list(raw.data.columns)
    columns[answer] = pc.if_else(pc.is_null(row_questions), columns[answer], None)
    columns[kind] = pc.if_else(pc.is_null(row_questions), columns[kind], None)
    for question in questions:
        names.append(f"Score ({_TYPES.get(fold(question, marks=True), question)})" if typed else question)
        columns.append(pc.if_else(pc.equal(row_questions, question), raw.data.column(answer), None))
    data = pa.table(columns, names=[str(place) for place in range(len(columns))])
    return replace(raw, columns=unique_names(names), data=data)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    if any(_SCORE.fullmatch(fold_name(name)) for name in cells.raw.columns):
        review_states.set_spam_aside(cells)
    return responses(cells, _LAYOUT)


FORMAT = Format(
    key=KEY,
    platform="Survey",
    export="any table of answers",
    kind="surveys",
    read=_read,
    fits=_fits,
    prepare=_prepare,
    generic=True,
)
