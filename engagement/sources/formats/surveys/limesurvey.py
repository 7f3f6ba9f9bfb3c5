"""LimeSurvey, Responses > Export results (CSV or Excel), headed by question codes or by full texts.

One row per participant: an id, when it was submitted (blank: never), the last page seen, the language
and a seed; then the questions, by code (`G01Q01`, `Q2[SQ001]`) or in full (`Question [Option]`). The
tool's own headings are codes in the first case and words of the export's language in the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.survey_export import survey_export
from engagement.sources.surveys.respondents import Layout
from engagement.sources.text.column_names import normalise

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_SUBMITTED: Final = (
    *("submitdate", "Date submitted", "Data invio", "Data di invio", "Fecha de envío", "Data zakończenia"),
    *("Datum Abgeschickt", "Date de soumission", "Data de envio"),
)
_OTHER_DATES: Final = (
    *("datestamp", "Date last action", "Data ultima azione", "Fecha de la última acción"),
    *("Data ostatniej akcji", "Datum letzte Aktivität", "Date de la dernière action"),
    *("Data da última ação", "startdate", "Date started", "Data di inizio", "Fecha de inicio"),
    *("Data rozpoczęcia", "Datum gestartet", "Date de lancement", "Data de início"),
)
_LAST_PAGE: Final = (
    *("lastpage", "Last page", "Ultima pagina", "Última página", "Ostatnia strona"),
    *("Letzte Seite", "Dernière page"),
)
_LANGUAGE: Final = (
    *("startlanguage", "Start language", "Lingua iniziale", "Lenguaje inicial", "Idioma inicial"),
    *("Język początkowy", "Start-Sprache", "Langue de départ"),
)
_LAYOUT: Final = Layout(
    "limesurvey",
    response=(
        *("id", "Response ID", "ID risposta", "ID de respuesta", "ID de la respuesta", "ID odpowiedzi"),
        *("Antwort ID", "ID de la réponse", "ID da resposta"),
    ),
    submitted=(*_SUBMITTED, *_OTHER_DATES),
    finished=_SUBMITTED,
    hidden=(
        *(*_LAST_PAGE, *_LANGUAGE, "seed", "Seme", "Semilla", "Ziarno", "Zufallsstartwert", "Semente"),
        *("Tête de série", "ipaddr", "refurl", "Referrer URL", "Weiterleitungs-URL", "token"),
        *("interviewtime", "Total time", "Gesamtzeit"),
    ),
)


def _fits(raw: RawTable) -> float:
    """Return 1 if the table has columns of the last page and the start language, else 0."""
    names = {normalise(name) for name in raw.columns}
    return float(
        all(names & {normalise(name) for name in own_names} for own_names in (_LAST_PAGE, _LANGUAGE))
    )


FORMAT: Final = survey_export(
    platform="LimeSurvey", export="Responses > Export results (CSV or Excel)", layout=_LAYOUT, fits=_fits
)
