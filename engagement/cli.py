"""The command line: serve, invite, inspect, rows, metrics, bridge, ask, report, verify, mcp, and `upkeep`.

Exit code 0, or 2 with one sentence on standard error and never a traceback; 1 from `verify` if a report and
its files differ. A subcommand is two small functions: one that adds its arguments to the parser, and one
that runs it and returns the exit code.
"""

from __future__ import annotations

import argparse
import errno
import os
import secrets
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from engagement import bridging, measuring, private, settings, upkeep
from engagement.command_line import DONE, FAILED, Refusal, add_files, add_shop, complain, existing, shops_of
from engagement.dialogue import assisting, questioning
from engagement.locale import message
from engagement.reporting import commands as reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type


class _Parser(argparse.ArgumentParser):
    """A parser whose error messages are one line."""

    def error(self, text: str) -> NoReturn:
        print(f"{self.prog}: {text}", file=sys.stderr)
        raise SystemExit(FAILED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    try:
        options = parser().parse_args(arguments)
        code: int = options.run(options)
        sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(message("Stopped."), file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader of our output is gone: keep Python from flushing to it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(message("The output was closed before it was complete."), file=sys.stderr)
        return FAILED
    except Exception as fault:  # noqa: BLE001 - no traceback ever reaches a person
        print(_sentence(fault), file=sys.stderr)
        return FAILED
    return code


def parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands, from which their page of the documentation is generated."""
    main_parser = _Parser(prog="engagement", description="How engaged a shop's customers are.")
    subparsers = main_parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    own_commands = (_add_serve, _add_invite, _add_inspect, _add_rows)
    others = (upkeep, measuring, bridging, questioning, reporting, assisting)
    for add in (*own_commands, *(each.add for each in others)):
        add(subparsers)
    return main_parser


def _add_serve(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("serve", help="serve the dashboard on this machine")
    parser.add_argument("--port", type=int, default=8501, help="port to listen on (default: 8501)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine)")
    upkeep.add_data_dir(parser)
    parser.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    folder = options.data_dir.resolve()
    root = Path(__file__).resolve().parents[1]
    if not 0 < options.port < 65_536:
        raise Refusal(message("A port lies between 1 and 65535."))
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(options.data_dir))
    # A separate process, because Streamlit reads its settings from the folder in which it starts.
    os.chdir(root)
    os.environ[settings.DATA_DIR.name] = str(folder)
    server = [sys.executable, "-m", "engagement.app.server.start", str(options.port), options.host]
    os.execv(sys.executable, server)  # noqa: S606


def _add_invite(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("invite", help="let somebody in, by the address they log in with")
    parser.add_argument("address", metavar="ADDRESS", help="the e-mail address that they log in with")
    parser.add_argument(
        "--role", choices=["owner", "editor", "viewer"], default="viewer",
        help="what they may do (default: viewer)",
    )  # fmt: skip
    parser.add_argument(
        "--workspace", default="shop", metavar="NAME", help="the shop that they may see (default: shop)"
    )
    upkeep.add_data_dir(parser)
    parser.set_defaults(run=_invite)


def _invite(options: argparse.Namespace) -> int:
    from engagement.store import open_workspace  # noqa: PLC0415
    from engagement.store.sharing import workspace_members  # noqa: PLC0415

    workspace = open_workspace(options.data_dir.resolve(), options.workspace)
    workspace_members.invite(workspace.storage, options.address, options.role)
    print(
        message(
            "{who} has access as {role}.", who=workspace_members.address(options.address), role=options.role
        )
    )
    return DONE


def _add_inspect(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("inspect", help="say what is in files and account for every row")
    add_files(parser)
    parser.add_argument("--json", action="store_true", help="print a list, one object per table")
    add_shop(parser)
    parser.set_defaults(run=_inspect)


def _inspect(options: argparse.Namespace) -> int:
    from engagement.metrics.views.open_files import in_shops  # noqa: PLC0415 - a subcommand loads only what it needs
    from engagement.sources.importing import inspection  # noqa: PLC0415
    from engagement.sources.importing.sandbox import read_files  # noqa: PLC0415
    from engagement.store.versions.read_together import accounted  # noqa: PLC0415

    files = existing(options.files)
    results = read_files(files, key=secrets.token_bytes(32))
    reports, faults = inspection.sorted_out(results)
    reports = accounted(in_shops(reports, shops_of(options)))
    print(inspection.as_json(reports) if options.json else inspection.as_text(reports))
    return complain([(files[place][1], sentence) for place, sentence in faults])


def _add_rows(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("rows", help="print a table as read, before typing, as CSV")
    add_files(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="write each table to DIR instead")
    parser.set_defaults(run=_rows)


def _rows(options: argparse.Namespace) -> int:
    from engagement.sources.importing import inspection  # noqa: PLC0415
    from engagement.sources.importing.sandbox import write_rows  # noqa: PLC0415

    files = existing(options.files)
    if options.out is None and len(files) > 1:
        raise Refusal(message("Several files need a folder to go to: add --out DIR."))
    with private.folder() as folder:
        results = write_rows(files, folder)
        if options.out is not None:
            inspection.keep_rows(results, files, options.out)
            return DONE
        reports, faults = inspection.sorted_out(results)
        for path, _ in reports[:1]:
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
        return complain([(files[place][1], sentence) for place, sentence in faults])


def _sentence(fault: Exception) -> Message:
    """Return the reason in one line; for a file that cannot be read or written also its name."""
    if isinstance(fault, OSError) and fault.filename is not None and fault.strerror:
        return message("{name} cannot be used: {why}.", name=str(fault.filename), why=fault.strerror)
    one_line = " ".join(str(fault).split()) or type(fault).__name__
    return message("This did not work: {fault}", fault=one_line)
