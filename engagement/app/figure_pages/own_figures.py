"""The shop's own selection and order of figures on the Overview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import current_shop
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.views.overview import overview_keys
from engagement.store import StoreError
from engagement.store.versions import overview_figures
from engagement.store.versions.overview_figures import MOST

if TYPE_CHECKING:
    from engagement.metrics.model import View

_FIELD: Final = "own_figures"


def keys(view: View) -> tuple[str, ...]:
    """Return the figures that the shop has chosen and the data unlock, else the default ones."""
    if visitor().is_guest:
        return overview_keys(view)
    available = set(view.keys())
    available_choice = tuple(
        key for key in overview_figures.chosen_figures(current_shop.current().storage) if key in available
    )
    return available_choice or overview_keys(view)


def choose(view: View) -> None:
    """Show the choice among all unlocked figures; their order is that of choosing."""
    if not visitor().may_edit:
        return
    with st.popover(say(message("Choose figures")), type="tertiary"):
        st.session_state[_FIELD] = list(keys(view))
        st.multiselect(
            say(message("Up to {most} figures, in this order", most=MOST)),
            list(view.keys()),
            key=_FIELD,
            max_selections=MOST,
            format_func=lambda key: say(view.metric(key).name),
            on_change=_take,
        )
        st.caption(say(message("For everybody who looks at this shop. None brings back the usual ones.")))


def _take() -> None:
    try:
        overview_figures.choose(current_shop.current().storage, st.session_state[_FIELD], visitor().who)
    except StoreError as fault:
        st.toast(say(fault.sentence))
