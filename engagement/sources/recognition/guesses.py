"""Guess the most likely column of each role, with the reason: by its name, else by its values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.columns.typed import Cells
from engagement.sources.meaning.asked_roles import ROLES
from engagement.sources.meaning.vocabularies import SOCIAL
from engagement.sources.model.hints import Hints, StatedQuestion
from engagement.sources.orders import columns as order_columns
from engagement.sources.recognition import recipes
from engagement.sources.recognition.proposals import Guess, QuestionGuess
from engagement.sources.surveys import respondents
from engagement.sources.surveys.question_kinds import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.meaning.matcher import Matcher
    from engagement.sources.model.account import ExportKind
    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.recognition.proposals import Profile, ValueLook
    from engagement.sources.surveys.question_kinds import ColumnQuestion
    from engagement.sources.surveys.respondents import SurveyColumn

    Test = Callable[[Profile], bool]

#: The number of rows from which a survey's questions are guessed.
_LOOKED_AT: Final = 5_000
#: The share of values that must look like a role if the column's name shows nothing.
_SURE: Final = 0.9
#: The most distinct values of a rating scale.
_STEPS: Final = 11
_MAIL: Final = re.compile(r"mail|correo|courriel|posta|epost")
_WORD: Final = re.compile(r"[a-z]{3}-?\d|\d-?[a-z]{3}")
#: Looks that are not order numbers, though unique in each row.
_NO_NUMBER: Final[tuple[ValueLook, ...]] = ("link", "email")

#: What the values of a role look like, for roles whose values have a certain look.
_LOOKS: Final[Mapping[str, ValueLook]] = {
    "date": "date",
    "published": "date",
    "submitted": "date",
    "sent": "date",
    "day": "date",
    "joined": "date",
    "amount": "number",
    "line_amount": "number",
    "price": "number",
    "refunded": "number",
    "quantity": "whole",
    "email": "email",
    "currency": "currency",
    "status": "state",
    "country": "country",
    "permalink": "link",
}
#: The concepts of [social] that a role may be read from, the best first, for roles with several.
_CONCEPTS: Final[Mapping[str, tuple[str, ...]]] = {
    "published": ("published", "date", "month", "week"),
    "text": ("text", "title"),
    "clicks": ("clicks", "link_clicks"),
    "shares": ("shares", "reposts"),
}


def orders(raw: RawTable, columns: Sequence[Profile]) -> tuple[Guess, ...]:
    """Return the likely column of each role, for a table of orders."""
    by_name = {column.name: column for column in columns}
    by_role = {
        role: name for role, name in order_columns.find(raw).items() if _may_be(role, by_name.get(name))
    }
    return _filled_up(by_role, columns, _ORDERS)


def _may_be(role: str, column: Profile | None) -> bool:
    """Return whether a column's values allow a role: ratings are not customers, and words not amounts."""
    if column is None or not column.filled:
        return True
    if role == "email":
        return _MAIL.search(column.name.casefold()) is not None  # else its values show it
    if role in {"amount", "line_amount", "price"}:
        return not _names_things(column)
    return role not in {"customer", "order_id"} or not _is_scale(column)


def _names_things(column: Profile) -> bool:
    """Return whether numbers are parts of words: "cup-1" is not an amount in Cuban pesos."""
    return sum(bool(_WORD.search(text)) for text in column.samples) * 2 > len(column.samples)


def _is_scale(column: Profile) -> bool:
    """Return whether a column has only a few small whole numbers that repeat, like ratings."""
    return column.distinct <= _STEPS < column.filled and column.share("whole") >= _SURE


def social(raw: RawTable, columns: Sequence[Profile]) -> tuple[Guess, ...]:
    """Return the likely column of each role, for a table of posts or of an account's days."""
    named: dict[str, str] = {}
    for role in ROLES["social"]:
        candidates = SOCIAL.columns_for(raw.columns, *_CONCEPTS.get(role.key, (role.key,)))
        free = [column for column in candidates if column not in named.values()]
        if free:
            named[role.key] = free[0]
    return _filled_up(named, columns, _SOCIAL)


def by_vocabulary(
    vocabulary: Matcher, kind: ExportKind, raw: RawTable, columns: Sequence[Profile]
) -> tuple[Guess, ...]:
    """Return the likely column of each role, for a table of another `kind`, by its `vocabulary`."""
    by_role = vocabulary.find(raw.columns)
    named = {role.key: by_role[role.key][0] for role in ROLES[kind] if role.key in by_role}
    return _filled_up(named, columns, _DATED.get(kind, {}))


def survey(raw: RawTable, columns: Sequence[Profile]) -> tuple[tuple[Guess, ...], tuple[QuestionGuess, ...]]:
    """Return the likely columns of a survey's respondents and dates, and the question of each other column.

    Columns that identify a person are never offered as answers.
    """
    keys = {role.key for role in ROLES["surveys"]}
    by_name = {column.name: column for column in columns}
    roles: dict[str, Guess] = {}
    questions: list[QuestionGuess] = []
    for column in _survey_columns(raw):
        role = str(column.role)
        if role in keys and role not in roles and column.name in by_name:
            reason = _named if column.role_by_name is not None else _looks
            roles[role] = Guess(role, column.name, reason(role, by_name[column.name]))
        elif column.tally.answers and column.role not in respondents.CONTACTS:
            questions.append(_question(column))
    by_values = _filled_up({}, columns, {"submitted": _is_day}) if "submitted" not in roles else ()
    return (*roles.values(), *by_values), tuple(questions)


