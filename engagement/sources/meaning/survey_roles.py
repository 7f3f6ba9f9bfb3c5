"""What a survey column is when it is not a question: an id, a date, a name, an address, a device.

Known by its name in the file languages (`words.survey_roles`), else by its values. What names a person is
found so that it stays out of the tables; what splits people (country, language, plan) becomes a segment.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from engagement.sources.meaning.survey_topics import fold_name
from engagement.sources.values import looks
from engagement.sources.values.fold import fold
from engagement.sources.words.survey_roles import ASKED_FOR, IDENT, NOT_ASKED, SURVEY, SurveyRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BY_NAME: Final = {
    name: cast("SurveyRole", role)
    for role, names in SURVEY.names.items()
    for name in names.replace("_", " ").split("|")
}
_RANKS: Final = {name: rank for rank, name in enumerate(_BY_NAME)}
_STEMS: Final = {cast("SurveyRole", role): re.compile(words) for role, words in SURVEY.stems.items()}
_IDENT: Final = re.compile(IDENT)
_ASKED_FOR: Final = {role: re.compile(words) for role, words in ASKED_FOR.items()}
_NUMBERED: Final = re.compile(r" ?\(?\d{1,2}\)?$")
_OF_A_PERSON: Final = frozenset({"email", "phone", "personal"})
_FEW: Final = 3
#: A token of this length or more may look like anything.
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


def _key(name: str) -> str:
    return fold(name, marks=True).strip(" ?:*.")


def is_asked(name: str) -> bool:
    """Whether a person answered this column; False for what the tool adds (device, browser)."""
    return _key(name) not in NOT_ASKED


def rank_of_name(name: str) -> int:
    """Return how good a name is for its role, 0 the best: where the list of its role has it."""
    return _RANKS.get(_known(name) or "", len(_RANKS))


def _known(name: str) -> str | None:
    """The name as our lists have it; "Email2" and "Email (2)" are e-mail columns too."""
    text = _key(name)
    return next((t for t in (text, _NUMBERED.sub("", text), fold_name(name)) if t in _BY_NAME), None)


def role_of_name(name: str) -> SurveyRole | None:
    """Return the role that the column's name alone tells; None: it may be a question."""
    if known := _known(name):
        return _BY_NAME[known]
    texts = {"hidden": fold(name, marks=True)}  # a tool's own word may end in a mark
    for role, words in _STEMS.items():
        if words.search(texts.get(role, _key(name))):
            return role
    if _IDENT.fullmatch(fold_name(name)):
        return "hidden"
    # "Contact information - Email Address": the tail of a joined header may name a person too.
    _, joined, tail = name.rpartition(" - ")
    of_tail = role_of_name(tail) if joined else None
    return of_tail if of_tail in _OF_A_PERSON else None


def segment_of_question(name: str) -> SurveyRole | None:
    """Return country, language or channel for a choice question that asks for it."""
    text = fold(name, marks=True)
    return next((role for role, words in _ASKED_FOR.items() if len(text) <= 70 and words.search(text)), None)


def role_of_values(labels: Sequence[str], weights: Sequence[int]) -> SurveyRole | None:
    """Return the role that nine values in ten show: an e-mail address, a machine's token, a date.

    A column that numbers the rows is the tool's own too, whatever it is called.
    """
    if _numbers_rows(labels, weights) or _names_rows(labels, weights):
        return "hidden"
    if looks.are_days(labels):
        return "hidden"
    return next((role for role, look in _LOOKS if looks.share(labels, look, weights) >= 0.9), None)


def _numbers_rows(labels: Sequence[str], weights: Sequence[int]) -> bool:
    """Whether the values run on from row to row, each standing once: more of them than any scale has."""
    if len(labels) < _MANY or set(weights) != {1} or not all(_WHOLE.fullmatch(label) for label in labels):
        return False
    numbers = [int(label) for label in labels]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return min(steps) * max(steps) > 0 and abs(numbers[-1] - numbers[0]) < len(numbers) / 0.9


def _names_rows(labels: Sequence[str], weights: Sequence[int]) -> bool:
    """Whether each row has a token of its own: one word with letters and figures, all made alike."""
    if len(labels) < _SEVERAL or set(weights) != {1}:
        return False
    alike = {(re.sub(r"\d+", "0", label) if len(label) < _TOKEN else "") for label in labels}
    tokens = all(looks.is_token(label) and any(c.isalpha() for c in label) for label in labels)
    return tokens and (len(alike) <= max(1, len(labels) // 10) or len({len(label) for label in labels}) == 1)


def role_of_custom(labels: Sequence[str], answers: int) -> SurveyRole:
    """Return what a tool's free field ("Custom Data 1") holds: a customer's id where each is its own."""
    ids = sum(1 for label in labels if looks.is_token(label))
    if ids >= 0.9 * len(labels) and len(labels) >= max(_FEW, answers / 2):
        return "customer"
    return "segment"
