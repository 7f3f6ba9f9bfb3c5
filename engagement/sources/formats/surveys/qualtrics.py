"""Qualtrics, Data & Analysis > Export > CSV (or TSV, XLSX).

Three header rows: short names (`Q1`), the questions as asked (with the tool's own columns in the user's
language), and a line of JSON import ids. The legacy export has two: `V1` .. `V10`, then names. Previews are
set aside; unfinished responses are kept and reported. In a numeric export an answer is a code whose meaning
only the survey's owner knows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.described.survey_export import survey_export
from engagement.sources.meaning.survey_roles import role_of_name
from engagement.sources.surveys.respondents import Layout, unique_names
from engagement.sources.surveys.response_rows import tell_unfinished
from engagement.sources.text.column_names import normalise
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

PREVIEW: Final = message("This response is a preview or a test of the survey")

_LAYOUT = Layout(
    "qualtrics",
    response=("ResponseId", "ResponseID"),
    submitted=("RecordedDate", "EndDate", "StartDate"),
    hidden=(
        *("Status", "Progress", "Finished", "Duration (in seconds)", "ResponseSet", "Q_RecaptchaScore"),
        *("LocationLatitude", "LocationLongitude", "LocationAccuracy"),
    ),
)
_LEGACY: Final = frozenset(f"v{number}" for number in range(1, 11))
_IMPORT_ID: Final = '{"ImportId"'
#: The number of first rows in which the two further header rows are searched.
_SEARCHED: Final = 8

#: `Status` of previews and tests: as a number, and as a text in the languages of the tool.
_PREVIEWS: Final = frozenset(
    {"1", "2", "9", "17", "survey preview", "survey test", "spam preview", "offline survey preview"}
    | {"anteprima sondaggio", "anteprima del sondaggio", "vista previa de la encuesta", "podglad ankiety"}
    | {"umfragevorschau", "umfragenvorschau", "apercu de l'enquete", "visualizacao da pesquisa"}
)


def _prepare(raw: RawTable) -> RawTable:
    """Remove the extra header rows and name each question by its words."""
    labels, extra = _header_rows(raw)
    if not extra:
        return raw
    legacy = {normalise(name) for name in raw.columns} >= _LEGACY
    names = [_name(name, label, legacy=legacy) for name, label in zip(raw.columns, labels, strict=True)]
    return replace(raw.with_rows(raw.data.slice(extra), raw.lines.slice(extra)), columns=unique_names(names))


def _header_rows(raw: RawTable) -> tuple[Sequence[str], int]:
    """Return the labels of the columns and the number of header rows.

    Headers end with the import ids, else with one row of labels, else there are none. Blank rows may lie
    between.
    """
    rows = range(min(_SEARCHED, raw.rows))
    first = [[(column[row].as_py() or "").strip() for column in raw.data.columns] for row in rows]
    filled = [(row, cells) for row, cells in enumerate(first) if any(cells)][:2]
    for row, cells in filled:
        if any(cell.startswith(_IMPORT_ID) for cell in cells):
            return filled[0][1], row + 1
    if filled:
        row, cells = filled[0]
        if not any(_holds_time(name, cell) for name, cell in zip(raw.columns, cells, strict=True)):
            return cells, row + 1
    return (), 0


def _holds_time(name: str, cell: str) -> bool:
    """Return whether this is a date of a response; a row of labels has none in any language."""
    dates = {"startdate", "enddate", "recordeddate", "v8", "v9"}
    return normalise(name) in dates and any(letter.isdigit() for letter in cell)


def _name(short: str, label: str, *, legacy: bool) -> str:
    """Name the tool's own columns by their fixed names, whatever language their labels have."""
    is_own = normalise(short) in _LEGACY if legacy else role_of_name(short) is not None
    if not label or label.startswith(_IMPORT_ID):
        return short
    return label if legacy or not is_own else short


def _check(cells: Cells) -> None:
    """Set previews aside; report how many responses are unfinished, and that answers are codes."""
    status = cells.text("Status")
    _set_previews_aside(cells, status)
    tell_unfinished(cells, pc.less(cells.number("Progress"), 100))
    if pc.all(pc.utf8_is_digit(status.drop_null())).as_py() and status.null_count < len(status):
        cells.warn(
            message(
                "The file holds codes instead of the answers' words; export it with choice text to be sure"
            )
        )


def _set_previews_aside(cells: Cells, status: pa.StringArray) -> None:
    channel = cells.text("DistributionChannel")
    statuses = pc.unique(status).drop_null().to_pylist()
    previews = [text for text in statuses if fold(text, marks=True) in _PREVIEWS]
    preview = pc.or_(
        pc.is_in(status, pa.array(previews, pa.string())),
        pc.fill_null(pc.equal(pc.utf8_lower(channel), "preview"), False),
    )
    cells.set_aside(preview, PREVIEW, "Status")


FORMAT = survey_export(
    platform="Qualtrics",
    export="Data & Analysis > Export > CSV, TSV or Excel",
    layout=_LAYOUT,
    signature=(
        ("responseid", "recordeddate"),
        ("startdate", "enddate", "recordeddate"),
        ("responseid", "progress", "finished"),
        ("responseid", "responseset"),
        tuple(_LEGACY),
    ),
    prepare=_prepare,
    check=_check,
)
