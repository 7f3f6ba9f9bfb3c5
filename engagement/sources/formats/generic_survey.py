"""Any table of survey responses whose tool is not known by its columns.

Zigpoll, AskLayer, Delighted, Jotform, Hotjar, AskNicely, Gorgias, Zendesk and hand-made tables: told by
a question that is recognised, or by the shape of submissions (an id or a date of submission beside
questions). Delighted's `Survey Type` says what its `Score` is, row by row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.answers import responses
from engagement.sources.model import Format
from engagement.sources.questions import Tally, recognise
from engagement.sources.respondents import Layout
from engagement.sources.roles import role_of_name
from engagement.sources.wording import fold, topic_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.cells import Cells
    from engagement.sources.model import RawTable

KEY = "generic_survey"
_LAYOUT = Layout(KEY)

_SCORED: Final = frozenset({"nps", "effort", "satisfaction"})
#: Names that only a table of submissions has.
_SUBMISSION: Final = frozenset(
    {"response id", "responseid", "respondent id", "submission id", "submission date", "submitted at"}
    | {"date submitted", "survey type", "survey id", "survey name", "response date", "responded at"}
    | {"data odpowiedzi", "data risposta", "fecha de respuesta", "antwortdatum", "date de reponse"}
)
_SCORE: Final = frozenset(
    {"score", "rating", "punteggio", "voto", "puntuacion", "ocena", "bewertung", "note"}
)
_COMMENT: Final = frozenset({"comment", "comments", "feedback", "commento", "comentario", "komentarz"})
#: Delighted's survey types, in words that the recogniser reads; others are ratings.
_TYPES: Final = {"nps": "NPS", "csat": "CSAT", "ces": "CES, easy"}
_SAMPLE: Final = 2_000


def _fits(raw: RawTable) -> float:
    """How sure it is a survey: 0.9 by a recognised question, 0.7 by its shape, 0 otherwise."""
    if any(_asks_for_score(raw, place, name) for place, name in enumerate(raw.columns)):
        return 0.9
    names = {fold(name).replace("_", " ") for name in raw.columns}
    has_question = any(role_of_name(name) is None for name in raw.columns)
    if has_question and (names & _SUBMISSION or any("?" in name for name in raw.columns)):
        return 0.7
    return 0.6 if names & _SCORE and names & _COMMENT else 0.0


def _asks_for_score(raw: RawTable, place: int, name: str) -> bool:
    if topic_of(fold(name)) is None or role_of_name(name) is not None:
        return False
    counts = pc.value_counts(raw.data.column(place).slice(0, _SAMPLE).drop_null())
    tally = Tally(counts.field("values").to_pylist(), counts.field("counts").to_pylist())
    question = recognise(name, tally)
    return question is not None and question.kind in _SCORED


def _prepare(raw: RawTable) -> RawTable:
    """Where a column says of each row what its score is, make each kind of score a column."""
    by_role = {fold(name).replace("_", " "): place for place, name in enumerate(raw.columns)}
    kind, score = by_role.get("survey type", by_role.get("surveytype")), by_role.get("score")
    if kind is None or score is None:
        return raw
    types = pc.utf8_lower(pc.utf8_trim_whitespace(raw.data.column(kind)))
    names, columns = list(raw.columns), list(raw.data.columns)
    names[score], columns[score] = "Score", pc.if_else(pc.is_null(types), columns[score], None)
    for type_ in sorted(pc.unique(types).drop_null().to_pylist()):
        names.append(f"Score ({_TYPES.get(type_, type_)})")
        columns.append(pc.if_else(pc.equal(types, type_), raw.data.column(score), None))
    data = pa.table(columns, names=[str(place) for place in range(len(columns))])
    return replace(raw, columns=tuple(names), data=data)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return responses(cells, _LAYOUT)


FORMAT = Format(
    key=KEY, platform="Survey", kind="surveys", read=_read, fits=_fits, prepare=_prepare, generic=True
)
