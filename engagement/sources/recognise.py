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
from engagement.sources.names import normalise, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.sources.model import Confidence, Format, RawTable

__all__ = ["Unknown", "choose", "discover", "is_header", "normalise"]

#: Below this score a format that knows its data does not claim a table.
_FITS: Final = 0.5
_NAMES_SHOWN: Final = 12
#: Names that a signature must have to be known though its headers are rewritten.
_FEWEST: Final = 3


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
    format_ = _by_name(raw.columns)
    if format_ is not None:
        return format_, "exact"
    for generic in (False, True):
        scored = [(f.fits(raw), f) for f in discover() if f.fits is not None and f.generic is generic]
        score, format_ = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if format_ is not None and score >= _FITS:
            return format_, "generic" if generic else "exact"
    raise Unknown(_unknown(raw))


def is_header(cells: Iterable[str]) -> bool:
    """Whether a row of cells holds the whole signature of some format."""
    return _by_name(cells) is not None


def _by_name(columns: Iterable[str]) -> Format | None:
    """The format whose largest signature stands in the columns, as it writes them or rewritten."""
    given = tuple(columns)
    names = {normalise(name) for name in given}
    known = [(size, format_) for format_ in discover() if (size := _matched(format_, names))]
    if not known:
        letters = {squeeze(name) for name in given}
        known = [(size, format_) for format_ in discover() if (size := _rewritten(format_, letters))]
    return max(known, key=lambda pair: pair[0])[1] if known else None


def _matched(format_: Format, names: set[str]) -> int:
    """Size of the largest signature of `format_` that stands in `names`, 0 for none."""
    if format_.without & names:
        return 0
    return max((len(signature) for signature in format_.signature if signature <= names), default=0)


def _rewritten(format_: Format, letters: set[str]) -> int:
    """As `_matched`, by letters and digits alone; a signature of one or two names proves nothing so."""
    signatures, without = _squeezed(format_.key)
    if without & letters:
        return 0
    sizes = (len(signature) for signature in signatures if signature <= letters)
    return max((size for size in sizes if size >= _FEWEST), default=0)


@cache
def _squeezed(key: str) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """The signatures of a format, and the names that it is without, by letters and digits alone."""
    format_ = next(one for one in discover() if one.key == key)
    signatures = tuple(frozenset(map(squeeze, signature)) for signature in format_.signature)
    return signatures, frozenset(map(squeeze, format_.without))


def _unknown(raw: RawTable) -> Message:
    shown = ", ".join(raw.columns[:_NAMES_SHOWN]) + (", …" if len(raw.columns) > _NAMES_SHOWN else "")
    return message("This table is not recognised. Its columns are: {columns}", columns=shown)
