"""Which pages there are, who may see them, and the guard that keeps them behind the front door.

Streamlit runs a file of `pages/` alone when a deep link reaches a cold process: the old sidebar,
no shared code, no gate. So the first line of each page is `require_router()`; it sends such a run
back through dashboard.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from engagement.app.guests import guest
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor
from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from engagement.app.who.visitor import Visitor

ROOT = Path(__file__).resolve().parents[3]
_MARK = "through_the_front_door"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: the stem of its file, its name in the navigation, its section, and whom it is for."""

    stem: str
    name: Message
    section: Message
    needs: Literal["read", "edit", "own"] = "read"


_READ = message("Reports")
_WORK = message("Manage")

#: In the order of the navigation. The first that somebody sees lives at "/" alone.
ENTRIES = (
    PageEntry("overview", message("Overview"), _READ),
    PageEntry("purchases", message("Buying again"), _READ),
    PageEntry("retention", message("Coming back"), _READ),
    PageEntry("customers", message("Who they are"), _READ),
    PageEntry("products", message("What they buy"), _READ),
    PageEntry("value", message("What they are worth"), _READ),
    PageEntry("levels", message("How they take part"), _READ),
    PageEntry("surveys", message("What they say"), _READ),
    PageEntry("social", message("Social"), _READ),
    PageEntry("web", message("Web and e-mail"), _READ),
    PageEntry("claims", message("Does it hold here?"), _READ),
    PageEntry("data", message("Your data"), _WORK, needs="edit"),
    PageEntry("sharing", message("Sharing"), _WORK, needs="edit"),
    PageEntry("mailing", message("Mailing list"), _WORK, needs="own"),
    PageEntry("people", message("People"), _WORK, needs="own"),
    PageEntry("privacy", message("Privacy"), _WORK),
    PageEntry("definitions", message("Definitions"), _WORK),
)


def path(stem: str) -> str:
    """Return the page's file, as Streamlit wants it."""
    return str(ROOT / "pages" / f"{stem}.py")


def entries(here: Visitor) -> list[PageEntry]:
    """Return the pages that a visitor may see: none for nobody, and for a guest whose link has ended."""
    if here.kind == "nobody":
        return []
    if here.is_guest:
        link = guest.standing()
        return [entry for entry in ENTRIES if link is not None and entry.stem in link.terms.pages]
    may = {"read": True, "edit": here.may_edit, "own": here.may_own}
    if here.is_lost:  # none of them is drawn; but whoever has a shop has their addresses
        may = {"read": True, "edit": here.home is not None, "own": here.home is not None}
    return [entry for entry in ENTRIES if may[entry.needs]]


def navigation(here: Visitor) -> StreamlitPage:
    """Build the navigation and return the page that the address asks for."""
    shown = entries(here)
    if not shown:
        return st.navigation([st.Page(_nothing, title="Engagement")], position="hidden")
    sections: dict[str, list[StreamlitPage]] = {}
    for entry in shown:
        page = st.Page(
            path(entry.stem),
            title=say(entry.name),
            url_path=None if entry == shown[0] else entry.stem,
            default=entry == shown[0],
        )
        sections.setdefault(say(entry.section), []).append(page)
    hidden = len(shown) == 1 or here.is_lost
    # Expanded: Streamlit would fold the last pages of many away, and with them the way to them.
    return st.navigation(_pages(here, sections), position="hidden" if hidden else "sidebar", expanded=True)


def open_front_door() -> None:
    """Mark this session as one that came through dashboard.py."""
    st.session_state[_MARK] = True


def require_router() -> None:
    """Send a page that runs alone back through dashboard.py. The first line of every page."""
    if _MARK not in st.session_state:
        navigation(visitor())
        st.rerun()


def _pages(
    here: Visitor, sections: dict[str, list[StreamlitPage]]
) -> Sequence[StreamlitPage] | dict[str, list[StreamlitPage]]:
    """A guest's few pages need no sections."""
    return [page for pages in sections.values() for page in pages] if here.is_guest else sections


def _nothing() -> None:
    """The page of whoever has none: the front door has said why."""
