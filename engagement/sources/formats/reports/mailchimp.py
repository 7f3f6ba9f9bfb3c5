"""Mailchimp's list of campaigns.

Its `Bounce Rate`, `Visits` and `Transactions` are those of the website, not of the e-mail; bounces of
the e-mail are `Total Bounces`, soft and hard. Newer files say `Audience` for `List`, and leave out the
columns that their owner has hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.format import Format
from engagement.sources.reports.campaigns import campaigns

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY: Final = "mailchimp"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return campaigns(cells, KEY, channel="email")


FORMAT: Final = Format(
    key=KEY,
    platform="Mailchimp",
    export="Campaigns > Export",
    kind="email",
    read=_read,
    signature=(
        frozenset({"title", "send date", "total recipients", "successful deliveries", "unique opens"}),
        frozenset({"title", "send date", "total recipients", "times forwarded", "abuse complaints"}),
        frozenset({"unique id", "send date", "total recipients", "unique opens", "abuse complaints"}),
        frozenset({"title", "send date", "send weekday", "total recipients", "unique id"}),
    ),
)
