"""A letter as a mail: plain text and the same as simple HTML without remote content.

Headers are set through `email.message`, which refuses a line end in them; every address has been checked.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.reports.elements import markup, tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from xml.etree.ElementTree import Element

    from engagement.app.mail.mail_server import MailServer

_POLICY: Final = SMTP.clone(cte_type="7bit")
_BODY: Final = "font:16px/1.5 Georgia,serif;color:#1D2327;max-width:36em;margin:0 auto;padding:16px"
_BUTTON: Final = (
    "display:inline-block;padding:10px 18px;background:#0B5F7D;color:#ffffff;text-decoration:none"
)
_FOOT: Final = "font-size:13px;color:#5B6468;border-top:1px solid #C9CCCE;padding-top:12px"


@dataclass(frozen=True, slots=True)
class Letter:
    """The content of a mail in one language.

    `way` is the label and address of its button. `stop` is the address to unsubscribe at, "" for none.
    `attached` is the name and bytes of a PDF.
    """

    language: str
    subject: str
    lines: Sequence[str]
    foot: Sequence[str]
    way: tuple[str, str] | None = None
    stop: str = ""
    attached: tuple[str, bytes] | None = None


def message_id(key: bytes, recipient: int, what: str, sender: str) -> str:
    """Return the Message-ID of a mail, a keyed hash that is the same for every try."""
    name = hmac.digest(key, f"engagement: mail {recipient} {what}".encode(), hashlib.sha256).hex()[:40]
    return f"<{name}@{sender.rpartition('@')[2]}>"


def mail(letter: Letter, server: MailServer, to: str, name: str, now: datetime) -> EmailMessage:
    """Return the mail of a letter; `name` is its message id."""
    mime = EmailMessage(policy=_POLICY)
    mime["From"] = Address("Engagement", addr_spec=server.sender)
    mime["To"] = Address(addr_spec=to)
    mime["Subject"] = one_line(letter.subject)
    mime["Date"] = format_datetime(now)
    mime["Message-ID"] = name
    mime["Auto-Submitted"] = "auto-generated"
    mime["X-Auto-Response-Suppress"] = "All"
    if letter.stop:
        mime["List-Unsubscribe"] = f"<{letter.stop}>"
        mime["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mime.set_content(_text(letter))
    mime.add_alternative(_html(letter), subtype="html")
    if letter.attached is not None:
        filename, content = letter.attached
        mime.add_attachment(content, maintype="application", subtype="pdf", filename=filename)
    mime["Content-Language"] = letter.language  # not before: each part that is added takes such headers along
    return mime


def one_line(text: str) -> str:
    """Return a text on one line that is safe in a header.

    Encoded words are removed, too: `email` would decode them, with a line end inside.
    """
    plain = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(plain.replace("=?", "= ?").split())


def _text(letter: Letter) -> str:
    parts = [*letter.lines]
    if letter.way is not None:
        parts.append("{}:\n{}".format(*letter.way))
    parts.append("-- \n" + "\n".join([*letter.foot, *([_stops(letter)] if letter.stop else [])]))
    return "\n\n".join(parts) + "\n"


def _stops(letter: Letter) -> str:
    return f"{_unsubscribe(letter)}: {letter.stop}"


def _unsubscribe(letter: Letter) -> str:
    return translator(letter.language).t(message("Unsubscribe"))


def _html(letter: Letter) -> str:
    paragraphs: list[Element] = [tag("p", line) for line in letter.lines]
    if letter.way is not None:
        label, address = letter.way
        paragraphs.append(tag("p", tag("a", label, href=address, style=_BUTTON)))
    foot: list[Element] = [tag("div", line) for line in letter.foot]
    if letter.stop:
        foot.append(tag("div", tag("a", _unsubscribe(letter), href=letter.stop, style="color:#5B6468")))
    body = tag("body", tag("div", *paragraphs, tag("div", *foot, style=_FOOT), style=_BODY))
    head = tag("head", tag("meta", charset="utf-8"), tag("title", one_line(letter.subject)))
    return "<!DOCTYPE html>\n" + markup(tag("html", head, body, lang=letter.language)) + "\n"
