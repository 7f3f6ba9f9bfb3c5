"""The recipients of a campaign: one row per person, with group, opens and clicks.

Exported from a campaign's report by Klaviyo, Mailchimp and others. Their columns are not documented and can
be chosen, so the list is recognised by the meaning of its columns and by addresses that are unique within a
campaign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.header_words import is_asked
from engagement.sources.meaning.vocabularies import CONTACT, ORDERS, RECIPIENT, SURVEYS
from engagement.sources.orders.columns import sample
from engagement.sources.reports.recipient_rows import DONE, recipients
from engagement.sources.values import looks

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "generic_recipients"
#: The share of a column's values that must be addresses.
_MOST: Final = 0.9


def _fits(raw: RawTable) -> float:
    """Return 0.97 for addresses of people with opens or clicks, or with a test group; else 0."""
    by_role = RECIPIENT.find(raw.columns)
    did = sum(name in by_role for name in DONE)
    apart = "held_back" in by_role or ("group" in by_role and "sent" in by_role)
    if not (did >= 2 or (did and ({"sent", "campaign", "group"} & by_role.keys())) or apart):
        return 0.0
    if any(map(is_asked, raw.columns)) or _others(raw):
        return 0.0
    return (
        0.97
        if any(_names_people(raw, name) for name in by_role.get("email", ()) + by_role.get("person", ()))
        else 0.0
    )


def _others(raw: RawTable) -> bool:
    """Return whether the table is one of orders, survey answers or contacts instead."""
    orders = ORDERS.find(raw.columns).keys()
    consent = CONTACT.find(raw.columns).keys() & {"email_consent", "sms_consent"}
    answers = SURVEYS.find(raw.columns).keys() & {"response", "submitted"}
    return bool("order_id" in orders or "amount" in orders or consent or answers)


def _names_people(raw: RawTable, name: str) -> bool:
    return looks.share(sample(raw, raw.columns.index(name)), looks.is_email) >= _MOST


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    if cells.hints.roles is None:
        cells.warn(message("The tool is not known; the columns are read by what their names mean"))
    return recipients(cells, KEY)


FORMAT: Final = Format(
    key=KEY,
    platform="List of recipients",
    export="any list of the people that a campaign went to (Klaviyo, Mailchimp)",
    kind="email",
    read=_read,
    fits=_fits,
    generic=True,
)
