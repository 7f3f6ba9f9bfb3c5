"""Text from a file never acts on the page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.app.escape import inert


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
