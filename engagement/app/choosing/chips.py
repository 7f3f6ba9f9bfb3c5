"""Chips for the filters and selections of a page, each with a button to remove it.

Escape removes the last.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import chosen_period, chosen_segment, in_address
from engagement.app.figures.cohort_names import cell_name
from engagement.app.figures.split_names import label_of, value_of
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.metrics.model import Question

#: The most values that a chip names; the others are counted.
_NAMED: Final = 3


def show(question: Question) -> None:
    """Show a chip for each dimension by which the page is filtered; nothing where there is none."""
    chips: list[tuple[str, str, Callable[[], None]]] = [
        (by, f"{label_of(by)}: {_values(by, values)}", partial(chosen_segment.take, by, None))
        for by, values in question.filters
    ]
    chips += _of_page(question)
    if not chips:
        return
    with st.container(key="chips", horizontal=True, gap="xsmall"):
        for place, (name, label, back) in enumerate(chips):
            st.button(
                label,
                key=f"chip_{name}",
                icon=":material/close:",
                icon_position="right",
                help=say(message("Take this filter back")),
                shortcut="Esc" if place == len(chips) - 1 else None,
                on_click=back,
            )


def _of_page(question: Question) -> list[tuple[str, str, Callable[[], None]]]:
    """Return the chips of this page's own selections: key, label, function that removes it."""
    found: list[tuple[str, str, Callable[[], None]]] = []
    for name in in_address.PARAMETERS:
        key = in_address.chosen_in_address(name)
        if key is not None and (name != in_address.PART or question.by is not None):
            back = partial(in_address.choose, name, None)
            found.append((name, _called(name, key, question), back))
    return found


def _called(name: str, key: str, question: Question) -> str:
    if name == in_address.PART:
        by = str(question.by)
        return f"{label_of(by)}: {inert(value_of(by, key.strip() or None))}"
    if name == in_address.AT:
        return inert(chosen_period.called(question.grain, words(), key))
    return inert(cell_name(question.grain, words(), key))


def _values(by: str, values: tuple[str, ...]) -> str:
    named = ", ".join(inert(value_of(by, value)) for value in values[:_NAMED])
    unnamed = len(values) - _NAMED
    return named if unnamed <= 0 else say(message("{names} and {count} more", names=named, count=unnamed))
