"""The selection in a chart: by click, or by a menu for users without a pointer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import plotly.graph_objects as go

#: The menu's entry for no choice.
_NOTHING: Final = ""
_WIDTH: Final = 260


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """The parts of a chart that can be chosen.

    - `label`: what is chosen ("Country").
    - `options`: the keys, which the points have as `customdata`; `called`: the name of a key as Markdown.
    - `current`: the chosen key, None for none; `take`: called with the new one.
    - `has_menu`: False for further charts of a page with the same choice.
    """

    label: str
    options: Sequence[str]
    called: Callable[[str], str]
    current: str | None
    take: Callable[[str | None], None]
    has_menu: bool = True


def chart(figure: go.Figure, key: str, alt: str, config: dict[str, Any], choice: ChartChoice) -> None:
    """Show a chart whose points can be clicked; a click on the chosen one removes the choice."""
    # A new choice makes a new chart: what was clicked in the old one is no state of it.
    widget = f"plot_{key}_{hashlib.blake2b((choice.current or '').encode(), digest_size=4).hexdigest()}"
    st.plotly_chart(
        figure,
        theme=None,
        config=config,
        key=widget,
        alt=alt,
        selection_mode="points",
        on_select=lambda: _clicked(widget, choice),
    )


def menu(key: str, choice: ChartChoice) -> None:
    """Show the same choice as a menu."""
    widget = f"choose_{key}"
    st.session_state[widget] = choice.current if choice.current in choice.options else _NOTHING
    st.selectbox(
        choice.label,
        (_NOTHING, *choice.options),
        format_func=lambda option: (
            choice.called(option) if option else say(message("Choose: {name}", name=choice.label))
        ),
        key=widget,
        width=_WIDTH,
        label_visibility="collapsed",
        on_change=lambda: choice.take(st.session_state[widget] or None),
    )


def _clicked(widget: str, choice: ChartChoice) -> None:
    points = st.session_state[widget]["selection"]["points"]
    custom_data = points[0].get("customdata") if points else None
    key = str(custom_data[0] if isinstance(custom_data, list) and custom_data else custom_data)
    if key in choice.options:
        choice.take(None if key == choice.current else key)
