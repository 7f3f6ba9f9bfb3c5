"""Google Ads: a report with the segment Day; its title and period are above it, its totals below.

The currency has its own column ("Currency code"). Rows of totals begin with "Total: ".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.costs import other_networks
from engagement.sources.formats.described.report_exports import ad_spend_export
from engagement.sources.meaning.vocabularies import COST
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_SPEND: Final = frozenset(map(fold, words("costs-spend")["google"]))


def _fits(raw: RawTable) -> float:
    headers = {fold(column) for column in raw.columns}
    by_concept = COST.find(raw.columns)
    shown = by_concept.keys() & {"impressions", "clicks", "currency"}
    if (
        other_networks.known(raw.columns) is not None
        or "channel" in by_concept
        or not headers & _SPEND
        or not by_concept.keys() & {"campaign", "account", "part"}
        or not shown
    ):
        return 0.0
    visits = any("session" in word or "sesion" in word or "sesj" in word for word in headers)
    return 0.0 if visits else 0.9


FORMAT: Final = ad_spend_export(
    key="google_ads",
    platform="Google Ads",
    export="Campaigns > Segment: Day > Download",
    channel="Google Ads",
    fits=_fits,
)
