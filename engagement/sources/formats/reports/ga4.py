"""Google Analytics 4: standard reports and explorations, one table or several below each other.

Above each table are lines that begin with "#". A bounce is a session that was not engaged, which differs from
Universal Analytics. Old names (Users, Conversions) and new ones (Active users, Key events) are read. A row of
totals has no dimension or, in an exploration, the words "Grand total" beyond the last column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.report_exports import visit_export
from engagement.sources.reports import google_lines, visit_rows

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable


def _fits(raw: RawTable) -> float:
    return 0.97 if google_lines.generation(raw) == 4 and visit_rows.counts_visits(raw) else 0.0


def _titles(raw: RawTable) -> tuple[str | None, str | None]:
    lines = google_lines.above(raw)
    return (None, None) if lines is None else (lines.site, lines.segment)


FORMAT: Final = visit_export(
    key="ga4",
    platform="Google Analytics 4",
    export="any report with sessions > Download CSV; an exploration",
    fits=_fits,
    bounce="ga4",
    titles=_titles,
    total_marked=True,
)
