"""The way from a page to a link that shows it, with the question that is on it."""

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
    """Show the control; the sharing page takes the question of the address over."""
    page_links.to("sharing", say(message("Share")), {**address, _FROM: page_here()})


def page_here() -> str:
    """Return the page that is looked at, by the stem of its file."""
    return urlsplit(st.context.url or "").path.rsplit("/", 1)[-1] or PAGES[0]


def came_from() -> str:
    """Return the page on which somebody chose to share; the first where nobody did."""
    page = st.query_params.get(_FROM)
    return page if page in PAGES else PAGES[0]
