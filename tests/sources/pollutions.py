"""The pollutions of a public benchmark, made anew on an invented table, and its measure.

The kinds of pollution, the ten measures and what each kind weighs in the world are those of
Vitagliano, Hameed, Jiang, Reisener, Wu and Naumann, "Pollock: A Data Loading Benchmark" (VLDB 2023,
doi:10.14778/3594512.3594518): one pollution a file, in every row and column where it may stand. The
table, the code and the rounded weights are this project's own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NAMES: Final = ["Day", "Clock", "Pieces", "Article", "Unit price", "Kind", "Description", "Link", "Remarks"]
_KINDS: Final = ("Printer", "Inks, black", "Paper", 'Screen 24"', "Toner")
_REMARKS: Final = ("", "urgent", "50 % off, today", "it's new", "he said later")

#: How many of the surveyed files of the world have each kind of whole-file pollution, rounded.
_WEIGHTS: Final = {
    "clean": 1,
    "no payload": 15,
    "no trailing newline": 180,
    "double trailing newline": 5,
    "no header": 470,
    "2 header rows": 47,
    "3 header rows": 47,
    "preamble": 280,
    "second table, fewer columns": 63,
    "second table, as many columns": 63,
    "second table, more columns": 63,
    "header only": 3,
    "one row": 4,
    "record end CR": 7,
    "record end LF": 1690,
    "delimiter tab": 4,
    "delimiter ;": 830,
    "delimiter space": 4,
    "delimiter comma and space": 100,
    "single quotes": 11,
    "backslash escapes": 1,
    "no escapes": 7,
}
#: The same for the pollutions of single rows, for all files of the kind together.
_ROW_WEIGHTS: Final = {"less": 250.0, "more": 280.0, "quote": 7.0, "row delimiter": 12.0}


@dataclass(frozen=True)
class File:
    """A polluted file: its bytes, the rows that a reader should find (the first as header), its weight."""

    kind: str
    name: str
    text: str
    truth: list[list[str]]
    weight: float = field(default=0.0)


@dataclass(frozen=True)
class Style:
    """How cells are written."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"
    quote_all: bool = False

    def cell(self, text: str) -> str:
        """One cell. What is quoted never depends on the pollution, as in a file that was replaced in."""
        if not (self.quote_all or "," in text or '"' in text):
            return text
        return self.quote + text.replace('"', self.escape + '"') + self.quote

    def row(self, cells: Iterable[str]) -> str:
        """One row without its end."""
        return self.delimiter.join(self.cell(text) for text in cells)

    def text(self, rows: Iterable[Sequence[str]]) -> str:
        """All rows."""
        return "".join(self.row(cells) + self.end for cells in rows)


def rows_of(count: int, remarks: Sequence[str] = _REMARKS) -> list[list[str]]:
    """Rows of a shop's stock list: dates, times, numbers, words, links, quotes, commas."""
    return [
        [
            f"{1 + i % 28:02}/{1 + i % 12:02}/2024",
            f"{i % 24:02}:{i * 7 % 60:02}",
            str(1 + i % 9),
            f"P{1000 + i}",
            f"{10 + i * 3 % 80}.{i % 100:02}",
            _KINDS[i % len(_KINDS)],
            f"Model {i}, series {i % 4}" if i % 3 else f"Model {i}",
            f"https://shop.example.com/p/{1000 + i}?a=1&b={i}",
            remarks[i % len(remarks)],
        ]
        for i in range(count)
    ]


def source(count: int = 83) -> list[list[str]]:
    """A shop's stock list under its header."""
    return [NAMES, *rows_of(count)]


def files(*, quote_all: bool) -> list[File]:
    """Every file of the set, with its weight; those of one kind share the weight of the kind."""
    style = Style(quote_all=quote_all)
    made = [*_whole(style), *_rows(style)]
    counts = Counter(file.kind for file in made)
    return [replace(file, weight=(_WEIGHTS | _ROW_WEIGHTS)[file.kind] / counts[file.kind]) for file in made]


