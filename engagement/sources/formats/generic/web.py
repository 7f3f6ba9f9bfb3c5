"""Visits of a tool that is not recognised by its columns: Matomo, Plausible, hand-made sheets.

Recognised by the meaning of columns: sessions or visits, by day or by a dimension. A bounce is taken as a
session of one page, as all tools but Google Analytics 4 define it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import CAMPAIGN, DIMENSIONS, TIMES, WEB
from engagement.sources.reports import visit_rows
from engagement.sources.text import brackets
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "generic_web"
_BESIDE: Final = frozenset(
    {"visitors", "active_users", "new_visitors", "bounces", "bounce_rate", "pageviews", "engagement_rate"}
    | {"engaged_sessions", "completed", "conversion_rate", "cart_additions", "reached_checkout"}
)
#: Figures of mailings: a table with two of them has mailings, not visits.
_MAILED: Final = frozenset({"delivered", "opens", "unique_opens", "open_rate", "unsubscribes"})
_DEVICES: Final = re.compile(
    r"desktop|computer|pc|ordinateur|ordenador|komputer|mobil\w*|smartphones?|phone|telefon\w*|handy"
    r"|komork\w+|tablet\w*|smart tv|tv"
)


def _fits(raw: RawTable) -> float:
    """Return a score from 0 to 0.9 for a table with visits, a dimension, and further figures of visitors."""
    named = next(iter(_by_device(raw.columns).values()), None)
    return _fit(raw if named is None else replace(raw, columns=tuple(named.get(c, c) for c in raw.columns)))


def _fit(raw: RawTable) -> float:
    columns = WEB.find(raw.columns).keys()
    beside = columns & _BESIDE
    split = columns & {*DIMENSIONS, *TIMES} or visit_rows.dimensions(raw, WEB.find(raw.columns))
    if not visit_rows.counts_visits(raw) or not split:
        return 0.0
    if len(CAMPAIGN.find(raw.columns).keys() & _MAILED) > 1:
        return 0.0  # a table of mailings, with the visits that each one brought
    if "sessions" in columns:
        names_sessions = any("session" in fold(column) for column in raw.columns)
        return min(0.9, (0.6 if names_sessions else 0.45) + 0.1 * len(beside))
    by_day = "pageviews" in columns and columns & {*TIMES}
    return 0.6 if "visitors" in columns and ("bounce_rate" in columns or by_day) else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    if cells.hints.roles is None:
        cells.warn(message("The web analytics are not known; the columns are read by what their names mean"))
    parts = _by_device(cells.raw.columns) if cells.hints.roles is None else {}
    if not parts:
        return visit_rows.sessions(cells, KEY, bounce="ua")
    return {"sessions": pa.concat_tables([_of_device(cells, *part) for part in parts.items()])}


def _by_device(columns: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return, for each device named in headers of figures, the columns renamed for that device alone.

    Empty if a column has the visits of all devices.
    """
    if "sessions" in WEB.find(columns):
        return {}
    parts = brackets.parted(columns, _device_in, lambda name: WEB.role_of(name) not in (None, *DIMENSIONS))
    return {
        device: {c: "" for others in parts.values() for c in others} | dict(own_names)
        for device, own_names in parts.items()
        if "sessions" in WEB.find(tuple(own_names.values()))
    }


def _device_in(words: str) -> str | None:
    return words if _DEVICES.fullmatch(fold(words)) else None


def _of_device(cells: Cells, device: str, names: Mapping[str, str]) -> pa.Table:
    """Return the visits of one device, with the device as a further dimension of each row."""
    visits = visit_rows.sessions(cells.called(names), KEY, bounce="ua")["sessions"]
    split = pc.binary_join_element_wise("device", visits.column("breakdown"), ", ", null_handling="skip")
    place = visits.column_names.index("breakdown")
    visits = visits.set_column(place, visits.schema.field(place), split)
    place = visits.column_names.index("device")
    return visits.set_column(
        place, visits.schema.field(place), pa.array([device] * visits.num_rows, pa.string())
    )


FORMAT: Final = Format(
    key=KEY,
    platform="Web analytics",
    export="any table of visits",
    kind="web",
    read=_read,
    fits=_fits,
    prepare=visit_rows.without_total_mark,
    generic=True,
)
