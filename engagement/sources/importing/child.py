"""The child process that reads files.

It is forked by `fork_server` or, elsewhere, `python -m engagement.sources.importing.child`.

One line of JSON comes in on standard input (the key is in it, never in the arguments or the
environment); lines of JSON go out on standard output; tables are left as Arrow files in the folder
that the parent names. `sandbox` is the other end.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import sys
import tempfile
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar


class _NoPandas:
    """Arrow imports pandas only to ask whether a list is a Series: longer than most files take."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Say that there is no pandas."""
        del path, target
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


sys.meta_path.insert(0, _NoPandas())

import pyarrow as pa  # noqa: E402

from engagement.locale import message  # noqa: E402
from engagement.sources.formats import catalogue  # noqa: E402
from engagement.sources.importing import as_csv, reading, wire  # noqa: E402
from engagement.sources.model import spill  # noqa: E402
from engagement.sources.model.raw_table import SourceError  # noqa: E402
from engagement.sources.model.spill import BLOCK  # noqa: E402
from engagement.sources.people import identities  # noqa: E402
from engagement.sources.recognition.proposals import NeedsAnswer  # noqa: E402
from engagement.sources.text import progress  # noqa: E402
from engagement.sources.text.limits import MIB  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from engagement.locale import Message
    from engagement.sources.model.account import Imported
    from engagement.sources.text.limits import Limits

Done = TypeVar("Done")

#: Modules that are imported where they are needed, and are in most files.
_NEEDED_LATER = ("phonenumbers", "pyarrow.acero", "pyarrow.dataset", "charset_normalizer", "numpy.ma")
#: Added to the niceness of a reader in the background.
_GIVES_WAY = 10


def load() -> None:
    """Import everything that reading may need, before children are forked."""
    with contextlib.suppress(Exception):  # a format of another package may be broken: each child says so
        catalogue.discover()
    for name in _NEEDED_LATER:
        importlib.import_module(name)


def main() -> None:
    """Run one task: read each of its files, then together those that may belong together."""
    task = wire.task(sys.stdin.readline())
    limits = task.limits
    os.environ["TMPDIR"] = tempfile.tempdir = task.folder  # what a library puts aside goes with the task
    if task.background:
        os.nice(_GIVES_WAY)
    _bound("RLIMIT_AS", limits.memory_bytes)
    with contextlib.suppress(OSError):  # where memory runs out, the system ends us and not the server
        Path("/proc/self/oom_score_adj").write_text("1000")
    addresses = identities.addresses_kept({}) if task.contacts else contextlib.nullcontext()
    with addresses, identities.all_known():
        _read_all(task)


def _read_all(task: wire.Task) -> None:
    waiting: dict[int, reading.RecognisedFile] = {}
    for number in range(len(task.files)):
        with _in_hand(number, task.limits):
            result = _attempt(number, partial(_result_of, task, number), task.limits)
        if isinstance(result, reading.RecognisedFile):
            waiting[number] = result
        else:
            _say(result)
    if waiting:
        with _in_hand(next(iter(waiting)), task.limits):
            _finish(task, waiting)


def _finish(task: wire.Task, waiting: Mapping[int, reading.RecognisedFile]) -> None:
    """Read together the files of the drop that may belong together."""
    try:
        results = reading.finish(list(waiting.values()), key=task.key)
    except Exception as fault:  # noqa: BLE001 - as for a single file
        results = [SourceError(_sentence(fault, task.limits)) for _ in waiting]
    for number, result in zip(waiting, results, strict=True):
        _say(_attempt(number, partial(_write_result, task, number, result), task.limits))


