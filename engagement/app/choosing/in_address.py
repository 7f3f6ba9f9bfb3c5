"""Selections of a single page (a part, a cell, a period) in its address, beside the question."""

from __future__ import annotations

from typing import Final

import streamlit as st

#: A part of customers, a cell of the cohorts, a period of a trend.
PART: Final = "part"
CELL: Final = "cell"
AT: Final = "at"
#: In the reverse order of removal: the last one is removed first.
PARAMETERS: Final = (PART, CELL, AT)


def chosen_in_address(name: str) -> str | None:
    """Return the key of the selection `name` in the address; None where there is none."""
    return st.query_params.get(name) or None


def choose(name: str, key: str | None) -> None:
    """Set the selection `name` (None: remove it) and remove the selections that depend on it."""
    for inner in PARAMETERS[PARAMETERS.index(name) + 1 :]:
        st.query_params.pop(inner, None)
    if key is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = key
