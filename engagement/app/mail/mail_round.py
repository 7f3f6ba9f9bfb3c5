"""Sending mail in one round over one shop, with records in the store before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engagement.app.mail import letters
from engagement.app.mail.delivery import DeliveryResult, hand_over
from engagement.store.mail import sendings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from engagement.app.mail.delivery import MailFault
    from engagement.app.mail.letters import Letter
    from engagement.app.mail.mail_server import MailServer
    from engagement.store import Workspace
    from engagement.store.mail.mail_recipients import Recipient
    from engagement.store.mail.sendings import Sending

#: The addresses below which the secret of a mail follows.
CONFIRM: Final = "/mail/confirm/"
STOP: Final = "/mail/stop/"


@dataclass(frozen=True)
class MailRound:
    """A round of mail over one shop.

    `site` is the base URL of the dashboard, `shop` the shop's title, `now` in UTC. `sendings` are the records
    of earlier mails by recipient and what was sent.
    """

    workspace: Workspace
    server: MailServer
    site: str
    shop: str
    now: datetime
    sendings: Mapping[tuple[int, str], Sending] = field(default_factory=dict)

    def waits(self, recipient: Recipient, what: str) -> bool:
        """Return whether `what` is still to be sent to a recipient."""
        return sendings.is_due(self.sendings.get((recipient.id, what)), self.now)

    def send(
        self,
        recipient: Recipient,
        what: str,
        letter: Letter,
        confirm: tuple[str, datetime] | None = None,
    ) -> DeliveryResult | None:
        """Record that a mail is about to be sent, send it, and record the result, which is returned.

        None where it must not be sent, such as after an earlier try without a known result.
        """
        manifest = self.workspace.storage.manifest
        name = letters.message_id(self.workspace.key, recipient.id, what, self.server.sender)
        if not recipient.address:
            return None
        mail = letters.mail(letter, self.server, recipient.address, name, self.now)
        if not sendings.claim(manifest, recipient, what, name, self.now, confirm):
            return None
        result = hand_over(self.server, mail, recipient.address)
        sendings.end(manifest, recipient, what, result.state, self.now, result.fault)
        return result

    def fail(self, recipient: Recipient, what: str, fault: MailFault) -> None:
        """Record a fault before sending, so that it is tried again and shown on the page."""
        manifest = self.workspace.storage.manifest
        name = letters.message_id(self.workspace.key, recipient.id, what, self.server.sender)
        if sendings.claim(manifest, recipient, what, name, self.now):
            sendings.end(manifest, recipient, what, "failed", self.now, fault)

    def stops(self, recipient: Recipient) -> str:
        """Return the address at which a recipient unsubscribes."""
        return f"{self.site}{STOP}{recipient.stop}"
