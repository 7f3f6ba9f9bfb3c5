"""One file from bytes to canonical tables: containers, recognition, typing, account."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.sources.importing import companions, report
from engagement.sources.importing.companions import RecognisedTable
from engagement.sources.importing.tables_twice import parts_first
from engagement.sources.model.account import Imported
from engagement.sources.model.raw_table import RawTable, SourceError
from engagement.sources.raw import containers
from engagement.sources.recognition import asking, dates_in_parts, day_headings, platform, repeated_blocks
from engagement.sources.recognition.proposals import NeedsAnswer
from engagement.sources.recognition.recipes import decide, shape
from engagement.sources.text.column_names import normalise
from engagement.sources.text.decode import read_as
from engagement.sources.text.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engagement.locale import Message
    from engagement.sources.model.hints import Hints
    from engagement.sources.recognition.proposals import Proposal
    from engagement.sources.recognition.recipes import Recipe


@dataclass(slots=True)
class RecognisedFile:
    """A file with recognised tables: those read already, and those that wait for others of the drop.

    `unknown` holds the tables that no format recognises.
    """

    parts: list[Imported | RecognisedTable] = field(default_factory=list)
    faults: list[tuple[RawTable, SourceError]] = field(default_factory=list)
    unknown: asking.UnknownTables = field(default_factory=asking.UnknownTables)

    @property
    def waiting(self) -> list[RecognisedTable]:
        """The tables that other files of the drop may belong to, or that may belong to those."""
        return [part for part in self.parts if isinstance(part, RecognisedTable)]


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

    It is a `NeedsAnswer` where a person may know what the columns mean. Where some tables are recognised and
    others are not, a warning names the others.
    """
    (tables,) = finish([look(path, name, key=key, hints=hints, limits=limits, recipes=recipes)], key=key)
    if isinstance(tables, SourceError):
        raise tables
    return tables


def look(
    path: Path,
    name: str,
    *,
    key: bytes,
    hints: Hints,
    limits: Limits | None = None,
    recipes: Sequence[Recipe] = (),
) -> RecognisedFile:
    """Read the tables of a file, except those that may belong together with others of the drop."""
    looked = RecognisedFile()
    for raw, known_shape, known_recipes in _with_hints(path, name, hints, recipes, limits):
        try:
            settled = _settled(raw, hints, known_recipes)
            settled = settled if known_shape is None else replace(settled, shape=known_shape)
            looked.parts.append(settled if settled.waits else _read_alone(settled, key))
        except SourceError as fault:
            looked.faults.append((raw, fault))
            if isinstance(fault, platform.UnknownFormat):
                looked.unknown.add(_with_days(without_our_column(raw)))
    return looked


def _with_hints(
    path: Path, name: str, hints: Hints, recipes: Sequence[Recipe], limits: Limits | None
) -> Iterator[tuple[RawTable, str | None, Sequence[Recipe]]]:
    """Yield the tables of a file, read as was said of its letters, their shapes, and what was said of those.

    A shape is given where it is not the table's own: it stays that of the first reading, under which the
    answer was kept.
    """
    with read_as(hints.answers.get("encoding")):
        for place, raw in enumerate(raw_tables(path, name, limits=limits)):
            recipe = _recipe_of_encoding(raw, recipes) if recipes and raw.encodings else None
            if recipe is None:
                yield raw, None, recipes
                continue
            with read_as(recipe.answers["encoding"]):
                reread = list(raw_tables(path, name, limits=limits))
            other = reread[place] if place < len(reread) else raw
            file_format = platform.recognise(other)
            own_recipe = replace(recipe, shape=shape(other, file_format and file_format[0]))
            yield other, recipe.shape, [own_recipe, *recipes]


def _recipe_of_encoding(raw: RawTable, recipes: Sequence[Recipe]) -> Recipe | None:
    """Return the recipe for tables of this shape, where it names another encoding; else None."""
    recognised = platform.recognise(raw)
    own_shape = shape(raw, recognised and recognised[0])
    own_recipe = next((recipe for recipe in recipes if recipe.shape == own_shape), None)
    return (
        own_recipe
        if own_recipe is not None and own_recipe.answers.get("encoding", raw.encoding) != raw.encoding
        else None
    )


