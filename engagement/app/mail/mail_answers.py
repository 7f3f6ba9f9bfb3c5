"""The pages behind the two addresses in a mail, to confirm and to unsubscribe; they need no account.

Only a button press changes anything, as programs that scan mail open every address. Unsubscribing by the mail
program (RFC 8058) sends the same request as the button.
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
    """A page: title, sentence, and the label of its button, None for none."""

    title: Message
    sentence: Message
    button: Message | None = None


def confirm(manifest: Manifest, token: str, *, pressed: bool) -> MailAnswer | None:
    """Return the page that asks to confirm an address, or with `pressed` confirm it.

    None for an invalid token.
    """
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
    """Return the page that asks to unsubscribe, or with `pressed` unsubscribe; None for an invalid token."""
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
