"""The data behind a token: the shop as its owner sees it, or aggregates as a link shows them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from engagement.app.assistants.sources import OfPublishedShop, OfShop
from engagement.app.ui.reader import LANGUAGE
from engagement.app.who.current import hosting
from engagement.app.workspaces.open_workspaces import workspace
from engagement.locale.tags import accepted, preferred

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.app.assistants.sources import Source
    from engagement.store import Workspace
    from engagement.store.sharing.tokens import Token


def source_of(token: Token, request: Request) -> Source:
    """Return the source of answers to a token, in the language of the request."""
    shop, served = workspace(token.workspace), served_at(request)
    source = OfShop(shop, served) if token.scope == "read" else _published(shop, served)
    return replace(source, language=language_of(request))


def language_of(request: Request) -> str:
    """Return the language tag of a request: its parameter `lang`, else Accept-Language, else English."""
    parameter = request.query_params.get(LANGUAGE)
    tags = accepted(request.headers.get("accept-language", "")) if parameter is None else [parameter]
    tag = preferred(tags)
    return "en" if tag.startswith("en") else tag


def served_at(request: Request) -> str:
    """Return the base URL of the dashboard, as people type it."""
    return hosting().site or f"{request.url.scheme}://{request.url.netloc}"


@lru_cache(maxsize=32)
def _published(shop: Workspace, served: str) -> OfPublishedShop:
    """Return the published source of a shop, one for all requests, so that its bundle is made once."""
    return OfPublishedShop(shop, served)
