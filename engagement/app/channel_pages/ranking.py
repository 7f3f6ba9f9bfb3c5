"""Posts or campaigns ranked by a rate: the choice of the rate, and the best and the worst of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.readable.value_names import RATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

_SHOWN: Final = 5


def choose_rate(frame: pd.DataFrame, rates: Iterable[str], key: str) -> str:
    """Let the reader choose one of the `rates` for which some row of `frame` has a value; return its name."""
    available = [name for name in rates if frame[f"shrunk_{name}"].notna().any()]
    return one_of.pick(message("Rate"), available, key, lambda name: say(RATES[name]))


def show_best_and_worst(
    frame: pd.DataFrame,
    rate: str,
    draw: Callable[[dict[Any, Any], str, str], None],
    *,
    lowest_first: bool = False,
) -> pd.DataFrame:
    """Show the best and the worst rows side by side, at most five each; return all with the rate, ranked.

    Rows are ranked by the column `shrunk_` of the rate. `draw` takes a row, the rate and a key.
    """
    ranked = frame[frame[f"shrunk_{rate}"].notna()].sort_values(
        [f"shrunk_{rate}", "day"], ascending=[lowest_first, True], kind="stable"
    )
    half = min(_SHOWN, len(ranked) // 2)
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader(say(message("Best")), anchor=False)
        for place, row in enumerate(ranked.head(max(1, half)).to_dict("records")):
            draw(row, rate, f"best_{place}")
    with right:
        if half:
            st.subheader(say(message("Worst")), anchor=False)
            for place, row in enumerate(ranked.tail(half).iloc[::-1].to_dict("records")):
                draw(row, rate, f"worst_{place}")
    return ranked
