"""The button from a page to the form of a link with its question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import streamlit as st

from engagement.app.navigation import page_links
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.store.sharing.terms import PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_FROM: Final = "from"


def control(address: Mapping[str, str]) -> None:
    """Show the button; the page Sharing takes over the question of the address."""
    page_links.to("sharing", say(message("Share")), {**address, _FROM: page_here()})


def page_here() -> str:
    """Return the stem of the current page's file."""
    return urlsplit(st.context.url or "").path.rsplit("/", 1)[-1] or PAGES[0]


def came_from() -> str:
    """Return the stem of the page on which the button was pressed; else of the first page."""
    page = st.query_params.get(_FROM)
    return page if page in PAGES else PAGES[0]
