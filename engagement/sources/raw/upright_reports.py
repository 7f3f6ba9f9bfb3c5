"""Reports of one campaign with one figure per line, transposed to one row with a column per figure.

    "Title:","Demo"            Mailchimp: title, date, then "Overall Stats" or, for a test of
    "Total Recipients:","110"  variants, "Combination 1 Stats" and on; MailerLite: "Campaign results"
    "Bounces:","5 (0.5%)"      and "Bad statistics". Then tables of links and readers' programs.

A section that repeats figures of the section before is another variant and gets a row of its own.
Every line without a figure of the campaign becomes a row with a value in the last column only, so that no
line of the file is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.sources.meaning.vocabularies import CAMPAIGN
from engagement.sources.model.raw_table import RawTable
from engagement.sources.text.csv_records import Dialect, by_context

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Record = tuple[int, list[str]]

#: The name of the column with the lines that have no figure of the campaign.
FURTHER: Final = "Further lines"
#: The name of the column with the title above the figures.
SECTION: Final = "Section"

_SEARCHED: Final = 60
_SHARE: Final = re.compile(r"(\d)\s*\([^()]*%\s*\)\s*\Z")
_FIGURES: Final = frozenset(
    {"recipients", "delivered", "unique_opens", "opens", "unique_clicks", "clicks", "unsubscribes", "bounces"}
)


@dataclass(slots=True)
class _Section:
    """The figures under one title, by name; `line` is the number of the title's line, from 1."""

    title: str
    line: int
    values: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        return bool(_FIGURES & CAMPAIGN.find(list(self.values)).keys())


def is_report(lines: Sequence[str]) -> bool:
    """Return whether the first lines of a text are those of the report of one campaign."""
    return is_report_of([cells for _, cells in cut(lines[:_SEARCHED])])


def is_report_of(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether at least four rows name a figure, and at least two of the figures are a campaign's."""
    named = [key for key in map(_key, rows) if key is not None]
    return len(named) >= 4 and len(_FIGURES & CAMPAIGN.find(named).keys()) >= 2


def cut(lines: Sequence[str]) -> list[Record]:
    """Split each line into cells by the most frequent delimiter; number the lines from 1."""
    delimiter = max(",;\t", key=lambda sign: sum(sign in line for line in lines if ":" in line))
    dialect = Dialect(delimiter)
    return [(number, by_context(line.strip("\ufeff\r\n"), dialect)) for number, line in enumerate(lines, 1)]


def table(records: Iterable[Record], name: str) -> RawTable:
    """Transpose a report: one row per variant, then one row per line without a figure."""
    sections, further = _sections(records)
    shared: dict[str, str] = {}
    variants: list[_Section] = []
    for section in sections:
        if section.counts and (
            not variants or section.values.keys() & variants[-1].values.keys() - shared.keys()
        ):
            start = shared | {SECTION: section.title} | section.values
            variants.append(_Section(section.title, section.line, start))
        elif variants:
            variants[-1].values = section.values | variants[-1].values
        else:
            shared |= section.values
    return _raw(name, variants, further, [section.title for section in sections])


def _sections(records: Iterable[Record]) -> tuple[list[_Section], list[tuple[int, str]]]:
    """Return the sections, and the lines outside of them: those of a table, up to the next blank line."""
    sections = [_Section("", 1)]
    further: list[tuple[int, str]] = []
    inside = False
    for line, padded in records:
        cells, key = _stripped(padded), _key(padded)
        if not cells:
            inside = False
        elif key is not None and not inside:
            sections[-1].values.setdefault(key, _SHARE.sub(r"\1", cells[1]) if len(cells) > 1 else "")
        elif len(cells) == 1 and not inside:
            sections.append(_Section(cells[0], line))
        else:
            inside = True
            further.append((line, " ".join(cells)))
    return sections, further


def _raw(
    name: str, variants: Sequence[_Section], further: Sequence[tuple[int, str]], titles: Sequence[str]
) -> RawTable:
    names = list(dict.fromkeys(key for row in variants for key in row.values))
    columns = [[row.values.get(key) or None for row in variants] + [None] * len(further) for key in names]
    columns.append([None] * len(variants) + [text for _, text in further])
    names.append(FURTHER)
    arrays = [pa.chunked_array([pa.array(column, pa.string())]) for column in columns]
    return RawTable(
        file=name,
        columns=tuple(names),
        data=pa.table(arrays, names=[str(place) for place in range(len(names))]),
        lines=pa.array([row.line for row in variants] + [line for line, _ in further], pa.int64()),
        preamble=tuple(title for title in titles if title),
        header_row=None,
        header=tuple(names),
    )


def _key(cells: Sequence[str]) -> str | None:
    """Return the name of a line's figure: its first cell without the colon; None if it names none.

    Such a line has two cells, of which the second may be blank.
    """
    filled = _stripped(cells)
    if len(filled) not in (1, 2) or len(cells) < 2:
        return None
    if filled[0].endswith(":"):
        return filled[0][:-1].strip() or None
    return filled[0] if len(filled) == 2 and CAMPAIGN.role_of(filled[0]) == "sent" else None


def _stripped(cells: Sequence[str]) -> list[str]:
    """Return trimmed cells, without the empty ones at the end."""
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return stripped
