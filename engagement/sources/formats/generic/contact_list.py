"""Any list of contacts: one row per person, with a column of consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.lookalikes import customer_lists
from engagement.sources.meaning.header_words import is_asked
from engagement.sources.meaning.vocabularies import CONTACT, MEMBER
from engagement.sources.orders import columns as order_columns
from engagement.sources.reports.contact_lists import contacts, status_column
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "generic_contacts"
#: A name of the column of consent that lists of orders have, too.
_BUYER_CONSENT: Final = "newsletter"
_PROGRAMME: Final = frozenset({"points", "points_earned", "points_spent", "redemptions", "referrals"})


def _fits(raw: RawTable) -> float:
    """Return a score from 0 to 1: unique people with a column of consent."""
    roles = CONTACT.find(raw.columns).keys()
    told = roles & {"email_consent", "sms_consent"} or status_column(raw) is not None
    if not told or not roles & {"email", "phone"}:
        return 0.0
    if _may_be_orders(raw):
        return 0.0
    if MEMBER.find(raw.columns).keys() & _PROGRAMME or any(map(is_asked, raw.columns)):
        return 0.0
    return 0.95 if customer_lists.lists_people(raw) else 0.0


def _may_be_orders(raw: RawTable) -> bool:
    """Return whether the only consent is "Newsletter", beside a date and an amount, as in lists of orders."""
    consent_columns = {fold(column) for column in CONTACT.find(raw.columns).get("email_consent", ())}
    return consent_columns == {_BUYER_CONSENT} and {"date", "amount"} <= order_columns.find(raw).keys()


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    if cells.hints.roles is None:
        cells.warn(message("The tool is not known; the columns are read by what their names mean"))
    return contacts(cells, KEY)


FORMAT: Final = Format(
    key=KEY,
    platform="List of contacts",
    export="any list of contacts with their consent",
    kind="contacts",
    read=_read,
    fits=_fits,
    generic=True,
)
