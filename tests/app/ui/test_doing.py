"""What a button does to the store is done and seen, or refused in a sentence."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

_PAGE = """
import streamlit as st

from engagement.app.ui import doing
from engagement.locale import message
from engagement.store import StoreError

def refuse():
    raise StoreError(message("There is nothing to undo."))

kept = st.session_state.setdefault("kept", [])
st.write(f"{len(kept)} kept")
if st.button("keep"):
    doing.do(lambda: kept.append(1))
if st.button("refuse"):
    doing.do(refuse)
"""


def test_a_change_is_seen_at_once_and_a_refusal_is_said():
    at = AppTest.from_string(_PAGE).run()
    at.button[0].click().run()
    assert at.markdown[0].value == "1 kept"
    assert not at.error
    at.button[1].click().run()
    assert [error.value for error in at.error] == ["There is nothing to undo."]
    assert not at.exception
    assert at.markdown[0].value == "1 kept"
