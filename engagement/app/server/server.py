"""Streamlit's ASGI app with our middleware, and serving it."""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import streamlit as st
import uvicorn
from streamlit import config as settings
from streamlit.logger import set_log_level

from engagement import settings as own_settings
from engagement.app.api.api_app import ApiApp
from engagement.app.data import damaged
from engagement.app.importing import waiting_files, watched_folder
from engagement.app.link_page import drawn
from engagement.app.mail.mailman import mailman
from engagement.app.navigation.router import ROOT
from engagement.app.privacy import nightly
from engagement.app.server import secret
from engagement.app.ui.reader import say
from engagement.app.web import build, cookies, logs, routes
from engagement.app.web.limits import patience
from engagement.app.who import login
from engagement.app.who.current import set_guard
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.store import StoreError
from engagement.store.sharing import workspace_members
from engagement.store.upkeep import leftovers

if TYPE_CHECKING:
    import socket

    from engagement.app.who.hosting import Hosting

_GOODBYE_SECONDS: Final = 5
#: Of what a page says; files come by another way.
_LARGEST_MESSAGE: Final = 4 << 20
_log: Final = logging.getLogger("engagement.app.server.server")


def sentence_instead_of_traceback(fault: Exception) -> bool:
    """Show one sentence with an error code; log the code with the place of the fault, never with values."""
    code = logs.code(fault)
    _log.error("page failed", extra={"code": code, "fault": type(fault).__name__, "at": logs.place(fault)})
    with suppress(StoreError, OSError):  # where even this cannot be found out, what follows is true
        if damaged.show():
            return True
    if isinstance(fault, StoreError):
        st.error(say(fault.sentence))
        return True
    st.error(
        say(
            message(
                "This page could not be drawn. Your data are as before. "
                "Reload it; if it stays so, report the code {code}.",
                code=code,
            )
        )
    )
    return True


def make_app(standing: Hosting) -> st.App:
    """Return the ASGI app with all the middleware that separates visitors."""
    server_secret = secret.server_secret(standing, open_workspaces.data_dir())
    cookie_key = secret.derived(server_secret, "login")
    # Streamlit takes this one from the environment only.
    os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = cookie_key
    views = cookies.Views(secret.derived(server_secret, "view"), https=standing.https)
    workspace_members.invite_first_owners(
        open_workspaces.workspace(open_workspaces.OWN).storage, standing.owners
    )
    return st.App(
        ROOT / "dashboard.py",
        secrets=login.streamlit_secrets(standing.oidc, cookie_key) if standing.oidc else None,
        routes=routes.routes(views),
        middleware=build.middleware(
            set_guard(standing), login.Identity(standing, cookie_key), views, ApiApp()
        ),
        on_script_error=sentence_instead_of_traceback,
    )


def serve(standing: Hosting, listening: socket.socket, host: str) -> None:
    """Serve on a socket until stopped. Raises `StoreError` where the store cannot be opened."""
    port: int = listening.getsockname()[1]
    as_json = own_settings.LOG.read().lower() == "json"
    logs.set_up(as_json=as_json)
    app = make_app(standing)
    if not as_json:
        _say_where(host, port)
    settings.set_option("server.port", port)
    settings.set_option("logger.enableRich", value=False)
    # Streamlit logs errors with their text and the source around them; ours have type and place.
    set_log_level(logging.CRITICAL)
    # Asked to end, Python ends in order: what waits in private folders goes with the process.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    leftovers.clear_up(open_workspaces.data_dir())
    waiting_files.watch()
    watched_folder.watch()
    nightly.start(open_workspaces.data_dir())
    drawn.start()
    mailman(open_workspaces.data_dir()).start()
    _log.info("serving", extra={"host": host, "port": port})
    server = uvicorn.Config(
        app,
        http=patience.Patient,
        ws="websockets-sansio",
        ws_max_size=_LARGEST_MESSAGE,
        log_config=None,
        access_log=False,
        server_header=False,
        # The client's address is that of the connection; `Identity` decides when to trust a proxy's header.
        proxy_headers=False,
        timeout_graceful_shutdown=_GOODBYE_SECONDS,
    )
    uvicorn.Server(server).run(sockets=[listening])


def _say_where(host: str, port: int) -> None:
    where = message(
        "Engagement is on http://{host}:{port} (Ctrl-C stops it).",
        host="localhost" if host == "127.0.0.1" else host,
        port=str(port),
    )
    sys.stdout.write(f"{where}\n")
    sys.stdout.flush()
