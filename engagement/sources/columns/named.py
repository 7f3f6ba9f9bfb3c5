"""The columns of one raw table by the names that a format knows, and which of its rows are set aside."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import Message, message
from engagement.sources.columns.ledger import Ledger
from engagement.sources.columns.notation import Notations
from engagement.sources.model.hints import Doubt
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.column_names import normalise, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.model.hints import About, Hints
    from engagement.sources.model.raw_table import RawTable

#: The type as which a column is read.
CellType = Literal["number", "integer", "money", "instant", "time", "flag"]


_FUTURE: Final = message("This day lies in the future")


class Columns:
    """The indices of the columns of `raw`, which of them were used, and which rows are set aside.

    Names are compared normalised (case, spaces, look-alikes, zero-width), else by their letters and digits
    only; several names are alternatives, of which the first present one is used.
    """

    raw: RawTable

    def __init__(self, raw: RawTable, hints: Hints) -> None:
        self.raw = raw
        self.hints = hints
        self.ledger = Ledger(raw.rows)
        self.evidence = Notations(raw, hints, self.ledger)

    @cached_property
    def _standing(self) -> tuple[dict[str, int], dict[str, int]]:
        """The index of the first column with each name: normalised, and by letters and digits only."""
        places: dict[str, int] = {}
        rewritten: dict[str, int] = {}
        for place, name in enumerate(self.raw.columns):
            places.setdefault(normalise(name), place)
            rewritten.setdefault(squeeze(name), place)
        return places, rewritten

    def called(self, names: Mapping[str, str]) -> Self:
        """Return the same columns under other names, with the same account; "" hides a column."""
        other = copy(self)
        other.raw = replace(self.raw, columns=tuple(names.get(name, name) for name in self.raw.columns))
        other.__dict__.pop("_standing", None)
        return other

    def has(self, *names: str) -> bool:
        """Return whether there is a column with one of the names."""
        return self.place(names) is not None

    def place(self, names: Sequence[str]) -> int | None:
        """Return the index of the first of these columns that exists."""
        places, rewritten = self._standing
        exact = (places.get(normalise(name)) for name in names)
        loosely = (rewritten.get(squeeze(name)) for name in names)
        return next((place for place in chain(exact, loosely) if place is not None), None)

    def distinct_columns(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names that are columns, each column under the first of its names."""
        places = {self.place((name,)): name for name in reversed(names)}
        return tuple(name for name in names if self.has(name) and places[self.place((name,))] == name)

    def take(self, names: Sequence[str], *, required: bool = False) -> int | None:
        """Return `place` and record the column as used. Raises `SourceError` if a required one is missing."""
        place = self.place(names)
        if place is not None:
            self.ledger.used.add(place)
        elif required:
            raise SourceError(
                message("The column {column} is missing. Export the file again with it.", column=names[0])
            )
        return place

    def set_aside(self, rows: pa.BooleanArray, reason: Message, *names: str) -> None:
        """Set rows aside for a reason of the format's own (a total, a footer, an adjustment).

        The names are alternatives for the column that the reason is about, if it is about one.
        """
        self.ledger.set_aside(mask(rows), reason, self.place(names))

    def set_future_aside(self, instants: pa.TimestampArray, *names: str) -> None:
        """Set rows aside that are in the future, because their dates must be wrong.

        Clocks and zones differ by up to a day.
        """
        latest = datetime.now() + timedelta(days=1)
        self.set_aside(pc.greater(instants, pa.scalar(latest, pa.timestamp("us"))), _FUTURE, *names)

    def set_unread_aside(self, rows: pa.BooleanArray, kinds: Sequence[CellType], reason: Message) -> None:
        """Set rows aside that lack something required.

        If one of their cells could not be read as one of `kinds`, this is the reason, with its column and
        value; for all others it is `reason`.
        """
        self.ledger.set_unfit_aside(mask(rows), kinds)
        self.set_aside(rows, reason)

    def warn(self, sentence: Message) -> None:
        """Add a sentence about the whole file."""
        self.ledger.warn(sentence)

    def lack(self, sentence: Message, *formats: str) -> None:
        """Add a sentence that is shown until a file of any of these formats is imported."""
        self.ledger.lack(sentence, formats)

    def doubt(
        self,
        about: About,
        chosen: str | None,
        sentence: Message,
        *,
        column: str = "",
        samples: Sequence[str] = (),
        choices: Sequence[str] = (),
    ) -> str | None:
        """Report a doubtful reading unless a person has answered; return the answer, else `chosen`.

        Without choices the doubt is only shown, and a person may confirm the reading.
        """
        answer = self.hints.answers.get(about)
        if answer is None or chosen is not None:
            doubted = None if answer is not None else sentence
            self.ledger.doubt(Doubt(about, column, tuple(samples), answer or chosen, doubted, tuple(choices)))
        return answer or chosen

    def use(self, *names: str) -> None:
        """Record columns as used that the format read directly from `raw`."""
        for name in names:
            place = self.place((name,))
            if place is not None:
                self.ledger.used.add(place)

    @property
    def kept(self) -> pa.BooleanArray:
        """Return a mask of the rows that are not set aside so far."""
        return pa.array(self.ledger.kept)


def mask(rows: pa.BooleanArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return an Arrow boolean column as a numpy mask; null is False."""
    return np.asarray(pc.fill_null(rows, False)).astype(bool)
