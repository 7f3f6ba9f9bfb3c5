"""What runs on every visit, around each page: page setup, authentication, routing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from engagement import settings
from engagement.app.guests import guest
from engagement.app.importing import waiting_files
from engagement.app.navigation import audited, changed_elsewhere, page_links, router, shop_choice
from engagement.app.searching import answer_dialog, search_line
from engagement.app.server import gate
from engagement.app.sharing import guest_words
from engagement.app.ui.reader import choose_language, theme, words
from engagement.app.who import sessions, within_run
from engagement.app.who.current import SHOP_PARAMETER, hosting, is_guarded, visitor
from engagement.app.workspaces import open_workspaces
from engagement.store.sharing import workspace_members

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator

    from engagement.app.who.visitor import Visitor

_HERE = Path(__file__).parents[1]
_DRAWN = "drawn_shop"


def open() -> None:  # noqa: A001 - front.open() is what it does
    """Set up the page, identify the visitor, and run the requested page if the visitor may see it."""
    within_run.forget()  # what callbacks asked before they changed anything
    if not is_guarded() and settings.LOGIN.read() not in {"", "none"}:
        raise PermissionError("hosted, it is started by `engagement serve`, which knows who is who")
    person = visitor()
    # A local icon first: without it, Streamlit fetches one from elsewhere.
    st.set_page_config(
        page_title="Engagement",
        page_icon=str(_HERE / "icon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed" if person.kind != "house" else 216,
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    sessions.register(person)
    page = router.navigation(person)
    # Not before: where that fails in a cold process, a page may still be run alone.
    router.open_front_door()
    if not is_guarded():  # else it came with the page
        st.html(_HERE / "style.css")
    # For screen readers (`web/access.js`), and for dialogs over the page.
    st.html(f"<style>:root{{--language:{words().language};color-scheme:{theme()}}}</style>")
    st.logo(str(_HERE / f"wordmark-{theme()}.svg"))
    if person.is_guest:
        _receive_guest(page.run)
    elif person.kind == "nobody":
        gate.ask_who()
    elif person.is_lost:
        gate.say_there_is_no_such_shop()
    else:
        # Above the sheet, which is blank for a while when the shop changes.
        above = st.container(key="above")
        sheet = _sheet(person.workspace)
        with above:
            search_line.show(knows_shop=page.url_path != "data")
        _receive(person)
        with sheet:
            page.run()


def _sheet(workspace: str) -> DeltaGenerator:
    """Return the container of the page; it is blank where another shop's page was shown before."""
    before = st.session_state.get(_DRAWN, workspace)
    st.session_state[_DRAWN] = workspace
    return st.container() if before == workspace else st.empty().container()


def _receive_guest(draw: Callable[[], None]) -> None:
    """Draw a page of a link if it is open and its figures are computed."""
    link = guest.current_link()
    if link is None:
        gate.ended()
        return
    page_links.complete_address()
    with st.sidebar:
        choose_language()
    _leave_when_ended()
    if guest.bundle(link) is None:
        guest_words.waiting()
        return
    guest_words.sender(link)
    draw()
    guest_words.foot(link)


@st.fragment(run_every=guest.ASKS_EVERY_SECONDS)
def _leave_when_ended() -> None:
    """Rerun an open page soon after its link has ended."""
    if guest.current_link() is None:
        st.rerun()


def _receive(person: Visitor) -> None:
    """Complete the address and draw the sidebar for a member of the team."""
    st.session_state[SHOP_PARAMETER] = person.workspace
    page_links.complete_address()
    waiting_files.stay()
    changed_elsewhere.watch(person.workspace, person.role)
    with st.sidebar:
        shop_choice.choose()
        choose_language()
        if hosting().login == "oidc":
            gate.offer_to_leave(person.who)
    answer_dialog.show()
    if not hosting().logs_in:
        audited.opened(person)
        return
    if person.role is not None and person.workspace != open_workspaces.DEMO:
        workspace_members.record_visit(open_workspaces.workspace(person.workspace).storage, person.who)
    elif person.home is None and len(person.roles) == 1:
        gate.say_who_may_invite(person.who)
