"""Links between pages; every address within the app is built here.

An address has the current shop and the language if chosen by hand, so that it opens the same figures after a
reload, from a bookmark and in another tab. The navigation, which Streamlit draws, is completed in the browser
(`web/address.js`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlencode

import streamlit as st

from engagement.app.navigation import router
from engagement.app.ui.reader import LANGUAGE
from engagement.app.who.current import SHOP_PARAMETER, visitor
from engagement.app.who.visitor import SWITCHED

if TYPE_CHECKING:
    from collections.abc import Mapping


def address(parameters: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the query of an address: the `parameters` of its page, the shop and the language.

    A guest's address has no shop.
    """
    person = visitor()
    carried = {} if person.is_guest else {SHOP_PARAMETER: person.workspace}
    language = st.session_state.get(LANGUAGE)
    return {**carried, **({LANGUAGE: language} if language else {}), **(parameters or {})}


def to(stem: str, label: str, parameters: Mapping[str, str] | None = None, *, arrow: bool = True) -> None:
    """Show a link to a page with these parameters; nothing where the visitor may not see the page."""
    if any(entry.stem == stem for entry in router.entries(visitor())):
        label = f":blue[{label} →]" if arrow else f":blue[{label}]"
        st.page_link(router.path(stem), label=label, query_params=address(parameters))


def go(stem: str, parameters: Mapping[str, str] | None = None) -> NoReturn:
    """Open a page with these parameters at once; does not return."""
    st.switch_page(router.path(stem), query_params=address(parameters))


def href(stem: str, parameters: Mapping[str, str]) -> str:
    """Return the address of a page with these parameters, for a link in Markdown."""
    return f"/{stem}?{urlencode(address(parameters))}"


def keep(parameters: Mapping[str, str]) -> None:
    """Set parameters of this page's address, so that a copied link has the same choices."""
    changed = {name: value for name, value in parameters.items() if st.query_params.get(name) != value}
    if changed:
        st.query_params.update(changed)


def leave(name: str) -> None:
    """Remove a parameter from the address."""
    st.query_params.pop(name, None)


def write_anew() -> None:
    """Write the address again, so that the browser shows the one of this run."""
    st.query_params.from_dict(st.query_params.to_dict())


def complete_address() -> None:
    """Add the shop and the language to the address if they are missing."""
    looked_at = address()
    st.session_state.pop(SWITCHED, None)
    lacking = {name: value for name, value in looked_at.items() if st.query_params.get(name) != value}
    if lacking:
        st.query_params.update(lacking)
