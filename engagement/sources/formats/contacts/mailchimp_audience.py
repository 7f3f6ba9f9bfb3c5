"""Mailchimp, Audience > Export: three files, of subscribed, unsubscribed and cleaned addresses.

The columns show which of the files it is. Non-subscribed contacts have the columns of subscribers; only the
file's name distinguishes them. A list with opens or clicks is one of a campaign's recipients.

Code, because the name of the file decides the consent of everybody in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.format import Format
from engagement.sources.orders.rows import names
from engagement.sources.reports.contact_lists import contacts
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY: Final = "mailchimp_audience"
#: For each of the files: the state of its contacts, the columns with the time of it, and how its name begins.
_FILES: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("unreachable", ("CLEAN_TIME",), "cleaned"),
    ("unsubscribed", ("UNSUB_TIME",), "unsubscribed"),
)
_NEVER: Final = "nonsubscribed"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    state: str = "subscribed"
    days: tuple[str, ...] = ("CONFIRM_TIME", "OPTIN_TIME")
    called = fold(cells.raw.file).replace(" ", "")
    for other, date_columns, name in _FILES:
        if cells.has(*date_columns) or called.startswith(name):
            state, days = other, date_columns
            break
    if called.startswith(_NEVER):
        state, days = "not_subscribed", ()
    return contacts(
        cells,
        KEY,
        state=state,
        columns={"email": ("Email Address", "Email"), "customer": (), "email_day": days, "sms_consent": ()},
    )


FORMAT: Final = Format(
    key=KEY,
    platform="Mailchimp",
    export="Audience > Export",
    kind="contacts",
    read=_read,
    without=names("Opens", "Clicks"),
    signature=(
        names("Email Address", "MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID"),
        names("Email Address", "UNSUB_TIME", "LEID", "EUID"),
        names("Email Address", "CLEAN_TIME", "LEID", "EUID"),
    ),
)
