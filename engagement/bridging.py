"""The subcommand `bridge`: from the figure of a shop system's dashboard to ours, cause by cause."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engagement import measuring
from engagement.command_line import Refusal, add_files, add_shop, complain, existing, shops_of
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.bridge.month_account import Bridge, MonthAccount

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type

_SYSTEMS: Final = ("shopify", "woocommerce", "bigcommerce", "wix")
_DASHBOARD_FIGURES: Final = (
    "orders",
    "gross_sales",
    "net_sales",
    "total_sales",
    "returning_customer_rate",
    "returns",
)
_MOST_HOURS: Final = 26
#: Decimals of a month's money: to the cent, without the rounding errors of floats.
_DIGITS: Final = 12


def add(subparsers: Subparsers) -> None:
    """Add the subcommand `bridge`."""
    parser = subparsers.add_parser("bridge", help="lead from what the shop's dashboard says to our figures")
    add_files(parser)
    parser.add_argument("--system", choices=_SYSTEMS, required=True, help="whose dashboard it is")
    parser.add_argument("--month", required=True, metavar="YYYY-MM", help="of which month it speaks")
    parser.add_argument(
        "--says",
        action="append",
        required=True,
        type=_parsed_statement,
        metavar="FIGURE=NUMBER",
        help=f"what it says, one of: {', '.join(_DASHBOARD_FIGURES)} (may be given several times)",
    )
    parser.add_argument(
        "--hours",
        type=_hours,
        default=0,
        metavar="N",
        help="by how many hours its clock is ahead of the files'",
    )
    parser.add_argument("--net", action="store_true", help="our money net of refunds")
    measuring.add_refund_day(parser)
    parser.add_argument("--currency", metavar="CODE", help="of which currency (default: that of most orders)")
    parser.add_argument("--rates", type=Path, metavar="FILE", help="convert money by these rates (JSON)")
    parser.add_argument("--json", action="store_true", help="print all of it")
    add_shop(parser)
    parser.set_defaults(run=_bridge)


def _bridge(options: argparse.Namespace) -> int:
    from engagement.metrics.bridge.bridge_words import notes  # noqa: PLC0415
    from engagement.metrics.bridge.month_account import account, month_of  # noqa: PLC0415
    from engagement.metrics.findings.plain_values import as_json  # noqa: PLC0415
    from engagement.metrics.model import Question  # noqa: PLC0415
    from engagement.metrics.views.open_files import in_shops, measure  # noqa: PLC0415
    from engagement.money.currencies import minor_digits  # noqa: PLC0415
    from engagement.sources.importing.inspection import sorted_out  # noqa: PLC0415
    from engagement.sources.importing.sandbox import read_files  # noqa: PLC0415
    from engagement.sources.orders.charges import of_set_aside  # noqa: PLC0415

    files = existing(options.files)
    try:
        month = month_of(options.month)
    except ValueError as fault:
        raise Refusal(message("{given} is no month like 2025-03.", given=options.month)) from fault
    dashboard = _statements(options.says)
    imported, faults = sorted_out(read_files(files, key=secrets.token_bytes(32)))
    view = measure(
        in_shops(imported, shops_of(options)),
        question=Question(
            days=None,
            net=options.net or options.refund_day,
            refund_day=options.refund_day,
            currency=options.currency,
        ),
        rates=measuring.rates_of(options),
    )
    if not view.data.has("orders"):
        raise Refusal(message("No file holds orders, so there is nothing to compare with."))
    measuring.refuse_unknown_currency(view, options.currency)
    scope, files_of_orders = view.scope("orders"), [file for file in imported if file.report.kind == "orders"]
    unread = [
        order
        for file in files_of_orders
        if file.rejects is not None
        for order in of_set_aside(file.rejects, file.report.decimal, minor_digits(scope.currency))
    ]
    month_account = account(scope, options.system, month, dashboard, hours=options.hours, set_aside=unread)
    sentences = [
        str(note)
        for note in notes(month_account, sum(file.report.rows_set_aside for file in files_of_orders))
    ]
    print(
        as_json(_plain(month_account, options.month, sentences))
        if options.json
        else _as_text(month_account, sentences)
    )
    return complain([(files[place][1], sentence) for place, sentence in faults])


def _statements(given: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the typed figures. Raises `Refusal` for one given twice, and for returns alone."""
    dashboard = dict(given)
    if len(dashboard) < len(given):
        twice = next(figure for figure, _ in given if sum(other == figure for other, _ in given) > 1)
        raise Refusal(message("Give {figure} once: it was given twice.", figure=twice))
    if dashboard.keys() == {"returns"}:
        raise Refusal(message("Give net_sales or total_sales beside returns, which lead to no figure alone."))
    return dashboard


def _plain(account: MonthAccount, month: str, dashboard: Sequence[str]) -> dict[str, Any]:
    return {
        "system": account.system,
        "month": month,
        "currency": account.currency,
        "bridge": {bridge.figure: _of_one(bridge) for bridge in account.bridges},
        "notes": list(dashboard),
    }


def _of_one(bridge: Bridge) -> dict[str, Any]:
    from engagement.metrics.bridge.bridge_words import CAUSES, SWITCHES  # noqa: PLC0415

    steps = [
        {"cause": s.cause, "amount": s.amount, "assumed": s.assumed, "sentence": str(CAUSES[s.cause])}
        for s in bridge.steps
    ]
    switches = [{"cause": c, "sentence": str(SWITCHES[c])} for c in bridge.agrees_with if c in SWITCHES]
    return {
        "theirs": bridge.theirs,
        "steps": steps,
        "ours": bridge.ours,
        "expected": bridge.expected,
        "remainder": bridge.remainder,
        "switches": switches,
    }


def _as_text(account: MonthAccount, dashboard: Sequence[str]) -> str:
    from engagement.metrics.bridge.bridge_words import CAUSES, PLATFORMS  # noqa: PLC0415
    from engagement.metrics.bridge.typed_figures import FIGURES  # noqa: PLC0415

    lines = []
    for bridge in account.bridges:
        lines.append(f"{FIGURES[bridge.figure]} ({PLATFORMS[account.system]}): {bridge.theirs:.{_DIGITS}g}")
        assumed = f" ({message('assumed: with it the two agree')})"
        lines += [
            f"  {step.amount:+.{_DIGITS}g}  {CAUSES[step.cause]}{assumed if step.assumed else ''}"
            for step in bridge.steps
        ]
        lines += [f"  {0 - bridge.remainder:+.{_DIGITS}g}  " + str(message("not explained"))]
        lines.append(f"  {bridge.ours:.{_DIGITS}g}  " + str(message("our figure")))
    return "\n".join([*lines, *dashboard])


def _parsed_statement(text: str) -> tuple[str, str]:
    figure, equals, number = text.partition("=")
    if not equals or figure not in _DASHBOARD_FIGURES or not number.strip():
        refused = message("{given} is not a figure and its number like total_sales=12345.67", given=text)
        raise argparse.ArgumentTypeError(str(refused))
    from engagement.metrics.bridge.typed_figures import fault_of  # noqa: PLC0415 - costs a start of every command

    fault = fault_of(figure, number)
    if fault is not None:
        raise argparse.ArgumentTypeError(str(fault))
    return figure, number


def _hours(text: str) -> int:
    try:
        hours = int(text)
    except ValueError:
        hours = _MOST_HOURS + 1
    if abs(hours) > _MOST_HOURS:
        raise argparse.ArgumentTypeError(str(message("{given} is no number of hours", given=text)))
    return hours
