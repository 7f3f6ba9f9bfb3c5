"""The visitor of the page that runs now, and what they may do."""

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
SHOP_PARAMETER: Final = "shop"


class Guard:
    """Signs the header by which the middleware tells the pages the visitor, and verifies it.

    The key lasts as long as the process.
    """

    def __init__(self, hosting: Hosting) -> None:
        self.hosting = hosting
        self._seal = URLSafeSerializer(secrets.token_bytes(32))

    def close(self, visitor: Visitor) -> str:
        """Return the signed value of the header for a visitor."""
        return str(self._seal.dumps([visitor.kind, visitor.who, visitor.link_id, visitor.public]))

    def open(self, value: str | None) -> Visitor:
        """Return the visitor of a header's value; `NOBODY` where the signature is not ours."""
        try:
            return Visitor(*self._seal.loads(value or ""))
        except BadSignature:
            return NOBODY


class _Process:
    """State of the process: the guard if our server's middleware is in front, and the hosting settings."""

    guard: Guard | None = None


def set_guard(hosting: Hosting) -> Guard:
    """Note that the middleware identifies visitors from now on, and return the guard that signs them."""
    _Process.guard = Guard(hosting)
    return _Process.guard


def is_guarded() -> bool:
    """Return whether our server's middleware and routes are in front of the pages."""
    return _Process.guard is not None


def hosting() -> Hosting:
    """Return the hosting settings; those of a single machine where our middleware is not in front."""
    return _Process.guard.hosting if _Process.guard is not None else Hosting()


def connected() -> Visitor:
    """Return the visitor of this connection, without roles."""
    other = looked_as()
    if other is not None:
        return other
    if _Process.guard is None:
        return Visitor("house")
    if sessions.has_left():
        return NOBODY
    return _Process.guard.open(st.context.headers.get(HEADER))


def visitor() -> Visitor:
    """Return the visitor of the page that runs now, with roles and current workspace.

    Computed once for each run, and again once this process has changed the manifest.
    """
    return within_run.once_in_run(("visitor", looked_as(), open_workspaces.manifest().writes), _visitor)


def _visitor() -> Visitor:
    visitor = connected()
    if visitor.kind != "house":
        return visitor
    roles = with_demo(roles_of(visitor.who))
    workspace = (
        st.session_state.get(SWITCHED)
        or st.query_params.get(SHOP_PARAMETER)
        or st.session_state.get(SHOP_PARAMETER)
    )
    if workspace is None:
        return replace(visitor, roles=roles, workspace=_first(roles))
    # Never another shop's figures in the place of those that the address names.
    return replace(visitor, roles=roles, workspace=workspace if workspace in roles else "")


def visitor_in(workspace: str) -> Visitor:
    """Return the visitor with this workspace as the current one, whatever the address says.

    Callbacks and fragments run before the front door checks rights, with an address of the browser's
    choosing. What changes a workspace there must check rights by this function.
    """
    return replace(visitor(), workspace=workspace)


def editor_in(workspace: str) -> str:
    """Return the visitor's address ("" without login). Raises PermissionError without the right to edit."""
    person = visitor_in(workspace)
    if not person.may_edit:
        raise PermissionError("only an owner or an editor changes what belongs to a shop")
    return person.who


def owner_in(workspace: str) -> str:
    """Return the visitor's address, as `editor_in` does. Raises PermissionError for anybody but an owner."""
    person = visitor_in(workspace)
    if not person.may_own:
        raise PermissionError("only an owner does this")
    return person.who


def roles_of(who: str) -> Mapping[str, MemberRole]:
    """Return the roles of a member by workspace; without login, owner of all of them."""
    if hosting().logs_in:
        return workspace_members.roles_of(open_workspaces.manifest(), who)
    others = (
        name
        for name in named_in(open_workspaces.manifest())
        if name not in {open_workspaces.OWN, open_workspaces.DEMO}
    )
    return dict.fromkeys((open_workspaces.OWN, *others), "owner")


def with_demo(roles: Mapping[str, MemberRole]) -> Mapping[str, MemberRole]:
    """Return the roles with the demo shop, which every member may see, and without login also change."""
    return {**roles, open_workspaces.DEMO: "viewer" if hosting().logs_in else "owner"}


def _first(roles: Mapping[str, MemberRole]) -> str:
    """Return the first workspace (without login only if it has data, or files being read), else the demo."""
    invited = hosting().logs_in
    shops = (name for name in roles if name != open_workspaces.DEMO and (invited or _is_filled(name)))
    return next(shops, open_workspaces.DEMO)


def _is_filled(name: str) -> bool:
    return being_read.is_read(name) or bool(open_workspaces.workspace(name).datasets())
