"""The list of the reader's shops, to rename, add and remove them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.data import shopkeeping
from engagement.app.navigation import current_shop, shop_choice
from engagement.app.ui import doing
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Callable


def show() -> None:
    """Show the visitor's shops; an owner may rename, remove and add them."""
    person = visitor()
    names = [name for name in current_shop.workspaces_to_choose() if name != current_shop.DEMO]
    if not names and not person.may_found:
        return
    with st.container(key="rule_shops"):
        st.subheader(say(message("Shops")), anchor=False)
        for name in names:
            _show_shop(name, is_here=name == person.workspace, may_own=person.roles[name] == "owner")
        if person.may_found:
            _add(len(names))


def _show_shop(name: str, *, is_here: bool, may_own: bool) -> None:
    title = current_shop.called_briefly(name)
    with st.container(key=f"shop_row_{name}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{inert(title)}**" if is_here else inert(title), width="stretch")
        if may_own:
            with st.popover(say(message("Manage")), key=f"manage_{name}_{title}"):
                _titled(f"rename_{name}", title, say(message("Rename")), partial(shopkeeping.rename, name))
                _close(name, title)


def _add(count: int) -> None:
    def added(title: str) -> None:
        shop_choice.switch(shopkeeping.create(title).name)

    with st.popover(say(message("Add a shop")), key=f"shop_add_{count}"):
        _titled(f"shop_add_form_{count}", "", say(message("Add a shop")), added)


def _titled(key: str, title: str, label: str, do: Callable[[str], object]) -> None:
    """Show a form for a title; `do` is called with it as typed."""
    with st.form(key, border=False):
        typed = st.text_input(say(message("Name of the shop")), title, key=f"{key}_title_{title}")
        if st.form_submit_button(label):
            doing.do(lambda: do(typed or ""))


def _close(name: str, title: str) -> None:
    st.write(
        say(
            message(
                "Deletes all of {shop} from this server: files, figures, links, kept addresses, people and "
                "its key. Nothing brings it back. Backups that were made before still hold it.",
                shop=inert(title),
            )
        )
    )
    with st.form(f"close_form_{name}", border=False):
        typed = st.text_input(
            say(message("Type {shop} to confirm", shop=inert(title))), key=f"close_typed_{name}"
        )
        if st.form_submit_button(say(message("Remove for good"))):
            if (typed or "").strip() == title:
                doing.do(lambda: shopkeeping.close(name))
            else:
                st.error(say(message("This is not its name; nothing was removed.")))
