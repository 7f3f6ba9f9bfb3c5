"""Reviews that the shop has marked as spam, or does not show.

Spam is set aside. A review that is hidden, rejected or not yet published is still a customer's answer, and
without these the shop would choose its own score. So they count, and the report says how many they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.locale import message
from engagement.sources.meaning.header_words import fold_name
from engagement.sources.values import flags
from engagement.sources.values.texts import clean
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.sources.columns.typed import Cells

_SPAM_REVIEW: Final = message("This review was marked as spam")
#: Headers of columns of states, and of columns of yes and no.
_STATES: Final = re.compile(
    r"(?:review |moderation |publish(?:ing)? |publication |curation )?(?:status|state|visibility|curated)"
    r"|moderation|stato(?: recensione)?|estado(?: de la resena)?|status opinii|stan|statut|statut de l'avis"
    r"|bewertungsstatus|estado da avaliacao|situacao|widoczno\w*|visibilita|visibilidad\w*|sichtbarkeit"
)
_IS_SPAM: Final = re.compile(r"(?:is |marked as |flagged as )?(?:spam|fake)|e spam|es spam|jest spamem")
_IS_HIDDEN: Final = re.compile(
    r"(?:is )?(?:hidden|unpublished|rejected|archived)|nascosta?|oculta?|ukryt[ae]|versteckt"
)
_IS_SHOWN: Final = re.compile(
    r"(?:is )?(?:published|visible|approved|displayed)|pubblicata?|publicad[ao]|opublikowan[ae]"
    r"|veroffentlicht"
)
_SPAM: Final = re.compile(r"\bspam|\bfake\b|\bfals[ao]\b|\bfalszyw")
_HIDDEN: Final = re.compile(
    r"\bhid(?:den|e)\b|\bunpublish|\bnot[ -](?:yet|published|visible)|\breject|\bdeclin|\bdisapprov|\bpending"
    r"|\barchived|\bnascost|\bnon pubblic|\brifiutat|\bocult|\bno public|\brechazad|\brejeitad|\bnao public"
    r"|\bukryt|\bnieopublik|\bodrzucon|\bversteckt|\bunveroffentlicht|\bnicht veroffentlicht|\babgelehnt"
    r"|\bmasque|\bnon publie|\brefuse"
)


def set_spam_aside(cells: Cells) -> None:
    """Set aside reviews that are spam, and warn about those that are not shown."""
    rows = cells.raw.rows
    spam, hidden = [False] * rows, [False] * rows
    column = ""
    for name, marks, unseen in _marked(cells):
        column = column or (name if any(marks) else "")
        spam = [a or b for a, b in zip(spam, marks, strict=True)]
        hidden = [a or b for a, b in zip(hidden, unseen, strict=True)]
    if any(spam):
        cells.set_aside(pa.array(spam, pa.bool_()), _SPAM_REVIEW, column)
    count = sum(unseen and not marked for unseen, marked in zip(hidden, spam, strict=True))
    if count:
        cells.warn(
            message(
                "{count} review is hidden or not published; it is a customer's answer and counts",
                "{count} reviews are hidden or not published; they are customers' answers and count",
                n=count,
                count=count,
            )
        )


def _marked(cells: Cells) -> Iterator[tuple[str, Sequence[bool], Sequence[bool]]]:
    """Yield each column of review states: its name, which rows are spam, and which are not shown."""
    for place, name in enumerate(cells.raw.columns):
        plain_name = fold_name(name)
        yes = [(text, flags.parse(text)) for text in _texts(cells, place)] if _tells(plain_name) else []
        none = [False] * len(yes)
        if _IS_SPAM.fullmatch(plain_name):
            yield name, [flag is True for _, flag in yes], none
        elif _IS_HIDDEN.fullmatch(plain_name):
            yield name, none, [flag is True for _, flag in yes]
        elif _tells(plain_name):
            shown = _IS_SHOWN.fullmatch(plain_name) is not None
            words = [fold(text, marks=True) for text, _ in yes]
            spam = [_SPAM.search(word) is not None for word in words]
            unseen = [_HIDDEN.search(word) is not None for word in words]
            denied = [shown and text != "" and flag is False for text, flag in yes]
            yield name, spam, [a or b for a, b in zip(unseen, denied, strict=True)]


def _tells(state: str) -> bool:
    return any(pattern.fullmatch(state) for pattern in (_STATES, _IS_SPAM, _IS_HIDDEN, _IS_SHOWN))


def _texts(cells: Cells, place: int) -> list[str]:
    return [clean(text) if text else "" for text in cells.raw.data.column(place).to_pylist()]
