"""The rows of named tables in the reader's language: names in place of keys, sentences translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from engagement.locale import Message, message
from engagement.metrics.channels.members_compared import MEASURES
from engagement.metrics.channels.programme import TOLD_APART
from engagement.metrics.claims.verdict import VERDICTS
from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.ladders.content_steps import CHANNELS
from engagement.metrics.ladders.ladder_of_people import LEVELS
from engagement.metrics.model import OTHER
from engagement.metrics.segments.dimensions import BY_KEY
from engagement.metrics.views.registry import DEFINITIONS
from engagement.readable.value_labels import value_label
from engagement.readable.value_names import with_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale.translator import Translator
    from engagement.readable.sheet import Sheet

#: Columns of English sentences that are in the catalogues.
_SENTENCES: Final = ("words", "sign", "proxy", "of")
_GROUPS: Final[Mapping[str, Message]] = {group.key: group.name for group in GROUPS}
_MOVED: Final[Mapping[str, Message]] = {**_GROUPS, "": message("not a customer yet")}
_LEVELS: Final[Mapping[str, Message]] = {**LEVELS, "": _MOVED[""]}
_PRODUCTS: Final[Mapping[str, Message]] = {
    OTHER: message("all others"),
    "": message("no further order"),
}
#: The splits by which scores are compared.
BESIDE: Final[Mapping[str, Message]] = {
    "order_number": message("By the order that they follow"),
    "rfm_group": message("By the customer's group today"),
    "product": message("By product of the order before"),
    "delivery_days": message("By days until delivery"),
}
ANSWERS: Final[Mapping[str, Message]] = {
    "promoters": message("Promoters, 9–10"),
    "passives": message("Passives, 7–8"),
    "detractors": message("Detractors, 0–6"),
    "good": message("Best answers"),
    "not_good": message("All other answers"),
}
SIDES: Final[Mapping[str, Message]] = {
    "answered": message("answered"),
    "silent": message("never answered"),
}
FORMS: Final[Mapping[str, Message]] = {
    "scores": message("score"),
    "single": message("one option"),
    "several": message("several options"),
    "ranking": message("ranking"),
    "text": message("in words"),
    "number": message("number"),
}
#: What is compared where a claim is tested.
COMPARED: Final[Mapping[str, Message]] = {
    "ratio": message("ratio"),
    "difference": message("difference of two shares"),
    "correlation": message("difference of two correlations"),
}
_FIGURES: Final[Mapping[str, Message]] = {
    key: definition.metric.name for key, definition in DEFINITIONS.items()
}
#: The names of keys by table and column; the key "" names a missing value.
_WORDS: Final[Mapping[str, Mapping[str, Mapping[str, Message]]]] = {
    "rfm": {"group": _GROUPS},
    "rfm_movement": {"from": _MOVED, "to": _MOVED},
    "engagement_level_movement": {"from": _LEVELS, "to": _LEVELS},
    "customer_rhythm": {"state": BY_KEY["rhythm"].values},  # noqa: PD011 - of no frame
    "lifetime_value_by_group": {"group": _GROUPS},
    "product_journey": {"from": _PRODUCTS, "to": _PRODUCTS},
    "content_ladder": {"channel": CHANNELS},
    "content_ladder_over_time": {"channel": CHANNELS},
    "members_compared": {"measure": MEASURES},
    "member_tiers": {"by": TOLD_APART},
    "claims": {"verdict": {str(key): words for key, words in VERDICTS.items()}, "measure": COMPARED},
    "survey_questions": {"form": FORMS},
    "choices": {"form": FORMS},
    "scores_by_order": {"key": _FIGURES, "by": BESIDE},
    "after_answers": {"key": _FIGURES, "group": ANSWERS},
    "answered_and_silent": {"group": SIDES},
}
#: Columns that mean the same in every table.
_CHANNELS: Final = frozenset({"network", "channel", "rate", "property", "source"})


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report: `name` is its key in JSON, `title` its heading, `meaning` a sentence or ""."""

    name: str
    title: str
    meaning: str
    sheet: Sheet


def in_words(name: str, frame: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """Return the frame of the table `name` with keys and sentences in the translator's language.

    A column `key` is dropped where the column `words` says the same.
    """
    read = with_names(frame, t) if _CHANNELS & set(frame.columns) else frame
    columns: dict[str, Any] = {
        column: [
            _label(words, key, t) if key in words else _label(words, value, t)
            for key, value in zip(frame[column], read[column], strict=True)
        ]
        for column, words in _WORDS.get(name, {}).items()
        if column in read
    }
    columns |= {
        column: [_sentence(value, t) for value in read[column]]
        for column in _SENTENCES
        if column in read and not pd.api.types.is_numeric_dtype(read[column])
    }
    if name == "survey_questions" and "kind" in read:
        columns["kind"] = [
            value_label("kind", value, t) if isinstance(value, str) else None for value in read["kind"]
        ]
    if name == "scores_by_order":
        columns["segment"] = [
            _label(_GROUPS, value, t) if dimension == "rfm_group" else value
            for dimension, value in zip(read["by"], read["segment"], strict=True)
        ]
    read = read.assign(**columns)
    return read.drop(columns="key") if {"key", "words"} <= set(read.columns) else read


def _label(words: Mapping[str, Message], value: object, t: Translator) -> str | None:
    """Return the name of a key: the key itself where it has none, None for a missing value without a name."""
    key = value if isinstance(value, str) else ""
    return t.t(words[key]) if key in words else key or None


def _sentence(value: object, t: Translator) -> str | None:
    return t.t(Message(value)) if isinstance(value, str) and "{" not in value else None
