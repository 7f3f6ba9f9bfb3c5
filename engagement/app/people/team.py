"""The people who may enter a shop: who they are, what they may do, inviting them, letting them go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import page_links, session_of_shop
from engagement.app.ui import doing
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor_in
from engagement.locale import message
from engagement.store import StoreError
from engagement.store.sharing import workspace_members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.store import Workspace
    from engagement.store.sharing.workspace_members import Member, MemberRole

ROLES: Final[Mapping[MemberRole, Message]] = {
    "owner": message("Owner"),
    "editor": message("Editor"),
    "viewer": message("Viewer"),
}
_MAY: Final = message(
    "A viewer reads every page. An editor also adds and removes files and shares links. An owner also "
    "decides who may enter, deletes for good and reads this page."
)


def show(workspace: Workspace, who: str) -> None:
    """List the members and let an owner (`who`) change them."""
    members = workspace_members.members(workspace.storage)
    st.header(
        say(message("{count} person", "{count} people", n=len(members), count=len(members))), anchor=False
    )
    st.caption(say(_MAY))
    for member in members:
        _show_member(workspace, member, who)
    _invite(workspace, who)


def alone() -> None:
    """Show what holds without login, and how to set up login for a team."""
    with st.container(key="rule_alone"):
        st.header(say(message("You work alone here")), anchor=False)
        st.write(
            say(
                message(
                    "Whoever can open this page has the owner's rights: they see everything and may change "
                    "it. Unless you have said otherwise, that is only whoever sits at this computer."
                )
            )
        )
        st.write(
            say(
                message(
                    "Show your numbers to somebody: make a link. It opens totals, never a customer, and "
                    "needs no account."
                )
            )
        )
        page_links.to("sharing", say(message("Share a link")))
        st.write(
            say(
                message(
                    "Work in a team: ask whoever looks after your server to let people log in (the file "
                    "deploy/README.md that comes with Engagement says how). From then on you invite your "
                    "colleagues here, each with their own e-mail address and as viewer, editor or owner."
                )
            )
        )
        st.caption(say(_MAY))


def _show_member(workspace: Workspace, member: Member, who: str) -> None:
    with st.container(key=f"rule_member_{member.who}", gap="xxsmall"):
        name, role, way_out = st.columns([6, 3, 3], vertical_alignment="center")
        name.markdown(inert(member.who))
        key = f"role_{member.who}"
        st.session_state[key] = member.role
        role.selectbox(
            say(message("Role")), list(ROLES), key=key, format_func=lambda role: say(ROLES[role]),
            label_visibility="collapsed", on_change=_change_role, args=(workspace, member.who, key, who),
        )  # fmt: skip
        with way_out.popover(say(message("Remove"))):
            st.write(say(message("{who} sees nothing here any more from now on.", who=inert(member.who))))
            if st.button(
                say(message("Remove from the team")),
                key=session_of_shop.key(workspace, f"remove_{member.who}"),
            ):
                doing.do(lambda: workspace_members.remove(workspace.storage, member.who, who))
        st.caption(_history(member))


def _history(member: Member) -> str:
    t = words()
    parts = [t.t(message("invited on {day}", day=member.invited_at.date()))]
    if member.invited_by:
        parts = [
            t.t(
                message(
                    "invited by {who} on {day}", who=inert(member.invited_by), day=member.invited_at.date()
                )
            )
        ]
    if member.seen_at is None:
        parts.append(t.t(message("has not logged in yet")))
    else:
        parts.append(t.t(message("last seen {moment}", moment=member.seen_at)))
    return " · ".join(parts)


def _invite(workspace: Workspace, who: str) -> None:
    with st.container(key="rule_invite"):
        st.header(say(message("Invite somebody")), anchor=False)
        with st.form(session_of_shop.key(workspace, "invite"), clear_on_submit=True, border=False):
            address = st.text_input(say(message("E-mail address")), key="invite_address")
            role = st.selectbox(
                say(message("Role")), list(ROLES), index=2, format_func=lambda role: say(ROLES[role])
            )
            is_submitted = st.form_submit_button(say(message("Invite")))
        st.caption(
            say(
                message(
                    "No e-mail is sent: tell them the address of this page. They enter once they log "
                    "in with this e-mail address."
                )
            )
        )
        if is_submitted and role is not None:
            doing.do(lambda: workspace_members.invite(workspace.storage, address or "", role, who))


def _change_role(workspace: Workspace, member: str, key: str, who: str) -> None:
    if not visitor_in(workspace.name).may_own:  # any more: the page was drawn when they still were
        return
    role: MemberRole = st.session_state[key]
    try:
        workspace_members.invite(workspace.storage, member, role, who)
    except StoreError as fault:
        st.toast(say(fault.sentence))
    else:
        changed = message("Changed what {member} may do: {role}", member=inert(member), role=ROLES[role])
        st.toast(say(changed))
