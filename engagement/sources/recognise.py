"""Which platform a table comes from: by a subset of signature columns, never by position.

Every module of `engagement.sources.formats` says `FORMAT` or `FORMATS`; nothing else has to be
touched to add one.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.sources import formats
from engagement.sources.model import SourceError
from engagement.sources.names import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.sources.model import Confidence, Format, RawTable

__all__ = ["Unknown", "choose", "discover", "is_header", "normalise"]

#: Below this score a format that knows its data does not claim a table.
_FITS: Final = 0.5
_NAMES_SHOWN: Final = 12


@cache
def discover() -> tuple[Format, ...]:
    """All formats, in the order of their modules' names."""
    found: list[Format] = []
    for module_info in pkgutil.iter_modules(formats.__path__):
        if module_info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{formats.__name__}.{module_info.name}")
        found.extend(getattr(module, "FORMATS", ()))
        if hasattr(module, "FORMAT"):
            found.append(module.FORMAT)
    return tuple(found)


class Unknown(SourceError):  # noqa: N818 - the table is a stranger, nothing has failed
    """No format knows the table; a person may."""


def choose(raw: RawTable) -> tuple[Format, Confidence]:
    """Find the format of `raw`. Raises `Unknown` with the columns seen where there is none."""
    names = {normalise(name) for name in raw.columns}
    known = [(size, format_) for format_ in discover() if (size := _matched(format_, names))]
    if known:
        return max(known, key=lambda pair: pair[0])[1], "exact"
    for generic in (False, True):
        scored = [(f.fits(raw), f) for f in discover() if f.fits is not None and f.generic is generic]
        score, format_ = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if format_ is not None and score >= _FITS:
            return format_, "generic" if generic else "exact"
    raise Unknown(_unknown(raw))


def is_header(cells: Iterable[str]) -> bool:
    """Whether a row of cells holds the whole signature of some format."""
    names = {normalise(cell) for cell in cells}
    return any(_matched(format_, names) for format_ in discover())


def _matched(format_: Format, names: set[str]) -> int:
    """Size of the largest signature of `format_` that stands in `names`, 0 for none."""
    if format_.without & names:
        return 0
    return max((len(signature) for signature in format_.signature if signature <= names), default=0)


def _unknown(raw: RawTable) -> Message:
    shown = ", ".join(raw.columns[:_NAMES_SHOWN]) + (", …" if len(raw.columns) > _NAMES_SHOWN else "")
    return message("This table is not recognised. Its columns are: {columns}", columns=shown)
