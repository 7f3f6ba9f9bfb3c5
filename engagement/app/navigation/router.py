"""The pages that a visitor may see, and the guard against running a page without dashboard.py.

Streamlit runs a file of `pages/` alone when a deep link reaches a cold process, without our shared code and
access checks. So the first line of each page is `require_router()`, which sends such a run back through
dashboard.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.guests import guest
from engagement.app.navigation import current_shop
from engagement.app.navigation.page_entries import ENTRIES, NO_DATA, PageEntry
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from engagement.app.who.visitor import Visitor

__all__ = ["ENTRIES", "PageEntry", "entries", "navigation", "open_front_door", "path", "require_router"]

ROOT = Path(__file__).resolve().parents[3]
_MARK = "through_the_front_door"


def path(stem: str) -> str:
    """Return the path of a page's file for Streamlit."""
    return str(ROOT / "pages" / f"{stem}.py")


def entries(person: Visitor) -> list[PageEntry]:
    """Return the pages that a visitor may see: none without access, or for a guest whose link has ended."""
    if person.kind == "nobody":
        return []
    if person.is_guest:
        link = guest.current_link()
        return [entry for entry in ENTRIES if link is not None and entry.stem in link.terms.pages]
    may = {"read": True, "edit": person.may_edit, "own": person.may_own}
    if person.is_lost:  # none of them is drawn; but owners of a shop have their addresses
        may = {"read": True, "edit": person.home is not None, "own": person.home is not None}
    return [entry for entry in ENTRIES if may[entry.needs]]


def navigation(person: Visitor) -> StreamlitPage:
    """Build the navigation and return the page that the address asks for."""
    shown = entries(person)
    if not shown:
        return st.navigation([st.Page(_nothing, title="Engagement")], position="hidden")
    empty = _without_data(person, shown)
    sections: dict[str, list[StreamlitPage]] = {}
    for entry in [*(e for e in shown if e not in empty), *empty]:
        page = st.Page(
            path(entry.stem),
            title=say(entry.name),
            url_path=None if entry == shown[0] else entry.stem,
            default=entry == shown[0],
            help=say(entry.data.unlocked_by) if entry in empty and entry.data else None,
        )
        section = NO_DATA if entry in empty else entry.section
        sections.setdefault(say(section) if section else "", []).append(page)
    if empty and not person.is_lost:
        st.html(f"<style>{_dimmed(empty)}</style>")
    hidden = len(shown) == 1 or person.is_lost
    # Expanded: Streamlit would fold the last pages of many away, and with them the way to them.
    return st.navigation(_pages(person, sections), position="hidden" if hidden else "sidebar", expanded=True)


def open_front_door() -> None:
    """Mark this session as one that came through dashboard.py."""
    st.session_state[_MARK] = True


def require_router() -> None:
    """Send a page that runs alone back through dashboard.py. Called in the first line of every page."""
    if _MARK not in st.session_state:
        navigation(visitor())
        st.rerun()


def _without_data(person: Visitor, entries: Sequence[PageEntry]) -> list[PageEntry]:
    """Return those of the pages for which the current shop has no data; none for a link."""
    if person.kind != "house" or person.is_lost:
        return []
    rows = current_shop.current().version.rows
    filled = {table for table, count in rows.items() if count}
    return [entry for entry in entries if not entry.has_data(filled)]


def _dimmed(empty: Sequence[PageEntry]) -> str:
    """Return CSS that dims the entries of pages without data, with enough contrast to read."""
    links = ",".join(f'[href$="/{entry.stem}"],[href*="/{entry.stem}?"]' for entry in empty)
    quiet = "color-mix(in srgb,currentColor 76%,transparent)"
    return f'[data-testid="stSidebarNavLink"]:is({links}) span{{color:{quiet};font-style:italic}}'


def _pages(
    person: Visitor, sections: dict[str, list[StreamlitPage]]
) -> Sequence[StreamlitPage] | dict[str, list[StreamlitPage]]:
    """Return the pages for Streamlit: by section, or as a list for a guest."""
    return [page for pages in sections.values() for page in pages] if person.is_guest else sections


def _nothing() -> None:
    """An empty page for a visitor without any; the front door shows the reason."""
