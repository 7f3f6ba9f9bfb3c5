"""A link that was just made: it is shown once, as soon as there is something behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import streamlit as st

from engagement.app import publishing, rooms, sharing, shop
from engagement.app.address import from_address
from engagement.app.components import doing
from engagement.app.dimensions import label_of
from engagement.app.escape import inert
from engagement.app.reader import say
from engagement.app.withheld import withheld
from engagement.locale import message
from engagement.metrics.published import PublishedView
from engagement.store import bundles, links

if TYPE_CHECKING:
    from engagement.app.sharing import Draft
    from engagement.app.withheld import Withheld
    from engagement.locale import Message
    from engagement.store import Workspace
    from engagement.store.bundles import Bundle
    from engagement.store.links import Link

_MADE: Final = "made_link"
_LOOKS_EVERY: Final = 1.0


def make(workspace: Workspace, draft: Draft, who: str) -> None:
    """Make the link of a draft without faults; its token is kept until its person has copied it."""

    def made() -> None:
        link, token = sharing.make(workspace, draft, who)
        st.session_state[_MADE] = (link.id, token)
        publishing.publisher(rooms.data_dir()).wake()

    doing.do(made)


def show(workspace: Workspace) -> bool:
    """Show the link that this session has made, or that it is being prepared; False where there is none."""
    made = st.session_state.get(_MADE)
    link = links.by_id(workspace.room.manifest, made[0]) if made else None
    if made is None or link is None or link.state != "stands" or link.workspace_id != workspace.room.id:
        return False
    with st.container(key="panel_made"):
        published = bundles.newest_bundles(workspace.room.manifest, link.id)
        if published:
            _ready(link, made[1])
            _left_out(workspace, link, published[0])
        elif publishing.publisher(rooms.data_dir()).failed(link.id):
            st.error(say(message("This link could not be prepared. Revoke it, and choose another period.")))
            _done(say(message("Create another")))
        else:
            st.fragment(_waiting, run_every=_LOOKS_EVERY)(workspace, link)
    return True


def _waiting(workspace: Workspace, link: Link) -> None:
    ready = bundles.newest_bundles(workspace.room.manifest, link.id)
    if ready or publishing.publisher(rooms.data_dir()).failed(link.id):
        st.rerun()
    st.status(say(message("The link is being prepared: totals are computed, small groups folded together")))


def _ready(link: Link, token: str) -> None:
    st.header(say(message("Copy the link now: it is shown only this once")), anchor=False)
    st.code(f"{_site()}/s/{token}", language=None, wrap_lines=True)
    st.caption(
        say(
            message(
                "{title}: only a fingerprint of this address is kept, so nobody can look it up later.",
                title=inert(link.title),
            )
        )
    )
    _done(say(message("I have copied it")))


def _done(label: str) -> None:
    if st.button(label, key="link_copied"):
        del st.session_state[_MADE]
        st.rerun()


def _left_out(workspace: Workspace, link: Link, published: Bundle) -> None:
    question = from_address(link.terms.question)
    view = PublishedView(workspace.room.objects.read(published.object))
    left = withheld(view, shop.view(question), link.terms.pages)
    k = link.terms.k
    said = [
        message(
            "{count} value of {dimension} is counted under Other, for no group under {k} is shown.",
            "{count} values of {dimension} are counted under Other, for no group under {k} is shown.",
            n=count,
            count=count,
            dimension=label_of(by),
            k=k,
        )
        for by, count in left.folded.items()
    ]
    if left.figures:
        said.append(_not_shown(left, filtered=bool(question.filters)))
    if not said:
        said.append(
            message("Nothing had to be left out: at least {k} people stand behind every metric.", k=k)
        )
    st.caption("  \n".join(say(one) for one in said))


def _not_shown(left: Withheld, *, filtered: bool) -> Message:
    """Say how many figures are not shown at all, and why: few people, or a filter that does not hold."""
    if filtered:
        return message(
            "{count} of {all} metrics is left out: too few people stand behind it, or the "
            "filter does not reach it.",
            "{count} of {all} metrics are left out: too few people stand behind them, or the "
            "filter does not reach them.",
            n=left.figures,
            count=left.figures,
            all=left.of,
        )
    return message(
        "{count} of {all} metrics is left out: too few people stand behind it.",
        "{count} of {all} metrics are left out: too few people stand behind them.",
        n=left.figures,
        count=left.figures,
        all=left.of,
    )


def _site() -> str:
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rsplit('/', 1)[0]}"
