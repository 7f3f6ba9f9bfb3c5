"""Which pages there are, and the guard that keeps them behind the front door.

Streamlit runs a file of `pages/` alone when a deep link reaches a cold process: the old sidebar,
no shared code, no gate. So the first line of each page is `require_router()`; it sends such a run
back through dashboard.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.reader import say
from engagement.locale import Message, message

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

ROOT = Path(__file__).resolve().parents[2]
_MARK = "through_the_front_door"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: the stem of its file, its name in the navigation, its section."""

    stem: str
    name: Message
    section: Message


_READ = message("Read")
_WORK = message("Work")

#: In the order of the navigation. The first is the default page and lives at "/" alone.
ENTRIES = (
    Entry("overview", message("Overview"), _READ),
    Entry("purchases", message("Buying again"), _READ),
    Entry("surveys", message("What they say"), _READ),
    Entry("social", message("Social"), _READ),
    Entry("web", message("Web and e-mail"), _READ),
    Entry("data", message("Your data"), _WORK),
    Entry("definitions", message("Definitions"), _WORK),
)


def path(stem: str) -> str:
    """Return the page's file, as Streamlit wants it."""
    return str(ROOT / "pages" / f"{stem}.py")


def navigation() -> StreamlitPage:
    """Build the navigation and return the page that the address asks for."""
    sections: dict[str, list[StreamlitPage]] = {}
    for number, entry in enumerate(ENTRIES):
        page = st.Page(
            path(entry.stem),
            title=say(entry.name),
            url_path=None if number == 0 else entry.stem,
            default=number == 0,
        )
        sections.setdefault(say(entry.section), []).append(page)
    return st.navigation(sections)


def open_front_door() -> None:
    """Mark this session as one that came through dashboard.py."""
    st.session_state[_MARK] = True


def require_router() -> None:
    """Send a page that runs alone back through dashboard.py. The first line of every page."""
    if _MARK not in st.session_state:
        navigation()
        st.rerun()
