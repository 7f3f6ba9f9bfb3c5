"""The frame of a guest's page: sender, title, other pages, terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.formula import formula
from engagement.app.figures.value import value_with_interval
from engagement.app.guests import guest
from engagement.app.navigation import page_links, router
from engagement.app.sharing import link_draft
from engagement.app.sharing.figures_changed import changed
from engagement.app.ui.address import from_address
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.reports.link_page import figures_notes, terms_notes
from engagement.store.sharing import links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import View
    from engagement.store.sharing.bundles import Bundle
    from engagement.store.sharing.links import Link

_LOOKS_EVERY: Final = 2.0
_SEEN: Final = "visit_noted"


def sender(link: Link) -> None:
    """Show the sender and the day, and count the visit once for each session."""
    if _SEEN not in st.session_state and not guest.previewed():
        links.note_visit(open_workspaces.manifest(), link)
        st.session_state[_SEEN] = True
    day = link.made_at.date()
    sender_name = link.terms.sender
    sentence = (
        message("Shared by **{who}** · {day}", who=inert(sender_name), day=day)
        if sender_name
        else message("Shared with you · {day}", day=day)
    )
    with st.container(key="shared_by", gap=None):
        st.markdown(say(sentence))


def note(link: Link) -> None:
    """Show the link's title and the sender's note."""
    with st.container(key="rule_note", gap="xxsmall"):
        st.markdown(f"**{inert(link.title)}**")
        if link.note:
            st.markdown(f"“{inert(link.note, 600)}”")
            st.caption(say(message("Note by the sender")))


def other_pages(link: Link) -> None:
    """Show links to the link's other pages, as a phone's navigation is folded."""
    if len(link.terms.pages) > 1 and not guest.previewed():
        with st.container(key="shared_pages", horizontal=True, gap="small"):
            for entry in router.entries(visitor()):
                page_links.to(entry.stem, say(entry.name))


def counted(view: View, keys: Sequence[str]) -> None:
    """Show, folded, what each figure of a page counts."""
    with st.expander(say(message("What these numbers count")), key="shared_counted"):
        for key in keys:
            metric = view.metric(key)
            st.markdown(f"**{say(metric.name)}**  \n{formula(metric)}")
            st.caption(say(metric.counts))


def changes_since(view: View, keys: Sequence[str]) -> None:
    """Show, folded, which figures changed with the newest data, for a link that follows the data."""
    earlier = guest.earlier(view.question)
    moved = changed(earlier[0], view, keys) if earlier is not None else []
    if earlier is None or not moved:
        return
    t = words()
    with st.expander(t.t(message("What changed since {day}", day=earlier[1].date())), key="shared_since"):
        for figure in moved:
            name = say(view.metric(figure.key).name)
            st.markdown(f"{name}: {value_with_interval(figure.now)}")
            if figure.before.value is not None:
                before = t.value(figure.before.value, figure.before.unit, figure.before.currency)
                st.caption(t.t(message("before: {value}", value=before)))


def foot(link: Link) -> None:
    """Show the terms of the link: what it never shows, and until when it is open."""
    last = link_draft.last_day_of(link)
    notes = terms_notes(link.terms.k, link.made_at.date(), last, follows=link.follows)
    view = guest.view(from_address(link.terms.question))
    with st.container(key="rule_foot"):
        for line in figures_notes(view):
            st.caption(say(line))
        st.caption(" ".join(say(remark) for remark in notes))
    if view.more and not guest.previewed():
        _complete(guest.bundle(link))


def _complete(drawn: Bundle | None) -> None:
    """Rerun the page when the remaining figures are published."""
    with st.container(key="more_comes"):

        @st.fragment(run_every=_LOOKS_EVERY)
        def look() -> None:
            link = guest.current_link()
            if link is None or guest.bundle(link) != drawn:
                st.rerun()

        look()


def waiting() -> None:
    """Show that the figures are being computed, and rerun once they are published."""
    st.title(say(message("One moment")), anchor=False)

    @st.fragment(run_every=_LOOKS_EVERY)
    def wait() -> None:
        link = guest.current_link()
        if link is None or guest.bundle(link) is not None:
            st.rerun()
        st.status(say(message("The data of this link are being prepared; they appear by themselves.")))

    wait()
