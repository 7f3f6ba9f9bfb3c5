"""A fast reader of catalogues: Babel's reader keeps everything for translators and takes half a second.

Our catalogues are written by Babel (`catalogues`), so only that form is read: quoted lines after a keyword,
and comments, which are ignored.
"""

from __future__ import annotations

import gettext
from ast import literal_eval
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PLURAL_FORMS: Final = "plural-forms"
_ID: Final = "msgid"
_PLURAL: Final = "msgid_plural"


class Translations(gettext.GNUTranslations):
    """The sentences of one catalogue. Raises `ValueError` for a line that Babel does not write."""

    # The attribute in which `GNUTranslations` looks sentences up; its own `_parse` fills it from .mo files.
    _catalog: dict[str | tuple[str, int], str]
    plural: Callable[[int], int]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._catalog = {}
        self.plural = _germanic
        for entry in _entries(path):
            if not entry[_ID]:
                self._read_head(entry["msgstr"])
            elif _PLURAL not in entry:
                self._add(entry[_ID], entry["msgstr"])
            else:
                for number in range(len(entry) - 2):
                    self._add((entry[_ID], number), entry[f"msgstr[{number}]"])

    def _add(self, key: str | tuple[str, int], text: str) -> None:
        if text:  # untranslated sentences stay in English
            self._catalog[key] = text

    def _read_head(self, head: str) -> None:
        lines = dict(line.split(": ", 1) for line in head.splitlines())
        forms = {name.lower(): value for name, value in lines.items()}.get(_PLURAL_FORMS)
        if forms is not None:
            expression: Any = forms.split("plural=", 1)[1].rstrip("; ")
            self.plural = gettext.c2py(expression)


def _germanic(n: int) -> int:
    return int(n != 1)


def _entries(path: Path) -> list[dict[str, str]]:
    """Return the entries of a file, including the header, each as its keywords and their texts."""
    entries: list[dict[str, str]] = []
    keyword = ""
    for line in path.read_text("utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        if line[0] == '"':
            entries[-1][keyword] += _text(line)
            continue
        keyword, _, quoted = line.partition(" ")
        if keyword == _ID:
            entries.append({})
        entries[-1][keyword] = _text(quoted)
    return entries


def _text(quoted: str) -> str:
    if "\\" in quoted:
        return str(literal_eval(quoted))
    if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"':
        raise ValueError(quoted)
    return quoted[1:-1]
