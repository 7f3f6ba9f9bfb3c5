"""The paths that exist. Any other one is refused, even where Streamlit serves it.

Left out on purpose: Streamlit's metrics, its agent API, its script check, its component folders.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.app.navigation.page_entries import ENTRIES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

STREAM: Final = "/_stcore/stream"
UPLOAD: Final = "/_stcore/upload_file/"
MEDIA: Final = "/media/"
SHARED: Final = "/s/"
#: Below a link: its reading as one page, for which no session is begun.
SUMMARY: Final = "/summary"
#: What programs ask, apart from the pages.
API: Final = "/api"
MCP: Final = "/mcp"

#: The pages for members, in the order of the navigation.
PAGES: Final = tuple(entry.stem for entry in ENTRIES)
_CORE: Final = frozenset({"/_stcore/health", "/_stcore/host-config"})
_SHELL: Final = frozenset({"/favicon.png", "/manifest.json"})
_OWN: Final = frozenset({"/healthz", "/readyz", "/robots.txt"})
ENTER: Final = "/enter"
_LOGIN: Final = frozenset({ENTER, "/auth/login", "/auth/logout", "/oauth2callback"})
_FILE: Final = r"[\w.~-]*[\w~-]"
_STATIC: Final = re.compile(rf"/static(?:/{_FILE})+", re.ASCII)
_FILES: Final = re.compile(rf"/(?:media|download)/{_FILE}", re.ASCII)
_UPLOADED: Final = re.compile(r"/_stcore/upload_file/[\w-]{1,64}/[\w-]{1,64}", re.ASCII)
_SHARED: Final = re.compile(rf"{SHARED}[\w-]+", re.ASCII)
_MAIL: Final = re.compile(r"/mail/(?:confirm|stop)/[\w-]{1,64}", re.ASCII)
_LOOK: Final = re.compile(r"/look/[\w-]{1,64}", re.ASCII)
LINK_ALONE: Final = re.compile(r"/v/[\w-]{1,64}", re.ASCII)
#: /v/<public>/<the rest>
GUEST: Final = re.compile(r"/v/(?P<public>[\w-]{1,64})(?P<rest>/.*)", re.ASCII)

_READ: Final = frozenset({"GET", "HEAD"})


def is_for_programs(path: str) -> bool:
    """Return whether a path belongs to the API."""
    return path in {API, MCP} or path.startswith((f"{API}/", f"{MCP}/"))


def shared_pages(of_link: Collection[str]) -> tuple[str, ...]:
    """Return the pages that a link shows, in the order of the navigation."""
    return tuple(page for page in PAGES if page in of_link)


def canonical(path: str, pages: Sequence[str]) -> str:
    """Return the canonical path of a page: without a slash at the end, and "/" for the first of `pages`."""
    page = path.removeprefix("/").removesuffix("/")
    if page not in pages:
        return path
    return "/" if page == pages[0] else f"/{page}"


def is_page(path: str) -> bool:
    """Return whether this is the path of one of our pages, without a link's prefix."""
    return path == "/" or path.removeprefix("/") in PAGES


def is_shell(path: str) -> bool:
    """Return whether this is a static file of Streamlit's front end."""
    return path in _SHELL or _STATIC.fullmatch(path) is not None


def is_allowed(method: str, path: str, pages: Sequence[str], *, guest: bool) -> bool:
    """Return whether this path (without /v/<public>) exists for this HTTP method."""
    is_page = path == "/" or path.removeprefix("/") in pages
    if method in _READ and (is_page or path in _CORE or is_shell(path) or _FILES.fullmatch(path)):
        return True
    if guest:
        return method in _READ and path == SUMMARY
    if method in _READ:
        is_own = path in _OWN or path in _LOGIN
        return is_own or any(route.fullmatch(path) is not None for route in (_SHARED, _LOOK, _MAIL))
    if method == "POST":
        return any(route.fullmatch(path) is not None for route in (_SHARED, _MAIL))
    return method in {"PUT", "DELETE"} and _UPLOADED.fullmatch(path) is not None
