"""Find where the table of a file begins: after lines of text, with a header, or at once with data."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from engagement.sources.text.csv_records import cut_otherwise, usual_width
from engagement.sources.text.dialect import told_line
from engagement.sources.values.looks import kind_of
from engagement.sources.values.texts import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from engagement.sources.text.csv_records import Dialect

    Record = tuple[int, list[str]]

#: The number of non-blank lines in which the header is searched.
_SEARCHED: Final = 25
_LONGEST_NAME: Final = 300
#: The fewest names of a line that repeats the header, and the share of them that must be equal.
_FEWEST: Final = 3
_ALIKE: Final = 2 / 3
_TYPED: Final = ("number", "date", "address")


@dataclass(frozen=True, slots=True)
class Start:
    """Where the table begins in a sample of records.

    `header` is the index of the header's record, None if there is none; `data` is the index of the first
    record of data; `width` is the number of columns.
    """

    header: int | None
    data: int
    width: int


def find(sample: Sequence[Record], knows: Callable[[Sequence[str]], bool] | None = None) -> Start:
    """Return where the table begins in the first records of a file.

    `knows` recognises the header of a known format; the first such row is the header.
    """
    filled = _first_filled(sample)
    if not filled:
        return Start(None, len(sample), 0)
    if knows is not None:
        for place in filled:
            if knows(sample[place][1]):
                return Start(place, place + 1, _width(sample[place:], sample[place][1]))
    first = _table_start(sample, filled)
    width = _width(sample[first:], sample[first][1])
    if _is_header(sample[first][1], _below(sample, first), width):
        return Start(first, first + 1, width)
    return Start(None, first, width)


def mended(sample: Sequence[Record], lines: Sequence[str], dialect: Dialect) -> list[Record]:
    """Return the records with a repaired header, if a stray quote or another delimiter damaged it.

    The rows show how many cells the header must have. It is split at another delimiter, or without its
    quotes, if that gives this number.
    """
    usual = usual_width(len(row) for _, row in sample if _is_filled(row))
    records = [(line, cut_otherwise(cells, usual)) for line, cells in sample]
    searched = records[: max(_first_filled(records), default=-1) + 1]
    if not any(len(cells) != usual and dialect.quote in lines[line - 1] for line, cells in searched):
        return records  # no matter which of them is the header
    start = find(records)
    for place in range(start.data if start.header is None else start.header + 1):
        line, cells = records[place]
        text = lines[line - 1].rstrip("\r\n")
        if len(cells) == usual or not dialect.quote or dialect.quote not in text:
            continue
        bare = [cell.replace(dialect.quote, "").strip() for cell in text.split(dialect.delimiter)]
        if len(bare) == usual and all(bare):
            records[place] = (line, bare)
    return records


def repeats_names(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether two thirds of a row's non-blank cells, at least three, are among `names`."""
    filled = {cell.strip() for cell in cells if cell.strip()}
    alike = len(filled & {name.strip() for name in names})
    return len(filled) >= _FEWEST and alike >= _ALIKE * len(filled)


def _is_filled(cells: Iterable[str]) -> bool:
    """Return whether a row has a non-blank cell."""
    return any(map(str.strip, cells))


def _first_filled(sample: Sequence[Record]) -> list[int]:
    """Return the indices of the first rows that are not blank."""
    return list(islice((place for place, (_, cells) in enumerate(sample) if _is_filled(cells)), _SEARCHED))


def _below(sample: Sequence[Record], first: int) -> list[list[str]]:
    """Return the non-blank rows below `first`, without a minority that repeats the names in it."""
    filled = [cells for _, cells in sample[first + 1 :] if _is_filled(cells)]
    others = [cells for cells in filled if not repeats_names(cells, sample[first][1])]
    return others if 2 * len(others) > len(filled) else filled


def _table_start(sample: Sequence[Record], filled: Sequence[int]) -> int:
    """Return the index of the table's first row, below comments, titles and rows with few cells."""
    width = _usual_fill(sample)
    rows = [place for place in filled if not _is_remark(sample[place][1])] or list(filled)
    for place in rows:
        if _fill(sample[place][1]) >= max(1, min(width, 2 + width // 3)):
            return place
    return rows[0]


def _usual_fill(sample: Sequence[Record]) -> int:
    """Return how many non-blank cells a usual record has; of several frequent numbers the greatest."""
    fills = Counter(_fill(cells) for _, cells in sample)
    del fills[0]
    if not fills:
        return 0
    common = fills.most_common(1)[0][1]
    return max(fill for fill, count in fills.items() if 3 * count > common)


def _width(sample: Sequence[Record], header: Sequence[str]) -> int:
    """Return the number of columns: that of the header's names, or more if the rows have more cells."""
    widths = [len(cells) for _, cells in sample[1:] if _is_filled(cells)]
    named = len(header)
    while named > 1 and not header[named - 1].strip():
        named -= 1
    if not widths:
        return len(header)
    usual = Counter(widths).most_common(1)[0][0]
    return max(named, usual, min(len(header), max(widths)))


def _is_header(cells: Sequence[str], below: Sequence[Sequence[str]], width: int) -> bool:
    """Return whether a row is a header: its cells differ in kind from those below them."""
    names = [clean(cell) for cell in cells]
    filled = [name for name in names if name]
    if not below:
        return not any(kind_of(name) in _TYPED for name in filled)
    vote = 0.0
    for place in range(min(width, len(names))):
        column = [row[place] for row in below if place < len(row) and row[place].strip()]
        vote += _column_vote(names[place], column)
    if len({name.casefold() for name in filled}) < len(filled):
        vote -= 0.5
    if any(len(name) > _LONGEST_NAME for name in filled):
        vote -= 0.5
    return vote >= 0


def _column_vote(name: str, column: Sequence[str]) -> float:
    """Return 1 if a cell's kind differs from its column's, below 0 if it looks like one of the values."""
    if not name or not column:
        return 0.0
    own_kind = kind_of(name)
    kinds = Counter(kind_of(cell) for cell in column)
    typed = sum(kinds[kind] for kind in _TYPED) / len(column)
    if own_kind in _TYPED:
        # Years and question numbers may be names of columns; a price or a date is not.
        return -0.3 if re.fullmatch(r"\d{1,4}", name) else -1.0 if typed > 0.5 else -0.6
    if typed > 0.8:
        return 1.0
    if name in column:
        return -0.5
    return 0.1 if own_kind in ("name", "words") else 0.0


def _fill(cells: Sequence[str]) -> int:
    return sum(map(bool, map(str.strip, cells)))


def _is_remark(cells: Sequence[str]) -> bool:
    """Return whether a row is a comment, or the line that states the delimiter."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    if told_line(",".join(cells).strip(",")) or told_line(first):
        return True
    return (
        first.startswith("#")
        and (len(first) == 1 or not first[1:].strip().isidentifier() or _fill(cells) == 1)
        and _fill(cells) <= 2
        and first != "#"
    )