def _whole(style: Style) -> Iterator[File]:
    """Pollutions of the whole file."""
    rows = source()
    plain = Style()  # what a polluter adds is quoted only where it has to be
    text = style.text(rows)
    blank = [""] * len(NAMES)
    made: dict[str, tuple[str, list[list[str]]]] = {
        "clean": (text, rows),
        "no payload": ("", []),
        "no trailing newline": (text.removesuffix("\r\n"), rows),
        "double trailing newline": (text + "\r\n", rows),
        "no header": (style.text(rows[1:]), rows[1:]),
        "preamble": (plain.text([["PREAMBLE", *blank[1:]], blank]) + text, rows),
        "header only": (style.text(rows[:1]), rows[:1]),
        "one row": (style.text(rows[:2]), rows[:2]),
        "single quotes": (replace(style, quote="'").text(rows), rows),
        "backslash escapes": (replace(style, escape="\\").text(rows), rows),
        "no escapes": (replace(style, escape="").text(rows), rows),
    }
    for count in (2, 3):
        joined = [" ".join([name] * count) for name in NAMES]
        made[f"{count} header rows"] = (plain.text([NAMES] * (count - 1)) + text, [joined, *rows[1:]])
    for name, second in (
        ("fewer", [row[:-1] for row in rows]),
        ("as many", rows),
        ("more", [[*row, row[-1] if place else "col1"] for place, row in enumerate(rows)]),
    ):
        made[f"second table, {name} columns"] = (text + plain.text(second[:83]), rows)
    for name, end in (("LF", "\n"), ("CR", "\r")):
        made[f"record end {name}"] = (replace(style, end=end).text(rows), rows)
    for name, mark in (("tab", "\t"), (";", ";"), ("space", " "), ("comma and space", ", ")):
        made[f"delimiter {name}"] = (replace(style, delimiter=mark).text(rows), rows)
    for kind, (polluted, truth) in made.items():
        yield File(kind, kind, polluted, truth)


def _rows(style: Style) -> Iterator[File]:
    """Pollutions of one row, or of one cell, in every place."""
    rows = source()
    lines = [style.row(cells) for cells in rows]
    for place, cells in enumerate(rows):
        before = "".join(line + style.end for line in lines[:place])
        after = style.end + "".join(line + style.end for line in lines[place + 1 :])
        parts = [style.cell(text) for text in cells]
        for column in range(len(NAMES)):
            more = [*parts[:column], "", *parts[column:]]
            yield File("more", f"{place} {column}", before + ",".join(more) + after, rows)
            if column:
                less = [*parts[: column - 1], parts[column - 1] + parts[column], *parts[column + 1 :]]
                yield File("less", f"{place} {column}", before + ",".join(less) + after, rows)
            cell = parts[column]
            at = 1 if cell.startswith('"') else 0
            marked = [*parts[:column], cell[:at] + '"' + cell[at:], *parts[column + 1 :]]
            truth = [
                *rows[:place],
                [*cells[:column], '"' + cells[column], *cells[column + 1 :]],
                *rows[place + 1 :],
            ]
            yield File("quote", f"{place} {column}", before + ",".join(marked) + after, truth)
        yield File("row delimiter", f"{place}", before + " ".join(parts) + after, rows)


def score(file: File, found: Sequence[Sequence[str]]) -> float:
    """Points of 10: one for success, and precision, recall and F1 of header, records and cells."""
    truth = [[plain(cell) for cell in row] for row in file.truth]
    got = [[plain(cell) for cell in row] for row in found]
    if not truth:
        return 10.0
    return 1.0 + sum(
        sum(measures(wanted, seen))
        for wanted, seen in (
            (truth[0], got[0] if got else []),
            (["".join(row) for row in truth[1:]], ["".join(row) for row in got[1:]]),
            ([cell for row in truth for cell in row], [cell for row in got for cell in row]),
        )
    )


def measures(wanted: Sequence[str], seen: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of two multisets of texts."""
    if not wanted:
        return 1.0, 1.0, 1.0
    shared = (Counter(wanted) & Counter(seen)).total()
    if not shared:
        return 0.0, 0.0, 0.0
    recall, precision = shared / len(wanted), shared / len(seen)
    return precision, recall, 2 * precision * recall / (precision + recall)


def plain(cell: str) -> str:
    """A cell as the benchmark compares it, near enough: letters without case."""
    return cell.lower()
