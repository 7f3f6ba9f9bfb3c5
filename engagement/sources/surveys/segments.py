"""Splits of answers: columns with a few values become `segment.<name>`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.sources.meaning.survey_roles import segment_of_question
from engagement.sources.people import in_text
from engagement.sources.values.countries import codes
from engagement.tables import SEGMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.sources.surveys.respondents import SurveyColumn

_FEWEST: Final = 2
_MOST: Final = 20
#: The most segments; each is a column of all answers, and a list to choose from must be short.
MOST_SEGMENTS: Final = 30
#: The most values of `_SHARED`: shops sell to more than twenty countries.
_MOST_SHARED: Final = 250
_UNSAFE: Final = re.compile(r"[^\w %&+€$£-]+")
_QUOTES: Final = re.compile("[\"'`\u2018\u2019\u201c\u201d]")
_LONGEST: Final = 60
#: Dimensions that other tables have, too; a column with this meaning gets this name.
_SHARED: Final = ("country", "channel", "language")


def segments(columns: Iterable[SurveyColumn]) -> dict[str, pa.StringArray]:
    """Return one text column per attribute or choice with 2 to 20 values, with a safe and unique name.

    The first columns of country, channel and language get these names, as in other tables, and may have up to
    250 values. At most `MOST_SEGMENTS` are returned; attributes take precedence over questions of the survey.
    """
    split_columns: dict[str, pa.StringArray] = {}
    used: set[str] = set()
    for column in sorted(columns, key=lambda column: column.role is None):
        if len(split_columns) == MOST_SEGMENTS:
            break
        labels = column.tally.labels
        wanted, most = _wanted(column)
        if not _FEWEST <= len(set(labels)) <= most:
            continue
        name = _free_name(wanted, used)
        used.add(name.casefold())
        values = column.spread(labels, pa.string())
        split_columns[SEGMENT_PREFIX + name] = codes(values) if name == "country" else values
    return split_columns


def _wanted(column: SurveyColumn) -> tuple[str, int]:
    """Return the name that the column should have, and the most distinct values it may have."""
    meaning = column.role if column.role in _SHARED else segment_of_question(column.wording)
    if meaning in _SHARED:
        return meaning, _MOST_SHARED
    wording = _QUOTES.sub("", in_text.unnamed(column.wording))
    safe = " ".join(_UNSAFE.sub(" ", wording).split())[:_LONGEST].strip()
    return safe or "answer", _MOST


def _free_name(wanted: str, used: set[str]) -> str:
    """Return `wanted`, with a number if it is taken; upper and lower case are equal."""
    name, number = wanted, 1
    while name.casefold() in used:
        number += 1
        name = f"{wanted} {number}"
    return name
