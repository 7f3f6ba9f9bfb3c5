"""TikTok, Microsoft, LinkedIn, Pinterest and Snapchat Ads: reports of campaigns by day.

Like Google Ads they all have campaigns, clicks and a cost. Each network is recognised by columns that only
it has.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.report_exports import ad_spend_export
from engagement.sources.meaning.vocabularies import COST
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.model.raw_table import RawTable

#: TikTok's names of clicks that lead to another site.
_CLICKS: Final = (
    *("Clic (destinazione)", "Clics (destino)", "Kliknięcia (miejsce docelowe)", "Klicks (Ziel)"),
    *("Clics (destination)", "Cliques (destino)", "Klikken (bestemming)"),
)
#: The columns that only one network has: all of one set must be among the headers.
OWN: Final[Mapping[str, Sequence[frozenset[str]]]] = {
    "tiktok_ads": tuple(
        frozenset(map(fold, names))
        for names in (
            ("Clicks (destination)",),
            ("CPC (destination)",),
            ("CTR (destination)",),
            ("Clicks (all)", "Cost"),
            *((clicks,) for clicks in _CLICKS),
        )
    ),
    "microsoft_ads": (frozenset({"gregorian date", "spend"}), frozenset({"ad distribution", "spend"})),
    "linkedin_ads": (frozenset(map(fold, ("Start Date (in UTC)", "Total Spent"))),),
    "pinterest_ads": (frozenset({"spend in account currency"}),),
    "snapchat_ads": tuple(
        frozenset((own, spend))
        for own in ("swipe ups", "paid impressions")
        for spend in ("spend", "amount spent")
    ),
}


def known(columns: Sequence[str]) -> str | None:
    """Return the key of the network whose own columns are among `columns`, or None."""
    headers = {fold(column) for column in columns}
    return next(
        (key for key, sets in OWN.items() if any(own_columns <= headers for own_columns in sets)), None
    )


def _fits(raw: RawTable, key: str) -> float:
    return 0.93 if known(raw.columns) == key and COST.has(raw.columns, "spend") else 0.0


FORMATS: Final = tuple(
    ad_spend_export(key=key, platform=name, export=export, channel=name, fits=partial(_fits, key=key))
    for key, name, export in (
        ("tiktok_ads", "TikTok Ads", "Campaign > Custom report by day > Export"),
        ("microsoft_ads", "Microsoft Ads", "Reports > Campaign, by day > Download"),
        ("linkedin_ads", "LinkedIn Ads", "Campaign Manager > Export > Campaign performance, daily"),
        ("pinterest_ads", "Pinterest Ads", "Ads > Reporting > By day > Export"),
        ("snapchat_ads", "Snapchat Ads", "Ads Manager > Export, by day"),
    )
)
