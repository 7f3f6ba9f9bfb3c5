"""The subcommand `metrics`: every figure and table that files unlock."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from engagement.command_line import (
    FilesRead,
    Refusal,
    add_answers,
    add_shop,
    add_tables,
    complain,
    existing,
    read_given,
    scanning,
    tables_given,
)
from engagement.locale import message
from engagement.metrics.model import NamedPeriod
from engagement.money.currencies import no_order_in

if TYPE_CHECKING:
    from engagement.engine import Engine
    from engagement.locale import Message
    from engagement.metrics.views.owners import OwnersView
    from engagement.money.exchange_rates import Rates

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type

#: The allowed days, and the longest window: the window before it must still be in the calendar.
_YEARS: Final = range(1900, 2100)
_LONGEST: Final = 200_000
_YEAR: Final = 365
_PERIODS: Final[tuple[NamedPeriod, ...]] = get_args(NamedPeriod)
#: The number of values that a refusal names.
_NAMED: Final = 20


def add(subparsers: Subparsers) -> None:
    """Add the subcommand `metrics`."""
    parser = subparsers.add_parser("metrics", help="compute every metric that the files unlock")
    add_tables(parser)
    parser.add_argument("--json", action="store_true", help="print all of it, numbers unrounded")
    parser.add_argument(
        "--engine",
        choices=["duckdb", "spark"],
        help="what scans the tables (default: ENGAGEMENT_ENGINE, else duckdb); spark needs the extra [spark]",
    )
    add_question(parser)
    parser.set_defaults(run=_metrics)


def add_question(parser: argparse.ArgumentParser) -> None:
    """Add the options for days, rows and splits."""
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="last day (default: of the orders)")
    parser.add_argument(
        "--window",
        type=_window,
        metavar="DAYS|all|PERIOD",
        help="days up to the last day (default: 365), or this_week, this_month, this_quarter or this_year "
        "so far, or last_week, last_month, last_quarter or last_year whole",
    )
    parser.add_argument(
        "--from", type=_day, dest="first_day", metavar="YYYY-MM-DD", help="first day, in place of --window"
    )
    parser.add_argument(
        "--to", type=_day, dest="last_day", metavar="YYYY-MM-DD", help="last day (the same as --as-of)"
    )
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        type=_filter,
        metavar="DIMENSION=VALUE",
        help="only rows with this value, nothing for those that do not say (several of one dimension: any "
        "of them; of several dimensions: all of them)",
    )
    parser.add_argument(
        "--segment",
        metavar="FILE_OR_NAME",
        help="only customers of a segment: a JSON file that holds it, or the name of one saved in --data-dir "
        "(with --by segment: those inside beside all others)",
    )
    parser.add_argument(
        "--data-dir", type=Path, default=Path("data"), metavar="DIR", help="where saved segments lie"
    )
    parser.add_argument(
        "--workspace", default="shop", metavar="NAME", help="the shop that saved the segment (default: shop)"
    )
    parser.add_argument(
        "--by",
        action="append",
        metavar="DIMENSION",
        help="add tables KEY_by_DIMENSION; given twice, also KEY_by_DIMENSION_and_DIMENSION: both at once",
    )
    parser.add_argument(
        "--fold-variants",
        action="store_true",
        help="make one product of its variants in the tables of products (to split figures so: "
        "--by parent_product)",
    )
    parser.add_argument(
        "--grain",
        choices=["day", "week", "month", "quarter", "year"],
        help="of tables by time (default: month; cohorts by week at the least); with it tables KEY_trend and "
        "KEY_periods",
    )
    parser.add_argument(
        "--currency", metavar="CODE", help="read money in it (default: in that of most orders)"
    )
    parser.add_argument("--rates", type=Path, metavar="FILE", help="convert money by these rates (JSON)")
    parser.add_argument("--net", action="store_true", help="money net of refunds, on the day of the order")
    add_refund_day(parser)
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
    add_answers(parser)
    add_shop(parser)


def add_refund_day(parser: argparse.ArgumentParser) -> None:
    """Add the option that takes refunds off revenue on their own day."""
    parser.add_argument(
        "--refund-day",
        action="store_true",
        help="money net of refunds, but off revenue on the day of the refund, where the files say it",
    )


def _metrics(options: argparse.Namespace) -> int:
    from engagement.metrics.findings import plain_values  # noqa: PLC0415

    with scanning(options.engine) as engine:
        given = tables_given(options)
        read = FilesRead(given, [], []) if given is not None else read_given(options)
        view, by, faults = view_of_options(options, read, engine)
        report = plain_values.report(view, by=by, trends=options.grain is not None)
        if options.json:
            print(plain_values.as_json({**report, "files": read.accounts}))
        else:
            print("\n".join([plain_values.as_text(view), *report.get("notes", ())]))
    return complain(faults)


def view_of_options(
    options: argparse.Namespace,
    read: FilesRead | None = None,
    engine: Engine | None = None,
) -> tuple[OwnersView, str | None, list[tuple[str, Message]]]:
    """Return the view for the options, its split, and the files that cannot be read.

    `read`: the content of the files in `options`, if they were read already. `engine` scans the tables;
    None means the default engine. Raises `Refusal` if the options contradict each other or the data.
    """
    from engagement.metrics.findings import split_tables  # noqa: PLC0415
    from engagement.metrics.model import Question  # noqa: PLC0415
    from engagement.metrics.views.owners import view_of  # noqa: PLC0415

    first, last = _first_and_last_day(options)
    question = Question(
        days=_days(options.window),
        period=_period(options),
        as_of=last,
        as_if_ended=last is not None and first is None,
        grain=options.grain or "month",
        net=options.net or options.refund_day,
        refund_day=options.refund_day,
        currency=options.currency,
        compare=options.compare,
        fold=options.fold_variants,
        last_answers=options.last_answers,
        scales=tuple(options.scale),
    )
    tables, _, faults = read or read_given(options)
    view = view_of(tables, question, rates=rates_of(options), engine=engine)
    view = _filtered(_from_day(view, first), options.filter)
    by, and_by, *_ = [*dict.fromkeys(options.by or ()), None, None]
    if options.segment is not None:
        view = _of_segment(view, options, split=by == "segment")
        by = view.question.by if by == "segment" else by
    refuse_unknown_currency(view, options.currency)
    why = split_tables.not_split(view, [by if name == "segment" else name for name in options.by or ()])
    if why is not None:
        raise Refusal(why)
    return view.ask(replace(view.question, and_by=and_by)), by, faults


def refuse_unknown_currency(view: OwnersView, code: str | None) -> None:
    """Raise `Refusal` for a currency that no order has."""
    if code is not None and code not in view.currencies():
        raise Refusal(no_order_in(code, view.currencies()))


def _days(window: int | str | None) -> int | None:
    if isinstance(window, int):
        return window
    return None if window == "all" else _YEAR


def _first_and_last_day(options: argparse.Namespace) -> tuple[int | None, int | None]:
    """Return the requested first and last day. Raises `Refusal` if they contradict each other."""
    first, last = options.first_day, options.last_day
    if first is not None and options.window is not None:
        raise Refusal(message("Give either --from or --window: each says how many days count."))
    if last is not None and options.as_of is not None:
        raise Refusal(message("Give either --to or --as-of: they mean the same."))
    last = options.as_of if last is None else last
    if first is not None and last is not None and first > last:
        raise Refusal(message("The first day lies after the last."))
    return first, last


def _period(options: argparse.Namespace) -> NamedPeriod | None:
    """Return the requested calendar period by name. Raises `Refusal` together with a last day."""
    name = next((name for name in _PERIODS if name == options.window), None)
    if name is not None and (options.last_day is not None or options.as_of is not None):
        raise Refusal(message("Give either a last day or a named period: that ends where the data do."))
    return name


def _from_day(view: OwnersView, first: int | None) -> OwnersView:
    """Return the view of the days from the first one on, up to the as-of day."""
    from engagement.metrics.findings.plain_values import last_day  # noqa: PLC0415

    if first is None:
        return view
    last = last_day(view)
    if last is None or first > last:
        raise Refusal(message("The data end before the first day that is asked for."))
    return view.ask(replace(view.question, days=last - first + 1, as_of=last))


def _filtered(view: OwnersView, filters: list[tuple[str, str]]) -> OwnersView:
    """Return the view of the filtered rows. Raises `Refusal` for an unknown dimension or value."""
    from engagement.metrics.findings import split_tables  # noqa: PLC0415

    values_of: dict[str, tuple[str, ...]] = {}
    for dimension, value in filters:
        dimensions = split_tables.dimensions(view)
        if dimension not in dimensions:
            raise Refusal(split_tables.no_dimension(dimension, dimensions))
        known = view.values(dimension)
        if not known:
            raise Refusal(message("{dimension} has no values to filter by.", dimension=dimension))
        if value and value not in known:
            raise Refusal(
                message(
                    "No row has {value} as {dimension}; there are: {known}.",
                    value=value,
                    dimension=dimension,
                    known=", ".join(known[:_NAMED]),
                )
            )
        values_of[dimension] = (*values_of.get(dimension, ()), value)
    return view.ask(replace(view.question, filters=tuple(values_of.items()))) if values_of else view


def _of_segment(view: OwnersView, options: argparse.Namespace, *, split: bool) -> OwnersView:
    """Return the view of a segment's customers, or of them and all others. Raises `Refusal`."""
    from engagement.metrics.segments.description import SegmentError, to_text  # noqa: PLC0415
    from engagement.metrics.segments.dimensions import SEGMENT, SPLIT  # noqa: PLC0415
    from engagement.metrics.segments.named_segments import load_segments  # noqa: PLC0415

    if not view.data.customer_dimensions("orders"):
        raise Refusal(message("A segment needs orders that name their customers."))
    try:
        segments = load_segments(options.segment, options.data_dir.resolve(), options.workspace)
    except SegmentError as fault:
        raise Refusal(
            message("{name} is neither a file that holds a segment nor a saved one.", name=options.segment)
        ) from fault
    if split and len(segments) != 1:
        raise Refusal(message("The numbers are split by one segment: give a file that holds one."))
    if split:
        return view.ask(replace(view.question, by=SPLIT + to_text(segments[0])))
    texts = tuple(map(to_text, segments))
    return view.ask(replace(view.question, filters=(*view.question.filters, (SEGMENT, texts))))


def rates_of(options: argparse.Namespace) -> Rates | None:
    """Return the exchange rates of the file in `options`, if any. Raises `Refusal` for a bad file."""
    from engagement.money.exchange_rates import RatesError, read_rates  # noqa: PLC0415

    if options.rates is None:
        return None
    ((path, _),) = existing([options.rates])
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


def _filter(text: str) -> tuple[str, str]:
    dimension, equals, value = text.partition("=")
    if not equals or not dimension:
        raise argparse.ArgumentTypeError(
            str(message("{given} is not a dimension and its value like country=IT", given=text))
        )
    return dimension, value


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
    if text == "all" or text in _PERIODS:
        return text
    if not text.isdecimal() or not 0 < int(text) <= _LONGEST:
        refused = message(
            "{given} is neither a number of days nor all nor a period like last_month", given=text
        )
        raise argparse.ArgumentTypeError(str(refused))
    return int(text)
