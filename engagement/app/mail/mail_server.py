"""The SMTP server from the settings (environment)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from engagement import settings
from engagement.locale import message
from engagement.store import StoreError
from engagement.store.mail.mail_recipients import address_of

if TYPE_CHECKING:
    from engagement.settings import Setting

Security = Literal["starttls", "tls", "none"]
_PORTS: Final[dict[Security, int]] = {"starttls": 587, "tls": 465, "none": 25}
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class MailServer:
    """The SMTP server, its login, and the sender's address. `password` is "" for no login."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    sender: str


def is_named() -> bool:
    """Return whether the settings name a mail server."""
    return bool(settings.SMTP_HOST.read())


def from_environment() -> MailServer | None:
    """Return the mail server, None where none is set. Raises `StoreError` for wrong settings."""
    host = settings.SMTP_HOST.read()
    if not host:
        return None
    security = settings.SMTP_SECURITY.read().lower() or "starttls"
    if security not in _PORTS:
        raise _wrong(settings.SMTP_SECURITY, "starttls, tls, none")
    port = settings.SMTP_PORT.read() or str(_PORTS[security])
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 1 << 16):
        raise _wrong(settings.SMTP_PORT, "587")
    try:
        sender = address_of(settings.SMTP_SENDER.read())
    except StoreError:
        raise _wrong(settings.SMTP_SENDER, "reports@example.com") from None
    user = settings.SMTP_USER.read()
    password = _password() if user else ""
    if user and security == "none" and host not in _LOCAL:
        raise StoreError(
            message("Without encryption no password is sent: set {name}.", name=settings.SMTP_SECURITY.name)
        )
    return MailServer(host, int(port), security, user, password, sender)


def _password() -> str:
    name = settings.SMTP_PASSWORD_FILE.read()
    try:
        return Path(name).read_text("utf-8").rstrip("\r\n")
    except (OSError, ValueError):
        raise StoreError(
            message("{name} names no file that can be read.", name=settings.SMTP_PASSWORD_FILE.name)
        ) from None


def _wrong(setting: Setting, example: str) -> StoreError:
    return StoreError(message("{name} has to be like {example}.", name=setting.name, example=example))
