"""Who looks at this page: somebody of the house, a guest with a link, or nobody that we know.

The server's middleware says so in a header of the websocket's handshake that it has signed itself
(`web.identify`); what a browser claims in such a header never gets here. Where there is no
middleware (`streamlit run dashboard.py`, a demo host), everybody is of the house.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from typing import Final, Literal

import streamlit as st

#: Our headers; whatever a client sends under this prefix is thrown away.
PREFIX: Final = "x-engagement-"
HEADER: Final = f"{PREFIX}visitor"

Kind = Literal["house", "guest", "nobody"]
Role = Literal["owner", "editor", "viewer"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose connection this is.

    `who` is the address that somebody of the house has logged in with, "" where nobody logs in.
    `link_id` and `public` are the link by which a guest came. `role` is what somebody of the house
    may do in the workspace that is looked at.
    """

    kind: Kind
    who: str = ""
    link_id: int | None = None
    public: str = ""
    role: Role | None = field(default=None, compare=False)

    @property
    def may_edit(self) -> bool:
        """Whether this visitor may add and take back files, and share."""
        return self.role in {"owner", "editor"}

    @property
    def may_own(self) -> bool:
        """Whether this visitor may invite people, erase, and see who did what."""
        return self.role == "owner"

    @property
    def is_guest(self) -> bool:
        """Whether this is a guest, who sees what a link shows and nothing else."""
        return self.kind == "guest"

    @property
    def base(self) -> str:
        """Where this visitor's addresses begin: "" for the house."""
        return f"/v/{self.public}" if self.is_guest else ""


#: Where nobody logs in, whoever sits at the machine owns what is on it.
HOUSE: Final = Visitor("house", role="owner")
NOBODY: Final = Visitor("nobody")


class Seal:
    """Signs and opens the header. The key lives and dies with the process."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def close(self, visitor: Visitor) -> str:
        """Return the header's value for a visitor."""
        body = urlsafe_b64encode(json.dumps(asdict(visitor)).encode()).decode()
        return f"{body}.{self._sign(body)}"

    def open(self, value: str | None) -> Visitor:
        """Return the visitor that a header names; `NOBODY` for one that we did not sign."""
        body, _, signature = (value or "").partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(body).encode()):
            return NOBODY
        return Visitor(**json.loads(urlsafe_b64decode(body)))

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()


class _Process:
    """What is true for the whole process: whether our server stands in front, and its seal."""

    seal: Seal | None = None


def guarded() -> Seal:
    """Say that from now on only the middleware knows who somebody is; return the seal for it."""
    _Process.seal = _Process.seal or Seal()
    return _Process.seal


def is_guarded() -> bool:
    """Whether our server's middleware and routes stand in front of the pages."""
    return _Process.seal is not None


def visitor() -> Visitor:
    """Return who looks at the page that runs now."""
    if _Process.seal is None:
        return HOUSE
    return _Process.seal.open(st.context.headers.get(HEADER))
