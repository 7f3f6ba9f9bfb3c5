"""The MCP server over streamable HTTP, stateless: each request is answered alone, without a session."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Final

from engagement.app.api.json_answers import Declined
from engagement.locale import message

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from engagement.app.assistants.sources import Source

#: The largest question; answers may be larger.
_LARGEST: Final = 256 << 10


async def answer(source: Source, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request of an MCP client from a source; `Declined` where the extra is not installed."""
    if importlib.util.find_spec("mcp") is None:
        raise Declined(501, message("Install {package} for assistants.", package="engagement[mcp]"))
    from mcp.server.streamable_http_manager import (  # noqa: PLC0415 - an extra
        StreamableHTTPSessionManager,
    )

    from engagement.app.assistants.mcp_server import server_of  # noqa: PLC0415 - needs the extra

    manager = StreamableHTTPSessionManager(
        server_of(source), json_response=True, stateless=True, max_request_body_size=_LARGEST
    )
    async with manager.run():
        await manager.handle_request(scope, receive, send)
