"""Downloads of a chart as SVG and PNG, made in the browser."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from typing import Final

import orjson
import streamlit as st

from engagement.app.ui.reader import say
from engagement.locale import message

_KINDS: Final = {"svg": message("Picture (SVG)"), "png": message("Picture (PNG)")}


def show(key: str, alt: str) -> None:
    """Offer the chart of the figure `key` as SVG and as PNG; `alt` is its title within the picture."""
    buttons = "".join(
        f'<button type="button" class="download" data-picture="{kind}" disabled>'
        f"{html.escape(say(name))}</button>"
        for kind, name in _KINDS.items()
    )
    script = _script()
    for place, value in (("__KEY__", key), ("__ALT__", alt), ("__NAME__", key)):
        script = script.replace(place, _literal(value))
    st.html(
        f'<span class="pictures">{buttons}</span><script>{script}</script>',
        width="content",
        unsafe_allow_javascript=True,
    )


@cache
def _script() -> str:
    return (Path(__file__).parent / "picture.js").read_text("utf-8")


def _literal(text: str) -> str:
    """Return a text as a JavaScript string literal that cannot end the script."""
    return orjson.dumps(text).decode().replace("<", "\\u003c")
