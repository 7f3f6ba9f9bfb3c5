"""The command line: serve, invite, inspect, rows, metrics, and the `upkeep` of stored data.

Exit code 0, or 2 with one sentence on standard error and never a traceback. A subcommand is two
small functions: one that adds its arguments to the parser, one that does it and returns the code.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import secrets
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from engagement import private, settings, upkeep
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.money.exchange_rates import Rates

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type

DONE: Final = 0
FAILED: Final = 2
#: Days that can be asked for, and the longest window: the window before it still lies in the calendar.
_YEARS: Final = range(1900, 2100)
_LONGEST: Final = 200_000


class Refusal(Exception):  # noqa: N818 - it is a sentence for a person, not an error of the program
    """Stops a subcommand with one sentence."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

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
        # Whatever Python still wants to flush at its end has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(message("The output was closed before it was complete."), file=sys.stderr)
        return FAILED
    except Exception as fault:  # noqa: BLE001 - no traceback ever reaches a person
        print(message("This did not work: {fault}", fault=_one_line(fault)), file=sys.stderr)
        return FAILED
    return code


def parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands; the documentation's page of them is made of it."""
    every = _Parser(prog="engagement", description="How engaged a shop's customers are.")
    subparsers = every.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    for add in (_add_serve, _add_invite, upkeep.add, _add_inspect, _add_rows, _add_metrics):
        add(subparsers)
    return every


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
    # A process of its own: Streamlit reads its settings from the folder that it is started in.
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
    workspace_members.invite(workspace.room, options.address, options.role)
    print(
        message(
            "{who} has access as {role}.", who=workspace_members.address(options.address), role=options.role
        )
    )
    return DONE


def _add_inspect(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("inspect", help="say what is in files and account for every row")
    _add_files(parser)
    parser.add_argument("--json", action="store_true", help="print a list, one object per table")
    _add_shop(parser)
    parser.set_defaults(run=_inspect)


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help="an export: CSV, Excel, ZIP and the like"
    )


def _add_shop(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--shop", action="append", default=[], type=_shop, metavar="FILE=NAME",
        help="to which shop a file's orders belong (may be given several times)",
    )  # fmt: skip


def _inspect(options: argparse.Namespace) -> int:
    from engagement.metrics.views.open_files import in_shops  # noqa: PLC0415 - a subcommand loads only what it needs
    from engagement.sources.importing import inspection  # noqa: PLC0415
    from engagement.sources.importing.sandbox import read_files  # noqa: PLC0415
    from engagement.store.versions.read_together import accounted  # noqa: PLC0415

    files = _existing(options.files)
    results = read_files(files, key=secrets.token_bytes(32))
    reports, faults = inspection.sorted_out(results)
    reports = accounted(in_shops(reports, dict(options.shop)))
    print(inspection.as_json(reports) if options.json else inspection.as_text(reports))
    return _complain([(files[place][1], sentence) for place, sentence in faults])


