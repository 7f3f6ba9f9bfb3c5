"""All formats, and the list of platforms in the README and the documentation.

    .venv/bin/python -m engagement.sources.formats.catalogue README.md

writes the list between the file's markers `<!-- platforms -->` and `<!-- /platforms -->`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.sources import formats

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from engagement.sources.formats.format import Format
    from engagement.sources.model.account import ExportKind

#: The entry point group in which installed packages name modules with further formats.
_GROUP: Final = "engagement.formats"
_BEGIN: Final = "<!-- platforms -->"
_END: Final = "<!-- /platforms -->"
#: The name of each kind of data in the list, in the order of the list.
KINDS: Final[dict[ExportKind, str]] = {
    "orders": "Orders and payments",
    "surveys": "Surveys",
    "social": "Social media",
    "web": "Website visits",
    "email": "E-mail and SMS campaigns",
    "loyalty": "Loyalty programmes",
    "contacts": "Contacts and consent",
    "costs": "Costs and advertising",
}


@dataclass(frozen=True, slots=True)
class Platform:
    """One known export: the platform's name, the kind of its data, and where it is exported.

    `any_tool` marks the entry for unknown tools, whose tables are read by the meaning of their columns.
    """

    name: str
    kind: ExportKind
    export: str
    any_tool: bool = False


@cache
def discover() -> tuple[Format, ...]:
    """Return all formats, those of installed packages included, sorted by key.

    Every module of `engagement.sources.formats` with a `FORMAT` or `FORMATS` is found; a package names such a
    module under the entry point group `engagement.formats`.
    """
    return tuple(sorted((*_ours(), *_installed()), key=lambda file_format: file_format.key))


@cache
def _ours() -> tuple[Format, ...]:
    folders = pkgutil.walk_packages(formats.__path__, f"{formats.__name__}.")
    return _formats_in(importlib.import_module(module.name) for module in folders if not module.ispkg)


@cache
def _installed() -> tuple[Format, ...]:
    return _formats_in(entry.load() for entry in entry_points(group=_GROUP))


def _formats_in(modules: Iterable[ModuleType]) -> tuple[Format, ...]:
    all_formats: list[Format] = []
    for module in modules:
        all_formats.extend(getattr(module, "FORMATS", ()))
        if hasattr(module, "FORMAT"):
            all_formats.append(module.FORMAT)
    return tuple(all_formats)


def platforms(*, installed: bool = True) -> tuple[Platform, ...]:
    """Return all known exports, sorted by kind of data and name; `any_tool` is last in its kind.

    Without `installed`, formats from other packages are left out.
    """
    all_formats = discover() if installed else _ours()
    kinds = list(KINDS)
    listed = {Platform(f.platform, f.kind, f.export, f.generic) for f in all_formats}
    order = sorted(listed, key=lambda p: (kinds.index(p.kind), p.any_tool, p.name.casefold(), p.export))
    return tuple(order)


def as_markdown(shown: Iterable[Platform]) -> str:
    """Return the list as one Markdown table, ending with a line break."""
    lines = ["| data | platform | export |", "| --- | --- | --- |"]
    lines += [f"| {KINDS[platform.kind]} | {platform.name} | {platform.export} |" for platform in shown]
    return "\n".join(lines) + "\n"


def with_platforms(text: str) -> str:
    """Return `text` with the list between its markers. Raises ValueError if a marker is missing."""
    before, begin, after_begin = text.partition(_BEGIN)
    _, end, after = after_begin.partition(_END)
    if not begin or not end:
        raise ValueError(f"The markers {_BEGIN} and {_END} are missing.")
    return f"{before}{_BEGIN}\n\n{as_markdown(platforms(installed=False))}\n{_END}{after}"


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(with_platforms(file.read_text("utf-8")), "utf-8")
