"""Where the answers to a token come from: the shop as its owner sees it, or as a link shows it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engagement.app.assistants.sources import OfPublishedShop, OfShop
from engagement.app.who.current import hosting
from engagement.app.workspaces.open_workspaces import workspace

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.app.assistants.sources import Source
    from engagement.store import Workspace
    from engagement.store.sharing.tokens import Token


def source_of(token: Token, served: str) -> Source:
    """Return what answers a token. `served`: the address of the dashboard, without a slash at the end."""
    here = workspace(token.workspace)
    return OfShop(here, served) if token.scope == "read" else _published(here, served)


def served_at(request: Request) -> str:
    """Return the address under which the dashboard is reached, as people type it."""
    return hosting().site or f"{request.url.scheme}://{request.url.netloc}"


@lru_cache(maxsize=32)
def _published(here: Workspace, served: str) -> OfPublishedShop:
    """One for each shop: it makes a bundle once, however many ask at the same time."""
    return OfPublishedShop(here, served)
