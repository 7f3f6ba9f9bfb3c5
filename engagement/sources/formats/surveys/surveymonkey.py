"""SurveyMonkey, Analyze > Save as > Export all individual responses.

Two header rows: the questions, then the content of each column ("Response", an option, a row of a matrix). A
blank cell of the first row continues the question to its left. Some exports have one header row with
"Question - Option" already joined; older ones start with `RespondentID`. Headers may hold markup. Several
choices are one column per option, each with the option's text or nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.survey_export import survey_export
from engagement.sources.surveys.respondents import Layout, unique_names
from engagement.sources.text.column_names import normalise
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_LAYOUT = Layout(
    "surveymonkey",
    response=("Respondent ID", "RespondentID"),
    submitted=("End Date", "Date Modified", "Start Date", "Date Created"),
    hidden=("Collector ID", "IP Address", "First Name", "Last Name"),
    usual="month",
)

#: The number of first rows in which the second header row is searched.
_SEARCHED: Final = 8
#: The name of a column without a header, as a reader or a spreadsheet numbers it.
_NAMELESS: Final = re.compile(r"(?:column|unnamed:?)? ?\d*", re.IGNORECASE)
#: Labels of the second row that only mean "the answer", in the languages of the export.
_PLAIN: Final = frozenset(
    {"response", "open-ended response", "risposta", "risposta aperta", "respuesta", "respuesta abierta"}
    | {"odpowiedz", "odpowiedz otwarta", "antwort", "offene antwort", "beantwortung mit freiem text"}
    | {"reponse", "reponse ouverte", "reponse libre", "resposta", "resposta aberta", "numeric response"}
)


def _prepare(raw: RawTable) -> RawTable:
    """Remove the second header row and append its words to the questions."""
    rows = range(min(_SEARCHED, raw.rows))
    first = [[(column[row].as_py() or "").strip() for column in raw.data.columns] for row in rows]
    second_header = next((row for row, cells in enumerate(first) if any(cells)), None)
    if second_header is None:
        return raw
    if first[second_header][_respondent(raw)]:
        return raw.with_rows(raw.data.slice(second_header), raw.lines.slice(second_header))
    second = first[second_header]
    question, names = "", []
    for name, label in zip(raw.columns, second, strict=True):
        question = question if _NAMELESS.fullmatch(name.strip()) else name
        names.append(_joined(question, label))
    return replace(
        raw.with_rows(raw.data.slice(second_header + 1), raw.lines.slice(second_header + 1)),
        columns=unique_names(names),
    )


def _respondent(raw: RawTable) -> int:
    """Return the index of the respondents' ids, whose cell in the second header row is blank."""
    names = [normalise(name).replace(" ", "") for name in raw.columns]
    return names.index("respondentid") if "respondentid" in names else 0


def _joined(question: str, label: str) -> str:
    if not label or fold(label, marks=True) in _PLAIN:
        return question
    return f"{question} - {label}"


FORMAT = survey_export(
    platform="SurveyMonkey",
    export="Analyze > Save as > Export all individual responses",
    signature=(
        ("respondent id", "collector id"),
        ("respondent id", "start date", "end date"),
        ("respondentid",),
    ),
    layout=_LAYOUT,
    prepare=_prepare,
)
