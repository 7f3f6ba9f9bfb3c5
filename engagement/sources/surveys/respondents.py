"""Who answered a survey, when, and which columns are questions: one row per submission.

The role of a column follows from its name, else from its values (`survey_roles`). Columns that identify a
person are only used for the keyed pseudonym.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.answer_days import says_another_day, says_answered, says_sent
from engagement.sources.meaning.survey_roles import (
    SurveyRole,
    is_asked,
    rank_of_name,
    role_of_custom,
    role_of_name,
    role_of_values,
)
from engagement.sources.meaning.survey_topics import topic_of
from engagement.sources.surveys.scores import Tally
from engagement.sources.surveys.submissions import joined
from engagement.sources.text.column_names import normalise
from engagement.sources.values import looks
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.hints import Hints
    from engagement.sources.surveys.submissions import Codes, Given
    from engagement.sources.values.texts import Distinct

#: Attributes of people, by which answers can be split; a form may also have asked for them.
TRAITS: Final = frozenset({"country", "channel", "language", "segment"})
#: Roles that identify a person. A person's answer about a column cannot turn it into a question.
CONTACTS: Final = frozenset({"email", "phone", "personal"})
#: The kind that a recipe gives a column that is not to be read.
IGNORED: Final = "ignored"

_TAG: Final = re.compile(r"<[^<>]{1,200}>")
_PIPED: Final = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}")
#: The number of distinct values that are checked for addresses and tokens.
_SAMPLE: Final = 500
#: The order in which topics are preferred for the name of a survey.
_RANKS: Final = {"nps": 0, "satisfaction": 1, "effort": 2, None: 3}
_TITLE: Final = 60
#: What programs for statistics write for no value.
_BLANK: Final = frozenset({"NA", "<NA>", "NaN", "nan", "#N/A", "NULL", "null"})
_NO_DATE: Final = datetime(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known beforehand about a platform's exports, with column names as in its headers.

    - `source`: the format's key.
    - `response`, `submitted`: its columns of ids and of dates, the best first.
    - `hidden`: its own columns that are never questions.
    - `usual`: whether it writes day or month first, for files that do not show it.
    - `finished`: columns that are blank in responses that were never submitted.
    """

    source: str
    response: tuple[str, ...] = ()
    submitted: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    usual: Literal["day", "month"] | None = None
    finished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """One column of a survey.

    - `place` and `name`: its index and its name in the file; `wording` is the question as a person reads it.
    - `role_by_name`: the role its name suggests; `role`: the one its values confirm, None for a question.
    - `weights`: how often each distinct text occurs in the rows that are kept.
    - `tally`: the same without blanks and without texts that no kept row has.
    """

    place: int
    name: str
    wording: str
    role_by_name: SurveyRole | None
    role: SurveyRole | None
    distinct: Distinct
    weights: Sequence[int]
    tally: Tally

    def spread(self, values: Sequence[object], kind: pa.DataType) -> pa.Array:
        """Return one entry per row of the file from one value per label of `tally`."""
        answers = iter(values)
        labels = zip(self.distinct.cleaned, self.weights, strict=True)
        return self.distinct.spread([next(answers) if w and _says(t) else None for t, w in labels], kind)


