"""A table of visits from a tool that is not known by its columns: Matomo, Plausible, own sheets.

Known by what the columns mean: sessions or visits, by day or split by something. A bounce is taken
for a session of one page, as all tools but Google Analytics 4 count it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources import web
from engagement.sources.model import Format
from engagement.sources.social_words import fold
from engagement.sources.web_words import DIMENSIONS, TIMES, WEB

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.cells import Cells
    from engagement.sources.model import RawTable

KEY: Final = "generic_web"
_BESIDE: Final = frozenset(
    {"visitors", "active_users", "new_visitors", "bounces", "bounce_rate", "pageviews", "engagement_rate"}
    | {"engaged_sessions", "completed", "conversion_rate", "cart_additions", "reached_checkout"}
)


def _fits(raw: RawTable) -> float:
    """How surely this is a table of visits: visits, what they did, and what splits them."""
    columns = WEB.find(raw.columns).keys()
    beside = columns & _BESIDE
    split = columns & {*DIMENSIONS, *TIMES} or web.dimensions(raw, WEB.find(raw.columns))
    if not web.counts_visits(raw) or not split:
        return 0.0
    if "sessions" in columns:
        said = any("session" in fold(column) for column in raw.columns)
        return min(0.9, (0.6 if said else 0.45) + 0.1 * len(beside))
    return 0.6 if {"visitors", "pageviews", "bounce_rate"} <= columns else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    if cells.hints.roles is None:
        cells.warn(message("The web analytics are not known; the columns are read by what their names mean"))
    return web.sessions(cells, KEY, bounce="ua")


FORMAT: Final = Format(
    key=KEY,
    platform="Web analytics",
    kind="web",
    read=_read,
    fits=_fits,
    prepare=web.without_total_mark,
    generic=True,
)
