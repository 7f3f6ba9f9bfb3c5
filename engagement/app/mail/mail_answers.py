"""What stands at the two addresses that a mail holds, to confirm and to unsubscribe; no account is needed.

Whoever opens one is asked; only a press does it, for programs that look through mail open every address in
it. A mail program that unsubscribes by itself (RFC 8058) sends the same press.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.store.mail import mail_recipients

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.store.manifest.manifest import Manifest


@dataclass(frozen=True, slots=True)
class MailAnswer:
    """What a page says; with a `button`, what a press would do."""

    title: Message
    sentence: Message
    button: Message | None = None


def confirm(manifest: Manifest, token: str, *, pressed: bool) -> MailAnswer | None:
    """Ask whether an address is confirmed, or (pressed) confirm it; None where nothing is asked."""
    now = datetime.now(UTC)
    if pressed:
        if not mail_recipients.confirm(manifest, token, now):
            return None
        return MailAnswer(
            message("Your address is confirmed"),
            message("The next mail comes when it is due. You may close this page."),
        )
    if not mail_recipients.waits_for(manifest, token, now):
        return None
    return MailAnswer(
        message("Do you want this mail?"),
        message("It comes to the address at which you got this link. Every mail has a way to end it."),
        message("Confirm this address"),
    )


def stop(manifest: Manifest, token: str, *, pressed: bool) -> MailAnswer | None:
    """Ask whether an address is to get nothing more, or (pressed) see to it; None where there is none."""
    if pressed:
        if not mail_recipients.stop(manifest, token, datetime.now(UTC)):
            return None
        return MailAnswer(
            message("You are unsubscribed"),
            message("Your address was deleted. You may close this page."),
        )
    if not mail_recipients.may_stop(manifest, token):
        return None
    return MailAnswer(
        message("Do you want no more of this mail?"),
        message("Your address is deleted, and the shop sends nothing to it any more."),
        message("Unsubscribe"),
    )