@contextlib.contextmanager
def _in_hand(number: int, limits: Limits) -> Iterator[None]:
    """Set one file's limit of processor time, and report that it is being read."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _bound("RLIMIT_CPU", int(used.ru_utime + used.ru_stime) + limits.cpu_seconds)
    _say(wire.Begins(number))
    with progress.heard_by(partial(_say_where, number)):
        yield


def _attempt(number: int, work: Callable[[], Done], limits: Limits) -> Done | wire.Failed:
    """Work on one file; whatever goes wrong becomes a sentence."""
    try:
        return work()
    except NeedsAnswer as fault:
        return wire.Failed(number, fault.sentence, fault.proposals)
    except Exception as fault:  # noqa: BLE001 - a fault of ours must not cost the person their other files
        return wire.Failed(number, _sentence(fault, limits))


def _sentence(fault: Exception, limits: Limits) -> Message:
    """Return the sentence that explains an error to a person."""
    if isinstance(fault, SourceError):
        return fault.sentence
    if isinstance(fault, MemoryError):
        return too_much_memory(limits)
    if isinstance(fault, OSError):
        return message("This file cannot be opened. Check that it is still there.")
    traceback.print_exception(fault)
    return message("This file cannot be read: something in it is not understood.")


def _result_of(
    task: wire.Task, number: int
) -> wire.Proposed | wire.Rows | wire.Read | reading.RecognisedFile:
    """Do the task for one file: hand out its rows, propose how to read it, or read it.

    A file that may belong together with others of the drop is only looked at.
    """
    path, name = Path(task.files[number][0]), task.files[number][1]
    if task.task == "rows":
        raw = reading.raw_tables(path, name, limits=task.limits)
        return wire.Rows(number, tuple(as_csv.write_all(raw, _folder(task, number))))
    if task.task == "propose":
        return wire.Proposed(number, tuple(reading.propose(path, name, limits=task.limits)))
    looked = reading.look(
        path, name, key=task.key, hints=task.hints, limits=task.limits, recipes=task.recipes
    )
    if looked.waiting:
        return looked
    (result,) = reading.finish([looked], key=task.key)
    return _write_result(task, number, result)


def _write_result(task: wire.Task, number: int, result: list[Imported] | SourceError) -> wire.Read:
    """Write the tables of a file into its folder; raise the error where it could not be read."""
    if isinstance(result, SourceError):
        raise result
    folder = _folder(task, number)
    return wire.Read(number, tuple(_leave(part, folder / str(place)) for place, part in enumerate(result)))


def _folder(task: wire.Task, number: int) -> Path:
    folder = Path(task.folder) / str(number)
    folder.mkdir()
    return folder


def too_much_memory(limits: Limits) -> Message:
    """Return the sentence for a file that needs more memory than the limit."""
    return message(
        "This file needs more than {most} MB of memory. Export a shorter period and upload the parts.",
        most=limits.memory_bytes // MIB,
    )


def _leave(imported: Imported, folder: Path) -> wire.Left:
    """Leave the tables of one account in `folder`; return the account and their names."""
    folder.mkdir()
    for name, table in imported.tables.items():
        _write(table, folder / f"{name}.table.arrow")
    for name, table in (imported.separate or {}).items():
        _write(table, folder / f"{name}.apart.arrow")
    if imported.rejects is not None:
        _write(imported.rejects, folder / "rejects.arrow")
    columns = [
        t.column("customer_key") for t in imported.mergeable.values() if "customer_key" in t.column_names
    ]
    people: set[int] = set()
    if identities.are_recorded():
        people = {key for column in columns for key in column.unique().drop_null().to_pylist()}
    addresses, also_known = identities.addresses(people), identities.other_pseudonyms(people)
    for name, mapping in (("contacts", addresses), ("also_known", also_known)):
        if mapping:
            _write(
                pa.table({"key": list(mapping), "value": list(mapping.values())}), folder / f"{name}.arrow"
            )
    return wire.Left(
        folder=str(folder),
        report=imported.report,
        tables=tuple(imported.tables),
        separate=None if imported.separate is None else tuple(imported.separate),
        rejects=imported.rejects is not None,
        contacts=bool(addresses),
        also_known=bool(also_known),
    )


def _write(table: pa.Table, path: Path) -> None:
    """Write a table block by block, so that a large one never is in memory as a whole."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        for start in range(0, table.num_rows, BLOCK):
            writer.write_table(table.slice(start, BLOCK))
            spill.forget_all()


def _bound(name: str, most: int) -> None:
    """Lower one of this process's limits; what the system does not offer is left."""
    which = getattr(resource, name)
    _, hard = resource.getrlimit(which)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _say_where(number: int, place: progress.ReadingProgress) -> None:
    _say(wire.At(number, place))


def _say(line: wire.Line) -> None:
    sys.stdout.write(wire.written(line))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
    # All is said and closed; to take a hundred modules and their tables apart costs more than a small file.
    os._exit(0)
