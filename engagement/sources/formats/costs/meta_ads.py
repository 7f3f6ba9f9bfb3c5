"""Meta Ads Manager: a report of campaigns, ad sets or ads, by day where the breakdown says so.

The currency stands in the header ("Amount spent (EUR)"). Every row has where the report starts and ends;
broken down by day both are that day. A row without a campaign adds up the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import COST
from engagement.sources.reports.cost_rows import ad_spend
from engagement.sources.text.brackets import bare
from engagement.sources.values.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "meta_ads"
_SPEND: Final = frozenset(fold(name).replace(" ", "") for name in words("costs-spend")["meta"])


def _fits(raw: RawTable) -> float:
    found = COST.find(raw.columns)
    spent = {bare(column) for column in found.get("spend", ())} & _SPEND
    return 0.95 if spent and found.keys() & {"starts", "day"} else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return ad_spend(cells, KEY, channel="Meta Ads")


FORMAT: Final = Format(
    key=KEY,
    platform="Meta Ads",
    export="Ads Manager > Breakdown: Day > Export table data",
    kind="costs",
    read=_read,
    fits=_fits,
)
