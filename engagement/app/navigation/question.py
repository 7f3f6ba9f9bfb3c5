"""The current question: in the address, and in the session while the reader goes from page to page.

The address decides, so that a copied link reproduces the view. Streamlit clears it when another page is
opened, so the last question is also in the session and is written back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.guests import guest
from engagement.app.navigation import current_shop, saved_segments
from engagement.app.ui.address import (
    FILTER,
    WINDOW,
    escaped,
    from_address,
    is_of_question,
    to_address,
    unread,
)
from engagement.app.who.current import visitor

if TYPE_CHECKING:
    from engagement.metrics.model import Question

_PARAMETERS: Final = "question"
#: The shop whose usual period is shown, and how long that is.
_USUAL: Final = "usual_period"


def current_question() -> Question:
    """Return the question of the address, else the last one of this session.

    A guest's is the link's own, with the filters that the link leaves free.
    """
    in_address = {name: value for name, value in st.query_params.to_dict().items() if is_of_question(name)}
    if in_address:
        st.session_state[_PARAMETERS] = in_address
    parameters = st.session_state.get(_PARAMETERS, {})
    question = from_address(parameters)
    if visitor().is_guest:
        terms = guest.link().terms
        return guest.narrowed(question, from_address(terms.question), terms.free)
    return saved_segments.resolved(_with_period(question, named=WINDOW in parameters))


def unread_periods() -> list[str]:
    """Return the periods that the address named and that are none."""
    return [] if visitor().is_guest else unread(st.session_state.get(_PARAMETERS, {}))


def _with_period(question: Question, *, named: bool) -> Question:
    """Return the question with the shop's default period where none was chosen in this shop."""
    name = current_shop.current_name()
    usual = st.session_state.get(_USUAL)
    has_days = question.period is not None or question.as_of is not None
    if named and (has_days or usual is None or usual[0] == name or usual[1] != question.days):
        return question
    days = current_shop.usual_days()
    st.session_state[_USUAL] = name, days
    return replace(question, days=days)


def ask(question: Question) -> None:
    """Set the current question, in the address and the session."""
    _keep(to_address(question))


def choose(dimension: str, value: str) -> None:
    """Set, for a guest, the filter by a dimension to one value ("" for all)."""
    _keep({FILTER + dimension: escaped(value)} if value else {})


def _keep(address: dict[str, str]) -> None:
    st.session_state[_PARAMETERS] = address
    before = {name: value for name, value in st.query_params.to_dict().items() if is_of_question(name)}
    if before != address:
        others = {
            name: value for name, value in st.query_params.to_dict().items() if not is_of_question(name)
        }
        st.query_params.from_dict(others | address)
