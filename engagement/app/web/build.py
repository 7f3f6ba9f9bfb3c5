"""The order of the middleware, outermost first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from starlette.middleware import Middleware

from engagement.app.web.guards import Faults, Hosts, Media, Programs, Sockets, Uploads
from engagement.app.web.headers import SecurityHeaders
from engagement.app.web.identify import Identify
from engagement.app.web.limits.floods import Floods
from engagement.app.web.limits.replies import Replies
from engagement.app.web.messages import Messages
from engagement.app.web.shell import Shell
from engagement.app.workspaces import open_workspaces
from engagement.store.sharing import links

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from engagement.app.web.cookies import Views
    from engagement.app.who.current import Guard
    from engagement.app.who.login import Identity


def middleware(guard: Guard, identity: Identity, views: Views, programs: ASGIApp) -> list[Middleware]:
    """Return the middleware before Streamlit; `programs` is the app that answers the API."""
    hosting = guard.hosting
    return [
        Middleware(SecurityHeaders, https=hosting.https),
        Middleware(Faults),
        Middleware(Hosts, hosts=hosting.hosts),
        Middleware(Programs, programs=programs),
        Middleware(Floods),
        Middleware(
            Identify,
            guard=guard,
            identity=identity,
            views=views,
            find_link=partial(links.by_public, open_workspaces.manifest()),
        ),
        Middleware(Sockets),
        Middleware(Messages),
        Middleware(Replies),
        Middleware(Uploads),
        Middleware(Media),
        Middleware(Shell, hosting=hosting),
    ]
