"""Parts of the documentation's pages that are made of the program: Markdown by name (`PARTS`)."""

from __future__ import annotations

import argparse
import re
import textwrap
from itertools import groupby
from typing import TYPE_CHECKING, Final

from articles import ROWS, Row

from engagement import cli, settings
from engagement.app.figures.figure_places import in_menu
from engagement.app.figures.formula import capitalized
from engagement.app.navigation.router import ENTRIES
from engagement.metrics.core.publishing import Guarded
from engagement.metrics.views.registry import DEFINITIONS
from engagement.metrics.words.methods import METHODS
from engagement.sources.formats import catalogue
from engagement.sources.formats.catalogue import KINDS
from engagement.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from engagement.contract import Column, Table
    from engagement.metrics.core.definition import Definition

PAGES: Final = {entry.stem: str(entry.name) for entry in ENTRIES}
#: What a figure's unit is called.
UNITS: Final = {
    "share": "a share, in per cent",
    "percent": "per cent",
    "points": "points from −100 to 100",
    "money": "money",
    "count": "a count",
    "ratio": "a number",
    "days": "days",
    "score": "a score",
}


def _cell(text: object) -> str:
    """Return a text for a cell of a table; in code a bar stands for itself."""
    parts = " ".join(str(text).split()).split("`")
    return "`".join(part if place % 2 else part.replace("|", "\\|") for place, part in enumerate(parts))


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _list(look: str, entries: Mapping[str, object]) -> str:
    """Return a list of terms and the text of each; `look` is its class in assets/extra.css."""
    lines = (f"{term}\n:   {' '.join(str(statement).split())}\n" for term, statement in entries.items())
    return "\n".join([f'<div class="{look}" markdown>\n', *lines, "</div>\n"])


def figures() -> str:
    """Return every metric: formula, what counts, interval, guards, what unlocks it, where it stands."""
    ordered = (DEFINITIONS[key] for key in in_menu(tuple(DEFINITIONS)))
    sections = []
    for heading, members in groupby(ordered, key=lambda definition: definition.page.heading):
        name = str(heading.name)
        sections += [f"## {PAGES[heading.page]}: {name[:1].lower()}{name[1:]}\n", *map(_figure, members)]
    return "\n".join(sections)


def _figure(definition: Definition) -> str:
    metric = definition.metric
    formula = str(metric.numerator)
    if metric.denominator is not None:
        formula = f"{formula}, divided by {metric.denominator}"
    facts = {
        "Formula": capitalized(formula) + ".",
        "Counts": metric.counts,
        "Leaves out": metric.leaves_out,
        "Interval": metric.interval,
        "Guards": " ".join(_guards(definition)),
        "Unlocked by": definition.unlock,
        "In a link": _published(definition),
        "Where it is from": metric.origin,
    }
    head = f"### {metric.name} {{ #{metric.key} }}\n\n`{metric.key}`, {UNITS[metric.unit]}"
    return f"{head}\n\n{_list('facts', {name: fact for name, fact in facts.items() if fact})}"


def _guards(definition: Definition) -> Iterator[str]:
    """Say what the figure waits for and with what it is compared."""
    if definition.follow_up is not None:
        yield f"Of customers who have had {definition.follow_up} days since their first order."
    if definition.ripens:
        yield f"Of orders that are {definition.ripens} days old at least."
    if definition.everybody:
        yield "Of all members, whenever they joined; over time they stand at their day of joining."
    if definition.mixes:
        yield (
            "It depends on how many customers are new, so two periods are compared only where the data "
            "begin with the shop or a year before the earlier one."
        )
    if definition.looks_back:
        yield (
            "It looks at earlier orders, so two periods are compared only where both know them equally well."
        )
    if definition.money:
        yield "In one currency; others are left out, or converted by rates that you give."
    if definition.metric.better is None:
        yield "Neither more nor less is called better."


def _published(definition: Definition) -> str:
    publishing = definition.publishing
    if publishing == "public":
        return "Yes: anybody can see it on the network."
    if not isinstance(publishing, Guarded):
        return "Never."
    split = "" if publishing.splits else " It is not split into groups there."
    return f"Where enough people stand behind it, and behind each of its parts.{split}"


