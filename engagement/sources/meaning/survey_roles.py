"""The role of a survey column that is not a question: an id, a date, a name, an address, a device.

It follows from the header (`[surveys]` in the word files), else from the values. Columns that identify a
person are recognised so that they do not get into tables; attributes of people (country, language, plan)
become segments.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, cast

from engagement.sources.meaning.header_words import fold_name, marked
from engagement.sources.meaning.kind import pattern
from engagement.sources.meaning.vocabularies import SURVEYS
from engagement.sources.values import looks
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: response: id of the submission · submitted: its time · email, customer, phone: identify the customer ·
#: order: number of the order that it is about · personal: identifies a person, never stored · hidden: other
#: columns of the tool · country, channel, language, segment: attributes by which answers are split · custom:
#: a tool's free field.
SurveyRole = Literal[
    "response", "submitted", "email", "customer", "phone", "order", "hidden",
    "country", "channel", "language", "segment", "custom", "personal",
]  # fmt: skip

_RULES: Final = patterns("surveys-asked-for")
_ASKED_FOR: Final = {cast("SurveyRole", role): re.compile(text) for role, text in _RULES.items()}
#: A header that can only mean an id: "course_id", "OrderID".
_IDENT: Final = re.compile(pattern("surveys-ident", "ident"))
#: Attributes that the tool itself adds: segments, but no answers.
_NOT_ASKED: Final = frozenset(map(marked, words("surveys-not-asked")["tool"]))
_STEMMED: Final[tuple[SurveyRole, ...]] = ("custom", "personal", "hidden")
_OF_A_PERSON: Final = frozenset({"email", "phone", "personal"})
_FEW: Final = 3
#: The length from which a token may look like anything.
_TOKEN: Final = 12
_SEVERAL: Final = 5
_MANY: Final = 20
_WHOLE: Final = re.compile(r"\d{1,9}")
_LOOKS: Final[tuple[tuple[SurveyRole, Callable[[str], bool]], ...]] = (
    ("email", looks.is_email),
    ("hidden", looks.is_machine_token),
    ("hidden", looks.is_plain_date),
    ("phone", looks.is_phone),
)


def is_asked(name: str) -> bool:
    """Return whether a person answered this column; False for what the tool adds (device, browser)."""
    return marked(name) not in _NOT_ASKED


def rank_of_name(name: str) -> int:
    """Return the rank of a header among the names of roles, 0 the most certain."""
    return SURVEYS.rank(name)


def role_of_name(name: str) -> SurveyRole | None:
    """Return the role by the column's name; None: it may be a question."""
    if known_role := SURVEYS.named(name):
        return cast("SurveyRole", known_role)
    texts = {"hidden": fold(name, marks=True)}  # a tool's own word may end in punctuation
    for role in _STEMMED:
        if SURVEYS.stemmed(texts.get(role, marked(name)), role):
            return role
    if _IDENT.fullmatch(fold_name(name)):
        return "hidden"
    # "Contact information - Email Address": the last part of a joined header may also identify a person.
    _, joined, tail = name.rpartition(" - ")
    of_tail = role_of_name(tail) if joined else None
    return of_tail if of_tail in _OF_A_PERSON else None


def segment_of_question(name: str) -> SurveyRole | None:
    """Return country, language or channel for a choice question that asks for it."""
    text = fold(name, marks=True)
    return next((role for role, words in _ASKED_FOR.items() if len(text) <= 70 and words.search(text)), None)


def role_of_values(labels: Sequence[str], weights: Sequence[int]) -> SurveyRole | None:
    """Return the role that nine values in ten indicate: e-mail address, token, date; None for none.

    A column with row numbers or a token per row is "hidden", whatever its header.
    """
    if _numbers_rows(labels, weights) or _names_rows(labels, weights):
        return "hidden"
    if looks.are_days(labels):
        return "hidden"
    return next((role for role, look in _LOOKS if looks.share(labels, look, weights) >= 0.9), None)


def _numbers_rows(labels: Sequence[str], weights: Sequence[int]) -> bool:
    """Return whether the values are consecutive and unique: more of them than any scale has."""
    if len(labels) < _MANY or set(weights) != {1} or not all(_WHOLE.fullmatch(label) for label in labels):
        return False
    numbers = [int(label) for label in labels]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return min(steps) * max(steps) > 0 and abs(numbers[-1] - numbers[0]) < len(numbers) / 0.9


def _names_rows(labels: Sequence[str], weights: Sequence[int]) -> bool:
    """Return whether each row has its own token: one word of letters and digits, all of one form."""
    if len(labels) < _SEVERAL or set(weights) != {1}:
        return False
    alike = {(re.sub(r"\d+", "0", label) if len(label) < _TOKEN else "") for label in labels}
    tokens = all(looks.is_token(label) and any(c.isalpha() for c in label) for label in labels)
    return tokens and (len(alike) <= max(1, len(labels) // 10) or len({len(label) for label in labels}) == 1)


def role_of_custom(labels: Sequence[str], answers: int) -> SurveyRole:
    """Return the role of a tool's free field ("Custom Data 1"): "customer" for mostly distinct ids."""
    ids = sum(1 for label in labels if looks.is_token(label))
    if ids >= 0.9 * len(labels) and len(labels) >= max(_FEW, answers / 2):
        return "customer"
    return "segment"
