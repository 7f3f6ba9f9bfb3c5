"""What a run finds out it finds out once, and the next run finds it out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from streamlit.testing.v1 import AppTest

from engagement.app.who import within_run

if TYPE_CHECKING:
    from pathlib import Path


_ASKING: Final = """
import streamlit as st

from engagement.app.who import within_run

asked = st.session_state.setdefault("asked", [])


def find() -> int:
    asked.append("once more")
    return len(asked)


def ask() -> int:
    return within_run.once_in_run("how many", find)


st.text(f"{ask()} {ask()}")
st.button("Forget", on_click=lambda: (ask(), within_run.forget()))
st.fragment(lambda: st.text(f"in a part: {ask()}"))()
"""
_FOUNDING: Final = """
import streamlit as st

from engagement.app.who.current import visitor
from engagement.app.workspaces.open_workspaces import data_dir
from engagement.store import open_workspace

before = set(visitor().roles)
open_workspace(data_dir(), "second")
st.text(" ".join(sorted({*visitor().roles} - before)))
"""


def _texts(page: AppTest) -> list[str]:
    assert not page.exception
    return [text.value for text in page.text]


def test_a_run_asks_once_and_the_next_one_anew():
    page = AppTest.from_string(_ASKING).run()
    assert _texts(page) == ["1 1", "in a part: 1"]
    assert _texts(page.run()) == ["2 2", "in a part: 2"]


def test_what_a_callback_asked_can_be_forgotten_before_the_page_is_drawn():
    page = AppTest.from_string(_ASKING).run()
    assert _texts(page.button[0].click().run()) == ["3 3", "in a part: 3"]


def test_two_sessions_share_nothing():
    first, second = (AppTest.from_string(_ASKING).run() for _ in range(2))
    assert _texts(first) == _texts(second) == ["1 1", "in a part: 1"]


def test_where_no_page_runs_nothing_is_kept():
    answers = iter("ab")
    assert [within_run.once_in_run("which", lambda: next(answers)) for _ in range(2)] == ["a", "b"]


def test_rights_that_came_within_a_run_are_there_at_once(data: Path):
    assert data.is_dir()
    assert _texts(AppTest.from_string(_FOUNDING).run()) == ["second"]