def wording_of(name: str) -> str:
    """Return a header without markup and with "…" for the tool's placeholders."""
    text = html.unescape(_TAG.sub(" ", name)) if "<" in name or "&" in name else name
    return " ".join(_PIPED.sub("…", text).split())


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, with a number after repeated ones ("Name (2)"); upper and lower case are equal."""
    counts: Counter[str] = Counter()
    unique = []
    for name in names:
        counts[name.casefold()] += 1
        unique.append(name if counts[name.casefold()] == 1 else f"{name} ({counts[name.casefold()]})")
    return tuple(unique)


def columns_of(cells: Cells, layout: Layout) -> list[SurveyColumn]:
    """Describe every column of the table, in its order, with wordings made unique."""
    is_kept = np.asarray(cells.kept)
    fixed: dict[str, SurveyRole] = {normalise(name): "hidden" for name in layout.hidden}
    fixed |= {normalise(name): "submitted" for name in layout.submitted}
    fixed |= {normalise(name): "response" for name in layout.response}
    wordings = unique_names(wording_of(name) for name in cells.raw.columns)
    roles_given = _roles_given(cells.hints)
    described = []
    for place, (name, wording) in enumerate(zip(cells.raw.columns, wordings, strict=True)):
        distinct = cells.evidence.distinct(place)
        weights = _weights(distinct, is_kept)
        named = fixed.get(normalise(name)) or role_of_name(wording)
        tally = _tally(distinct, weights)
        role = _refined(named, tally)
        if name in roles_given and (role not in CONTACTS or roles_given[name] in CONTACTS):
            named = role = roles_given[name]
        described.append(SurveyColumn(place, name, wording, named, role, distinct, weights, tally))
    return described


def _roles_given(hints: Hints) -> dict[str, SurveyRole | None]:
    """Return the roles that a person has given to columns; None means a question."""
    all_roles: frozenset[SurveyRole] = frozenset(get_args(SurveyRole))
    roles: dict[str, SurveyRole | None] = {
        column: role
        for role in all_roles
        for column in ((hints.roles or {}).get(role),)
        if column is not None
    }
    questions = (hints.questions or {}).items()
    return {column: "hidden" if given.kind == IGNORED else None for column, given in questions} | roles


def _refined(named: SurveyRole | None, tally: Tally) -> SurveyRole | None:
    """Return the role by the name or, if the name is unknown or ambiguous, by the values."""
    if named is not None and named != "custom":
        return named
    shown = role_of_values(tally.labels[:_SAMPLE], tally.weights[:_SAMPLE])
    if named is None or shown == "email":
        return shown
    return role_of_custom(tally.labels[:_SAMPLE], tally.answers)


def _says(text: str | None) -> bool:
    """Whether a cell holds an answer, not what a program for statistics writes for none."""
    return bool(text) and text not in _BLANK


def _tally(distinct: Distinct, weights: Sequence[int]) -> Tally:
    pairs = [(t, w) for t, w in zip(distinct.cleaned, weights, strict=True) if w and _says(t)]
    return Tally([t for t, _ in pairs], [w for _, w in pairs])


def _weights(distinct: Distinct, mask: np.ndarray[Any, Any]) -> list[int]:
    indices = distinct.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    counts: list[int] = np.bincount(indices[mask & (indices >= 0)], minlength=len(distinct)).tolist()
    return counts


def answered_columns(columns: Iterable[SurveyColumn]) -> list[SurveyColumn]:
    """Return the columns with answers: questions, and attributes that the form asks for."""
    return [c for c in columns if c.role is None or (c.role_by_name in TRAITS and is_asked(c.wording))]


def people(cells: Cells, columns: Sequence[SurveyColumn]) -> pa.Int64Array:
    """Return the customer key of each row, from e-mail, customer id or phone number; null without any."""

    def named(role: SurveyRole) -> tuple[str, ...]:
        return tuple(c.name for c in columns if c.role == role)

    return cells.person(
        email=named("email"), ident=named("customer"), phone=named("phone"), country=named("country")
    )


def orders(cells: Cells, columns: Sequence[SurveyColumn]) -> pa.StringArray:
    """Return the number of the order that each response is about, as written; null without one."""
    numbers = pa.nulls(cells.raw.rows, pa.string())
    for column in columns:
        if column.role == "order":
            numbers = pc.coalesce(numbers, cells.text(column.name))
    return numbers


def instants(cells: Cells, columns: Sequence[SurveyColumn], layout: Layout) -> pa.TimestampArray:
    """Return when each response was submitted, from the best column of dates, else from the next best.

    Rows with a date in the future are set aside.
    """
    order = {normalise(name): i - len(layout.submitted) for i, name in enumerate(layout.submitted)}
    dates = [c for c in columns if looks.begin_like_dates(c.tally.labels[:_SAMPLE]) or _is_epoch(c)]
    dated = [c for c in dates if c.role == "submitted"] or _of_answer(cells, columns)
    dated.sort(key=lambda c: order.get(normalise(c.name), rank_of_name(c.wording)))
    instant = pa.nulls(cells.raw.rows, pa.timestamp("us"))
    for column in dated:
        if instant.null_count:
            instant = pc.coalesce(instant, _without_placeholder(cells, _instant(cells, column, layout)))
    cells.set_future_aside(instant, *(column.name for column in dated[:1]))
    return instant


def _without_placeholder(cells: Cells, when: pa.TimestampArray) -> pa.TimestampArray:
    """Return the instants without LimeSurvey's placeholder for surveys that record no dates (1980-01-01)."""
    is_real = pc.not_equal(when, pa.scalar(_NO_DATE, when.type)).fill_null(False)
    if pc.sum(pc.is_valid(when)).as_py() != pc.sum(is_real).as_py():
        cells.warn(message("The survey kept no dates: 1980-01-01 stands for none"))
    return pc.if_else(is_real, when, None)


