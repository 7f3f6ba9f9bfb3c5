"""Downloads that only the visitor to whom they were offered can fetch.

Streamlit serves the bytes of a download button at an address that anybody may open. Here a button is a link
with a random ticket, and the server checks that the ticket's visitor is asking.
"""

from __future__ import annotations

import html
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import streamlit as st

from engagement.app.who import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engagement.app.who.visitor import Visitor

_KEY: Final = "downloads"
#: Where the server answers; see `web.routes`.
PATH: Final = "/download/"


@dataclass(slots=True, weakref_slot=True)
class Ticket:
    """A file offered for download, and the visitor who may fetch it."""

    owner: Visitor
    content: Callable[[], bytes | Iterator[bytes]]
    name: str
    mime: str


#: A ticket lives as long as the session that drew its button.
_tickets: Final[WeakValueDictionary[str, Ticket]] = WeakValueDictionary()


def find(token: str, asking: Visitor) -> Ticket | None:
    """Return the ticket, if it exists, belongs to this visitor, and their rights are unchanged."""
    ticket = _tickets.get(token)
    return ticket if ticket is not None and ticket.owner == asking and _may_still(ticket.owner) else None


def button(
    label: str,
    content: Callable[[], bytes | Iterator[bytes]],
    name: str,
    mime: str = "text/csv",
    *,
    key: str,
) -> None:
    """Offer a file. `content` is called when the file is requested, and returns it whole or in chunks.

    `content` runs outside the page, so it must already hold what it needs of the page (language, view).
    """
    if not current.is_guarded():
        st.download_button(
            label, lambda: _as_bytes(content()), file_name=name, mime=mime, on_click="ignore", key=key
        )
        return
    href = html.escape(_address(Ticket(current.visitor(), content, name, mime), key))
    file = html.escape(name)
    link = f'<a class="download" href="{href}" download="{file}" rel="nofollow">{html.escape(label)}</a>'
    st.html(link, width="content")


def _as_bytes(content: bytes | Iterator[bytes]) -> bytes:
    """Return a file in one piece."""
    return content if isinstance(content, bytes) else b"".join(content)


def _may_still(owner: Visitor) -> bool:
    """Return whether the member still has the role that they had when the button was drawn."""
    if owner.kind != "house":
        return True
    return current.with_demo(current.roles_of(owner.who)).get(owner.workspace) == owner.role


def _address(ticket: Ticket, key: str) -> str:
    # The address of a button stays the same in all runs, so that the page need not be redrawn.
    of_session: dict[str, tuple[str, Ticket]] = st.session_state.setdefault(_KEY, {})
    token = of_session[key][0] if key in of_session else secrets.token_urlsafe(24)
    of_session[key] = (token, ticket)
    _tickets[token] = ticket
    return f"{ticket.owner.base}{PATH}{token}"
