"""Text from a file never acts on the page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from engagement.app.ui.escape import Marked, inert, inert_whole, read_aloud
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "label",
    [
        "[click](https://example.com)",
        "![x](https://example.com/x.png)",
        ":red[alarm]",
        ":material/home:",
        "$x^2$",
        "<b>bold</b>",
        "**bold**",
        "`code`",
    ],
)
def test_markup_in_a_label_is_escaped_letter_by_letter(label):
    shown = inert(label)
    assert re.search(r"(?<!\\)[\[\]():$<>*`!]", shown) is None
    assert re.sub(r"\\(.)", r"\1", shown).replace("\u2060", "") == label


@given(st.text(max_size=400))
def test_no_active_mark_control_or_direction_survives(text):
    shown = inert(text)
    assert re.search(r"(?<!\\)(?:\\\\)*[\[\]<>*_`$|~]", re.sub(r"\\.", "", shown)) is None
    assert re.search(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069]", shown) is None


def test_a_long_label_is_cut_with_an_ellipsis():
    assert inert("a" * 300).endswith("…")
    assert len(inert("a" * 300)) == 200


@pytest.mark.parametrize(
    "text", ["ana@example.com", "https://example.com/x", "www.example.com", "WWW.example.com"]
)
def test_an_address_is_parted_where_markdown_would_find_it_without_any_mark(text):
    shown = inert(text).replace("\\", "")
    assert text not in shown
    assert shown.replace("\u2060", "") == text


_ACTIVE = re.compile(r"[!-/:-@\[-`{-~]")


def _unescaped(shown: str) -> str:
    """What acts: marks that no backslash stands before, which itself is none."""
    return "".join(_ACTIVE.findall(re.sub(r"\\[!-/:-@\[-`{-~]", "", shown)))


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_value_is_settled_whether_it_was_inert_before_or_not_or_in_parts(one: str, other: str):
    assert _unescaped(inert_whole(one)) == ""
    assert inert_whole(inert(one)) == inert(one)
    assert _unescaped(inert_whole(f"{inert(one)}, {other}")) == ""
    assert inert_whole(inert_whole(one)) == inert_whole(one)
    assert inert_whole(Marked("**5**")) == "**5**"


_PAGE = """
import streamlit as st
from engagement.app.ui.reader import say
from engagement.locale import message

value = st.session_state["value"]
inner = message("The sheet {sheet} is hidden and is not read; show it to have it read", sheet=value)
st.markdown(say(message("{count} × {reason}", count=2, reason=inner)))
st.warning(say(message("Left out: {names}", names=f"{value}, {value}")))
"""


@pytest.mark.parametrize(
    "value",
    [
        "![x](https://example.com/a.png)",
        "$x^2$",
        "[see](https://example.com)",
        "https://example.com",
        ":red[x]",
    ],
)
def test_a_value_in_a_sentence_never_acts_though_nobody_has_thought_of_it(value: str):
    at = AppTest.from_string(_PAGE)
    at.session_state["value"] = value
    at.run()
    assert not at.exception
    for shown in (at.markdown[0].value, at.warning[0].value):
        for mark in "![]$:`":
            assert mark not in re.sub(r"\\.|Left out:", "", shown)
        assert "https://" not in shown


def test_a_grid_whose_own_button_writes_csv_is_shown_by_the_one_module_that_guards_it():
    shown = {
        str(file.relative_to(ROOT))
        for folder in ("engagement", "pages")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"\bst\.(?:dataframe|data_editor)\(", file.read_text())
    }
    assert shown == {"engagement/app/readable/screen.py"}


_GRID = """
import pandas as pd
from engagement.app.readable import screen

screen.plain_grid(pd.DataFrame({"=Who": ["=cmd|' /C calc'!A0", "Ann"]}))
"""


def test_a_grid_begins_no_cell_and_no_header_like_a_formula():
    at = AppTest.from_string(_GRID).run()
    frame = at.dataframe[0].value
    assert list(frame.columns) == ["'=Who"]
    assert frame["'=Who"].tolist() == ["'=cmd|' /C calc'!A0", "Ann"]


def test_what_is_read_aloud_has_no_marks_of_markdown():
    for text in ("7.7% at the end", "a_b @home (x)", "www.example.com"):
        assert read_aloud(inert_whole(text)) == text