def platforms() -> str:
    """Return every export that is known by its columns, and where in its tool it is found."""
    return "\n".join(
        f"## {KINDS[kind]}\n\n{_table(('platform', 'export'), ((one.name, one.export) for one in those))}"
        for kind, those in groupby(catalogue.platforms(installed=False), key=lambda one: one.kind)
    )


def command_line() -> str:
    """Return every command with its arguments, from the parser itself."""
    (commands,) = (a for a in cli.parser()._actions if isinstance(a, argparse._SubParsersAction))
    words = {action.dest: action.help for action in commands._choices_actions}
    return "\n".join(_command(name, parser, words[name]) for name, parser in commands.choices.items())


def _command(name: str, parser: argparse.ArgumentParser, words: str | None) -> str:
    actions = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    usage = _usage(parser)
    rows = [(f"`{_spelt(action)}`", action.help or "") for action in actions]
    sentence = f"{(words or '')[:1].upper()}{(words or '')[1:]}."
    table = _table(("argument", "what it does"), rows)
    return f"## {name}\n\n{sentence}\n\n```text\n{usage}\n```\n\n{table}"


def _usage(parser: argparse.ArgumentParser) -> str:
    """Return a command's line of usage, broken between arguments only."""
    line = " ".join(parser.format_usage().removeprefix("usage: ").replace("[-h] ", "").split())
    together = re.sub(r"\[[^]]*\]", lambda argument: argument[0].replace(" ", "\0"), line)
    broken = textwrap.fill(
        together, 72, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return broken.replace("\0", " ")


def _spelt(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar or action.dest)
    if action.nargs == 0:
        return action.option_strings[0]
    value = action.metavar or "|".join(map(str, action.choices or [action.dest.upper()]))
    return f"{action.option_strings[0]} {value}"


def variables() -> str:
    """Return every variable of the environment that the program reads."""
    without = {s.name: f" Without it: {s.default}." if s.default else "" for s in settings.SETTINGS}
    return _list("variables", {f"`{s.name}`": s.meaning + without[s.name] for s in settings.SETTINGS})


def secrets() -> str:
    """Return the variables whose values come from a file in the containers."""
    return ", ".join(f"`{s.name}_FILE`" for s in settings.SETTINGS if s.secret)


def tables() -> str:
    """Return every canonical table with its columns."""
    return "\n".join(map(_canonical, TABLES.values()))


def _canonical(table: Table) -> str:
    rows = ((f"`{c.name}`", f"{c.type}", _meaning(c)) for c in table.columns)
    key = ", ".join(f"`{name}`" for name in table.key)
    head = f"## {table.name}\n\n{capitalized(table.meaning)}. Key: {key}."
    return f"{head}\n\n{_table(('column', 'type', 'meaning'), rows)}"


def _meaning(column: Column) -> str:
    words = column.meaning
    if column.allowed:
        words = f"{words}: {', '.join(sorted(map(str, column.allowed)))}"
    if column.unit:
        words = f"{words}, in {column.unit}"
    return words if column.nullable else f"{words} (never null)"


def articles() -> str:
    """Return where each statement of the articles stands: key, page, and its address in the dashboard."""
    heads = ("what the articles speak of", "key", "page", "where on it")
    sections = []
    for group, members in groupby(ROWS, key=lambda row: row.group):
        sections.append(f"## {group}\n\n{_table(heads, map(_statement_row, members))}")
    return "\n".join(sections)


def _statement_row(row: Row) -> tuple[str, ...]:
    if row.page:
        chosen = f", `/{row.page}?{row.address}`" if row.address else ""
        return row.statement, f"`{row.key}`", PAGES[row.page], f"*{row.heading}*{chosen}"
    page = DEFINITIONS[row.key].page.heading.page
    key = f"[`{row.key}`](figures.md#{row.key})"
    return row.statement, key, PAGES[page], f"`/{page}?figure={row.key}`"


def methods() -> str:
    """Return every interval and comparison by the key that a reading carries."""
    return _table(("`method`", "what it is"), ((f"`{key}`", words) for key, words in METHODS.items()))


#: What stands in a page for `<!-- generated: NAME -->`.
PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "figures": figures,
    "platforms": platforms,
    "command-line": command_line,
    "variables": variables,
    "secrets": secrets,
    "tables": tables,
    "methods": methods,
    "articles": articles,
}
