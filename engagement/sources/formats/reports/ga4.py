"""Google Analytics 4: standard reports and explorations, one table or several below each other.

Each table stands under lines that begin with "#". A session bounces here when it was not engaged,
which is not what Universal Analytics counts. Old names (Users, Conversions) and new ones (Active
users, Key events) are read; a total carries no dimension or, in an exploration, the words "Grand
total" beyond the last column.
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

KEY: Final = "ga4"


def _fits(raw: RawTable) -> float:
    return 0.97 if google_lines.generation(raw) == 4 and visits.counts_visits(raw) else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    lines = google_lines.above(cells.raw)
    return visits.sessions(
        cells,
        KEY,
        bounce="ga4",
        site=None if lines is None else lines.site,
        segment=None if lines is None else lines.segment,
    )


FORMAT: Final = Format(
    key=KEY,
    platform="Google Analytics 4",
    export="any report with sessions > Download CSV; an exploration",
    kind="web",
    read=_read,
    fits=_fits,
    prepare=visits.without_total_mark,
)
