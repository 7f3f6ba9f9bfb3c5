"""Klaviyo's campaigns: the export of the list, and the report that people build themselves.

Rates are by delivered. The metric that counts as a conversion names its columns ("Unique Placed
Order", "Unique Ordered Product"). `Campaign Channel` tells e-mail from SMS. A campaign with variants
has a row for each; where it has one for the whole as well, that one counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.format import Format
from engagement.sources.reports.campaigns import campaigns

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY: Final = "klaviyo"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return campaigns(cells, KEY, channel="email")


FORMAT: Final = Format(
    key=KEY,
    platform="Klaviyo",
    export="Campaigns > Export; Analytics > Custom reports",
    kind="email",
    read=_read,
    signature=(
        frozenset({"campaign name", "send time", "send weekday", "total recipients"}),
        frozenset({"campaign name", "campaign id", "campaign channel"}),
        frozenset({"campaign message id", "campaign message name"}),
        frozenset({"campaign message name", "campaign message channel"}),
    ),
)
