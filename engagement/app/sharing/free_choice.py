"""The filter that a link leaves to its recipient, if any."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.split_names import label_of, value_of
from engagement.app.guests import guest
from engagement.app.navigation import question
from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.metrics.model import View

_ALL: Final = ""


def show(view: View) -> None:
    """Show the choice among published values; allowed values with too few people are not listed."""
    filters = dict(view.question.filters)
    for dimension in guest.link().terms.free:
        values = view.values(dimension)
        if not values:
            continue
        key = f"free_{dimension}"
        st.session_state[key] = next(iter(filters.get(dimension, ())), _ALL)
        st.selectbox(
            label_of(dimension),
            (_ALL, *values),
            format_func=partial(_value_or_all, dimension),
            width=222,
            key=key,
            disabled=guest.previewed(),
            on_change=_take_value,
            args=(dimension, key),
        )


def _take_value(dimension: str, key: str) -> None:
    question.choose(dimension, st.session_state[key])


def _value_or_all(dimension: str, value: str) -> str:
    return value_of(dimension, value) if value else say(message("all"))
