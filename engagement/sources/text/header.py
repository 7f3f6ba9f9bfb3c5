"""Where the table begins: preamble, header row, or data from the first line on."""

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

#: How many lines that are not blank are searched for the header.
_SEARCHED: Final = 25
_LONGEST_NAME: Final = 300
#: Names that a line must hold to be a header again, and the share of them that are the same.
_FEWEST: Final = 3
_ALIKE: Final = 2 / 3
_TYPED: Final = ("number", "date", "address")


@dataclass(frozen=True, slots=True)
class Start:
    """Where things begin in a sample of records.

    `header` is the place of the header, None where there is none; `data` the place of the first
    record below it; `width` the number of cells of the table.
    """

    header: int | None
    data: int
    width: int


def find(sample: Sequence[Record], knows: Callable[[Sequence[str]], bool] | None = None) -> Start:
    """Find the header in the first records of a file. `knows` recognises one of a known format."""
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
    """Return the records with the header read anew where a stray quote has joined or cut its cells.

    So is one with another delimiter than the rows have. These tell how many cells it must have; without its
    quotes, or by its own delimiter, it has them.
    """
    usual = usual_width(len(row) for _, row in sample if _is_filled(row))
    records = [(line, cut_otherwise(cells, usual)) for line, cells in sample]
    searched = records[: max(_first_filled(records), default=-1) + 1]
    if not any(len(cells) != usual and dialect.quote in lines[line - 1] for line, cells in searched):
        return records  # whichever of them is the header
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
    """Return whether a row is a header like `names`: it consists of names, most of them the same."""
    filled = {cell.strip() for cell in cells if cell.strip()}
    alike = len(filled & {name.strip() for name in names})
    return len(filled) >= _FEWEST and alike >= _ALIKE * len(filled)


def _is_filled(cells: Iterable[str]) -> bool:
    """Return whether a row holds anything but blanks."""
    return any(map(str.strip, cells))


def _first_filled(sample: Sequence[Record]) -> list[int]:
    """The places of the first rows that hold anything."""
    return list(islice((place for place, (_, cells) in enumerate(sample) if _is_filled(cells)), _SEARCHED))


def _below(sample: Sequence[Record], first: int) -> list[list[str]]:
    """The rows below `first` that hold anything, without a few that hold the same names again."""
    filled = [cells for _, cells in sample[first + 1 :] if _is_filled(cells)]
    others = [cells for cells in filled if not repeats_names(cells, sample[first][1])]
    return others if 2 * len(others) > len(filled) else filled


def _table_start(sample: Sequence[Record], filled: Sequence[int]) -> int:
    """Skip what stands above the table: comments, titles, blocks of few cells."""
    width = _usual_fill(sample)
    rows = [place for place in filled if not _is_remark(sample[place][1])] or list(filled)
    for place in rows:
        if _fill(sample[place][1]) >= max(1, min(width, 2 + width // 3)):
            return place
    return rows[0]


def _usual_fill(sample: Sequence[Record]) -> int:
    """Filled cells of a usual record; where records differ, the fuller kind counts."""
    fills = Counter(_fill(cells) for _, cells in sample)
    del fills[0]
    if not fills:
        return 0
    common = fills.most_common(1)[0][1]
    return max(fill for fill, count in fills.items() if 3 * count > common)


def _width(sample: Sequence[Record], header: Sequence[str]) -> int:
    """Cells of the table: those of the header, or more where most records have more."""
    widths = [len(cells) for _, cells in sample[1:] if _is_filled(cells)]
    named = len(header)
    while named > 1 and not header[named - 1].strip():
        named -= 1
    if not widths:
        return len(header)
    usual = Counter(widths).most_common(1)[0][0]
    return max(named, usual, min(len(header), max(widths)))


def _is_header(cells: Sequence[str], below: Sequence[Sequence[str]], width: int) -> bool:
    """Weigh whether a row names the columns: it differs in kind from what stands below it."""
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
    """+1: the cell cannot be of its column's kind; below 0: it looks like one of its values."""
    if not name or not column:
        return 0.0
    own_kind = kind_of(name)
    kinds = Counter(kind_of(cell) for cell in column)
    typed = sum(kinds[kind] for kind in _TYPED) / len(column)
    if own_kind in _TYPED:
        # 2019, 2020 and question numbers do name columns; a price or a date does not.
        return -0.3 if re.fullmatch(r"\d{1,4}", name) else -1.0 if typed > 0.5 else -0.6
    if typed > 0.8:
        return 1.0
    if name in column:
        return -0.5
    return 0.1 if own_kind in ("name", "words") else 0.0


def _fill(cells: Sequence[str]) -> int:
    return sum(map(bool, map(str.strip, cells)))


def _is_remark(cells: Sequence[str]) -> bool:
    """A comment line, or the line that names the delimiter."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    if told_line(",".join(cells).strip(",")) or told_line(first):
        return True
    return (
        first.startswith("#")
        and (len(first) == 1 or not first[1:].strip().isidentifier() or _fill(cells) == 1)
        and _fill(cells) <= 2
        and first != "#"
    )
