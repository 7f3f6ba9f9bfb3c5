"""Tally, Submissions > Download CSV: one row per submission, the questions as asked.

Several choices stand in one cell, separated by commas; some forms repeat them, one column each.
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

KEY = "tally"
_LAYOUT = Layout(KEY, response=("Submission ID",), submitted=("Submitted at",), hidden=("Respondent ID",))


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return responses(cells, _LAYOUT)


FORMAT = Format(
    key=KEY,
    platform="Tally",
    export="Submissions > Download CSV",
    kind="surveys",
    read=_read,
    signature=(frozenset({"submission id", "respondent id", "submitted at"}),),
)
