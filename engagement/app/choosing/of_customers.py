"""The filters by dimensions of customers and by saved segments, a part of the filter bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.split_names import label_of, value_of
from engagement.app.navigation import saved_segments
from engagement.app.ui.address import FILTER
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.metrics.segments.description import to_text
from engagement.metrics.segments.dimensions import SEGMENT, SPLIT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.metrics.model import Question, View

_MOST_VALUES: Final = 40
_MORE: Final = "bar_more_of_customers"


def saved(dimensions: Sequence[str]) -> list[str]:
    """Return the splits by a saved segment; none where customers have none of the dimensions."""
    if not dimensions:
        return []
    return [SPLIT + to_text(segment) for segment in saved_segments.saved().values()]


def filters(
    question: Question, view: View, dimensions: Sequence[str], changed: Callable[[str], None]
) -> None:
    """Draw the filters. `changed` is called with the key of a filter that the reader changed.

    Only dimensions in use and the one that the reader adds are drawn, as the values of each need a scan of
    all customers.
    """
    filters = dict(question.filters)
    if not dimensions and SEGMENT not in filters:
        return
    texts = [to_text(segment) for segment in saved_segments.saved().values()]
    if texts or SEGMENT in filters:
        picked = [text for text in filters.get(SEGMENT, ()) if text in texts]
        _select(SEGMENT, texts, picked, changed)
    more = st.selectbox(
        say(message("Customers by")),
        dimensions,
        index=None,
        format_func=partial(label_of, markdown=False),
        key=_MORE,
        placeholder=say(message("choose what is known of them")),
    )
    for dimension in dimensions:
        if dimension == more or dimension in filters:
            values = view.values(dimension)[:_MOST_VALUES]
            picked = [value for value in filters.get(dimension, ()) if value in values]
            _select(dimension, values, picked, changed)


def warn(question: Question) -> None:
    """Show a warning for segments of the address that are no longer saved."""
    for name in saved_segments.deleted_names(question):
        st.warning(
            say(
                message(
                    "There is no saved segment {name} any more: nobody is in it. Take this filter back.",
                    name=inert(name),
                )
            )
        )


def _select(dimension: str, values: Sequence[str], picked: list[str], changed: Callable[[str], None]) -> None:
    key = f"bar_f.{dimension}"
    st.session_state[key] = picked
    st.multiselect(
        label_of(dimension),
        values,
        key=key,
        on_change=changed,
        args=(FILTER + dimension,),
        format_func=partial(value_of, dimension),
        placeholder=say(message("all")),
    )
