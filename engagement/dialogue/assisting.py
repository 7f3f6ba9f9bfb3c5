"""The subcommand `mcp`, which serves assistants over the Model Context Protocol (stdio)."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from engagement import settings
from engagement.command_line import Refusal, existing
from engagement.locale import message

if TYPE_CHECKING:
    import argparse

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type

_HERE: Final = "http://127.0.0.1:8501"


class AssistantOptions(msgspec.Struct, frozen=True):
    """The options of the MCP server's process, passed as JSON.

    `files` are absolute paths of exports; without any, the shop named `shop` in `data_dir` is used.
    `aggregates` allows only what a link would show. `address` is the dashboard's, without a slash at the
    end.
    """

    files: tuple[str, ...]
    data_dir: str
    shop: str
    aggregates: bool
    address: str


def add(subparsers: Subparsers) -> None:
    """Add the subcommand `mcp`."""
    parser = subparsers.add_parser("mcp", help="answer an assistant's questions about figures (MCP, stdio)")
    parser.add_argument(
        "files", nargs="*", metavar="FILE", type=Path, help="an export to answer from, in place of a shop"
    )
    parser.add_argument(
        "--data-dir", type=Path, default=Path("data"), metavar="DIR", help="the data folder (default: data)"
    )
    parser.add_argument(
        "--shop", default="shop", metavar="NAME", help="the shop to answer from (default: shop)"
    )
    parser.add_argument(
        "--aggregates",
        action="store_true",
        help="answer only what a link would show: nothing of fewer than 10 people, one period, no filters",
    )
    parser.add_argument(
        "--address",
        default=_address(),
        metavar="URL",
        help="where the dashboard is served, for the addresses of pages (default: that of ENGAGEMENT_HOST, "
        "else this machine's)",
    )
    parser.set_defaults(run=_mcp)


def _mcp(options: argparse.Namespace) -> int:
    if importlib.util.find_spec("mcp") is None:
        raise Refusal(message("Install {package} for assistants.", package="engagement[mcp]"))
    assistant_options = AssistantOptions(
        files=tuple(str(path.resolve()) for path, _ in existing(options.files)),
        data_dir=str(options.data_dir.resolve()),
        shop=options.shop,
        aggregates=options.aggregates,
        address=options.address.rstrip("/"),
    )
    os.environ[settings.DATA_DIR.name] = assistant_options.data_dir
    # A separate process, like `serve`: the server is in a layer above the command line.
    command = [
        sys.executable,
        "-m",
        "engagement.app.assistants.start_mcp",
        msgspec.json.encode(assistant_options).decode(),
    ]
    os.execv(sys.executable, command)  # noqa: S606


def _address() -> str:
    host = settings.HOST.read()
    return _HERE if not host else host if "://" in host else f"https://{host}"
