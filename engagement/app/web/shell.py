"""Streamlit's index.html with our script, style and language.

These have to be there before Streamlit first draws, else the layout shifts, and screen readers use the wrong
language.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

import orjson
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from streamlit.file_util import get_static_dir

from engagement.app.ui.reader import COOKIE
from engagement.app.web import paths
from engagement.app.web.own_words import own_words
from engagement.app.web.pages import who_are_you, words_of
from engagement.app.web.request import requester_of
from engagement.app.who.visitor import NOBODY
from engagement.locale import LANGUAGES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from engagement.app.who.hosting import Hosting

_HERE: Final = Path(__file__).parent
_SCRIPTS: Final = ("address.js", "access.js", "search.js", "touch.js")
#: Headings are set in it. Streamlit asks for another, which we do not use, before all else.
_HEADINGS: Final = "SourceSerifVariable-Roman*.woff2"


class Shell:
    """Serves index.html for every page that exists for the visitor."""

    def __init__(self, app: ASGIApp, *, hosting: Hosting) -> None:
        self._app = app
        self._way_in = paths.ENTER if hosting.login == "oidc" else None
        self._page = _dressed(Path(get_static_dir()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a page; pass on what is none."""
        if scope["type"] != "http" or not paths.is_page(scope["path"]):
            await self._app(scope, receive, send)
            return
        if requester_of(scope).visitor == NOBODY:
            await who_are_you(_language(scope), self._way_in)(scope, receive, send)
            return
        # Only members have a sidebar from the start: space is reserved for it.
        aside = " data-aside" if requester_of(scope).visitor.kind == "house" else ""
        page = self._page.replace('<html lang="en">', f'<html lang="{_language(scope)}"{aside}>', 1)
        answer = HTMLResponse(page, headers={"Cache-Control": "no-cache"})
        await answer(scope, receive, send)


def _language(scope: Scope) -> str:
    """Return the language of the address, else of the cookie, else of the browser."""
    named = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    cookie = HTTPConnection(scope).cookies.get(COOKIE, "")
    reader_language = next((language for language in (named, cookie) if language in LANGUAGES), None)
    return reader_language or words_of(HTTPConnection(scope)).language


def _dressed(streamlit: Path) -> str:
    page = (streamlit / "index.html").read_text("utf-8")
    script = "\n".join((_HERE / name).read_text("utf-8") for name in _SCRIPTS)
    script = script.replace("$WORDS", orjson.dumps(own_words()).decode())
    style = (_HERE.parent / "style.css").read_text("utf-8")
    for standing, replacement in (
        ("<head>", f"<head>\n<script>\n{script}</script>"),
        ("<title>Streamlit</title>", "<title>Engagement</title>"),
        # Not in the head: of two rules of the same weight the later one counts.
        ('<div id="root"></div>', f'<style>\n{style}</style>\n<div id="root"></div>'),
        *_preloaded(streamlit, page),
    ):
        page = page.replace(standing, replacement, 1)
    return page


def _preloaded(streamlit: Path, page: str) -> list[tuple[str, str]]:
    parts = page.split('href="./static/media/', 1)
    font = next((streamlit / "static" / "media").glob(_HEADINGS), None)
    if len(parts) < 2 or font is None:
        return []
    return [(parts[1].split('"', 1)[0], font.name)]