def _add_rows(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("rows", help="print a table as read, before typing, as CSV")
    _add_files(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="write each table to DIR instead")
    parser.set_defaults(run=_rows)


def _rows(options: argparse.Namespace) -> int:
    from engagement.sources.importing import inspection  # noqa: PLC0415
    from engagement.sources.importing.sandbox import write_rows  # noqa: PLC0415

    files = _existing(options.files)
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
        return _complain([(files[place][1], sentence) for place, sentence in faults])


def _add_metrics(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("metrics", help="compute every metric that the files unlock")
    _add_files(parser)
    parser.add_argument("--json", action="store_true", help="print all of it, numbers unrounded")
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="last day (default: of the orders)")
    parser.add_argument(
        "--window",
        type=_window,
        default=365,
        metavar="DAYS|all",
        help="days up to the last day (default: 365)",
    )
    parser.add_argument("--by", metavar="DIMENSION", help="add tables KEY_by_DIMENSION")
    parser.add_argument(
        "--grain",
        choices=["week", "month", "quarter", "year"],
        help="of tables by time (default: month); with it tables KEY_trend and KEY_periods",
    )
    parser.add_argument(
        "--currency", metavar="CODE", help="read money in it (default: in that of most orders)"
    )
    parser.add_argument("--rates", type=Path, metavar="FILE", help="convert money by these rates (JSON)")
    parser.add_argument("--net", action="store_true", help="money net of refunds, on the day of the order")
    parser.add_argument(
        "--compare",
        type=_compared,
        metavar="before|year|FROM..TO",
        help="with what (default: what is alike: under a year the same days a year ago)",
    )
    parser.add_argument(
        "--sales",
        choices=["once", "apart"],
        help="of a sale that two files hold (default: once where that is sure)",
    )
    _add_shop(parser)
    parser.set_defaults(run=_metrics)


def _metrics(options: argparse.Namespace) -> int:
    from engagement.metrics.views import plain_values  # noqa: PLC0415
    from engagement.metrics.views.open_files import in_shops, measure  # noqa: PLC0415
    from engagement.sources.importing.inspection import sorted_out  # noqa: PLC0415
    from engagement.sources.importing.sandbox import read_files  # noqa: PLC0415

    files = _existing(options.files)
    imported, faults = sorted_out(read_files(files, key=secrets.token_bytes(32)))
    imported = in_shops(imported, dict(options.shop))
    days = None if options.window == "all" else options.window
    view = measure(
        imported,
        days=days,
        as_of=options.as_of,
        grain=options.grain or "month",
        net=options.net,
        currency=options.currency,
        compare=options.compare,
        rates=None if options.rates is None else _rates(options.rates),
        sales=options.sales,
    )
    if options.currency is not None and options.currency not in view.currencies():
        known = ", ".join(view.currencies())
        raise Refusal(
            message("No order is in {code}; there are: {known}.", code=options.currency, known=known)
        )
    if options.by is not None and options.by not in plain_values.dimensions(view):
        known = ", ".join(plain_values.dimensions(view))
        raise Refusal(
            message("There is no dimension {name}; there are: {known}.", name=options.by, known=known)
        )
    report = plain_values.report(view, by=options.by, trends=options.grain is not None)
    print(plain_values.as_json(report) if options.json else plain_values.as_text(view))
    return _complain([(files[place][1], sentence) for place, sentence in faults])


def _rates(path: Path) -> Rates:
    """Read a file of rates, or refuse it in its own words."""
    from engagement.money.exchange_rates import RatesError, read_rates  # noqa: PLC0415

    ((path, _),) = _existing([path])
    try:
        return read_rates(path.read_text("utf-8", "replace"))
    except RatesError as fault:
        raise Refusal(fault.sentence) from fault


def _day(text: str) -> int:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = dt.date.min
    if day.year not in _YEARS:
        raise argparse.ArgumentTypeError(str(message("{given} is no day like 2026-10-31", given=text)))
    return (day - dt.date(1970, 1, 1)).days


def _shop(text: str) -> tuple[str, str]:
    file, equals, name = text.rpartition("=")
    if not equals or not file or not name.strip():
        raise argparse.ArgumentTypeError(
            str(message("{given} is not a file and its shop like orders.csv=North", given=text))
        )
    return Path(file).name, name


def _compared(text: str) -> str | tuple[int, int]:
    if text in {"before", "year"}:
        return text
    first, dots, last = text.partition("..")
    if not dots:
        refused = message(
            "{given} is neither before, year nor two days like 2025-01-01..2025-03-31", given=text
        )
        raise argparse.ArgumentTypeError(str(refused))
    days = _day(first), _day(last)
    if days[0] > days[1]:
        raise argparse.ArgumentTypeError(str(message("{given} ends before it begins", given=text)))
    return days


def _window(text: str) -> int | str:
    if text == "all":
        return text
    if not text.isdecimal() or not 0 < int(text) <= _LONGEST:
        raise argparse.ArgumentTypeError(
            str(message("{given} is neither a number of days nor all", given=text))
        )
    return int(text)


def _existing(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Pair each path with its name, or refuse the first that is no file."""
    for path in paths:
        if not path.is_file():
            raise Refusal(message("There is no file {name}.", name=str(path)))
    return [(path, path.name) for path in paths]


def _complain(faults: Sequence[tuple[str, Message]]) -> int:
    """Print one line for the files that cannot be read; return the exit code."""
    if not faults:
        return DONE
    print("; ".join(f"{name}: {sentence}" for name, sentence in faults), file=sys.stderr)
    return FAILED


def _one_line(fault: Exception) -> str:
    return " ".join(str(fault).split()) or type(fault).__name__
