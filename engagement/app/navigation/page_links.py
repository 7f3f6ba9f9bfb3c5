"""Ways from one page to another: every address within the product is put together here.

An address carries the shop that is looked at and the language that was chosen by hand, so that it opens
the same figures after F5, from a bookmark and in another tab. What Streamlit draws itself, the
navigation, is completed in the browser (`web/address.js`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlencode

import streamlit as st

from engagement.app.navigation import router
from engagement.app.ui.reader import LANGUAGE
from engagement.app.who.current import ASKED, visitor
from engagement.app.who.visitor import SWITCHED

if TYPE_CHECKING:
    from collections.abc import Mapping


def address(asked: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what an address carries beside its page: what is `asked` there, the shop and the language.

    A guest's address names no shop.
    """
    here = visitor()
    carried = {} if here.is_guest else {ASKED: here.workspace}
    chosen = st.session_state.get(LANGUAGE)
    return {**carried, **({LANGUAGE: chosen} if chosen else {}), **(asked or {})}


def to(stem: str, label: str, asked: Mapping[str, str] | None = None, *, arrow: bool = True) -> None:
    """Show the way to a page, with what is `asked` there; nothing where there is none for them."""
    if any(entry.stem == stem for entry in router.entries(visitor())):
        label = f":blue[{label} →]" if arrow else f":blue[{label}]"
        st.page_link(router.path(stem), label=label, query_params=address(asked))


def go(stem: str, asked: Mapping[str, str] | None = None) -> NoReturn:
    """Open a page at once, with what is `asked` there; what is drawn of this one stops."""
    st.switch_page(router.path(stem), query_params=address(asked))


def href(stem: str, asked: Mapping[str, str]) -> str:
    """Return the way to a page of the house, with what is `asked` there, as it stands in a text."""
    return f"/{stem}?{urlencode(address(asked))}"


def keep(asked: Mapping[str, str]) -> None:
    """Let the address say what was picked on this page, so that a copied link picks it again."""
    changed = {name: value for name, value in asked.items() if st.query_params.get(name) != value}
    if changed:
        st.query_params.update(changed)


def leave(name: str) -> None:
    """Let the address say no more what `name` said."""
    st.query_params.pop(name, None)


def write_anew() -> None:
    """Let the browser show the address that the page was drawn for."""
    st.query_params.from_dict(st.query_params.to_dict())


def complete_address() -> None:
    """Let the address say what is looked at, however somebody came here."""
    looked_at = address()
    st.session_state.pop(SWITCHED, None)
    lacking = {name: value for name, value in looked_at.items() if st.query_params.get(name) != value}
    if lacking:
        st.query_params.update(lacking)
