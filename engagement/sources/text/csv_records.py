"""Lines to records: the csv module in its strict form, and what to do where it stops.

The strict reader finds a quote that is out of place. Such a record is read again by `by_context`,
where a quote closes a cell only if a delimiter or the end of the line follows, and any other quote
is a letter like any other. So a quote that is never closed costs its own record, not the rest of
the file.
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

#: A cell above this many characters is no cell; the csv module stops there.
LONGEST_CELL: Final = 1 << 27
#: How many lines a damaged record may span before its first line is taken for the whole of it.
_SPAN: Final = 40
#: Lines that may be read in vain, per line of the file, before quotes no longer join lines.
_PATIENCE: Final = 4

#: A damaged record longer than this is not pieced together.
_LONGEST_JOIN: Final = 100_000

#: Records of the wrong width that no other reading helps, before none is tried any more.
_FUTILE: Final = 2_000
_OTHER_QUOTES: Final = ("'", '"')
#: Cells of a record that no accident makes.
_FEWEST: Final = 3
OTHER_DELIMITERS: Final = (",", ";", "\t", "|")
#: Kinds of cells that are whole, and those that are proof of a cell.
_OF_ONE_KIND: Final = frozenset({"number", "date", "address", "empty"})
_SURE_KINDS: Final = frozenset({"date", "address"})
_STAND_IN: Final = "\x1f"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are told apart.

    `delimiter` may be longer than one character; " " with `runs` stands for any run of blanks.
    `quote` is empty where nothing is quoted. `escape` says that a backslash before a quote makes it
    a letter. `skip` drops blanks after a delimiter.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: bool = False
    skip: bool = False
    runs: bool = False


@dataclass(slots=True)
class Damage:
    """Lines of the records whose quotes were out of place."""

    lines: list[int] = field(default_factory=list)
    #: Lines of the records that another delimiter than the file's cuts into its cells.
    cut_otherwise: list[int] = field(default_factory=list)


def split_lines(text: str) -> list[str]:
    """Physical lines with their ends, for LF, CRLF and CR in any mixture."""
    return list(io.StringIO(text, newline=""))


class _Source:
    """Hands out lines one by one, and can be set back."""

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

    `width` is the number of cells that a record should have, where that is known: it decides
    between two readings of a damaged record, and never drops or adds a cell by itself. Titles above
    line `first`, where the table begins, may have another number of cells.
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
            # What the strict reader reads whole is a record, whatever its width: only a broken one goes on.
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
    """Return how many cells the records of a table have, be they cut by one delimiter or by two.

    Records of one cell do not count, where a third of all have as many as each other; 0 for none.
    """
    counts = Counter(widths)
    total = counts.total()
    cut = Counter({width: n for width, n in counts.items() if width >= _FEWEST and 3 * n >= total})
    return max(cut or counts, key=lambda width: counts[width], default=0)


def cut_otherwise(cells: list[str], width: int) -> list[str]:
    """Return the cells of a record that is one cell and that another delimiter cuts into `width` cells."""
    if len(cells) != 1 or width < _FEWEST:
        return cells
    parts = (by_context(cells[0], Dialect(other)) for other in OTHER_DELIMITERS if other in cells[0])
    return next((part for part in parts if len(part) == width), cells)


def _repairable(line: str, dialect: Dialect) -> bool:
    """Return whether there is anything in a line of the wrong width that another reading could change."""
    return any(mark in line for mark in (*_OTHER_QUOTES, *OTHER_DELIMITERS, dialect.quote))


def _stands(lines: Sequence[str], index: int, dialect: Dialect, width: int | None) -> bool:
    """Return whether a line is a record, and not the rest of a quoted cell that begins in the line above."""
    return index >= len(lines) or len(by_context(lines[index].rstrip("\r\n"), dialect)) == width


def _unwrapped(row: list[str]) -> list[str]:
    """Take the quotes from a record whose every cell stands in quotes other than the file's."""
    mark = row[0][0]
    if len(row) > 1 and all(len(cell) > 1 and cell[0] == cell[-1] == mark for cell in row if cell):
        return [cell[1:-1].replace(mark * 2, mark) for cell in row]
    return row


def by_context(line: str, dialect: Dialect, *, lenient: bool = False, wary: bool = False) -> list[str]:
    """Cells of one record whose quotes are out of place.

    A quote opens a cell only at its start and closes it only before a delimiter or the end; in
    between it is a letter, and a doubled one is one letter. With `lenient`, a doubled quote before
    a delimiter is a letter and the end of the cell. With `wary`, a quote that would enclose the
    beginning of another quoted cell is a letter.
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
    """A quote before a delimiter or the end; the blanks between belong to neither."""
    blanks = "[ \t]*" if delimiter not in " \t" else ""
    return re.compile(rf"{re.escape(quote)}{blanks}(?={re.escape(delimiter)}|\Z)")


def _closing_quote(
    line: str, position: int, quote: str, closing: re.Pattern[str], *, lenient: bool
) -> tuple[int, int] | None:
    """Where the cell that opens at `position` ends: the place of its quote, and the place after it."""
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
    """Read a damaged record again: its first line, or as many lines as give it its width.

    Each reading is one way in which a single record goes wrong: a stray quote, another escape,
    another quote, another delimiter than the rest of the file. The first that has the right width
    is taken.
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
    """Cells of one line by each way of reading it, the likeliest first."""
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
    """Return the cells that another delimiter makes of one, if they are a day or an address and others."""
    if kind_of(cell) in _OF_ONE_KIND:
        return [cell]
    for other in OTHER_DELIMITERS:
        parts = cell.split(other)
        kinds = {kind_of(part) for part in parts}
        if kinds & _SURE_KINDS and "unknown" not in kinds and f"{other} " not in cell:
            return parts
    return [cell]


def _single(dialect: Dialect) -> str:
    """The one character that stands for the delimiter while a line is parsed."""
    return dialect.delimiter if len(dialect.delimiter) == 1 else _STAND_IN


def _split(line: str, dialect: Dialect) -> list[str]:
    if dialect.runs:
        return line.split()
    cells = line.split(_single(dialect))
    return [cell.lstrip(" ") for cell in cells] if dialect.skip else cells


def _prepare(lines: Sequence[str], dialect: Dialect) -> tuple[Sequence[str], Callable[[str], str]]:
    """Lines as the csv module can read them, and how to undo that in a cell."""
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
    """Turn a quote that a backslash escapes into a doubled one, and a doubled backslash into one."""
    return re.sub(rf"\\([\\{re.escape(quote)}])", lambda m: quote * 2 if m.group(1) == quote else "\\", line)
