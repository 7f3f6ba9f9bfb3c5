"""Split lines into records with the csv module's strict reader, and repair the records that it rejects.

The strict reader rejects a record with a misplaced quote. Such a record is read again by `by_context`: there
a quote closes a cell only before a delimiter or the end of the line, and any other quote is an ordinary
character. So a quote that is never closed damages only its own record, not the rest of the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.sources.values.looks import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: The most characters of a cell; the csv module raises an error for more.
LONGEST_CELL: Final = 1 << 27
#: The most lines of a damaged record; if more would be needed, its first line counts as the whole record.
_SPAN: Final = 40
#: The number of lines, per line of the file, that may be read in vain before lines are no longer joined.
_PATIENCE: Final = 4

#: The most characters of a damaged record that is joined from several lines.
_LONGEST_JOIN: Final = 100_000

#: The number of records that stay at the wrong width after which repairs are no longer tried.
_FUTILE: Final = 2_000
_OTHER_QUOTES: Final = ("'", '"')
#: The fewest cells of a record that cannot be the result of chance.
_FEWEST: Final = 3
OTHER_DELIMITERS: Final = (",", ";", "\t", "|")
#: Kinds of cells that are never split further, and kinds that prove that a split was right.
_OF_ONE_KIND: Final = frozenset({"number", "date", "address", "empty"})
_SURE_KINDS: Final = frozenset({"date", "address"})
_STAND_IN: Final = "\x1f"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a line is split into cells.

    `delimiter` may have several characters; " " with `runs` means any run of blanks. `quote` is empty if
    nothing is quoted. With `escape`, a quote after a backslash is an ordinary character. With `skip`, blanks
    after a delimiter are dropped.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: bool = False
    skip: bool = False
    runs: bool = False


@dataclass(slots=True)
class Damage:
    """The first line numbers, from 1, of repaired records; `lines` are those with misplaced quotes."""

    lines: list[int] = field(default_factory=list)
    #: Those of records without such quotes that were split at another delimiter than the file's.
    cut_otherwise: list[int] = field(default_factory=list)


def split_lines(text: str) -> list[str]:
    """Return the physical lines with their line ends; LF, CRLF and CR may be mixed."""
    return list(io.StringIO(text, newline=""))


class _Source:
    """Iterates over lines; `at` is the index of the next line, and can be set back."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = 0

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        line = self.lines[self.at]
        self.at += 1
        return line


