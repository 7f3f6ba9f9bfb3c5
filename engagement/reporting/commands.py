"""The subcommands `report`, which makes a file of all figures, and `verify`, which checks one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engagement import measuring
from engagement.command_line import DONE, Refusal, add_files, complain, existing
from engagement.locale import LANGUAGES, message

if TYPE_CHECKING:
    import argparse

    from engagement.locale import Message
    from engagement.metrics.views.owners import OwnersView
    from engagement.reports.report_request import ReportRequest

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type

#: The exit status of `verify` where report and files differ.
DIFFERS: Final = 1
_ENDINGS: Final = (".html", ".xlsx", ".pdf")
#: The largest number of differences that are printed; of more, only their number.
_MOST_LISTED: Final = 40
#: Options that choose days, which a review has of its own, and their names in argparse.
_OWN_DAYS: Final = {
    "--from": "first_day",
    "--to": "last_day",
    "--as-of": "as_of",
    "--window": "window",
    "--compare": "compare",
    "--grain": "grain",
}


def add(subparsers: Subparsers) -> None:
    """Add the subcommands `report` and `verify`."""
    parser = subparsers.add_parser("report", help="make one file of all figures, to keep or to send")
    add_files(parser)
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="the file to write: its ending says which form, .html (a page that needs nothing else), .xlsx "
        "or .pdf (printed by a Chromium, Chrome or Edge of this machine)",
    )
    parser.add_argument(
        "--for",
        dest="whom",
        choices=["others", "us"],
        default="others",
        help="for whom: others (default: what a link would show, no figure of fewer than ten people, no "
        "table of customers, no comment) or us (all of it, for internal use)",
    )
    parser.add_argument("--title", default="", metavar="TEXT", help="what stands above it, such as the shop")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="its language (default: en)")
    parser.add_argument(
        "--review",
        choices=["week", "month", "quarter"],
        help="put the review of the last whole one first, in sentences, and read all figures over it",
    )
    measuring.add_question(parser)
    parser.set_defaults(run=_report)

    parser = subparsers.add_parser(
        "verify", help="read exports anew and say whether a report's figures are theirs"
    )
    parser.add_argument("report", type=Path, metavar="REPORT.html", help="a page made by report")
    add_files(parser)
    parser.set_defaults(run=_verify)


def _report(options: argparse.Namespace) -> int:
    from engagement.reports import report_request as requests  # noqa: PLC0415 - a subcommand loads only what it needs

    ending = options.out.suffix.lower()
    if ending not in _ENDINGS:
        raise Refusal(message("A report ends in {endings}.", endings=", ".join(_ENDINGS)))
    if not options.out.absolute().parent.is_dir():
        raise Refusal(message("There is no folder {name}.", name=str(options.out.absolute().parent)))
    _refuse_other_days(options)
    files = requests.read_files([path for path, _ in existing(options.files)], options.whom)
    view, by, faults = measuring.view_of_options(options)
    if view.question.and_by is not None:
        raise Refusal(message("A report splits its figures by one dimension: give --by once."))
    if faults:
        return complain(faults)
    if options.review is not None:
        from engagement.planning.review_lines import question_for  # noqa: PLC0415

        view = view.ask(question_for(view, options.review))
    places = {path.name: str(index) for index, path in enumerate(options.files)}
    request = requests.ReportRequest(
        whom=options.whom,
        question=view.question,
        language=options.lang,
        title=" ".join(options.title.split()),
        by=by,
        trends=options.grain is not None,
        files=files,
        shops={places[file]: name for file, name in options.shop if file in places},
        sales=options.sales,
        rates=_rates(options),
        review=options.review,
    )
    _write(options.out, _content(view, request, ending))
    return DONE


def _refuse_other_days(options: argparse.Namespace) -> None:
    """Raise `Refusal` where days are given together with a review."""
    if options.review is None:
        return
    flags = [flag for flag, name in _OWN_DAYS.items() if getattr(options, name) is not None]
    if flags:
        raise Refusal(
            message(
                "--review {step} reads the last whole {step} against a year before: leave out {options}.",
                step=options.review,
                options=", ".join(flags),
            )
        )


def _rates(options: argparse.Namespace) -> dict[str, Any] | None:
    from engagement.money.exchange_rates import rates_to_json  # noqa: PLC0415

    rates = measuring.rates_of(options)
    return None if rates is None else rates_to_json(rates)


def _content(view: OwnersView, request: ReportRequest, ending: str) -> tuple[bytes, Message]:
    """Return the report as bytes, and a sentence about it.

    Raises `Refusal` where it may not be sent, or not be printed.
    """
    from engagement.reports import report_files  # noqa: PLC0415
    from engagement.reports.printing import PrintError  # noqa: PLC0415

    if request.whom == "others" and report_files.stays_in_the_house(request):
        raise Refusal(
            message("Figures of a customer segment or a product are for internal use only: add --for us.")
        )
    reader_view = report_files.as_read_by(view, request)
    try:
        content = report_files.report_bytes(reader_view, request, ending)
    except PrintError as fault:
        raise Refusal(fault.sentence) from fault
    if request.whom == "us":
        return content, message(
            "made for us: it contains all figures and tables, so do not send it to others"
        )
    sentence = message(
        "made to send: no figure rests on fewer than {k} people, {figures} of {all} are told (--for us holds "
        "all)",
        k=request.k,
        figures=len(reader_view.keys()),
        all=len(view.keys()),
    )
    return content, sentence


def _write(path: Path, report: tuple[bytes, Message]) -> None:
    """Write a report whole or not at all, and print its sentence.

    Raises `Refusal` where it cannot be written.
    """
    content, sentence = report
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(content)
        os.replace(new, path)  # noqa: PTH105 - Path.replace is the same
    except OSError as fault:
        new.unlink(missing_ok=True)
        refused = message("{name} cannot be written: {fault}", name=str(path), fault=fault.strerror or "")
        raise Refusal(refused) from fault
    print(f"{path}: {sentence}.")


def _verify(options: argparse.Namespace) -> int:
    from engagement.reports.machine_part import ReportError  # noqa: PLC0415
    from engagement.reports.verifying import verify  # noqa: PLC0415

    ((report, _),) = existing([options.report])
    exports = [path for path, _ in existing(options.files)]
    try:
        verification = verify(report, exports)
    except ReportError as fault:
        raise Refusal(fault.sentence) from fault
    if verification.unchecked is not None:
        print(verification.unchecked)
    if not verification.differences:
        print(
            message(
                "Equal: {figures} figures and {tables} tables, and every file is the one that was read.",
                figures=verification.figures,
                tables=verification.tables,
            )
        )
        return DONE
    for difference in verification.differences[:_MOST_LISTED]:
        print(difference)
    more = len(verification.differences) - _MOST_LISTED
    if more > 0:
        print(message("{n} more difference.", "{n} more differences.", n=more))
    print(message("The report and the files differ."), file=sys.stderr)
    return DIFFERS