def _survey_columns(raw: RawTable) -> list[SurveyColumn]:
    survey_format = recipes.generic_format("surveys")
    part = raw.with_rows(raw.data.slice(0, _LOOKED_AT), raw.lines.slice(0, _LOOKED_AT))
    prepared = survey_format.prepare(part) if survey_format.prepare is not None else part
    cells = Cells(prepared, key=bytes(32), hints=Hints())
    return respondents.columns_of(cells, respondents.Layout(survey_format.key))


def _question(column: SurveyColumn) -> QuestionGuess:
    question = recognise(column.wording, column.tally) if column.role is None else None
    if question is None:
        return QuestionGuess(column.name, StatedQuestion("ignored"), message("the survey tool's own column"))
    suggested = StatedQuestion(question.kind, question.reversed)
    return QuestionGuess(column.name, suggested, _why(question), question.warnings)


def _why(question: ColumnQuestion) -> Message:
    if question.kind == "rating":
        return message("answers from {low} to {high}", low=question.low, high=question.high)
    if question.low is not None:
        return message("its wording, and answers from {low} to {high}", low=question.low, high=question.high)
    if question.kind == "choice":
        return message("few answers that repeat")
    return message("numbers on no scale") if question.kind == "number" else message("answers in own words")


def _filled_up(
    named: Mapping[str, str], columns: Sequence[Profile], tests: Mapping[str, Test]
) -> tuple[Guess, ...]:
    """Return the roles found by names, with reasons, then those found by values alone."""
    by_name = {column.name: column for column in columns}
    guesses = [Guess(role, name, _named(role, by_name[name])) for role, name in named.items()]
    used = set(named.values())
    for role, test in tests.items():
        if role in named:
            continue
        fit = next((c for c in columns if c.filled and c.name not in used and test(c)), None)
        if fit is not None:
            guesses.append(Guess(role, fit.name, _valued(role, fit)))
            used.add(fit.name)
    return tuple(guesses)


def _named(role: str, column: Profile) -> Message:
    if _LOOKS.get(role) is None or not column.filled:
        return message("its name says so")
    return message("its name says so, and {values}", values=_looks(role, column))


def _valued(role: str, column: Profile) -> Message:
    if role == "order_id":
        return message("every value stands once, as order numbers do")
    if role == "customer":
        return message("values repeat like customers do")
    return _looks(role, column)


def _looks(role: str, column: Profile) -> Message:
    look = _LOOKS.get(role)
    if look is None:
        return message("its values say so")
    count = column.looks.get(look, 0)
    return message(
        "{count} of {of} values looked at are {what}", count=count, of=column.filled, what=_NAMES[look]
    )


_NAMES: Final[Mapping[ValueLook, Message]] = {
    "date": message("dates"),
    "number": message("numbers"),
    "whole": message("small whole numbers"),
    "email": message("e-mail addresses"),
    "currency": message("currencies"),
    "state": message("states of an order"),
    "country": message("countries"),
    "link": message("links"),
}


def _is(look: ValueLook) -> Test:
    return lambda column: column.share(look) >= _SURE


def _is_day(column: Profile) -> bool:
    """Return whether nearly all values are dates, but not plain numbers, which may look like dates."""
    return column.share("date") >= _SURE and column.share("number") < _SURE


def _is_amount(column: Profile) -> bool:
    money = column.decimal is not None or column.currency is not None
    return column.share("number") >= _SURE and money and not _names_things(column)


def _is_number_of_order(column: Profile) -> bool:
    alone = column.share("ident") >= _SURE and column.distinct == column.filled
    return alone and not _is_day(column) and not any(column.share(look) for look in _NO_NUMBER)


def _is_customer(column: Profile) -> bool:
    repeats = 1 < column.distinct < column.filled
    return repeats and column.share("ident") >= _SURE and not _is_day(column) and not _is_scale(column)


#: Roles that can be recognised by values alone, with the test of a column; the most certain first.
_ORDERS: Final[Mapping[str, Test]] = {
    "date": _is_day,
    "email": _is("email"),
    "amount": _is_amount,
    "order_id": _is_number_of_order,
    "currency": _is("currency"),
    "country": _is("country"),
    "status": _is("state"),
    "customer": _is_customer,
}
_SOCIAL: Final[Mapping[str, Test]] = {"published": _is_day, "permalink": _is("link")}
_DATED: Final[Mapping[ExportKind, Mapping[str, Test]]] = {
    "email": {"sent": _is_day},
    "web": {"day": _is_day},
    "loyalty": {"joined": _is_day, "email": _is("email")},
    "costs": {"day": _is_day},
}
