"""Recognise the platform of a table by the names of its columns, never by their positions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.sources.formats.catalogue import discover
from engagement.sources.lookalikes import lacking
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.column_names import normalise, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from engagement.sources.formats.format import Format, Records
    from engagement.sources.model.account import Confidence
    from engagement.sources.model.raw_table import RawTable

__all__ = ["UnknownFormat", "choose", "discover", "is_header", "normalise"]

#: The least score with which a format that checks data claims a table.
_FITS: Final = 0.5
_NAMES_SHOWN: Final = 12
#: The fewest names of a signature that is recognised with rewritten headers.
_FEWEST: Final = 3


@cache
def platform(source: str) -> str:
    """Return the platform's name of a format, by its key."""
    return next((f.platform for f in discover() if source in (f.key, *f.keys)), source)


@cache
def formats_of(source: str) -> frozenset[str]:
    """Return the keys of the formats whose files contain orders of a source."""
    return frozenset(f.key for f in discover() if source in (f.key, f.completes, *f.keys))


@cache
def records(source: str) -> Records:
    """Return what the orders of a source are, by its key."""
    return next((f.keys.get(source, f.records) for f in discover() if source in (f.key, *f.keys)), "orders")


class UnknownFormat(SourceError):  # noqa: N818 - the table is unknown, but nothing has failed
    """No format recognises the table; a person may say what its columns mean."""


def choose(raw: RawTable) -> tuple[Format, Confidence]:
    """Return the format of `raw`. Raises `UnknownFormat` with the columns seen if there is none."""
    recognised = recognise(raw)
    if recognised is None:
        raise UnknownFormat(_unknown(raw))
    return recognised


def recognise(raw: RawTable) -> tuple[Format, Confidence] | None:
    """Return the format of `raw`; None if there is none."""
    file_format = _by_name(raw.columns)
    if file_format is not None:
        return file_format, "exact"
    for generic in (False, True):
        scored = [(f.fits(raw), f) for f in discover() if f.fits is not None and f.generic is generic]
        score, file_format = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if file_format is not None and score >= _FITS:
            return file_format, "generic" if generic else "exact"
    return None


def is_header(cells: Iterable[str]) -> bool:
    """Return whether a row of cells contains the whole signature of some format."""
    return _by_name(cells) is not None


@dataclass(frozen=True, slots=True)
class _Signature:
    """One signature of a format, with names as they are compared; `rank` is the format's index."""

    names: frozenset[str]
    without: frozenset[str]
    rank: int


def _by_name(columns: Iterable[str]) -> Format | None:
    """Return the format with the largest signature whose names are all columns; None if there is none.

    Names are compared in normalised form, and if no signature matches, by their letters and digits only.
    """
    column_names = tuple(columns)
    for spelling in (normalise, squeeze):
        names = {spelling(name) for name in column_names}
        matching = [
            (len(signature.names), -signature.rank)
            for name in names
            for signature in _signatures(spelling).get(name, ())
            if signature.names <= names and not signature.without & names
        ]
        if matching:
            return discover()[-max(matching)[1]]
    return None


@cache
def _signatures(spelling: Callable[[str], str]) -> Mapping[str, Sequence[_Signature]]:
    """Return all signatures in a spelling, indexed by their rarest name.

    By letters and digits only (`squeeze`), signatures of one or two names prove nothing and are left out.
    """
    fewest = _FEWEST if spelling is squeeze else 1
    signatures = [
        _Signature(frozenset(map(spelling, names)), frozenset(map(spelling, file_format.without)), rank)
        for rank, file_format in enumerate(discover())
        for names in file_format.signature
        if len(names) >= fewest
    ]
    common = Counter(name for signature in signatures for name in signature.names)
    by_rarest: dict[str, list[_Signature]] = {}
    for signature in signatures:
        by_rarest.setdefault(min(signature.names, key=lambda name: (common[name], name)), []).append(
            signature
        )
    return by_rarest


def _unknown(raw: RawTable) -> Message:
    shown = ", ".join(raw.columns[:_NAMES_SHOWN]) + (", …" if len(raw.columns) > _NAMES_SHOWN else "")
    if not raw.rows:
        return message("This table has no rows below its header. Its columns are: {columns}", columns=shown)
    lacks = lacking.what_is_lacking(raw)
    if lacks is not None:
        return message(
            "This table is not recognised. {lacks}. Its columns are: {columns}", lacks=lacks, columns=shown
        )
    return message("This table is not recognised. Its columns are: {columns}", columns=shown)
