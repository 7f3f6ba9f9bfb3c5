"""E-mail or SMS campaigns of any other tool: Brevo, Attentive, Postscript, hand-made sheets.

Recognised by the meaning of columns: recipients, delivered, opened, clicked or unsubscribed, beside a
campaign's name, subject or id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import CAMPAIGN
from engagement.sources.reports.campaign_rows import campaigns, channel_in, holds_counts
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.reports.campaign_rows import Channel

KEY: Final = "generic_email"
_NAMED: Final = ("campaign_id", "name", "subject")
#: Figures that only mailings have, and those that other tables have, too.
_OWN: Final = frozenset(
    {"recipients", "delivered", "unique_opens", "opens", "unsubscribes", "hard_bounces", "soft_bounces"}
    | {"complaints", "open_rate", "unsubscribe_rate", "unique_clicks"}
)
_SHARED: Final = frozenset({"clicks", "click_rate", "bounces", "orders", "revenue"})
#: Words of advertising and of posts, whose tables have campaigns and clicks too.
_ELSEWHERE: Final = frozenset({"impressions", "reach", "ad set name", "cpc", "cpm", "spend", "amount spent"})
_SMS_TOOLS: Final = ("attentive", "postscript")


def _fits(raw: RawTable) -> float:
    """Return a score: 0.6 for two figures that only mailings have, more for further ones."""
    columns = CAMPAIGN.find(raw.columns)
    figures = set(columns)
    if "recipients" not in figures and any(holds_counts(raw, column) for column in columns.get("sent", ())):
        figures.add("recipients")
    words = {fold(column) for column in raw.columns}
    if not any(name in figures for name in _NAMED) or words & _ELSEWHERE:
        return 0.0
    own_figures, shared = len(figures & _OWN), len(figures & _SHARED)
    if own_figures < 2:
        return 0.0
    return min(0.95, 0.45 + 0.1 * own_figures + 0.03 * shared + 0.05 * ("sent" in figures))


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    if cells.hints.roles is None:
        cells.warn(message("The tool is not known; the columns are read by what their names mean"))
    return campaigns(cells, KEY, channel=_channel(cells.raw))


def _channel(raw: RawTable) -> Channel | None:
    """Return the channel from the file's name or columns; opens mean e-mail, as SMS has none."""
    words = " ".join([raw.file, raw.sheet or "", *raw.preamble, *raw.columns])
    by_concept = CAMPAIGN.find(raw.columns)
    if any(name in by_concept for name in ("opens", "unique_opens", "open_rate")):
        return "email"
    if any(tool in fold(words) for tool in _SMS_TOOLS):
        return "sms"
    return channel_in(words)


FORMAT: Final = Format(
    key=KEY,
    platform="Campaign table",
    export="any table of e-mail or SMS campaigns",
    kind="email",
    read=_read,
    fits=_fits,
    generic=True,
)
