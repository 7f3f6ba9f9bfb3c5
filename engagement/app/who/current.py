"""Who looks at the page that is being drawn."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st
from itsdangerous import BadSignature, URLSafeSerializer

from engagement.app.who import sessions, within_run
from engagement.app.who.hosting import Hosting
from engagement.app.who.visitor import HEADER, NOBODY, SWITCHED, Visitor, looked_as
from engagement.app.workspaces import being_read, open_workspaces
from engagement.store.sharing import workspace_members
from engagement.store.workspaces.opening import named_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.sharing.workspace_members import MemberRole

#: The part of the address, and of the session, that names the workspace.
ASKED: Final = "shop"


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


def connected() -> Visitor:
    """Return whose connection this is, whatever they may do."""
    other = looked_as()
    if other is not None:
        return other
    if _Process.guard is None:
        return Visitor("house")
    if sessions.has_left():
        return NOBODY
    return _Process.guard.open(st.context.headers.get(HEADER))


def visitor() -> Visitor:
    """Return who looks at the page that runs now, and what they may do in the workspace they look at.

    Found out once in a run, and anew once this process has changed anything that the manifest holds.
    """
    return within_run.known(("visitor", looked_as(), open_workspaces.manifest().writes), _visitor)


def _visitor() -> Visitor:
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


def editor_in(workspace: str) -> str:
    """Return who acts on a workspace, "" where nobody logs in; PermissionError for whoever may not."""
    here = visitor_in(workspace)
    if not here.may_edit:
        raise PermissionError("only an owner or an editor changes what belongs to a shop")
    return here.who


def owner_in(workspace: str) -> str:
    """Return who acts, as `editor_in` does, on what only an owner may."""
    here = visitor_in(workspace)
    if not here.may_own:
        raise PermissionError("only an owner does this")
    return here.who


def roles_of(who: str) -> Mapping[str, MemberRole]:
    """The workspaces that somebody of the house may enter; where nobody logs in, all of them."""
    if hosting().logs_in:
        return workspace_members.roles_of(open_workspaces.manifest(), who)
    others = (
        name
        for name in named_in(open_workspaces.manifest())
        if name not in {open_workspaces.OWN, open_workspaces.DEMO}
    )
    return dict.fromkeys((open_workspaces.OWN, *others), "owner")


def with_demo(roles: Mapping[str, MemberRole]) -> Mapping[str, MemberRole]:
    """Add the demo shop, which everybody of the house may see; alone on a machine, also take apart."""
    return {**roles, open_workspaces.DEMO: "viewer" if hosting().logs_in else "owner"}


def _first(roles: Mapping[str, MemberRole]) -> str:
    """The first workspace, where nobody logs in only if it holds anything, or soon will; else the demo."""
    invited = hosting().logs_in
    own = (name for name in roles if name != open_workspaces.DEMO and (invited or _is_filled(name)))
    return next(own, open_workspaces.DEMO)


def _is_filled(name: str) -> bool:
    return being_read.is_read(name) or bool(open_workspaces.workspace(name).datasets())
