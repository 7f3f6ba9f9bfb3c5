"""The MCP server: it lists the tools and calls them; over standard input and output, or by its caller."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import anyio
import orjson
from anyio.to_thread import run_sync
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.types import CallToolResult, ListToolsResult, TextContent, ToolAnnotations
from mcp.types import Tool as Told

from engagement.app.assistants.tools import TOOLS, schema_of
from engagement.locale import message
from engagement.questions.answering import saying_in
from engagement.questions.figure_question import NotAnswered
from engagement.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcp.server import ServerRequestContext
    from mcp.types import CallToolRequestParams, PaginatedRequestParams

    from engagement.app.assistants.sources import Source
    from engagement.locale import Message

_BY_NAME: Final = {tool.name: tool for tool in TOOLS}
_INSTRUCTIONS: Final = (
    "Figures of how engaged a shop's customers are. Call list_figures first. Say a value with its interval "
    "and n; call a change or a difference one only where beyond_noise or differs is true; never say that one "
    "thing caused another. A share lies in 0..1."
)
_log = logging.getLogger(__name__)


def serve(source: Source) -> None:
    """Serve on standard input and output until the input ends."""
    anyio.run(_serve, source)


async def _serve(source: Source) -> None:
    server = server_of(source)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def server_of(source: Source) -> Server[Any]:
    """Return the MCP server of a source, independent of the transport."""

    async def listed(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(
            tools=[
                Told(
                    name=tool.name,
                    description=tool.description,
                    input_schema=schema_of(tool.arguments),
                    annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
                )
                for tool in TOOLS
            ]
        )

    async def called(_: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        # In a thread, so that the server can receive further messages.
        return await run_sync(_called, source, params.name, params.arguments or {})

    return Server(
        "engagement",
        title="Engagement",
        instructions=_INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )


def _called(source: Source, name: str, arguments: Mapping[str, Any]) -> CallToolResult:
    """Call a tool and return its result; an error is returned as one sentence."""
    tool = _BY_NAME.get(name)
    if tool is None:
        tool_names = ", ".join(_BY_NAME)
        unknown = message("There is no tool {name}; there are: {known}.", name=name, known=tool_names)
        return _refused(source, unknown)
    try:
        result = tool.call(source, arguments)
    except (NotAnswered, StoreError) as refused:
        return _refused(source, refused.sentence)
    except Exception as fault:  # noqa: BLE001 - internal errors never reach an assistant
        _log.error("%s failed: %s", name, type(fault).__name__)
        return _refused(source, message("This could not be computed; nothing was changed."))
    plain = orjson.dumps(result, option=orjson.OPT_SERIALIZE_NUMPY)
    return CallToolResult(
        content=[TextContent(type="text", text=plain.decode())], structured_content=orjson.loads(plain)
    )


def _refused(source: Source, sentence: Message) -> CallToolResult:
    text = saying_in(source.language)(sentence)
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)
