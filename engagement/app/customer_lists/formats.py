"""What Klaviyo, Mailchimp and Meta take as a list of customers, and a table for people.

Columns, values and encodings are those of their own guides to importing (July 2025 to April 2026). The names
of columns that become a field there are English in every language: the next file fills the same field.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import message
from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.lists.consent import AGREED
from engagement.money.currencies import minor_digits
from engagement.readable.export import guarded
from engagement.readable.value_labels import CONSENT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from engagement.app.customer_lists.list_rows import Row
    from engagement.locale import Message
    from engagement.locale.translator import Translator

#: Klaviyo accepts files up to 50 MB; this many rows with the longest usual addresses are below half of
#: that.
MOST_ROWS: Final = 200_000
#: The smallest list that Meta uses.
FEWEST_FOR_META: Final = 100
_ENGLISH_GROUPS: Final = {group.key: group.name.text for group in GROUPS}


@dataclass(frozen=True, slots=True)
class ListFormat:
    """A format of a list file.

    `reaches` is the contact that a person must have to be in it, "" for none. `header` returns the columns
    and `cells` the cells of a row, given the list's name and the translator. `for_people` is for
    spreadsheets: it begins with a byte order mark and has no formulas. `most_rows` is the largest number of
    rows of a file.
    """

    key: str
    name: Message | str
    file: str
    reaches: Literal["mail", "mail or phone", ""]
    header: Callable[[Translator], Sequence[str]]
    cells: Callable[[Row, str, Translator], Sequence[str]]
    for_people: bool = False
    most_rows: int | None = MOST_ROWS


def written(
    list_format: ListFormat, chunks: Iterable[Sequence[Row]], list_name: str, t: Translator
) -> Iterator[bytes]:
    """Yield a file's bytes by chunk: CSV in UTF-8 with commas and CRLF."""
    mark = "\ufeff" if list_format.for_people else ""
    yield (mark + _lines([list_format.header(t)])).encode()
    for chunk in chunks:
        cells = [list_format.cells(row, list_name, t) for row in chunk if _can_be_reached(list_format, row)]
        safe = [[_safe(cell) for cell in row] for row in cells] if list_format.for_people else cells
        yield _lines(safe).encode()


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet reads as a formula; a negative amount stays a number."""
    number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
    return cell if number else str(guarded(cell))


def _can_be_reached(list_format: ListFormat, row: Row) -> bool:
    if list_format.reaches == "mail":
        return row.email is not None
    return not list_format.reaches or row.email is not None or row.phone is not None


def _lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _iso(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def _money(row: Row) -> str:
    return f"{row.spent:.{minor_digits(row.currency)}f}"


def _group(row: Row) -> str:
    return "" if row.group is None else _ENGLISH_GROUPS[row.group.key]


_KLAVIYO_STATES: Final = {
    AGREED: "Subscribed",
    "unsubscribed": "Unsubscribed",
    "unreachable": "Unsubscribed",
}
_NEVER: Final = "Never subscribed"


def _klaviyo(row: Row, list_name: str, _: Translator) -> list[str]:
    state = _KLAVIYO_STATES.get(row.state, _NEVER)
    consented_at = (
        f"{row.said_on.isoformat()} 00:00:00+00:00" if row.said_on is not None and state != _NEVER else ""
    )
    mail = [state, consented_at] if row.email is not None else ["", ""]
    phone = [state, consented_at] if row.phone is not None else ["", ""]
    return [
        row.email or "",
        row.phone or "",
        row.country or "",
        *mail,
        *phone,
        str(row.orders),
        _money(row),
        row.currency,
        _iso(row.first_order),
        _iso(row.last_order),
        _group(row),
        list_name,
    ]


_MAILCHIMP_STATES: Final = {
    AGREED: "Subscribed",
    "unsubscribed": "Unsubscribed",
    "unreachable": "Cleaned",
    "pending": "Pending",
}
#: The most bytes of Mailchimp's text fields, and the most characters of its tags.
_MOST_BYTES: Final = 255
_LONGEST_TAG: Final = 100


def _mailchimp(row: Row, list_name: str, _: Translator) -> list[str]:
    return [
        row.email or "",
        row.country or "",
        _MAILCHIMP_STATES.get(row.state, "Non-subscribed"),
        _iso(row.said_on),
        str(row.orders),
        _money(row),
        row.currency,
        _iso(row.first_order),
        _iso(row.last_order),
        _group(row),
        _tag(list_name),
    ]


def _tag(list_name: str) -> str:
    """Return a list's name as one tag, without commas."""
    tag = list_name.replace(",", " ").replace('"', " ")[:_LONGEST_TAG]
    return tag.encode()[:_MOST_BYTES].decode(errors="ignore").strip()


