"""A real mail server (aiosmtpd) on this machine, and what it was given."""

from __future__ import annotations

import email
import socket
from contextlib import contextmanager
from email.policy import default
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    import pytest


class Postbox:
    """Takes mail and keeps it by address; refuses some addresses, answers a mail as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.encrypted: list[bool] = []
        self.refused: dict[str, str] = {}
        self.answer: Callable[[], str] = lambda: "250 OK"

    def of(self, address: str) -> list[EmailMessage]:
        """The mails that an address got, the oldest first."""
        return [mail for to, mail in self.taken if to == address]

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _: Any) -> str:  # noqa: N802 - aiosmtpd's
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        made: EmailMessage = email.message_from_bytes(envelope.content, policy=default)  # type: ignore[assignment]
        answer = self.answer()
        if answer.startswith("250"):
            self.taken += [(to, made) for to in envelope.rcpt_tos]
            self.encrypted.append(session.ssl is not None)
        return answer


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def listening(postbox: Postbox, port: int, **more: Any) -> Iterator[None]:
    """Let a postbox listen on a port of this machine."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def named(patched: pytest.MonkeyPatch, port: int, **more: str) -> None:
    """Name a mail server in the environment, as whoever runs the dashboard does."""
    given = {"HOST": "127.0.0.1", "PORT": str(port), "SECURITY": "none", "SENDER": "reports@example.com"}
    for name, value in {**given, **more}.items():
        patched.setenv(f"ENGAGEMENT_SMTP_{name}", value)
