"""A visitor: a member of the team ("house"), a guest with a link, or unknown.

The middleware puts the visitor into a signed header of the websocket's handshake (`web.identify`) and drops
such headers of browsers. Without the middleware (`streamlit run dashboard.py`, a demo host) everybody is a
member.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from engagement.app.workspaces import open_workspaces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.sharing.workspace_members import MemberRole

#: Our headers; whatever a client sends under this prefix is thrown away.
PREFIX: Final = "x-engagement-"
HEADER: Final = f"{PREFIX}visitor"
#: The session key of the workspace that is being opened; the address follows.
SWITCHED: Final = "shop_switched"

VisitorKind = Literal["house", "guest", "nobody"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """The visitor of a connection.

    `who` is the e-mail address of a member, "" without login. `link_id` and `public` identify a guest's link.
    Two visitors are equal if these fields are. `roles` are a member's roles by workspace. `workspace` is the
    current one, "" where the address names one that they may not enter.
    """

    kind: VisitorKind
    who: str = ""
    link_id: int | None = None
    public: str = ""
    roles: Mapping[str, MemberRole] = field(default_factory=dict, compare=False)
    workspace: str = field(default="", compare=False)

    @property
    def role(self) -> MemberRole | None:
        """The role of this visitor in the current workspace; None for none."""
        return self.roles.get(self.workspace)

    @property
    def may_edit(self) -> bool:
        """Return whether this visitor may add and take back files, and share."""
        return self.role in {"owner", "editor"}

    @property
    def may_own(self) -> bool:
        """Return whether this visitor may invite people, erase, and see who did what."""
        return self.role == "owner"

    @property
    def home(self) -> str | None:
        """The workspace for uploads: the current one if editable, else the first editable one or None."""
        editable = self.editable
        return self.workspace if self.workspace in editable else next(iter(editable), None)

    @property
    def editable(self) -> list[str]:
        """The workspaces that this visitor may upload to."""
        return [
            name for name, role in self.roles.items() if role != "viewer" and name != open_workspaces.DEMO
        ]

    @property
    def may_found(self) -> bool:
        """Return whether this visitor may add a shop, as owners of one may."""
        return "owner" in self.roles.values()

    @property
    def is_guest(self) -> bool:
        """Return whether this is a guest, who sees what a link shows and nothing else."""
        return self.kind == "guest"

    @property
    def is_lost(self) -> bool:
        """Return whether the address names a shop that this visitor may not enter, or that does not exist."""
        return self.kind == "house" and not self.workspace

    @property
    def base(self) -> str:
        """The prefix of this visitor's paths: "" for a member."""
        return f"/v/{self.public}" if self.is_guest else ""


NOBODY: Final = Visitor("nobody")
#: Whose pages this run draws now, where they are not those of the connection.
_AS: Final[ContextVar[Visitor | None]] = ContextVar("visitor", default=None)


def look_as(other: Visitor | None) -> Visitor | None:
    """Draw what follows as for another visitor with fewer rights; None ends that. Returns the one before."""
    before = _AS.get()
    _AS.set(other)
    return before


def looked_as() -> Visitor | None:
    """Return the visitor set by `look_as`; None without one."""
    return _AS.get()
