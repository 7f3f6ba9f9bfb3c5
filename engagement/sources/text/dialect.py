"""Detect the delimiter, quote and escape of a text.

Each candidate is tried on the beginning of the text. A good one splits all lines into the same number of
cells (the pattern), and into cells that are numbers, dates, words and so on (the types). The score is the
product of both, after van den Burg, Nazabal and Sutton, "Wrangling messy CSV files by detecting row and
type patterns" (2019). The sample is limited, and so is the time.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from engagement.sources.text.csv_records import (
    Damage,
    Dialect,
    cut_otherwise,
    records,
    split_lines,
    usual_width,
)
from engagement.sources.values.looks import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_SAMPLE: Final = 64 * 1024
_READ: Final = 4 * 1024 * 1024
_LINES: Final = 400
_LONGEST_LINE: Final = 32 * 1024

#: The factor of each delimiter in the score, by how often files use it.
_USUAL: Final = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 1.0}
_UNUSUAL: Final = {
    "\x1f": 0.9,
    "\x01": 0.9,
    "^": 0.8,
    "~": 0.8,
    "§": 0.8,
    "¬": 0.8,
    "\\t": 0.9,
    "||": 1.05,
    "::": 0.8,
    "\t\t": 1.05,
    ":": 0.55,
    "#": 0.4,
    "&": 0.4,
    " ": 0.45,
}
_WORTH: Final = {
    "empty": 0.9,
    "number": 1.0,
    "date": 1.0,
    "address": 1.0,
    "name": 0.9,
    "words": 0.75,
    "unknown": 0.1,
}
#: What a header of a known format adds to the score: more than everything else together.
_KNOWN: Final = 10.0
_SEP_LINE: Final = re.compile(r"\s*[\"']?sep=(?P<sep>.|\\t)[\"']?\s*\Z", re.IGNORECASE)


def sniff(text: str, *, knows: Callable[[Sequence[str]], bool] | None = None) -> Dialect:
    """Return the dialect of `text`. `knows` recognises a header row of a known format.

    A text without a delimiter has one column; its dialect is then that of commas.
    """
    lines = _sample(text)
    declared = _declared_delimiter(lines)
    best, best_score = Dialect(), -1.0
    most = 1.0 if knows is None else 1.0 + _KNOWN
    for dialect, prior in _candidates(lines, declared):
        if prior * most <= best_score:
            continue  # it cannot be better
        score = prior * _score(lines, dialect, knows)
        if score > best_score:
            best, best_score = dialect, score
    return best


def told_line(line: str) -> bool:
    """Return whether a line only states the delimiter (`sep=;`)."""
    return _SEP_LINE.match(line) is not None


def _sample(text: str) -> list[str]:
    """Return the first lines without comments; very long lines are only used, cut, if there are no others."""
    lines = split_lines(text[:_READ])
    if len(text) > _READ and len(lines) > 1:
        lines.pop()  # the last one is cut
    # A block of comments says nothing about the table below it.
    plain = [line for line in lines if not line.startswith("#")]
    lines = plain if len(plain) > 1 else lines
    short = [line for line in lines if len(line) <= _LONGEST_LINE]
    if len(short) < min(2, len(lines)):
        short = [line[:_LONGEST_LINE] for line in lines]
    sample, size = [], 0
    for line in short[:_LINES]:
        sample.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    return sample


def _declared_delimiter(lines: Sequence[str]) -> str | None:
    match = _SEP_LINE.match(lines[0].rstrip("\r\n")) if lines else None
    return None if match is None else match.group("sep").replace("\\t", "\t")


def _candidates(lines: Sequence[str], declared: str | None) -> Iterator[tuple[Dialect, float]]:
    text = "".join(lines)
    filled = [line for line in lines if line.strip()]
    worth = {declared: 1.0} if declared else {**_USUAL, **_UNUSUAL}
    for delimiter, prior in worth.items():
        if delimiter not in text:
            continue
        holding = sum(delimiter in line for line in filled)
        if delimiter not in _USUAL and holding < 0.6 * len(filled):
            continue
        spaced = text.count(delimiter + " ") > 0.9 * text.count(delimiter) > 0 and delimiter != " "
        for quote, escape in _quotings(text, delimiter):
            yield Dialect(delimiter, quote, escape, skip=spaced), prior
    aligned = "  " in text or any(line[0] in " \t" for line in filled)
    if declared is None and aligned and sum(len(line.split()) > 1 for line in filled) > 0.9 * len(filled):
        yield Dialect(" ", "", runs=True), 0.6


def _quotings(text: str, delimiter: str) -> Iterator[tuple[str, bool]]:
    """Yield each quote character beside a delimiter or line end, and whether backslashes escape it."""
    yielded = False
    for quote in ('"', "'", "`", "“"):
        if quote in text and _stands_at_edges(text, delimiter, quote):
            yield quote, False
            yielded = yielded or quote == '"'
            if f"\\{quote}" in text:
                yield quote, True
    if not yielded:
        # Nothing in the sample is in double quotes, but a cell further down may be.
        yield '"', False


def _stands_at_edges(text: str, delimiter: str, quote: str) -> bool:
    """Return whether a quote opens or closes a cell; an apostrophe is only a quote if it does both."""
    edge = rf"(?:{re.escape(delimiter)}|[\r\n]|\A|\Z)"
    opens, closes = rf"{edge} ?{quote}", rf"{quote} ?{edge}"
    if quote != "'":
        return re.search(f"{opens}|{closes}", text) is not None
    return re.search(rf"{opens}[^\r\n]*?{closes}", text) is not None


def _score(lines: Sequence[str], dialect: Dialect, knows: Callable[[Sequence[str]], bool] | None) -> float:
    """Return a score from 0 to 1 by pattern and types, plus `_KNOWN` if a row is a known header."""
    damage = Damage()
    rows = [row for _, row in records(lines, dialect, damage=damage) if row]
    if not rows:
        return 0.0
    usual = usual_width(map(len, rows))
    rows = [cut_otherwise(row, usual) for row in rows]
    widths = Counter(map(len, rows))
    # Each width counts by the square of its share: few rows of another width cost little, many widths a lot.
    pattern = sum((n / len(rows)) ** 2 * (max(width - 1, 0.02) / width) for width, n in widths.items())
    kinds = Counter(kind_of(cell) for row in rows for cell in row[:500])
    cells = max(1, sum(kinds.values()))
    score = pattern * sum(_WORTH[kind] * n for kind, n in kinds.items()) / cells
    if max(widths) == 1 and kinds["date"] + kinds["number"] + kinds["address"] > 0.8 * cells:
        score = 0.5  # otherwise a single column of times would be split into hours, minutes and seconds
    if dialect.escape:
        score *= 1.0 - 0.3 * len(damage.lines) / len(rows)
    elif dialect.quote:
        score *= 1.0 - 0.3 * _left_quotes(rows)
    if knows is not None and any(knows(row) for row in rows[:15]):
        score += _KNOWN
    return score


def _left_quotes(rows: Sequence[Sequence[str]]) -> float:
    """Return the share of cells that begin or end with a quote: they were split or quoted differently."""
    cells = [cell for row in rows for cell in row if cell]
    quoted = sum(cell[0] in "\"'" or cell[-1] in "\"'" for cell in cells)
    return quoted / max(1, len(cells))
