"""Typeform, Results > Responses > Download (CSV or XLSX), and what its integrations write.

One row per submission: a 32-digit token under `#`, then the questions, then the dates in UTC and a
network id that marks the device. Several choices are one column per option (older) or one cell.
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

KEY = "typeform"
_LAYOUT = Layout(
    KEY,
    response=("#", "Token", "Response ID"),
    submitted=("Submit Date (UTC)", "Submitted At", "Stage Date (UTC)", "Start Date (UTC)"),
    hidden=("Network ID", "Response Type", "Tags", "Ending"),
)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return responses(cells, _LAYOUT)


FORMAT = Format(
    key=KEY,
    platform="Typeform",
    export="Results > Responses > Download",
    kind="surveys",
    read=_read,
    signature=(
        frozenset({"#", "submit date (utc)"}),
        frozenset({"#", "network id"}),
        frozenset({"start date (utc)", "submit date (utc)"}),
        frozenset({"submitted at", "token"}),
    ),
)
