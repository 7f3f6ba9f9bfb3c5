"""The reader's language and theme.

A language chosen by hand is kept in the address, so it survives a reload, and in a cookie, so the next tab
uses it, too.
"""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from engagement.app.ui.escape import inert_whole
from engagement.app.who import within_run
from engagement.locale import LANGUAGES, Message, message
from engagement.locale.tags import of_language, preferred
from engagement.locale.translator import Translator, translator

#: The part of the address, and of the session, that names the language.
LANGUAGE: Final = "lang"
COOKIE: Final = "engagement_language"
_NEW_LANGUAGE: Final = "language_just_chosen"
_A_YEAR: Final = 365 * 24 * 3600


def words() -> Translator:
    """Return the translator of the reader's language: chosen by hand, else the browser's.

    Numbers and dates follow the browser's region where its language is the chosen one.
    """
    return within_run.once_in_run("language", _words)


def _words() -> Translator:
    browser = st.context.locale or ""
    language = st.query_params.get(LANGUAGE) or st.session_state.get(LANGUAGE)
    if language in LANGUAGES:
        st.session_state[LANGUAGE] = language
        return translator(of_language(language, browser))
    before = st.context.cookies.get(COOKIE)
    return translator(of_language(before, browser) if before in LANGUAGES else preferred([browser]))


def say(message: Message | str) -> str:
    """Return a message in the reader's language as Markdown, with all inserted values escaped.

    Where Markdown is not rendered (a grid, a text read aloud) use `words().t`.
    """
    return words().t(message if isinstance(message, str) else _with_settled(message))


def _with_settled(message: Message) -> Message:
    if not message.values:
        return message
    return message.filled(message.n, **{name: _settled(value) for name, value in message.places.items()})


def _settled(value: object) -> object:
    if isinstance(value, Message):
        return _with_settled(value)
    return inert_whole(value) if isinstance(value, str) else value


def theme() -> Literal["light", "dark"]:
    """Return the theme that the browser shows; right after a switch it lags by one rerun."""
    return within_run.once_in_run("theme", lambda: "dark" if st.context.theme.type == "dark" else "light")


def choose_language() -> None:
    """Let the reader choose the language."""
    current = words().language
    picked = st.selectbox(
        say(message("Language")),
        LANGUAGES,
        index=LANGUAGES.index(current),
        format_func=lambda language: translator(language).name,
        label_visibility="collapsed",
        key=f"language_{current}",
    )
    if picked and picked != current:
        st.session_state[LANGUAGE] = st.session_state[_NEW_LANGUAGE] = picked
        st.query_params[LANGUAGE] = picked
        within_run.forget()
        st.rerun()
    if st.session_state.get(_NEW_LANGUAGE) == current:
        _remember(current)


def _remember(language: str) -> None:
    """Store the choice in a cookie, which contains only the language."""
    cookie = f"{COOKIE}={language}; Path=/; Max-Age={_A_YEAR}; SameSite=Lax"
    secure = "(location.protocol === 'https:' ? '; Secure' : '')"
    st.html(f"<script>document.cookie = '{cookie}' + {secure}</script>", unsafe_allow_javascript=True)
