"""HTTP as a prober speaks it: the path goes out exactly as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATIENCE = 300


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def cookie(self) -> str:
        """The cookie that it sets, as a browser sends it back."""
        return self.headers.get("set-cookie", "").split(";")[0]

    @property
    def stable_headers(self) -> dict[str, str]:
        return {name: value for name, value in self.headers.items() if name != "date"}


def ask(
    address: str,
    path: str,
    method: str = "GET",
    body: bytes | str | None = None,
    **headers: str,
) -> Answer:
    """Send one request; `headers` with _ for -."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=_PATIENCE)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="Host" in named, skip_accept_encoding=True)
        sent = body.encode() if isinstance(body, str) else body
        for name, value in named.items():
            connection.putheader(name, value)
        if sent is not None:
            connection.putheader("Content-Length", str(len(sent)))
        connection.endheaders(sent)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, answer.read())
    finally:
        connection.close()


def enter(address: str, token: str) -> str:
    """Open a link without a password and return the cookie that it gives."""
    return ask(address, f"/s/{token}").cookie
