"""The interface for programs, answered by uvicorn in this process, behind what stands in front of it."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from engagement.app.api.api_app import ApiApp
from engagement.app.web.guards import Faults, Hosts, Programs
from engagement.app.web.headers import SecurityHeaders
from engagement.app.who import current
from engagement.app.who.hosting import Hosting
from engagement.app.workspaces import open_workspaces
from engagement.settings import DATA_DIR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A server at which people say who they are.
HOSTED = Hosting(login="proxy")


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[object] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


@contextmanager
def answering(data_dir: Path, hosting: Hosting = HOSTED) -> Iterator[str]:
    """Serve a data folder's interface for programs and yield its address."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(DATA_DIR.name, str(data_dir))
        patched.setattr(current._Process, "guard", current.Guard(hosting))
        open_workspaces.workspace.cache_clear()
        pages = PlainTextResponse("a page", 200)
        doors = Faults(Hosts(Programs(pages, programs=ApiApp()), hosts=hosting.hosts))
        app = SecurityHeaders(doors, https=False)
        # As `app.server.server` serves it: uvicorn's own log would tell whole addresses. pytest listens to it
        # all the same, where another test has made it talkative.
        patched.setattr(logging.getLogger("uvicorn.access"), "disabled", True)
        config = uvicorn.Config(app, port=0, log_config=None, access_log=False, lifespan="off", ws="none")
        server = _Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            assert server.listens.wait(60)
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
            open_workspaces.workspace.cache_clear()
