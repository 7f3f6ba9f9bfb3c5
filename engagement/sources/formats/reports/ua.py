"""Universal Analytics: reports saved before Google switched it off in 2023.

A table of figures under lines that begin with "#", with a row of totals without a dimension; below it a
second table of sessions by day. A bounce is a session of one page without interaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.report_exports import visit_export
from engagement.sources.reports import google_lines, visit_rows

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable


def _fits(raw: RawTable) -> float:
    return 0.97 if google_lines.generation(raw) == 3 and visit_rows.counts_visits(raw) else 0.0


def _titles(raw: RawTable) -> tuple[str | None, None]:
    lines = google_lines.above(raw)
    return (lines.titles[0] if lines is not None and lines.titles else None, None)


FORMAT: Final = visit_export(
    key="ua",
    platform="Universal Analytics",
    export="any report with sessions > Export > CSV",
    fits=_fits,
    bounce="ua",
    titles=_titles,
    total_marked=True,
)
