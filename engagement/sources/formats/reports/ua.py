"""Universal Analytics: the reports that people kept when Google switched it off in 2023.

A table of figures under lines that begin with "#", with a total that names nothing, and below it a
second table of sessions by day. A bounce is a session of one page without any interaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.format import Format
from engagement.sources.reports import google_lines, visits

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "ua"


def _fits(raw: RawTable) -> float:
    return 0.97 if google_lines.generation(raw) == 3 and visits.counts_visits(raw) else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    lines = google_lines.above(cells.raw)
    site = lines.titles[0] if lines is not None and lines.titles else None
    return visits.sessions(cells, KEY, bounce="ua", site=site)


FORMAT: Final = Format(
    key=KEY,
    platform="Universal Analytics",
    export="any report with sessions > Export > CSV",
    kind="web",
    read=_read,
    fits=_fits,
    prepare=visits.without_total_mark,
)
