"""The route /look/<public>, by which members who may share see a link as its recipient does.

They get a guest's cookie for the link's addresses, so that they are a guest there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from engagement.app.web.pages import denied
from engagement.app.web.paths import SUMMARY
from engagement.app.web.request import requester_of
from engagement.app.who.current import roles_of, with_demo
from engagement.store.sharing import links

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.app.web.cookies import Views
    from engagement.app.who.visitor import Visitor
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.sharing.links import Link


class GuestLookRoute:
    """The route. A link that the visitor may not see is answered like one that does not exist."""

    def __init__(self, manifest: Manifest, views: Views) -> None:
        self._manifest = manifest
        self._views = views

    async def open(self, request: Request) -> Response:
        """Hand over the cookie and go to the link's first page, or deny."""
        public, visitor = request.path_params["public"], requester_of(request.scope).visitor
        link = await run_in_threadpool(self._find, public, visitor)
        if link is None:
            return denied(request)
        headers = {"Set-Cookie": self._views.header(link), "Cache-Control": "no-store"}
        return RedirectResponse(f"/v/{link.public}{SUMMARY}", 303, headers)

    def _find(self, public: str, visitor: Visitor) -> Link | None:
        link = links.by_public(self._manifest, public)
        if link is None or link.state != "stands" or visitor.kind != "house":
            return None
        role = with_demo(roles_of(visitor.who)).get(link.workspace)
        return link if role in {"owner", "editor"} else None