def _of_answer(cells: Cells, columns: Sequence[SurveyColumn]) -> list[SurveyColumn]:
    """Return the columns of dates that say when people answered, among those not recognised by name.

    Those named after answering are preferred, then those named after sending, then others, except columns
    named after another day (of the order, of birth). Several equally good ones of the latter kinds are
    ambiguous: none is returned, with a warning.
    """
    # "Completed" is a yes or no of the tool, or the day.
    unnamed = [c for c in columns if c.role == "hidden" and (c.role_by_name is None or says_sent(c.wording))]
    days = [c for c in unnamed if looks.are_days(c.tally.labels[:_SAMPLE]) or _is_epoch(c)]
    for is_meant in (says_answered, says_sent, lambda name: not says_another_day(name)):
        dated = [c for c in days if is_meant(c.wording)]
        if len(dated) == 1 or (dated and is_meant is says_answered):
            return dated
        if dated:
            cells.warn(
                message(
                    "Several columns hold dates: {columns}. Nothing says which is the day of the answer, so "
                    "there is none",
                    columns=", ".join(c.name for c in dated),
                )
            )
            return []
    if days:
        cells.warn(
            message(
                "No column says when people answered; {columns} is another day",
                columns=", ".join(c.name for c in days),
            )
        )
    else:
        cells.warn(message("No column says when people answered"))
    return []


def _is_epoch(column: SurveyColumn) -> bool:
    return looks.are_epochs(column.tally.labels[:_SAMPLE])


def _instant(cells: Cells, column: SurveyColumn, layout: Layout) -> pa.TimestampArray:
    """Return the instants in a column; numbers are seconds (or milliseconds) since 1970, in UTC."""
    if not _is_epoch(column):
        return cells.instant(column.name, usual=layout.usual)
    cells.use(column.name)
    matches = [looks.EPOCH.fullmatch(text) for text in column.distinct.cleaned]
    ticks = [None if m is None else int(m[1]) * 1_000_000 + int(m[2] or 0) * 1000 for m in matches]
    return column.distinct.spread(ticks, pa.timestamp("us"))


def submissions(
    cells: Cells,
    columns: Sequence[SurveyColumn],
    layout: Layout,
    answered: Given,
    context: tuple[pa.Array, pa.Array],
) -> tuple[pa.StringArray | None, Codes | None]:
    """Return the tool's ids (None without usable ones) and the submission of each row (see `joined`).

    The submissions are None if each row is one. Rows with the same id belong together; without ids, rows of
    the same person and instant (`context`).
    """
    order = {normalise(name): i - len(layout.response) for i, name in enumerate(layout.response)}
    tools = [c for c in columns if c.role == "response"]
    tools.sort(key=lambda c: order.get(normalise(c.name), rank_of_name(c.wording)))
    is_kept = cells.kept
    for column in tools:
        ids = column.distinct.spread([text or None for text in column.distinct.cleaned], pa.string())
        kept_ids = ids.filter(is_kept)
        if kept_ids.null_count:
            continue
        alone = pc.count_distinct(kept_ids).as_py() == len(kept_ids)
        codes = None if alone else joined([ids], answered)
        if alone or codes is not None:
            cells.use(column.name)
            return pc.fill_null(ids, ""), codes
    return None, joined(context, answered)


def made_ids(content: Sequence[pa.Array], rows: int) -> pa.StringArray:
    """Return ids computed from `content` (answers, instant, pseudonym: nothing that identifies a person).

    Each is a hash of the row's content and of the number of earlier rows with the same content, so that
    another export of the same rows has the same ids.
    """
    texts = [pc.fill_null(part.cast(pa.string()), "") for part in content]
    joined = pc.binary_join_element_wise(*texts, "\x1f").to_pylist() if texts else [""] * rows
    counts: Counter[str] = Counter()
    ids = []
    for text in joined:
        ids.append(hashlib.blake2b(f"{text}\x1e{counts[text]}".encode(), digest_size=10).hexdigest())
        counts[text] += 1
    return pa.array(ids, pa.string())


def name_of_survey(columns: Iterable[SurveyColumn]) -> str:
    """Return a name that is the same for every export of a survey, whatever the file is called.

    It consists of the main question (one that asks for a score, if there is one) and a short hash of all
    questions in alphabetical order. New answers or moved columns do not change it; an added, removed or
    reworded question does.
    """
    wordings = [
        c.wording
        for c in columns
        if c.role_by_name is None or (c.role_by_name in TRAITS and is_asked(c.wording))
    ]
    sorted_names = sorted(
        (_RANKS[topic_of(fold(text, marks=True))], fold(text, marks=True), text) for text in wordings
    )
    digest = hashlib.blake2b(
        "\n".join(sorted(f for _, f, _ in sorted_names)).encode(), digest_size=3
    ).hexdigest()
    title = sorted_names[0][2] if sorted_names else ""
    short = title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + "…"
    return f"{short} · {digest}".strip()
