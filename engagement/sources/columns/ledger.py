"""The account of one table while it is read: rows set aside, with reasons, and invalid cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from engagement.locale import Message, message
from engagement.sources.model.account import SetAside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.model.hints import Doubt
    from engagement.sources.model.raw_table import RawTable

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

#: The number of rows that a report lists one by one; the table of rejects has all of them.
LISTED: Final = 1_000


@dataclass(slots=True)
class Ledger:
    """The rows set aside (the first reason counts), invalid cells, used columns, doubts and warnings.

    `verdict[i]` is -1 while row i is kept, else the index of its reason in `reasons`, which pairs a reason
    with the column (its index in the raw table) that it is about.
    """

    rows: int
    verdict: np.ndarray[Any, np.dtype[np.int32]] = field(init=False)
    reasons: list[tuple[Message, int | None]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    warnings: list[Message] = field(default_factory=list)
    _warned: set[str] = field(default_factory=set, init=False)
    doubts: list[Doubt] = field(default_factory=list)
    lacks: list[tuple[Message, tuple[str, ...]]] = field(default_factory=list)
    unfit: dict[tuple[int, str], list[tuple[Message, Mask]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.verdict = np.full(self.rows, -1, dtype=np.int32)

    @property
    def kept(self) -> Mask:
        """Return a mask of the rows that are not set aside so far."""
        return self.verdict < 0

    def set_aside(self, rows: Mask, reason: Message, column: int | None) -> None:
        """Set rows aside; a row that is set aside already keeps its first reason."""
        fresh = rows & self.kept
        if not fresh.any():
            return
        if (reason, column) not in self.reasons:
            self.reasons.append((reason, column))
        self.verdict[fresh] = self.reasons.index((reason, column))

    def note_unfit(self, column: int, kind: str, faults: list[tuple[Message, Mask]]) -> None:
        """Record the cells of an optional column that could not be read as `kind`, and why."""
        self.unfit[column, kind] = faults

    def set_unfit_aside(self, rows: Mask, kinds: Sequence[str]) -> None:
        """Set aside those of `rows` that have a cell unfit for one of `kinds`, with its fault as reason.

        Earlier kinds take precedence; within a kind, the column that was requested first.
        """
        for kind in kinds:
            for (column, noted), faults in self.unfit.items():
                for reason, unfit in faults if noted == kind else ():
                    self.set_aside(rows & unfit, reason, column)

    def warn(self, sentence: Message) -> None:
        """Add a sentence about the whole file, once."""
        text = str(sentence)
        if text not in self._warned:
            self._warned.add(text)
            self.warnings.append(sentence)

    def lack(self, sentence: Message, formats: Sequence[str]) -> None:
        """Add a warning that is shown until a file of any of these formats is imported."""
        self.warn(sentence)
        self.lacks.append((sentence, tuple(formats)))

    def doubt(self, doubt: Doubt) -> None:
        """Record a doubt and its warning; each is asked once.

        A column may be looked at as numbers before it is read as money: what it is read as in the end counts.
        """
        for place, other in enumerate(self.doubts):
            if (other.about, other.column) == (doubt.about, doubt.column) and other.chosen != doubt.chosen:
                self.doubts[place] = doubt
                self.warnings = [told for told in self.warnings if told != other.sentence]
                self._warned.discard(str(other.sentence))
        if doubt.sentence is not None:
            self.warn(doubt.sentence)
        if all(other.about != doubt.about for other in self.doubts):
            self.doubts.append(doubt)

    def sentences(self, columns: tuple[str, ...]) -> tuple[Message, ...]:
        """Return all warnings, including one for each optional column with invalid cells in kept rows."""
        lines = list(self.warnings)
        is_kept = self.kept
        for (column, _), faults in self.unfit.items():
            count = sum(int((rows & is_kept).sum()) for _, rows in faults)
            if count:
                lines.append(
                    message(
                        "{count} cell of {column} cannot be read and counts as empty",
                        "{count} cells of {column} cannot be read and count as empty",
                        n=count,
                        count=count,
                        column=columns[column],
                    )
                )
        return tuple(lines)

    def listed(self, raw: RawTable) -> tuple[SetAside, ...]:
        """Return the first rows set aside, in file order."""
        rows = np.flatnonzero(~self.kept)[:LISTED]
        lines = raw.lines.take(rows).to_pylist()
        return tuple(self._entry(raw, int(row), line) for row, line in zip(rows, lines, strict=True))

    def counted(self) -> tuple[tuple[Message, int], ...]:
        """Return every reason with its number of rows, most first; they add up to all rows set aside."""
        counts = np.bincount(self.verdict[~self.kept], minlength=len(self.reasons))
        rows_by_reason: dict[str, tuple[Message, int]] = {}
        for (reason, _), count in zip(self.reasons, counts, strict=True):
            if count:
                rows_by_reason[str(reason)] = (
                    reason,
                    rows_by_reason.get(str(reason), (reason, 0))[1] + int(count),
                )
        return tuple(sorted(rows_by_reason.values(), key=lambda entry: -entry[1]))

    def _entry(self, raw: RawTable, row: int, line: int) -> SetAside:
        reason, column = self.reasons[self.verdict[row]]
        if column is None:
            return SetAside(line, None, None, reason, row)
        return SetAside(line, raw.columns[column], raw.data.column(column)[row].as_py(), reason, row)
