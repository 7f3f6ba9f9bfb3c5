"""What people wrote, newest first, with the score that they gave. For the owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.figures.dimensions import value_of
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from engagement.metrics.model import View

_STEP: Final = 20
_FIRST: Final = 6
_LONGEST: Final = 600
#: Lowest and highest score of each choice, of 0 to 10.
_CHOICES: Final[Mapping[str, tuple[Message, float, float]]] = {
    "all": (message("All scores"), float("-inf"), float("inf")),
    "detractors": (message("Detractors, 0–6"), 0, 6),
    "passives": (message("Passives, 7–8"), 7, 8),
    "promoters": (message("Promoters, 9–10"), 9, 10),
}


def show(view: View) -> None:
    """Show the comments of the window."""
    frame = view.table("comments")
    if frame.empty:
        return
    left, right = st.columns([5, 5], vertical_alignment="bottom")
    with right:
        choice = st.selectbox(
            say(message("Scores")),
            list(_CHOICES),
            format_func=lambda name: say(_CHOICES[name][0]),
            label_visibility="collapsed",
            key="comment_scores",
        )
    shown = _chosen(frame, choice)
    left.subheader(say(message("Comments, {count}", count=len(shown))), anchor=False)
    many = st.session_state.setdefault("comments_shown", _FIRST)
    for number, row in enumerate(shown.head(many).to_dict("records")):
        with st.container(key=f"rule_comment_{number}", gap="xxsmall"):
            st.markdown(_who(row))
            st.markdown(inert(str(row["comment"]), _LONGEST))
    if many < len(shown) and st.button(
        say(message("Show {count} more", count=min(_STEP, len(shown) - many)))
    ):
        st.session_state["comments_shown"] = many + _STEP
        st.rerun()


def _chosen(frame: pd.DataFrame, choice: str) -> pd.DataFrame:
    if choice == "all":
        return frame
    _, low, high = _CHOICES[choice]
    return frame[(frame["kind"] == "nps") & frame["score"].between(low, high)]


def _who(row: Mapping[Hashable, object]) -> str:
    t, parts = words(), []
    score = row["score"]
    if isinstance(score, float) and score == score:  # noqa: PLR0124 - NaN is not equal to itself
        parts.append(f":{_colour(row['kind'], score)}-badge[{t.number(score)}]")
    country = row.get("country")
    if isinstance(country, str):
        parts.append(f":gray[{inert(value_of('country', country))}]")
    day = row["day"]
    if isinstance(day, pd.Timestamp) and not pd.isna(day):
        parts.append(f":gray[{t.day_short(day.date())}]")
    return " · ".join(parts)


def _colour(kind: object, score: float) -> str:
    if kind != "nps":
        return "gray"
    return "orange" if score <= 6 else "blue" if score >= 9 else "gray"
