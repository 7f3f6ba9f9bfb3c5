"""A small shop with a schedule, at a moment at which a month has just ended."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pyarrow as pa

from engagement.app.mail.mailman import Mailman
from engagement.store.mail import mail_recipients, schedules
from engagement.tables import conform
from tests.store import shop

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from engagement.store import Workspace
    from engagement.store.mail.schedules import MailSchedule

SITE = "https://engagement.example.com"
EVA = "eva@example.com"
PASSWORD = "Żółta łódź 27"  # noqa: S105 - invented
_HERE = dt.datetime.now(dt.UTC)
#: The first day of the next month: links that are made there are open by the clock of this machine, too.
FIRST = dt.date(_HERE.year + _HERE.month // 12, _HERE.month % 12 + 1, 1)
#: Eight in the morning of that day.
DUE = dt.datetime(FIRST.year, FIRST.month, FIRST.day, 8, tzinfo=dt.UTC)
BEFORE = DUE - dt.timedelta(days=3)


def fill(
    workspace: Workspace, until: dt.date = FIRST, file: str = "orders.csv", numbers: range = range(1, 401)
) -> None:
    """Add orders of these numbers, one on each of the 400 days up to a day, of 90 customers."""
    first = (until - dt.date(1970, 1, 1)).days - 399
    created = shop.orders(numbers).to_pydict()
    created["day"] = [first + (n - 1) % 400 for n in numbers]
    created["instant"] = [dt.datetime(1970, 1, 1) + dt.timedelta(days=day) for day in created["day"]]
    created["customer_key"] = [n % 90 for n in numbers]
    schema = shop.orders([1]).schema
    shop.add(workspace, file, {"orders": conform("orders", pa.table(created, schema=schema))})


def plan(**more: object) -> schedules.MailPlan:
    """A review of each month as a link, in English, at eight o'clock UTC."""
    usual = {
        "title": "For the board",
        "kind": "review",
        "step": "month",
        "hour": 8,
        "zone": "UTC",
        "language": "en",
        "form": "link",
    }
    return schedules.MailPlan(**{**usual, **more})  # type: ignore[arg-type]


def planned(
    workspace: Workspace, *addresses: str, password: str = "", who: str = "", **more: object
) -> MailSchedule:
    """Set a schedule up, as somebody (`who`), and ask these addresses."""
    created = schedules.make(workspace.storage, workspace.key, plan(**more), password, who)
    mail_recipients.ask(workspace.storage, workspace.key, created, addresses, "", BEFORE)
    return created


def look(data_dir: Path, now: dt.datetime) -> None:
    """Let the server send what is due at a moment."""
    Mailman(data_dir, SITE).look(now)


def secret(mail: EmailMessage, kind: str) -> str:
    """The secret in an address of a mail: "confirm" or "stop"."""
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    match = re.search(rf"{re.escape(SITE)}/mail/{kind}/([\w-]+)", text)
    assert match is not None, text
    return match[1]
