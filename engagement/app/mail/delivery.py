"""Delivery of one mail to the SMTP server, with a result that says whether it may be tried again.

Until the text of the mail is sent, every error means that the server has not accepted it. From then on only
a reply of the server shows that.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.policy import SMTP
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from email.message import EmailMessage

    from engagement.app.mail.mail_server import MailServer
    from engagement.store.mail.sendings import SendingState

#: connect: the server does not answer; secure: no encryption, or another server's certificate; login: it
#: rejects the user; sender, recipient: it refuses the address; content: it refuses the mail; unknown: the
#: connection broke when it may have accepted the mail; print, link: there was nothing to send.
MailFault = Literal[
    "", "connect", "secure", "login", "sender", "recipient", "content", "unknown", "print", "link"
]
#: Seconds to wait for each answer.
_PATIENCE: Final = 30
_PERMANENT: Final = 500


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """The result of a delivery; `fault` is "" where the server has taken the mail."""

    state: SendingState
    fault: MailFault = ""


class _NotTaken(Exception):  # noqa: N818 - what became of a mail, not an error of the program
    """The server has certainly not taken the mail."""

    def __init__(self, fault: MailFault, *, for_good: bool = False) -> None:
        super().__init__(fault)
        self.handed = DeliveryResult("given_up" if for_good else "failed", fault)


def hand_over(server: MailServer, mail: EmailMessage, to: str) -> DeliveryResult:
    """Send a mail to one address and return the result. Raises nothing."""
    content = mail.as_bytes(policy=SMTP.clone(cte_type="7bit"))
    try:
        smtp = _connected(server)
    except _NotTaken as refusal:
        return refusal.handed
    try:
        _login(smtp, server)
        _address(smtp, "sender", *smtp.mail(server.sender))
        _address(smtp, "recipient", *smtp.rcpt(to))
        return _content(smtp, content)
    except _NotTaken as refusal:
        return refusal.handed
    except (OSError, smtplib.SMTPException):
        return DeliveryResult("failed", "connect")
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    try:
        if server.security == "tls":
            return smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=context)
        smtp = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
    except ssl.SSLError:
        raise _NotTaken("secure") from None
    except (OSError, smtplib.SMTPException):
        raise _NotTaken("connect") from None
    if server.security == "starttls":
        try:
            smtp.starttls(context=context)
        except (OSError, smtplib.SMTPException, ValueError):
            smtp.close()
            raise _NotTaken("secure") from None
    return smtp


def _login(smtp: smtplib.SMTP, server: MailServer) -> None:
    smtp.ehlo_or_helo_if_needed()
    if not server.user:
        return
    try:
        smtp.login(server.user, server.password)
    except (smtplib.SMTPException, UnicodeError):
        raise _NotTaken("login") from None


def _address(smtp: smtplib.SMTP, fault: MailFault, code: int, _: bytes) -> None:
    if code not in {250, 251}:
        with suppress(OSError, smtplib.SMTPException):
            smtp.rset()
        raise _NotTaken(fault, for_good=code >= _PERMANENT and fault == "recipient")


def _content(smtp: smtplib.SMTP, content: bytes) -> DeliveryResult:
    try:
        code, _ = smtp.data(content)
    except smtplib.SMTPDataError as refusal:  # it does not want to begin
        code = refusal.smtp_code
    except (OSError, smtplib.SMTPException):
        return DeliveryResult("unknown", "unknown")
    if code == 250:
        return DeliveryResult("sent")
    return DeliveryResult("given_up" if code >= _PERMANENT else "failed", "content")
