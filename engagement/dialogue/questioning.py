"""The subcommand `ask`, which answers a question in words from files."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING, Any

from engagement.command_line import FAILED, add_files, complain, existing
from engagement.locale import LANGUAGES, message
from engagement.locale.translator import translator

if TYPE_CHECKING:
    import argparse

    from engagement.locale import Message
    from engagement.questions.sentence_meaning import Understood

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type


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
    from engagement.questions.answering import answer, as_asked, question_of  # noqa: PLC0415
    from engagement.questions.figure_question import NotAnswered  # noqa: PLC0415
    from engagement.questions.in_words import as_text, mended_in_words  # noqa: PLC0415
    from engagement.questions.understanding import understood  # noqa: PLC0415
    from engagement.sources.importing.inspection import sorted_out  # noqa: PLC0415
    from engagement.sources.importing.sandbox import read_files  # noqa: PLC0415

    files = existing(options.files)
    imported, faults = sorted_out(read_files(files, key=secrets.token_bytes(32)))
    view = measure(imported)
    interpretation = understood(options.sentence, options.language, view)
    speak = translator(interpretation.language)
    output: dict[str, Any] = {
        "language": interpretation.language,
        "understood": None if not interpretation.questions else as_asked(interpretation.questions[0]),
    }
    if interpretation.mended:
        output["mended"] = dict(interpretation.mended)
    if not interpretation.questions:
        output |= {"unknown": interpretation.unknown, "suggested": _names_of_suggestions(interpretation)}
        tables = _tables_of(interpretation)
        output |= {"tables": [*tables]} if tables else {}
        if options.json:
            print(orjson.dumps(output, option=orjson.OPT_INDENT_2).decode())
        if tables:
            shown = ", ".join(map(speak.t, tables.values()))
            print(speak.t(message("A table shows it: {tables}.", tables=shown)), file=sys.stderr)
        else:
            print(speak.t(_clarification(interpretation)), file=sys.stderr)
        return FAILED
    try:
        answers = [answer(view, question, speak) for question in interpretation.questions]
    except NotAnswered as refused:
        print(speak.t(refused.sentence), file=sys.stderr)
        return FAILED
    output["answer"], *others = answers
    if others:
        output["answers"] = answers
    if options.json:
        print(orjson.dumps(output, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY).decode())
    else:
        lines = mended_in_words(interpretation.mended, speak)
        for question, answer_text in zip(interpretation.questions, answers, strict=True):
            lines.append(as_text(view.ask(question_of(view, question)), question, answer_text, speak))
        print("\n".join(lines))
    return complain([(files[place][1], sentence) for place, sentence in faults])


def _clarification(interpretation: Understood) -> Message:
    """Return a question to the user that names the unknown words and the metrics that may be meant."""
    words, meant = (
        ", ".join(interpretation.unknown),
        "; ".join(_names_of_suggestions(interpretation).values()),
    )
    if words and meant:
        return message("Not understood: {words}. Is it about one of these? {meant}", words=words, meant=meant)
    if words:
        return message("Not understood: {words}. Name a metric, like repeat purchase rate.", words=words)
    if meant:
        return message("This could be asked in several ways. Is it about one of these? {meant}", meant=meant)
    return message("Name a metric, like repeat purchase rate.")


def _tables_of(interpretation: Understood) -> dict[str, Message]:
    """Return the titles of the tables that show what is asked, by their names."""
    from engagement.metrics.views.registry import OF_CUSTOMERS  # noqa: PLC0415

    named = [place.removeprefix("table ") for place in interpretation.elsewhere if place.startswith("table ")]
    return {name: OF_CUSTOMERS[name].title for name in named if name in OF_CUSTOMERS}


def _names_of_suggestions(interpretation: Understood) -> dict[str, str]:
    from engagement.questions.language.expressions import names  # noqa: PLC0415

    names_by_key = names(interpretation.language)
    return {key: names_by_key[key] for key in interpretation.suggested}
