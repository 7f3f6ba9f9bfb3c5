"""The address of a link that was just made, shown once its first figures are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import streamlit as st

from engagement.app.guests import background_publishing
from engagement.app.navigation import current_shop, session_of_shop
from engagement.app.sharing import held_back, link_draft
from engagement.app.ui import doing
from engagement.app.ui.address import from_address
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.store.sharing import bundles, links

if TYPE_CHECKING:
    from engagement.app.sharing.link_draft import Draft
    from engagement.store import Workspace
    from engagement.store.sharing.bundles import Bundle
    from engagement.store.sharing.links import Link

_MADE: Final = "made_link"
_LOOKS_EVERY: Final = 1.0


def make(workspace: Workspace, draft: Draft, who: str) -> None:
    """Make the link of a draft without faults; its token is in the session until its maker has copied it."""

    def make_link() -> None:
        link, token = link_draft.make(workspace, draft, who)
        session_of_shop.keep(workspace, _MADE, (link.id, token))
        background_publishing.publisher(open_workspaces.data_dir()).wake()

    doing.do(make_link)


def show(workspace: Workspace) -> bool:
    """Show the link that this session has made, or its progress, and return True.

    False where there is none.
    """
    link_and_token = session_of_shop.remembered(workspace, _MADE)
    link = links.by_id(workspace.storage.manifest, link_and_token[0]) if link_and_token else None
    if link_and_token is None or link is None or link.state != "stands":
        return False
    with st.container(key="panel_made"):
        published = bundles.newest_bundles(workspace.storage.manifest, link.id)
        if published:
            _ready(link, link_and_token[1])
            _left_out(workspace, link, published[0])
        elif background_publishing.publisher(open_workspaces.data_dir()).failed(link.id):
            st.error(say(message("This link could not be prepared. Revoke it, and choose another period.")))
            _finish_button(say(message("Create another")))
        else:
            st.fragment(_waiting, run_every=_LOOKS_EVERY)(workspace, link)
    return True


def _waiting(workspace: Workspace, link: Link) -> None:
    ready = bundles.newest_bundles(workspace.storage.manifest, link.id)
    if ready or background_publishing.publisher(open_workspaces.data_dir()).failed(link.id):
        st.rerun()
    st.status(say(message("The link is being prepared: totals are computed, small groups folded together")))


def _ready(link: Link, token: str) -> None:
    site_address = site()
    st.header(say(message("Copy the link now: it is shown only this once")), anchor=False)
    st.code(f"{site_address}/s/{token}", language=None, wrap_lines=True)
    if is_local(site_address):
        st.warning(
            say(
                message(
                    "This address works on this computer only. For others, open the dashboard at the address "
                    "that they reach, and make the link there."
                )
            )
        )
    if link.password_hash:
        st.markdown(f"**{say(message('With a password: send it by another way than the link.'))}**")
    else:
        sentence = message("Without a password: whoever has the address may open it.")
        st.markdown(f"**{say(sentence)}**")
    st.caption(
        say(
            message(
                "{title}: only a fingerprint of this address is kept, so nobody can look it up later.",
                title=inert(link.title),
            )
        )
    )
    if link.public:
        st.link_button(say(message("Preview")), f"/look/{link.public}")
    _finish_button(say(message("I have copied it")))


def _finish_button(label: str) -> None:
    if st.button(label, key="link_copied"):
        session_of_shop.drop(_MADE)
        st.rerun()


def _left_out(workspace: Workspace, link: Link, published: Bundle) -> None:
    view = PublishedView(workspace.storage.objects.read(published.object))
    if view.more:
        st.fragment(_coming, run_every=_LOOKS_EVERY)(workspace, link)
        return
    question = from_address(link.terms.question)
    held_back.show(view, current_shop.owners_view(question), link.terms.pages)


def _coming(workspace: Workspace, link: Link) -> None:
    """Show that splits are being computed, until they are published."""
    newest = bundles.newest_bundles(workspace.storage.manifest, link.id)
    if not newest or not PublishedView(workspace.storage.objects.read(newest[0].object)).more:
        st.rerun()
    st.caption(say(message("The link opens already; its splits by group are still being computed.")))


def is_local(site: str) -> bool:
    """Return whether an address is reachable only from the computer that the browser runs on."""
    host = urlsplit(site).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host.startswith("127.") or host == "::1"


def site() -> str:
    """Return the address under which this browser reaches the dashboard."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rsplit('/', 1)[0]}"
