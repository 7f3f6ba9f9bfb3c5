"""Microsoft Forms, Open in Excel (or the same saved as CSV): one row per response.

The first columns are fixed and named in the language of the form's owner; `Email` says "anonymous"
where nobody had to sign in. A second question of the same title gets a number ("Rating2"). A quiz adds
points and feedback per question, which are no answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.sources.formats.format import Format
from engagement.sources.surveys.answers import responses
from engagement.sources.surveys.respondents import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "microsoft_forms"

#: Start and completion, as the languages name them.
_TIMES = (
    ("Start time", "Completion time"),
    ("Ora di inizio", "Ora di completamento"),
    ("Hora de inicio", "Hora de finalización"),
    ("Godzina rozpoczęcia", "Godzina ukończenia"),
    ("Startzeit", "Fertigstellungszeit"),
    ("Heure de début", "Heure de fin"),
    ("Hora de início", "Hora de conclusão"),
)
_LAYOUT = Layout(
    KEY,
    response=("ID",),
    submitted=(*(end for _, end in _TIMES), *(start for start, _ in _TIMES)),
    hidden=(
        "Last modified time",
        "Ora ultima modifica",
        "Hora de la última modificación",
        "Godzina ostatniej modyfikacji",
        "Uhrzeit der letzten Änderung",
        "Heure de la dernière modification",
        "Hora da última modificação",
        "Total points",
        "Quiz feedback",
        "Grade posted time",
    ),
)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return responses(cells, _LAYOUT)


FORMAT = Format(
    key=KEY,
    platform="Microsoft Forms",
    export="Responses > Open in Excel",
    kind="surveys",
    read=_read,
    signature=tuple(frozenset({start.casefold(), end.casefold()}) for start, end in _TIMES),
)
