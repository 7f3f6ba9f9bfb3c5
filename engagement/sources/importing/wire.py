"""The messages between the server and the child process that reads files: lines of typed JSON."""

from __future__ import annotations

import json
from typing import Any, Literal, TypeVar

import msgspec
import pyarrow as pa

from engagement.locale import Message  # noqa: TC001 - msgspec reads it
from engagement.sources.model.account import Report  # noqa: TC001 - msgspec reads it
from engagement.sources.model.hints import Hints
from engagement.sources.recognition.proposals import Proposal  # noqa: TC001 - msgspec reads it
from engagement.sources.recognition.recipes import Recipe  # noqa: TC001 - msgspec reads it
from engagement.sources.text.limits import Limits  # noqa: TC001 - msgspec reads it
from engagement.sources.text.progress import ReadingProgress  # noqa: TC001 - msgspec reads it


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What a child is to do with files, each a path and the name that the person knows.

    What comes of them is left in `folder`. `key` makes the pseudonyms. In the `background`, the child gives
    way to other processes; with `contacts`, it leaves addresses beside the pseudonyms.
    """

    task: Literal["import", "propose", "rows"]
    files: tuple[tuple[str, str], ...] = ()
    folder: str = ""
    limits: Limits
    key: bytes = b""
    hints: Hints = Hints()
    recipes: tuple[Recipe, ...] = ()
    background: bool = False
    contacts: bool = False


class Line(msgspec.Struct, frozen=True, tag=True):
    """A message from the child about one file, by the index of the file."""

    file: int


class Begins(Line, frozen=True, tag=True):
    """Reading of the file has begun."""


class At(Line, frozen=True, tag=True):
    """How far the file is read."""

    place: ReadingProgress


class Failed(Line, frozen=True, tag=True):
    """The file cannot be read, and why; with `proposals` where a person may know what its columns mean."""

    error: Message
    proposals: tuple[Proposal, ...] | None = None


class Proposed(Line, frozen=True, tag=True):
    """Proposals for how to read the tables of the file."""

    proposals: tuple[Proposal, ...]


class Rows(Line, frozen=True, tag=True):
    """Where the raw tables of the file lie as CSV, each with the name of its sheet."""

    tables: tuple[tuple[str, str | None], ...]


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What was left of one table in `folder`, as Arrow files: `account.Imported` without the rows."""

    folder: str
    report: Report
    tables: tuple[str, ...]
    separate: tuple[str, ...] | None
    rejects: bool
    contacts: bool
    also_known: bool


class Read(Line, frozen=True, tag=True):
    """What the tables of the file gave."""

    imported: tuple[Left, ...]


Answer = TypeVar("Answer", Proposed, Rows, Read)


def written(value: object) -> str:
    """Return one line of JSON. A name that is no Unicode, as a disk may have it, is kept as it is."""
    return json.dumps(msgspec.to_builtins(value, enc_hook=_plain)) + "\n"


def task(line: str | bytes) -> Task:
    """Return the task that `written` made a line of."""
    return msgspec.convert(json.loads(line), Task, dec_hook=_typed)


def line(text: str | bytes, kind: type[Answer]) -> Begins | At | Failed | Answer:
    """Return what a child said whose answers are of this kind."""
    expected: Any = Begins | At | Failed | kind
    parsed: Begins | At | Failed | Answer = msgspec.convert(json.loads(text), expected, dec_hook=_typed)
    return parsed


def _plain(value: pa.Table | pa.Array) -> object:
    """Return the cells of a table by its columns, or the numbers of an array."""
    return value.to_pydict() if isinstance(value, pa.Table) else value.to_pylist()


def _typed(arrow_type: type, plain: Any) -> pa.Table | pa.Array:
    """Return what `_plain` took apart: a table of text, or an array of whole numbers."""
    if arrow_type is pa.Table:
        return pa.table({name: pa.array(cells, pa.string()) for name, cells in plain.items()})
    return pa.array(plain, pa.int64())