def _meta(row: Row, *_: object) -> list[str]:
    return [row.email or "", row.phone or "", row.country or ""]


def _meta_hashed(row: Row, *_: object) -> list[str]:
    """Return the row's cells as SHA-256 in hex.

    They are normalised as Meta asks: lower case, phone numbers as digits with the country code.
    """
    plain = [(row.email or "").lower(), (row.phone or "").removeprefix("+"), (row.country or "").lower()]
    return [hashlib.sha256(text.encode()).hexdigest() if text else "" for text in plain]


CONSENT_WORDS: Final[Mapping[str, Message]] = {**CONSENT, "unsaid": message("nothing known")}


def _table_header(t: Translator) -> list[str]:
    names = (
        message("Customer"),
        message("E-mail address"),
        message("Telephone"),
        message("Country"),
        message("First order"),
        message("Last order"),
        message("Orders"),
        message("Spent"),
        message("Currency"),
        message("Group"),
        message("Consent"),
        message("Consent since"),
    )
    return [t.t(name) for name in names]


def _table(row: Row, _: str, t: Translator) -> list[str]:
    return [
        row.code,
        row.email or "",
        row.phone or "",
        row.country or "",
        _iso(row.first_order),
        _iso(row.last_order),
        str(row.orders),
        _money(row),
        row.currency,
        "" if row.group is None else t.t(row.group.name),
        t.t(CONSENT_WORDS[row.state]),
        _iso(row.said_on),
    ]


FORMATS: Final = (
    ListFormat(
        "klaviyo",
        "Klaviyo",
        "klaviyo",
        "mail or phone",
        lambda _: (
            *("Email", "Phone Number", "Country", "Email Marketing Consent"),
            *(
                "Email Marketing Consent Timestamp",
                "SMS Marketing Consent",
                "SMS Marketing Consent Timestamp",
            ),
            *("Order Count", "Total Spent", "Spend Currency", "First Order Date", "Last Order Date"),
            *("Customer Group", "Customer List"),
        ),
        _klaviyo,
    ),
    ListFormat(
        "mailchimp",
        "Mailchimp",
        "mailchimp",
        "mail",
        lambda _: (
            *("Email Address", "Country", "Email Marketing Status", "Consent Date", "Order Count"),
            *(
                "Total Spent",
                "Spend Currency",
                "First Order Date",
                "Last Order Date",
                "Customer Group",
                "Tags",
            ),
        ),
        _mailchimp,
    ),
    ListFormat(
        "meta_hashed",
        message("Meta custom audience, hashed"),
        "meta-hashed",
        "mail or phone",
        lambda _: ("email", "phone", "country"),
        _meta_hashed,
    ),
    ListFormat(
        "meta",
        message("Meta custom audience, as it is"),
        "meta",
        "mail or phone",
        lambda _: ("email", "phone", "country"),
        _meta,
    ),
    ListFormat(
        "table",
        message("Table for people"),
        "customers",
        "",
        _table_header,
        _table,
        for_people=True,
        most_rows=None,
    ),
)
BY_KEY: Final = {list_format.key: list_format for list_format in FORMATS}
