"""Google Forms, Responses > Download responses (or the linked sheet saved as CSV).

The first column is when the form was sent, named in the language of the form's owner; then, where
asked, the address, and the questions word for word. Rows have no id. An Italian file writes
19.07.17 for the time of day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.answers import responses
from engagement.sources.model import Format
from engagement.sources.names import normalise
from engagement.sources.respondents import Layout
from engagement.sources.roles import date_like

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.cells import Cells
    from engagement.sources.model import RawTable

KEY = "google_forms"

_TIMES: Final = (
    "Timestamp",
    "Informazioni cronologiche",
    "Marca temporal",
    "Sygnatura czasowa",
    "Horodateur",
    "Zeitstempel",
    "Carimbo de data/hora",
)
#: Columns that no form has: a log, an order or a post may begin with a time stamp too.
_NOT_A_FORM: Final = frozenset(
    {"order id", "order number", "order", "invoice", "invoice number", "total", "amount", "quantity"}
    | {"impressions", "reach", "views", "likes", "shares", "followers", "post id", "permalink", "level"}
)
_LAYOUT = Layout(KEY, submitted=_TIMES)


def _fits(raw: RawTable) -> float:
    """Certain where the first column is a form's time stamp and holds times, else not at all."""
    names = [normalise(name) for name in raw.columns]
    if len(names) < 2 or names[0] not in {normalise(name) for name in _TIMES} or _NOT_A_FORM & set(names):
        return 0.0
    times = raw.data.column(0).slice(0, 200).drop_null().to_pylist()
    return 1.0 if not times or date_like(times) else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return responses(cells, _LAYOUT)


FORMAT = Format(key=KEY, platform="Google Forms", kind="surveys", read=_read, fits=_fits)