def records(
    lines: Sequence[str],
    dialect: Dialect,
    *,
    width: int | None = None,
    first: int = 1,
    damage: Damage | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the number of its first line, from 1. A blank line gives no cells.

    `width` is the number of cells that a record should have, if known: it decides between readings of a
    damaged record, and never drops or adds a cell by itself. Records above line `first`, where the table
    begins, may have another number of cells. Repaired records are noted in `damage`.
    """
    prepared, restore = _prepare(lines, dialect)
    if not dialect.quote:
        for number, line in enumerate(prepared, 1):
            bare = line.rstrip("\r\n")
            yield number, [restore(cell) for cell in _split(bare, dialect)] if bare else []
        return
    delimiter = _single(dialect)
    source = _Source(prepared)
    reader = csv.reader(
        source, delimiter=delimiter, quotechar=dialect.quote, strict=True, skipinitialspace=dialect.skip
    )
    csv.field_size_limit(LONGEST_CELL)
    wasted, patience, futile = 0, _PATIENCE * len(lines) + 1_000, 0
    while True:
        start = source.at
        try:
            row = next(reader)
            broken = False
        except StopIteration:
            return
        except csv.Error:
            row, broken = [], True
        span = source.at - start
        odd = width is not None and start + 1 >= first and row and len(row) != width
        if broken or (odd and futile < _FUTILE and _repairable(prepared[start], dialect)):
            # A record that the strict reader accepts ends where it says; only a rejected one may be joined.
            better = _reread(prepared, start, dialect, width, joined=broken and wasted < patience)
            alone = broken or span <= (better or (row, 1))[1] or _stands(prepared, start + 1, dialect, width)
            if better is not None and alone and (broken or len(better[0]) == width):
                row, lines_taken = better
                wasted += span - lines_taken
                source.at = start + lines_taken
                if damage is not None:
                    by_delimiter = not broken and dialect.quote not in prepared[start]
                    (damage.cut_otherwise if by_delimiter else damage.lines).append(start + 1)
            futile += len(row) != width
        if row and row[0][:1] in _OTHER_QUOTES and row[0][:1] != dialect.quote:
            row = _unwrapped(row)
        yield start + 1, [restore(cell) for cell in row] if row != [""] else []


def usual_width(widths: Iterable[int]) -> int:
    """Return the most frequent width (number of cells) of records; 0 if there are none.

    Widths of at least three cells that a third of the records have are preferred to smaller ones, because
    records with another delimiter than the file's seem to have a single cell.
    """
    counts = Counter(widths)
    total = counts.total()
    cut = Counter({width: n for width, n in counts.items() if width >= _FEWEST and 3 * n >= total})
    return max(cut or counts, key=lambda width: counts[width], default=0)


def cut_otherwise(cells: list[str], width: int) -> list[str]:
    """Return a record of one cell split at another delimiter, if that gives `width` cells; else unchanged."""
    if len(cells) != 1 or width < _FEWEST:
        return cells
    parts = (by_context(cells[0], Dialect(other)) for other in OTHER_DELIMITERS if other in cells[0])
    return next((part for part in parts if len(part) == width), cells)


def _repairable(line: str, dialect: Dialect) -> bool:
    """Return whether a line has a quote or delimiter, so that it could be read in another way."""
    return any(mark in line for mark in (*_OTHER_QUOTES, *OTHER_DELIMITERS, dialect.quote))


def _stands(lines: Sequence[str], index: int, dialect: Dialect, width: int | None) -> bool:
    """Return whether line `index` is a whole record instead of the rest of a quoted cell begun above."""
    return index >= len(lines) or len(by_context(lines[index].rstrip("\r\n"), dialect)) == width


def _unwrapped(row: list[str]) -> list[str]:
    """Return a record without the quotes around its cells, if all have quotes other than the file's."""
    mark = row[0][0]
    if len(row) > 1 and all(len(cell) > 1 and cell[0] == cell[-1] == mark for cell in row if cell):
        return [cell[1:-1].replace(mark * 2, mark) for cell in row]
    return row


def by_context(line: str, dialect: Dialect, *, lenient: bool = False, wary: bool = False) -> list[str]:
    """Return the cells of a record with misplaced quotes.

    A quote opens a cell only at its start and closes it only before a delimiter or the end; in between it is
    an ordinary character, and a doubled one stands for one. With `lenient`, a doubled quote before a
    delimiter is a character that is followed by the closing quote. With `wary`, a quote that would enclose
    the beginning of another quoted cell is an ordinary character.
    """
    delimiter, quote = _single(dialect), dialect.quote
    closing = _closing(quote, delimiter)
    cells: list[str] = []
    position = 0
    while True:
        if dialect.skip:
            while line.startswith(" ", position):
                position += 1
        end = (
            _closing_quote(line, position, quote, closing, lenient=lenient)
            if line.startswith(quote, position)
            else None
        )
        if wary and end is not None and delimiter + quote in line[position + 1 : end[0]]:
            end = None
        if end is not None:
            cells.append(line[position + 1 : end[0]].replace(quote * 2, quote))
            position = end[1]
        else:
            stop = line.find(delimiter, position)
            stop = len(line) if stop < 0 else stop
            cells.append(line[position:stop])
            position = stop
        if position >= len(line):
            return cells
        position += len(delimiter)


@lru_cache(maxsize=64)
def _closing(quote: str, delimiter: str) -> re.Pattern[str]:
    """Return a pattern for a closing quote with the blanks after it, before a delimiter or the end."""
    blanks = "[ \t]*" if delimiter not in " \t" else ""
    return re.compile(rf"{re.escape(quote)}{blanks}(?={re.escape(delimiter)}|\Z)")


def _closing_quote(
    line: str, position: int, quote: str, closing: re.Pattern[str], *, lenient: bool
) -> tuple[int, int] | None:
    """Return the index of the quote that closes the cell opened at `position`, and that of what follows."""
    look = position + 1
    while True:
        look = line.find(quote, look)
        if look < 0:
            return None
        doubled = line.startswith(quote, look + 1)
        if doubled and not (lenient and closing.match(line, look + 1)):
            look += 2
            continue
        if doubled:
            return look + 1, _end_of(closing, line, look + 1)
        if closing.match(line, look):
            return look, _end_of(closing, line, look)
        look += 1


def _end_of(closing: re.Pattern[str], line: str, position: int) -> int:
    match = closing.match(line, position)
    return position + 1 if match is None else match.end()


def _reread(
    lines: Sequence[str], start: int, dialect: Dialect, width: int | None, *, joined: bool
) -> tuple[list[str], int] | None:
    """Read a damaged record again; return its cells and the number of its lines, None without a reading.

    Each reading assumes one kind of damage: a stray quote, or another escape, quote or delimiter than the
    rest of the file has. The first one with the right width is used. If `joined`, a line with too few cells
    is joined with those below it until it has the right width.
    """
    first = lines[start].rstrip("\r\n")
    plain = None
    for reading in _readings(first, dialect):
        plain = reading if plain is None else plain
        if width is None or len(reading) == width:
            return reading, 1
    quoted = dialect.quote in first
    if joined and quoted and plain is not None and width is not None and len(plain) < width:
        text = lines[start]
        for count in range(2, min(_SPAN, len(lines) - start) + 1):
            text += lines[start + count - 1]
            cells = by_context(text.rstrip("\r\n"), dialect)
            if len(cells) == width:
                return cells, count
            if len(cells) > width or len(text) > _LONGEST_JOIN:
                break
    return None if plain is None else (plain, 1)


def _readings(line: str, dialect: Dialect) -> Iterator[list[str]]:
    """Yield the cells of one line for each way of reading it, the most likely first."""
    delimiter = _single(dialect)
    if f"\\{dialect.quote}" in line:
        yield by_context(_unescaped(line, dialect.quote), dialect)
    yield by_context(line, dialect)
    yield by_context(line, dialect, lenient=True)
    yield by_context(line, dialect, wary=True)
    if len(line) > _LONGEST_JOIN:
        return
    for quote in "\"'":
        if quote != dialect.quote and line.startswith(quote):
            yield by_context(line, replace(dialect, quote=quote))
    for other in OTHER_DELIMITERS:
        if other != delimiter and other in line:
            cells = by_context(line, replace(dialect, delimiter=other))
            if len(cells) > 2:
                yield cells
    yield [part for cell in by_context(line, dialect) for part in _cut_twice(cell)]


def _cut_twice(cell: str) -> list[str]:
    """Return a cell split at another delimiter, if a part is then a date or an address; else unchanged."""
    if kind_of(cell) in _OF_ONE_KIND:
        return [cell]
    for other in OTHER_DELIMITERS:
        parts = cell.split(other)
        kinds = {kind_of(part) for part in parts}
        if kinds & _SURE_KINDS and "unknown" not in kinds and f"{other} " not in cell:
            return parts
    return [cell]


def _single(dialect: Dialect) -> str:
    """Return the single character that replaces the delimiter while a line is parsed."""
    return dialect.delimiter if len(dialect.delimiter) == 1 else _STAND_IN


def _split(line: str, dialect: Dialect) -> list[str]:
    if dialect.runs:
        return line.split()
    cells = line.split(_single(dialect))
    return [cell.lstrip(" ") for cell in cells] if dialect.skip else cells


def _prepare(lines: Sequence[str], dialect: Dialect) -> tuple[Sequence[str], Callable[[str], str]]:
    """Return the lines in a form that the csv module can read, and a function that restores a cell."""
    delimiter = dialect.delimiter
    if dialect.runs:
        return [" ".join(line.split()) + "\n" for line in lines], str
    prepared: Sequence[str] = lines
    if len(delimiter) > 1:
        prepared = [line.replace(delimiter, _STAND_IN) for line in prepared]
    if dialect.escape:
        prepared = [_unescaped(line, dialect.quote) if "\\" in line else line for line in prepared]
    if len(delimiter) > 1:
        return prepared, lambda cell: cell.replace(_STAND_IN, delimiter)
    return prepared, str


def _unescaped(line: str, quote: str) -> str:
    """Return a line with doubled quotes instead of backslashed ones, and single backslashes for doubled."""
    return re.sub(rf"\\([\\{re.escape(quote)}])", lambda m: quote * 2 if m.group(1) == quote else "\\", line)
