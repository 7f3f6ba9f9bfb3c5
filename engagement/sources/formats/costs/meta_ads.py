"""Meta Ads Manager: a report of campaigns, ad sets or ads, optionally broken down by day.

The header of the amount names the currency ("Amount spent (EUR)"). Every row has the first and last day of
the report; broken down by day, both are that day. A row without a campaign is the total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.report_exports import ad_spend_export
from engagement.sources.meaning.vocabularies import COST
from engagement.sources.text.brackets import bare
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_SPEND: Final = frozenset(fold(name).replace(" ", "") for name in words("costs-spend")["meta"])


def _fits(raw: RawTable) -> float:
    by_concept = COST.find(raw.columns)
    spent = {bare(column) for column in by_concept.get("spend", ())} & _SPEND
    return 0.95 if spent and by_concept.keys() & {"starts", "day"} else 0.0


FORMAT: Final = ad_spend_export(
    key="meta_ads",
    platform="Meta Ads",
    export="Ads Manager > Breakdown: Day > Export table data",
    channel="Meta Ads",
    fits=_fits,
)
