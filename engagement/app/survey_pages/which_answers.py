"""The choice whether all answers of a person count or only the last one. Not in links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import question as asking
from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.model import View

_KEY: Final = "counted"
_EVERY: Final = "every"
_LAST: Final = "last"
_COUNTS: Final[Mapping[str, Message]] = {
    _EVERY: message("every answer"),
    _LAST: message("the last answer"),
}


def show(view: View) -> None:
    """Show the choice, not to guests: links count every answer."""
    if view.k is not None:
        return
    st.session_state[_KEY] = _LAST if view.question.last_answers else _EVERY
    st.segmented_control(
        say(message("From each person, count")),
        list(_COUNTS),
        required=True,
        format_func=lambda name: say(_COUNTS[name]),
        key=_KEY,
        on_change=_changed,
        help=say(
            message(
                "Who is not named counts with every answer. What people spend after an answer follows the "
                "first, and a link counts every answer."
            )
        ),
    )


def _changed() -> None:
    asking.ask(replace(asking.current_question(), last_answers=st.session_state[_KEY] == _LAST))
