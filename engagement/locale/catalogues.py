"""`python -m engagement.locale.catalogues [LANGUAGE...]`: update the catalogues from the code.

Sentences are read from the syntax tree. Babel's extractor works on tokens: before Python 3.12 it misses
calls within f-strings, and it takes the text of a keyword argument (", ".join) for a plural.
"""

from __future__ import annotations

import ast
import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from engagement.locale import LANGUAGES
from engagement.locale.translator import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("dashboard.py", "pages", "engagement")
_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the code, with its file (relative to the root) and line."""

    text: str
    plural: str | None
    file: str
    line: int


def sentences(root: Path = ROOT) -> Iterator[Sentence]:
    """Yield every literal sentence passed to `message(...)` in the package and its pages."""
    for name in SOURCES:
        start = root / name
        for path in sorted(start.rglob("*.py")) if start.is_dir() else [start]:
            if path.is_file():
                yield from _in_file(path, str(path.relative_to(root)))


def _in_file(path: Path, name: str) -> Iterator[Sentence]:
    code = path.read_text("utf-8")
    # To parse all code takes longer than all else; a call without its name is none.
    for node in ast.walk(ast.parse(code)) if "message" in code else ():
        if isinstance(node, ast.Call) and _called(node) == "message" and node.args:
            texts = [_literal(argument) for argument in node.args[:2]]
            if texts[0] is not None:
                yield Sentence(texts[0], texts[1] if len(texts) > 1 else None, name, node.lineno)


def _called(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def template(root: Path = ROOT) -> Catalog:
    """Return a catalogue of all sentences, without translations."""
    catalog = Catalog(project="Engagement", charset="utf-8", fuzzy=False)
    for s in sentences(root):
        catalog.add((s.text, s.plural) if s.plural else s.text, locations=[(s.file, s.line)])
    return catalog


def _blank(language: str) -> Catalog:
    # A fixed date, because today's would make every run a change.
    return Catalog(
        locale=language,
        project="Engagement",
        version="1",
        header_comment=f"# The words of Engagement: {language}.",
        msgid_bugs_address="see README",
        creation_date=_DATE,
        revision_date=_DATE,
        last_translator="the Engagement authors",
        language_team=language,
        charset="utf-8",
        fuzzy=False,
    )


def update(language: str, fresh: Catalog) -> int:
    """Rewrite one catalogue from the template and return how many sentences lack a translation.

    New sentences are added without a translation, and unused ones removed.
    """
    path = catalogue(language)
    path.parent.mkdir(exist_ok=True)
    old = _blank(language)
    if path.is_file():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    new = _blank(language)
    for entry in fresh:
        if not entry.id:
            continue
        existing = old.get(entry.id if isinstance(entry.id, str) else entry.id[0])
        string = existing.string if existing is not None and existing.id == entry.id else ""
        if language == "en":
            string = entry.id
        new.add(entry.id, string=string, locations=sorted({(file, 0) for file, _ in entry.locations}))
    with path.open("wb") as target:
        write_po(target, new, sort_output=True, width=100, include_lineno=False)
    return sum(1 for m in new if m.id and not _filled(m.string))


def _filled(string: str | Sequence[str] | None) -> bool:
    return all(string) if string and not isinstance(string, str) else bool(string)


def main() -> int:
    """Update the named catalogues, or all, and print how many sentences each lacks."""
    fresh = template()
    for language in sys.argv[1:] or LANGUAGES:
        sys.stdout.write(f"{language}: {update(language, fresh)} sentences without a translation\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
