"""Tokens for programs: an owner makes one, copies it once, sees when it was used, and revokes it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.guests import assistants_link, background_publishing
from engagement.app.navigation import session_of_shop
from engagement.app.sharing import link_draft, made_link
from engagement.app.ui import doing
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.who.current import owner_in, visitor
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.store.sharing import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.store import Workspace
    from engagement.store.sharing.tokens import Token, TokenScope

_MADE: Final = "made_token"
_SCOPES: Final[Mapping[TokenScope, Message]] = {
    "aggregates": message("Read what a link would show"),
    "read": message("Read all figures, small groups among them"),
    "upload": message("Send files, and read nothing"),
}
_DAYS: Final = (30, 90, 365)
_USUAL: Final = 90


def show(workspace: Workspace) -> None:
    """Show the tokens of a shop to its owner; nothing to anybody else."""
    if not visitor().may_own:
        return
    with st.container(key="rule_tokens"):
        st.header(say(message("Tokens for programs")), anchor=False)
        st.caption(
            say(
                message(
                    "With a token, a program reads figures or sends files at this server's address below "
                    "/api, and an assistant asks at /mcp."
                )
            )
        )
        if not _show_new_secret(workspace):
            _form(workspace)
        all_tokens = tokens.tokens(workspace.storage)
        standing = [token for token in all_tokens if token.state == "stands"]
        for token in standing:
            _show_token(workspace, token)
        closed = [token for token in all_tokens if token not in standing]
        if closed:
            with st.expander(say(message("Expired and revoked")), type="compact"):
                for token in closed:
                    _show_token(workspace, token)


def _show_new_secret(workspace: Workspace) -> bool:
    """Show the secret of the token that this session has just made; False where there is none."""
    secret = session_of_shop.remembered(workspace, _MADE)
    if secret is None:
        return False
    st.markdown(f"**{say(message('Copy the token now: it is shown only this once'))}**")
    st.code(secret, language=None, wrap_lines=True)
    st.code(
        f'curl -H "Authorization: Bearer $TOKEN" {made_link.site()}/api/figures',
        language="sh",
        wrap_lines=True,
    )
    if st.button(say(message("I have copied it")), key="token_copied"):
        session_of_shop.drop(_MADE)
        st.rerun()
    return True


def _form(workspace: Workspace) -> None:
    with (
        st.expander(say(message("Make a token")), type="compact"),
        st.form("token_form", border=False),
    ):
        title = st.text_input(
            say(message("Name of the program")), max_chars=tokens.LONGEST_TITLE, key="token_title"
        )
        scopes = [s for s in _SCOPES if s != "upload" or workspace.name != open_workspaces.DEMO]
        scope = st.radio(
            say(message("It may")), scopes, format_func=lambda s: say(_SCOPES[s]), key="token_scope"
        )
        days = st.selectbox(
            say(message("Open for")), _DAYS, index=_DAYS.index(_USUAL), key="token_days",
            format_func=lambda n: say(message("{days} day", "{days} days", n=n, days=n)),
        )  # fmt: skip
        if st.form_submit_button(say(message("Make the token")), key="token_make"):
            doing.do(lambda: _make(workspace, scope, title, days))


def _make(workspace: Workspace, scope: TokenScope, title: str, days: int) -> None:
    owner = owner_in(workspace.name)
    until = link_draft.end_of(link_draft.today() + timedelta(days=days))
    _, secret = tokens.make_token(workspace.storage, scope, title=title, who=owner, expires_at=until)
    session_of_shop.keep(workspace, _MADE, secret)
    if scope == "aggregates" and workspace.version.tables:
        # What it reads is published while the token is on its way, so that the first question need not wait.
        assistants_link.assistants_link(workspace)
        background_publishing.publisher(open_workspaces.data_dir()).wake()


def _show_token(workspace: Workspace, token: Token) -> None:
    with st.container(key=f"rule_token_{token.id}", gap="xxsmall"):
        st.markdown(f"**{inert(token.title)}** :small[{say(_state(token))}]")
        parts = [_SCOPES[token.scope], _last_use(token)]
        if token.who:
            parts.append(message("created by {who} on {day}", who=inert(token.who), day=token.made_at.date()))
        st.caption(" · ".join(map(say, parts)))
        if token.state == "stands":
            with st.popover(say(message("Revoke"))):
                st.write(
                    say(message("Whatever uses this token is let in no more, from now on and for good."))
                )
                if st.button(say(message("Revoke this token")), key=f"revoke_token_{token.id}"):
                    doing.do(lambda: tokens.revoke(workspace.storage, token.id, owner_in(workspace.name)))


def _state(token: Token) -> Message:
    if token.revoked_at is not None:
        return message("revoked on {day}", day=token.revoked_at.date())
    day = link_draft.last_day(token.expires_at)
    if token.state == "expired":
        return message("expired on {day}", day=day)
    return message("open until {day}", day=day)


def _last_use(token: Token) -> Message:
    if token.seen_at is None:
        return message("not used yet")
    return message("last used on {moment}", moment=token.seen_at)
