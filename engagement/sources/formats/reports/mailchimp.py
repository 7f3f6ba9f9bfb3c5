"""Mailchimp's list of campaigns.

Its `Bounce Rate`, `Visits` and `Transactions` are those of the website, not of the e-mail; bounces of
the e-mail are `Total Bounces`, soft and hard. Newer files say `Audience` for `List`, and leave out the
columns that their owner has hidden.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.formats.described.report_exports import campaign_export

FORMAT: Final = campaign_export(
    key="mailchimp",
    platform="Mailchimp",
    export="Campaigns > Export",
    channel="email",
    signature=(
        ("title", "send date", "total recipients", "successful deliveries", "unique opens"),
        ("title", "send date", "total recipients", "times forwarded", "abuse complaints"),
        ("unique id", "send date", "total recipients", "unique opens", "abuse complaints"),
        ("title", "send date", "send weekday", "total recipients", "unique id"),
    ),
)
