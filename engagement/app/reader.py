"""The person at the other end: language, theme, and the address that carries both."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from engagement.locale import LANGUAGES, Message, message
from engagement.locale.tags import of_language, preferred
from engagement.locale.translator import Translator, translator

LANGUAGE = "lang"


def words() -> Translator:
    """Return the translator of the reader's language: chosen by hand, else the browser's.

    Numbers and dates are in the form of the browser's region where its language is the one chosen.
    """
    browser = st.context.locale or ""
    chosen = st.query_params.get(LANGUAGE) or st.session_state.get(LANGUAGE)
    if chosen not in LANGUAGES:
        return translator(preferred([browser]))
    st.session_state[LANGUAGE] = chosen
    return translator(of_language(chosen, browser))


def say(message: Message | str) -> str:
    """Put a message into the reader's language."""
    return words().t(message)


def theme() -> Literal["light", "dark"]:
    """Return the theme that the browser shows; right after a switch it lags by one rerun."""
    return "dark" if st.context.theme.type == "dark" else "light"


def choose_language() -> None:
    """Let the reader choose the language; the address keeps the choice for F5 and for links."""
    current = words().language
    chosen = st.selectbox(
        say(message("Language")),
        LANGUAGES,
        index=LANGUAGES.index(current),
        format_func=lambda language: translator(language).name,
        label_visibility="collapsed",
        key=f"language_{current}",
    )
    if chosen and chosen != current:
        st.session_state[LANGUAGE] = chosen
        st.query_params[LANGUAGE] = chosen
        st.rerun()
