"""The child process that reads files: `python -m engagement.sources.child`.

One line of JSON comes in on standard input (the key is in it, never in the arguments or the
environment); lines of JSON go out on standard output; tables are left as Arrow files in the folder
that the parent names. `sandbox` is the other end.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any


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
from engagement.sources import pace, rawtext, reading  # noqa: E402
from engagement.sources.limits import MIB, Limits  # noqa: E402
from engagement.sources.model import Hints, SourceError  # noqa: E402
from engagement.sources.proposals import NeedsAnswer, proposal_to_json  # noqa: E402
from engagement.sources.recipes import recipe_from_json  # noqa: E402
from engagement.sources.report import message_to_json, report_to_json  # noqa: E402

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.sources.model import Imported

#: Added to the niceness of a reader in the background.
_GIVES_WAY = 10
#: How long memory that is free again is kept for the next need.
_IDLE_MS = 200


def main() -> None:
    """Do one task: every file of it in turn, each with its own allowance of processor time."""
    task: dict[str, Any] = json.loads(sys.stdin.readline())
    limits = Limits(**task["limits"])
    if task.get("background"):
        os.nice(_GIVES_WAY)
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())  # gives memory back sooner than the default
        pa.jemalloc_set_decay_ms(_IDLE_MS)
    _bound("RLIMIT_AS", limits.memory_bytes)
    for number, (path, name) in enumerate(task["files"]):
        used = resource.getrusage(resource.RUSAGE_SELF)
        _bound("RLIMIT_CPU", int(used.ru_utime + used.ru_stime) + limits.cpu_seconds)
        _say({"file": number, "begins": name})
        out = Path(task["folder"]) / str(number)
        out.mkdir()
        with pace.heard_by(partial(_say_where, number)):
            done = _attempt(task, Path(path), name, out, limits)
        _say({"file": number, **done})


def _attempt(task: dict[str, Any], path: Path, name: str, out: Path, limits: Limits) -> dict[str, Any]:
    """Read one file; whatever goes wrong becomes a sentence."""
    try:
        return _done(task, path, name, out, limits)
    except NeedsAnswer as fault:
        return {"error": message_to_json(fault.sentence), "proposal": proposal_to_json(fault.proposal)}
    except SourceError as fault:
        return {"error": message_to_json(fault.sentence)}
    except (MemoryError, pa.ArrowMemoryError):
        return {"error": message_to_json(too_much_memory(limits))}
    except OSError:
        return {
            "error": message_to_json(message("This file cannot be opened. Check that it is still there."))
        }
    except Exception:  # noqa: BLE001 - a fault of ours must not cost the person their other files
        traceback.print_exc()
        return {
            "error": message_to_json(message("This file cannot be read: something in it is not understood."))
        }


def _done(task: dict[str, Any], path: Path, name: str, out: Path, limits: Limits) -> dict[str, Any]:
    """Do the task for one file: hand out its rows, propose how to read it, or read it."""
    if task["task"] == "rows":
        return {"rows": rawtext.write_all(reading.raw_tables(path, name, limits=limits), out)}
    if task["task"] == "propose":
        return {"proposal": proposal_to_json(reading.propose(path, name, limits=limits))}
    found = reading.read(
        path,
        name,
        key=bytes.fromhex(task["key"]),
        hints=Hints(**task["hints"]),
        limits=limits,
        recipes=[recipe_from_json(recipe) for recipe in task["recipes"]],
    )
    return {"imported": [_leave(imported, out / str(place)) for place, imported in enumerate(found)]}


def too_much_memory(limits: Limits) -> Message:
    """The sentence for a file that needs more memory than it is given."""
    return message(
        "This file needs more than {most} MB of memory. Export a shorter period and drop the parts.",
        most=limits.memory_bytes // MIB,
    )


def _leave(imported: Imported, folder: Path) -> dict[str, Any]:
    """Leave the tables of one account in `folder`; return the account and their names."""
    folder.mkdir()
    for name, table in imported.tables.items():
        _write(table, folder / f"{name}.table.arrow")
    if imported.rejects is not None:
        _write(imported.rejects, folder / "rejects.arrow")
    return {
        "folder": str(folder),
        "tables": list(imported.tables),
        "rejects": imported.rejects is not None,
        "report": report_to_json(imported.report),
    }


def _write(table: pa.Table, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def _bound(name: str, most: int) -> None:
    """Lower one of this process's limits; what the system does not offer is left."""
    which = getattr(resource, name)
    _, hard = resource.getrlimit(which)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _say_where(number: int, place: pace.Place) -> None:
    _say({"file": number, "at": [place.row, place.rows, place.columns]})


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
