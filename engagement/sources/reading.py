"""One file from bytes to canonical tables: containers, recognition, typing, account."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.sources import asking, containers, furniture, recognise, report
from engagement.sources.cells import Cells
from engagement.sources.limits import Limits
from engagement.sources.model import Hints, Imported, RawTable, SourceError
from engagement.sources.names import normalise
from engagement.sources.proposals import NeedsAnswer
from engagement.sources.recipes import settle
from engagement.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engagement.locale import Message
    from engagement.sources.proposals import Proposal
    from engagement.sources.recipes import Recipe


def read(
    path: Path,
    name: str,
    *,
    key: bytes,
    hints: Hints,
    limits: Limits | None = None,
    recipes: Sequence[Recipe] = (),
) -> list[Imported]:
    """Read every table of a file. Raises `SourceError` where none is recognised.

    It is a `NeedsAnswer` where a person may know what the columns mean.
    A table that is not recognised beside others that are is told of in a warning.
    """
    found: list[Imported] = []
    faults: list[tuple[str, SourceError]] = []
    unknown: RawTable | None = None
    for raw in raw_tables(path, name, limits=limits):
        try:
            found.append(read_table(raw, key=key, hints=hints, recipes=recipes))
        except SourceError as fault:
            faults.append((raw.sheet or raw.file, fault))
            if isinstance(fault, recognise.Unknown) and not found:
                unknown = asking.larger(unknown, raw)
    if not found and unknown is not None:
        raise NeedsAnswer(faults[0][1].sentence, asking.guess(without_our_column(unknown)))
    if not found:
        raise faults[0][1] if faults else SourceError(message("This file holds no table."))
    if faults:
        left_out = tuple(_left_out(part, fault) for part, fault in faults)
        first = found[0]
        found[0] = replace(first, report=replace(first.report, warnings=(*first.report.warnings, *left_out)))
    return found


def raw_tables(path: Path, name: str, *, limits: Limits | None = None) -> Iterator[RawTable]:
    """Yield the tables of a file as they stand, before typing."""
    yield from containers.tables(path, name, limits=limits or Limits(), knows=recognise.is_header)


def propose(path: Path, name: str, *, limits: Limits | None = None) -> Proposal:
    """Propose how to read the longest table of a file that no platform's format knows exactly."""
    chosen: RawTable | None = None
    for raw in map(without_our_column, raw_tables(path, name, limits=limits)):
        if not recognise.is_header(raw.columns):
            chosen = asking.larger(chosen, raw)
    if chosen is None:
        raise SourceError(message("This file holds no table about which anything is to be asked."))
    return asking.guess(chosen)


def read_table(raw: RawTable, *, key: bytes, hints: Hints, recipes: Sequence[Recipe] = ()) -> Imported:
    """Recognise and read one raw table."""
    raw = without_our_column(raw)
    format_, confidence, hints, told = settle(raw, hints, recipes)
    if format_.prepare is not None:
        raw = format_.prepare(raw)
    cells = Cells(raw, key=key, hints=hints, source=format_.platform)
    for sentence in told:
        cells.warn(sentence)
    furniture.set_aside(raw, cells.ledger)
    tables = {name: conform(name, table) for name, table in format_.read(cells).items()}
    return report.account(cells, format_, confidence, tables)


def without_our_column(raw: RawTable) -> RawTable:
    """Rejected rows come back with the column of reasons that we gave them; it is not theirs."""
    named = len(raw.columns) - raw.overflow
    if named < 2 or normalise(raw.columns[named - 1]) != normalise(report.ERROR):
        return raw
    place = named - 1
    data = raw.data.remove_column(place)
    names = [str(number) for number in range(data.num_columns)]
    columns = raw.columns[:place] + raw.columns[place + 1 :]
    return replace(raw, columns=columns, header=raw.header[:place], data=data.rename_columns(names))


def _left_out(part: str, fault: SourceError) -> Message:
    return message("{part} is left out: {reason}", part=part, reason=fault.sentence)
