"""Files with a truncated last line: an interrupted download, a full disk.

The rest is valid, so missing orders would not be noticed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.raw.group_rows import says_total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engagement.locale import Message

#: The fewest complete records that show that the file usually has no shorter ones.
_FEWEST: Final = 3
#: The fewest cells of a truncated line; a line with fewer is a remark below the table.
_FEWEST_CELLS: Final = 2


class LastRecord:
    """Checks whether the last of the watched records is truncated."""

    def __init__(self, width: int) -> None:
        """`width` is the number of cells that the header has."""
        self._width = width
        self._whole = 0
        self._short: tuple[int, int, str] | None = None
        self._is_even = True

    def watch(self, records: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """Yield the records unchanged, each with the number of its line."""
        for line, cells in records:
            if cells:
                self._is_even = self._is_even and self._short is None
                if len(cells) < self._width:
                    self._short = (line, len(cells), cells[0])
                else:
                    self._whole += 1
            yield line, cells

    def warnings(self, text: str) -> tuple[Message, ...]:
        """Return warnings about the end of `text`, whose records were watched; empty if it is complete.

        A last line is truncated if it has no line end and fewer cells than all lines before it. A total
        also has fewer.
        """
        if self._short is None or not self._is_even or self._whole < _FEWEST or text.endswith(("\n", "\r")):
            return ()
        line, count, first = self._short
        if count < _FEWEST_CELLS or says_total(first):
            return ()
        return (
            message(
                "Line {line}, the last one, is cut: it has {count} of {width} cells. Rows may be missing "
                "after it; export the file again",
                line=line, count=count, width=self._width,
            ),
        )  # fmt: skip
