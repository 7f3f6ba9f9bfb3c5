"""Who looks at this page: somebody of the house, a guest with a link, or nobody that we know.

The server's middleware says so in a header of the websocket's handshake that it has signed itself
(`web.identify`); what a browser claims in such a header never gets here. Where there is no
middleware (`streamlit run dashboard.py`, a demo host), everybody is of the house.
"""

from __future__ import annotations

import secrets
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st
from itsdangerous import BadSignature, URLSafeSerializer

from engagement.app import busy, rooms, sessions
from engagement.app.hosting import Hosting
from engagement.store import members, workspaces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.members import Role

#: Our headers; whatever a client sends under this prefix is thrown away.
PREFIX: Final = "x-engagement-"
HEADER: Final = f"{PREFIX}visitor"
#: The part of the address, and of the session, that names the workspace.
ASKED: Final = "shop"
#: The part of the session that names one to which somebody is on their way: the address follows.
SWITCHED: Final = "shop_switched"

Kind = Literal["house", "guest", "nobody"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose connection this is.

    `who` is the address that somebody of the house has logged in with, "" where nobody logs in.
    `link_id` and `public` are the link by which a guest came. Two visitors are the same if these are.
    `roles` are the workspaces that somebody of the house may enter, and as what; `workspace` is the
    one that is looked at: "" where the address names one that is not there for them.
    """

    kind: Kind
    who: str = ""
    link_id: int | None = None
    public: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict, compare=False)
    workspace: str = field(default="", compare=False)

    @property
    def role(self) -> Role | None:
        """What this visitor may do in the workspace that is looked at."""
        return self.roles.get(self.workspace)

    @property
    def may_edit(self) -> bool:
        """Whether this visitor may add and take back files, and share."""
        return self.role in {"owner", "editor"}

    @property
    def may_own(self) -> bool:
        """Whether this visitor may invite people, erase, and see who did what."""
        return self.role == "owner"

    @property
    def home(self) -> str | None:
        """The workspace that takes this visitor's files: the one looked at, else the first that may."""
        editable = self.editable
        return self.workspace if self.workspace in editable else next(iter(editable), None)

    @property
    def editable(self) -> list[str]:
        """The workspaces that take this visitor's files."""
        return [name for name, role in self.roles.items() if role != "viewer" and name != rooms.DEMO]

    @property
    def may_found(self) -> bool:
        """Whether this visitor may add a shop: whoever owns one."""
        return "owner" in self.roles.values()

    @property
    def is_guest(self) -> bool:
        """Whether this is a guest, who sees what a link shows and nothing else."""
        return self.kind == "guest"

    @property
    def is_lost(self) -> bool:
        """Whether the address names a shop that is not there for this visitor."""
        return self.kind == "house" and not self.workspace

    @property
    def base(self) -> str:
        """Where this visitor's addresses begin: "" for the house."""
        return f"/v/{self.public}" if self.is_guest else ""


NOBODY: Final = Visitor("nobody")
#: Whose pages this run draws now, where they are not those of the connection.
_AS: Final[ContextVar[Visitor | None]] = ContextVar("visitor", default=None)


class Guard:
    """Stands between the connection and the pages: seals who it is, and opens its own seal only.

    The key lives and dies with the process.
    """

    def __init__(self, hosting: Hosting) -> None:
        self.hosting = hosting
        self._seal = URLSafeSerializer(secrets.token_bytes(32))

    def close(self, visitor: Visitor) -> str:
        """Return the header's value for a visitor."""
        return str(self._seal.dumps([visitor.kind, visitor.who, visitor.link_id, visitor.public]))

    def open(self, value: str | None) -> Visitor:
        """Return the visitor that a header names; `NOBODY` for one that we did not seal."""
        try:
            return Visitor(*self._seal.loads(value or ""))
        except BadSignature:
            return NOBODY


class _Process:
    """What is true for the whole process: whether our server stands in front."""

    guard: Guard | None = None


def set_guard(hosting: Hosting) -> Guard:
    """Say that from now on only the middleware knows who somebody is; return what seals it."""
    _Process.guard = Guard(hosting)
    return _Process.guard


def is_guarded() -> bool:
    """Whether our server's middleware and routes stand in front of the pages."""
    return _Process.guard is not None


def hosting() -> Hosting:
    """Return how this server stands; alone on one machine where it does not stand in front."""
    return _Process.guard.hosting if _Process.guard is not None else Hosting()


def look_as(other: Visitor | None) -> Visitor | None:
    """Draw what follows as for another visitor, who may do less (None: as for oneself); return who it was."""
    before = _AS.get()
    _AS.set(other)
    return before


def connected() -> Visitor:
    """Return whose connection this is, whatever they may do."""
    other = _AS.get()
    if other is not None:
        return other
    if _Process.guard is None:
        return Visitor("house")
    if sessions.has_left():
        return NOBODY
    return _Process.guard.open(st.context.headers.get(HEADER))


def visitor() -> Visitor:
    """Return who looks at the page that runs now, and what they may do in the workspace they look at."""
    found = connected()
    if found.kind != "house":
        return found
    roles = with_demo(roles_of(found.who))
    asked = st.session_state.get(SWITCHED) or st.query_params.get(ASKED) or st.session_state.get(ASKED)
    if asked is None:
        return replace(found, roles=roles, workspace=_first(roles))
    # Never another shop's figures in the place of those that the address names.
    return replace(found, roles=roles, workspace=asked if asked in roles else "")


def visitor_in(workspace: str) -> Visitor:
    """Return who looks, as one who looks at this workspace, whatever the address says.

    A callback or a fragment runs before the front door has asked anew what somebody may do, and with
    an address of the browser's choosing: what acts on a workspace there asks here first.
    """
    return replace(visitor(), workspace=workspace)


def roles_of(who: str) -> Mapping[str, Role]:
    """The workspaces that somebody of the house may enter; where nobody logs in, all of them."""
    if hosting().logs_in:
        return members.roles_of(rooms.manifest(), who)
    others = (name for name in workspaces(rooms.data_dir()) if name not in {rooms.OWN, rooms.DEMO})
    return dict.fromkeys((rooms.OWN, *others), "owner")


def with_demo(roles: Mapping[str, Role]) -> Mapping[str, Role]:
    """Add the demo shop, which everybody of the house may see; alone on a machine, also take apart."""
    return {**roles, rooms.DEMO: "viewer" if hosting().logs_in else "owner"}


def _first(roles: Mapping[str, Role]) -> str:
    """The first workspace, where nobody logs in only if it holds anything, or soon will; else the demo."""
    invited = hosting().logs_in
    own = (name for name in roles if name != rooms.DEMO and (invited or _is_filled(name)))
    return next(own, rooms.DEMO)


def _is_filled(name: str) -> bool:
    return busy.is_read(name) or bool(rooms.workspace(name).datasets())
