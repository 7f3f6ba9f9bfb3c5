"""The links of a shop: contents, visits, expiry, and buttons to close or reopen each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures import question_in_words
from engagement.app.figures.split_names import label_of
from engagement.app.guests import background_publishing
from engagement.app.navigation import router
from engagement.app.sharing import link_draft
from engagement.app.ui import doing
from engagement.app.ui.address import from_address
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.store.sharing import bundles, links

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.locale import Message
    from engagement.store import Workspace
    from engagement.store.sharing.links import Link

_LONGER: Final = timedelta(days=30)
_COLOURS: Final = {"stands": "blue", "expired": "gray", "revoked": "orange"}


def show(workspace: Workspace, who: str) -> None:
    """Show the links, open ones first; `who` is noted in the audit for changes."""
    all_links = links.links(workspace.storage)
    standing = [link for link in all_links if link.state == "stands"]
    count = len(standing)
    sentence = message("{count} open link", "{count} open links", n=count, count=count)
    st.header(say(sentence if standing else message("No link is open")), anchor=False)
    for link in standing:
        _show_link(workspace, link, who)
    closed = [link for link in all_links if link not in standing]
    if closed:
        with st.expander(say(message("Expired and revoked")), type="compact"):
            for link in closed:
                _show_link(workspace, link, who)


def _show_link(workspace: Workspace, link: Link, who: str) -> None:
    with st.container(key=f"rule_link_{link.id}", gap="xxsmall"):
        st.markdown(f"**{inert(link.title)}** :small[:{_COLOURS[link.state]}[{say(_state(link))}]]")
        st.caption(" · ".join([*_contents(link), *_how(link)]))
        st.caption(" · ".join([say(_visits(link)), _made_line(link)]))
        if link.state != "stands":
            if link.state == "expired":
                # It blocks links with other filters until it is revoked.
                with st.container(horizontal=True, vertical_alignment="center"):
                    _new_end(workspace, link, who)
                    _revoke(workspace, link, who)
            return
        _published(workspace, link)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.link_button(say(message("Preview")), f"/look/{link.public}")
            _new_end(workspace, link, who)
            _revoke(workspace, link, who)


def _state(link: Link) -> Message:
    if link.revoked_at is not None:
        return message("revoked on {day}", day=link.revoked_at.date())
    if link.expires_at is None:
        return message("open, no expiry")
    day = link_draft.last_day(link.expires_at)
    return (
        message("expired on {day}", day=day)
        if link.state == "expired"
        else message("open until {day}", day=day)
    )


def _contents(link: Link) -> list[str]:
    names = {entry.stem: entry.name for entry in router.ENTRIES}
    parts = [", ".join(say(names[page]) for page in link.terms.pages)]
    parts += question_in_words.in_words(from_address(link.terms.question), None)
    parts += [
        say(message("recipient may filter by: {dimension}", dimension=label_of(dimension).lower()))
        for dimension in link.terms.free
    ]
    if link.terms.hidden:
        hidden = ", ".join(label_of(dimension).lower() for dimension in link.terms.hidden)
        parts.append(say(message("hidden breakdowns: {dimensions}", dimensions=hidden)))
    return parts


def _how(link: Link) -> list[str]:
    sentences = [
        message("follows the newest data") if link.follows else message("stays with its data"),
        message("with a password") if link.password_hash else message("no password"),
        message("no group under {k}", k=link.terms.k),
    ]
    parts = [say(sentence) for sentence in sentences]
    if link.terms.origins:
        parts.append(say(message("embedded by {sites}", sites=", ".join(map(inert, link.terms.origins)))))
    return parts


def _visits(link: Link) -> Message:
    if link.seen_at is None:
        return message("not opened yet")
    return message(
        "opened once, on {moment}",
        "opened {count} times, last on {moment}",
        n=link.visits,
        count=link.visits,
        moment=link.seen_at,
    )


def _made_line(link: Link) -> str:
    if link.who:
        return say(message("created by {who} on {day}", who=inert(link.who), day=link.made_at.date()))
    return say(message("created on {day}", day=link.made_at.date()))


def _published(workspace: Workspace, link: Link) -> None:
    if background_publishing.publisher(open_workspaces.data_dir()).failed(link.id):
        st.caption(f":orange[{say(message('The newest data could not be published under this link.'))}]")
    elif not bundles.newest_bundles(workspace.storage.manifest, link.id):
        st.caption(say(message("Its metrics are being computed.")))


def _new_end(workspace: Workspace, link: Link, who: str) -> None:
    with st.popover(say(message("Change expiry"))):
        never = st.toggle(say(message("no expiry")), key=f"never_{link.id}")
        with st.form(f"end_of_{link.id}", border=False):
            day = st.date_input(
                say(message("Open until")), link_draft.today() + _LONGER, min_value=link_draft.today(),
                format=words().day_pattern, key=f"end_{link.id}", disabled=never,
            )  # fmt: skip
            is_saved = st.form_submit_button(say(message("Save")), key=f"keep_{link.id}")
        if is_saved:
            _do(
                lambda: links.set_end(
                    workspace.storage, link.id, None if never else link_draft.end_of(day), who
                )
            )


def _revoke(workspace: Workspace, link: Link, who: str) -> None:
    with st.popover(say(message("Revoke"))):
        st.write(
            say(
                message(
                    "Whoever has this link sees nothing any more, within a minute also where it is open now. "
                    "It cannot be opened again."
                )
            )
        )
        if st.button(say(message("Revoke this link")), key=f"revoke_{link.id}"):
            _do(lambda: links.revoke(workspace.storage, link.id, who))


def _do(change: Callable[[], None]) -> None:
    """Change a link and wake the publisher, as a reopened one may lack the newest figures."""

    def changed() -> None:
        change()
        background_publishing.publisher(open_workspaces.data_dir()).wake()

    doing.do(changed)
