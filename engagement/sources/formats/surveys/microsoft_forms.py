"""Microsoft Forms, Open in Excel (or the same saved as CSV): one row per response.

The first columns are fixed and named in the language of the form's owner; `Email` is "anonymous" where nobody
had to sign in. A second question with the same title gets a number ("Rating2"). A quiz adds points and
feedback per question, which are not answers.
"""

from __future__ import annotations

from engagement.sources.formats.described.survey_export import survey_export
from engagement.sources.surveys.respondents import Layout

#: The names of the columns of start and completion in each language.
_TIMES = (
    ("Start time", "Completion time"),
    ("Ora di inizio", "Ora di completamento"),
    ("Hora de inicio", "Hora de finalización"),
    ("Godzina rozpoczęcia", "Godzina ukończenia"),
    ("Startzeit", "Fertigstellungszeit"),
    ("Heure de début", "Heure de fin"),
    ("Hora de início", "Hora de conclusão"),
)

FORMAT = survey_export(
    platform="Microsoft Forms",
    export="Responses > Open in Excel",
    signature=_TIMES,
    layout=Layout(
        "microsoft_forms",
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
    ),
)
