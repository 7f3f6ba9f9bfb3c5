"""The part of the command line that answers a sentence: `engagement ask`."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING, Any, Final

from engagement.command_line import FAILED, Refusal, add_files, complain, existing
from engagement.locale import LANGUAGES, message
from engagement.locale.translator import translator

if TYPE_CHECKING:
    import argparse

    from engagement.locale import Message
    from engagement.questions.understanding import Understood

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type

#: A breakdown and a trend print so many rows.
_ROWS: Final = 20


def add(subparsers: Subparsers) -> None:
    """Add the subcommand `ask`."""
    parser = subparsers.add_parser(
        "ask", help="answer a question in words about a figure, or ask back where it is not clear"
    )
    parser.add_argument(
        "sentence",
        metavar="SENTENCE",
        help="the question, in English, Italian, Spanish or Polish: 'revenue last quarter by country'",
    )
    add_files(parser)
    parser.add_argument(
        "--json", action="store_true", help="print the question as understood, and its answer"
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, help="the language of the question (default: whichever reads it)"
    )
    parser.set_defaults(run=_ask)


def _ask(options: argparse.Namespace) -> int:
    import orjson  # noqa: PLC0415 - a subcommand loads only what it needs

    from engagement.metrics.views.open_files import measure  # noqa: PLC0415
    from engagement.questions.answering import answer, as_asked  # noqa: PLC0415
    from engagement.questions.asked import NotAnswered  # noqa: PLC0415
    from engagement.questions.understanding import understood  # noqa: PLC0415
    from engagement.sources.importing.inspection import sorted_out  # noqa: PLC0415
    from engagement.sources.importing.sandbox import read_files  # noqa: PLC0415

    files = existing(options.files)
    imported, faults = sorted_out(read_files(files, key=secrets.token_bytes(32)))
    view = measure(imported)
    found = understood(options.sentence, options.language, view)
    said: dict[str, Any] = {
        "language": found.language,
        "understood": None if found.question is None else as_asked(found.question),
    }
    if found.question is None:
        said |= {"unknown": found.unknown, "suggested": _named(found)}
        if options.json:
            print(orjson.dumps(said, option=orjson.OPT_INDENT_2).decode())
        print(_asked_back(found), file=sys.stderr)
        return FAILED
    try:
        said["answer"] = answer(view, found.question)
    except NotAnswered as refused:
        raise Refusal(refused.sentence) from refused
    if options.json:
        print(orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY).decode())
    else:
        print(_as_text(said))
    return complain([(files[place][1], sentence) for place, sentence in faults])


def _asked_back(found: Understood) -> Message:
    """Return what is asked back: which words are not clear, and which figures may be meant."""
    words, meant = ", ".join(found.unknown), "; ".join(_named(found).values())
    if words and meant:
        return message("Not understood: {words}. Is it about one of these? {meant}", words=words, meant=meant)
    if words:
        return message("Not understood: {words}. Name a metric, like repeat purchase rate.", words=words)
    if meant:
        return message("This could be asked in several ways. Is it about one of these? {meant}", meant=meant)
    return message("Name a metric, like repeat purchase rate.")


def _named(found: Understood) -> dict[str, str]:
    from engagement.questions.spoken import names  # noqa: PLC0415

    called = names(found.language)
    return {key: called[key] for key in found.suggested}


def _as_text(said: dict[str, Any]) -> str:
    """Return how the question was understood, the answer, and its segments and steps, a line each."""
    asked, found = said["understood"], said["answer"]
    parts = [str(found["name"]), *(f"{name}={asked[name]}" for name in asked if name != "figure")]
    lines = [str(message("Understood: {what}", what=", ".join(parts))), found["text"]]
    if "change" in found:
        change = found["change"]
        before, difference = (_value(change[name], found) for name in ("before", "difference"))
        lines.append(f"before = {before}, difference = {difference}, p = {change['p']}")
    rows = [(row["segment"], row) for row in found.get("breakdown", {}).get("segments", ())]
    rows += [(row["start"], row) for row in found.get("trend", ())]
    lines += [f"  {name or '-'}: {_value(row['value'], found)}, n = {row['n']}" for name, row in rows[:_ROWS]]
    return "\n".join([*lines, *found["notes"]])


def _value(value: float | None, found: dict[str, Any]) -> str:
    """Return a value in the unit of the answer."""
    speak = translator("en")
    return "-" if value is None else speak.value(value, found["unit"], found["currency"])
