"""Google Ads: a report with the segment Day, above it its title and its days, below it totals.

The currency has a column of its own ("Currency code"). The rows of totals begin with "Total: ".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import COST
from engagement.sources.reports.cost_rows import ad_spend
from engagement.sources.values.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "google_ads"
_SPEND: Final = frozenset(map(fold, words("costs-spend")["google"]))


def _fits(raw: RawTable) -> float:
    headers = {fold(column) for column in raw.columns}
    found = COST.find(raw.columns)
    shown = found.keys() & {"impressions", "clicks", "currency"}
    if not headers & _SPEND or not found.keys() & {"campaign", "account", "part"} or not shown:
        return 0.0
    visits = any("session" in word or "sesion" in word or "sesj" in word for word in headers)
    return 0.0 if visits else 0.9


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return ad_spend(cells, KEY, channel="Google Ads")


FORMAT: Final = Format(
    key=KEY,
    platform="Google Ads",
    export="Campaigns > Segment: Day > Download",
    kind="costs",
    read=_read,
    fits=_fits,
)
