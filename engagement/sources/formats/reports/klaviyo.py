"""Klaviyo's campaigns: the export of the list, and the report that people build themselves.

Rates are shares of the delivered messages. The columns of conversions are named after the chosen metric
("Unique Placed Order", "Unique Ordered Product"). `Campaign Channel` distinguishes e-mail and SMS. A campaign
with variants has a row for each; if it also has a row for the whole campaign, only that one counts.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.formats.described.report_exports import campaign_export

FORMAT: Final = campaign_export(
    key="klaviyo",
    platform="Klaviyo",
    export="Campaigns > Export; Analytics > Custom reports",
    channel="email",
    signature=(
        ("campaign name", "send time", "send weekday", "total recipients"),
        ("campaign name", "campaign id", "campaign channel"),
        ("campaign message id", "campaign message name"),
        ("campaign message name", "campaign message channel"),
    ),
)