def finish(looked: Sequence[RecognisedFile], *, key: bytes) -> list[list[Imported] | SourceError]:
    """Read the waiting tables of all files together; return for each file its tables or its error."""
    read_now = iter(companions.read([part for file in looked for part in file.waiting], key=key))
    return [_result(file, read_now) for file in looked]


def _with_what_was_told(raw: RawTable, fault: SourceError) -> Message:
    """Return why a table is not read, with the warnings of its reading: another sheet may be hidden."""
    if not raw.warnings:
        return fault.sentence
    return message("{refused}. {told}", refused=fault.sentence, told=raw.warnings[0])


def _result(
    looked: RecognisedFile, read_now: Iterator[Imported | SourceError]
) -> list[Imported] | SourceError:
    tables: list[Imported] = []
    faults = list(looked.faults)
    for part in looked.parts:
        result = next(read_now) if isinstance(part, RecognisedTable) else part
        if isinstance(result, Imported):
            tables.append(result)
        elif isinstance(part, RecognisedTable):
            faults.append((part.raw, result))
    proposals = looked.unknown.proposals
    if not tables and proposals:
        return NeedsAnswer(_with_what_was_told(*faults[0]), proposals)
    if not tables:
        return faults[0][1] if faults else SourceError(message("This file holds no table."))
    tables = parts_first(tables)
    if faults:
        report = tables[0].report
        warnings = (*report.warnings, *(_left_out(raw, fault) for raw, fault in faults))
        tables[0] = replace(tables[0], report=replace(report, warnings=warnings, askable=len(proposals)))
    return tables


def raw_tables(path: Path, name: str, *, limits: Limits | None = None) -> Iterator[RawTable]:
    """Yield the tables of a file as text, before typing."""
    yield from containers.tables(path, name, limits=limits or Limits(), knows=platform.is_header)


def propose(path: Path, name: str, *, limits: Limits | None = None) -> tuple[Proposal, ...]:
    """Propose how to read the tables of a file, be they known or not."""
    unknown = asking.UnknownTables()
    for raw in map(without_our_column, raw_tables(path, name, limits=limits)):
        unknown.add(_with_days(raw))
    if not unknown.proposals:
        raise SourceError(message("This file holds no table about which anything is to be asked."))
    return unknown.proposals


def read_table(raw: RawTable, *, key: bytes, hints: Hints, recipes: Sequence[Recipe] = ()) -> Imported:
    """Recognise and read a single raw table."""
    return _read_alone(_settled(raw, hints, recipes), key)


def _settled(raw: RawTable, hints: Hints, recipes: Sequence[Recipe]) -> RecognisedTable:
    raw = _with_days(without_our_column(raw))
    file_format, confidence, hints, sentences = decide(raw, hints, recipes)
    prepared = raw if file_format.prepare is None else file_format.prepare(raw)
    return RecognisedTable(prepared, file_format, confidence, hints, sentences, shape(raw, file_format))


def _with_days(raw: RawTable) -> RawTable:
    """Return a table whose days stand above its rows, or in parts, with a column of them.

    Parts of the table beside each other come below each other first.
    """
    return dates_in_parts.joined(day_headings.spread(repeated_blocks.below_each_other(raw)))


def _read_alone(settled: RecognisedTable, key: bytes) -> Imported:
    (imported,) = companions.read([settled], key=key)
    if isinstance(imported, SourceError):
        raise imported
    return imported


def without_our_column(raw: RawTable) -> RawTable:
    """Return a table without the column of reasons that we add to exported rejects."""
    named = len(raw.columns) - raw.overflow
    if named < 2 or normalise(raw.columns[named - 1]) != normalise(report.ERROR):
        return raw
    place = named - 1
    data = raw.data.remove_column(place)
    names = [str(number) for number in range(data.num_columns)]
    columns = raw.columns[:place] + raw.columns[place + 1 :]
    return replace(raw, columns=columns, header=raw.header[:place], data=data.rename_columns(names))


def _left_out(raw: RawTable, fault: SourceError) -> Message:
    return message(
        "The table of {part} from line {line} is left out with its {rows} row: {reason}",
        "The table of {part} from line {line} is left out with its {rows} rows: {reason}",
        n=raw.rows,
        part=raw.sheet or raw.file,
        line=raw.header_row or 1,
        rows=raw.rows,
        reason=fault.sentence,
    )
