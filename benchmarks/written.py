"""The report of a run: written anew with each part that is done, so that a run that ends early loses none."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from benchmarks.report import Part, aims_table, heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Written:
    """The parts that were measured so far, printed as they come, and kept in a file where one is named."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._parts: dict[str, Part] = {}
        #: The steps that ended with an error.
        self.failed: list[str] = []

    def take(self, name: str, measured: Callable[[], Iterator[Part]]) -> None:
        """Take what a step yields: each part holds all that the one before it did, and stands in its place.

        A step that fails is said to have failed, and the run goes on.
        """
        try:
            for part in measured():
                self._put(name, part)
        except Exception as problem:  # noqa: BLE001 - one part must not lose the others
            traceback.print_exc()
            self.failed.append(name)
            so_far = self._parts.get(name, Part(f"## {name}"))
            self._put(name, Part(f"{so_far.text}\n\nEnded early: {_said(problem)}", so_far.aims))

    def aims(self) -> str:
        """Return the table of all aims that were measured."""
        return aims_table(aim for part in self._parts.values() for aim in part.aims)

    def _put(self, name: str, part: Part) -> None:
        self._parts[name] = part
        print(f"\n{part.text}", flush=True)
        if self._file is not None:
            texts = [heading(), self.aims(), *(part.text for part in self._parts.values())]
            self._file.write_text("\n\n".join(texts) + "\n", encoding="utf-8")


def _said(problem: Exception) -> str:
    return " ".join(f"{type(problem).__name__}: {problem}".split())
