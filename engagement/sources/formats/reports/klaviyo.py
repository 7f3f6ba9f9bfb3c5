"""Klaviyo's campaigns: the export of the list, and the report that people build themselves.

Rates are by delivered. The metric that counts as a conversion names its columns ("Unique Placed
Order", "Unique Ordered Product"). `Campaign Channel` tells e-mail from SMS. A campaign with variants
has a row for each; where it has one for the whole as well, that one counts.
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
