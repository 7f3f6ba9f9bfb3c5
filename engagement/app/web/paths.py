"""Which addresses there are. What is not named here does not exist, whatever Streamlit serves.

Not named, on purpose: Streamlit's metrics, its agent API, its script check, its component folders.
"""

from __future__ import annotations

import re
from typing import Final

from engagement.app.router import ENTRIES

STREAM: Final = "/_stcore/stream"
UPLOAD: Final = "/_stcore/upload_file/"
MEDIA: Final = "/media/"
SHARED: Final = "/s/"

_PAGES: Final = frozenset({"/", *(f"/{entry.stem}" for entry in ENTRIES)})
_CORE: Final = frozenset({"/_stcore/health", "/_stcore/host-config"})
_SHELL: Final = frozenset({"/favicon.png", "/manifest.json"})
_OWN: Final = frozenset({"/healthz", "/readyz", "/robots.txt"})
_LOGIN: Final = frozenset({"/auth/login", "/auth/logout", "/oauth2callback"})
_FILE: Final = r"[\w.~-]*[\w~-]"
_STATIC: Final = re.compile(rf"/static(?:/{_FILE})+", re.ASCII)
_FILES: Final = re.compile(rf"/(?:media|download)/{_FILE}", re.ASCII)
_UPLOADED: Final = re.compile(r"/_stcore/upload_file/[\w-]{1,64}/[\w-]{1,64}", re.ASCII)
_SHARED: Final = re.compile(rf"{SHARED}[\w-]+", re.ASCII)
_LOOK: Final = re.compile(r"/look/[\w-]{1,64}", re.ASCII)
LINK_ALONE: Final = re.compile(r"/v/[\w-]{1,64}", re.ASCII)
#: /v/<public>/<the rest>
GUEST: Final = re.compile(r"/v/(?P<public>[\w-]{1,64})(?P<rest>/.*)", re.ASCII)

_READ: Final = frozenset({"GET", "HEAD"})


def is_page(path: str) -> bool:
    """Whether a page of the product lives here."""
    return path in _PAGES


def is_shell(path: str) -> bool:
    """Whether this is a file of Streamlit's front end, the same for everybody."""
    return path in _SHELL or _STATIC.fullmatch(path) is not None


def may_be_asked(method: str, path: str, *, guest: bool) -> bool:
    """Whether there is something under this path (without /v/<public>) for this method."""
    if method in _READ and (path in _PAGES or path in _CORE or is_shell(path) or _FILES.fullmatch(path)):
        return True
    if guest:
        return False
    if method in _READ:
        known = path in _OWN or path in _LOGIN
        return known or any(route.fullmatch(path) is not None for route in (_SHARED, _LOOK))
    if method == "POST":
        return _SHARED.fullmatch(path) is not None
    return method in {"PUT", "DELETE"} and _UPLOADED.fullmatch(path) is not None
