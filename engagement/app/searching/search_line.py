"""The search box: a list in which one types the name of a figure or page, or a question.

Ctrl or Cmd with K focuses it; arrows and Enter choose. The name of a figure or page opens it. Any other text
is a question, which is put into the address and answered in a dialog.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from engagement.app.navigation import current_shop, find_figures
from engagement.app.navigation.find_figures import FoundPlace
from engagement.app.searching import answer_dialog, example_questions, search_places
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.model import Question
from engagement.questions.understanding import understood_by

_ROUND: Final = "searches_done"


def show(*, knows_shop: bool) -> None:
    """Show the search (not to guests), and open what was chosen, or answer.

    With `knows_shop`, questions about the shop's own data are suggested, too; it is False on pages that
    should not wait for the data.
    """
    if visitor().kind != "house":
        return
    called = search_places.called()
    options: list[FoundPlace | str] = [*called]
    options += example_questions.of_shop() if knows_shop and not visitor().is_lost else ()
    round_number = st.session_state.get(_ROUND, 0)
    with st.container(key="find"):
        picked = st.selectbox(
            say(message("Find a figure or a page, or ask")),
            options,
            index=None,
            key=f"find_{round_number}",
            format_func=lambda option: option if isinstance(option, str) else called[option],
            placeholder=say(message("Search or ask")),
            label_visibility="collapsed",
            filter_mode="contains",
            accept_new_options=True,
        )
    if picked is None:
        return
    st.session_state[_ROUND] = round_number + 1  # else it would be found once more on the next page
    place = picked if isinstance(picked, FoundPlace) else _place(picked)
    if place is not None:
        find_figures.go(place)
    answer_dialog.ask(str(picked))
    st.rerun()


def _place(typed: str) -> FoundPlace | None:
    """Return the target whose name is the text, or, if it is no question, the only one that contains it."""
    called = search_places.called()
    named = find_figures.exact_match(typed, called)
    if named is not None or visitor().is_lost:
        return named
    containing = find_figures.containing(typed, called)
    if (
        len(containing) != 1
        or understood_by(typed, words().language, current_shop.owners_view(Question())).questions
    ):
        return None
    return containing[0]
