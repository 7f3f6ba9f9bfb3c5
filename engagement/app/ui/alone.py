"""Parts of a page that are redrawn alone when something changes in them.

What a map shows, a search, an opened table: only the part that holds the control reads the choice, so that
only this part is drawn again. What the page follows (a filter, a chosen cell) redraws the page as before.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Final, ParamSpec

import streamlit as st

from engagement.app.ui.reader import theme, words
from engagement.app.who import within_run
from engagement.app.who.current import visitor
from engagement.app.who.visitor import looked_as
from engagement.app.workspaces import open_workspaces
from engagement.store.sharing import bundles, links

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
#: A choice that only the part with its control reads is kept in the session under this and its name.
KEPT_PREFIX: Final = "kept_"


def redrawn_alone(draw: Callable[P, None]) -> Callable[P, None]:
    """Return `draw` as a part of a page: a change of a control in it runs this part alone.

    The arguments are those of the last run of the page. So the whole page runs instead where it would no
    longer be the same: another visitor or right (the front door is not asked before a part), other data, an
    ended link, another language or theme, or a change in the address of something that the page follows.
    """

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        if looked_as() is not None:  # a preview; later runs would not know for whom it is drawn
            draw(*args, **kwargs)
            return
        of_page = _state()

        @st.fragment
        @wraps(draw)
        def part() -> None:
            if _state() != of_page:
                st.rerun()
            draw(*args, **kwargs)

        part()

    return drawn


def _state() -> tuple[object, ...]:
    """Return the inputs of the page, without choices of single parts."""
    parameters = st.query_params.to_dict()
    followed = {
        name: value for name, value in parameters.items() if KEPT_PREFIX + name not in st.session_state
    }
    return within_run.once_in_run("page rests on", _inputs), followed


def _inputs() -> tuple[object, ...]:
    person, manifest = visitor(), open_workspaces.manifest()
    link_state: tuple[object, ...] = ()
    if person.link_id is not None:
        link, newest = links.by_id(manifest, person.link_id), bundles.newest_bundles(manifest, person.link_id)
        link_state = (link and link.state, newest[0].object if newest else None)
    elif person.workspace:
        shop = open_workspaces.workspace(person.workspace)
        link_state = (shop.version.digest, shop.rates())
    return person, person.workspace, person.role, *link_state, words().language, theme()
