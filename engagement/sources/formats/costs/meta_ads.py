"""Meta Ads Manager: a report of campaigns, ad sets or ads, optionally broken down by day.

The header of the amount names the currency ("Amount spent (EUR)"). Every row has the first and last day of
the report; broken down by day, both are that day. A row without a campaign is the total.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.sources.formats.costs import other_networks
from engagement.sources.formats.described.report_exports import ad_spend_export
from engagement.sources.meaning.vocabularies import COST
from engagement.sources.orders.columns import sample
from engagement.sources.text.brackets import bare
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_SPEND: Final = frozenset(fold(name).replace(" ", "") for name in words("costs-spend")["meta"])
#: The platforms by which a report may be broken down; a table with others is of several advertisers.
_PLATFORMS: Final = re.compile("facebook|instagram|messenger|audience|meta|threads|whatsapp|unknown")


def _fits(raw: RawTable) -> float:
    by_concept = COST.find(raw.columns)
    channels = [
        text for name in by_concept.get("channel", ()) for text in sample(raw, raw.columns.index(name))
    ]
    if other_networks.known(raw.columns) is not None or not all(
        _PLATFORMS.search(fold(text)) for text in channels
    ):
        return 0.0
    spent = {bare(column) for column in by_concept.get("spend", ())} & _SPEND
    return 0.95 if spent and by_concept.keys() & {"starts", "day"} else 0.0


FORMAT: Final = ad_spend_export(
    key="meta_ads",
    platform="Meta Ads",
    export="Ads Manager > Breakdown: Day > Export table data",
    channel="Meta Ads",
    fits=_fits,
)
