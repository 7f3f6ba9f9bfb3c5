"""Who looks at this page: somebody of the house, a guest with a link, or nobody that we know.

The server's middleware says so in a header of the websocket's handshake that it has signed itself
(`web.identify`); what a browser claims in such a header never gets here. Where there is no
middleware (`streamlit run dashboard.py`, a demo host), everybody is of the house.
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
#: The part of the session that names one to which somebody is on their way: the address follows.
SWITCHED: Final = "shop_switched"

VisitorKind = Literal["house", "guest", "nobody"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose connection this is.

    `who` is the address that somebody of the house has logged in with, "" where nobody logs in.
    `link_id` and `public` are the link by which a guest came. Two visitors are the same if these are.
    `roles` are the workspaces that somebody of the house may enter, and as what; `workspace` is the
    one that is looked at: "" where the address names one that is not there for them.
    """

    kind: VisitorKind
    who: str = ""
    link_id: int | None = None
    public: str = ""
    roles: Mapping[str, MemberRole] = field(default_factory=dict, compare=False)
    workspace: str = field(default="", compare=False)

    @property
    def role(self) -> MemberRole | None:
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
        return [
            name for name, role in self.roles.items() if role != "viewer" and name != open_workspaces.DEMO
        ]

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


def look_as(other: Visitor | None) -> Visitor | None:
    """Draw what follows as for another visitor, who may do less (None: as for oneself); return who it was."""
    before = _AS.get()
    _AS.set(other)
    return before


def looked_as() -> Visitor | None:
    """Return for whom `look_as` draws now; None for oneself."""
    return _AS.get()
