"""Typed access to the columns of one raw table, with an account of what did not fit.

A format asks for columns by name and type; each request types the whole column at once, notes
the column as used, and notes every cell that does not fit. A row with an unfit cell in a required
column is set aside, an unfit cell elsewhere becomes null with a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from engagement.locale import Message
    from engagement.sources.model import Hints, RawTable


class Cells:
    """The cells of `raw`, typed on request. All arrays returned have `raw.rows` entries.

    Names are matched normalised (case, spaces, look-alikes, zero-width); several names are
    alternatives, the first present one is taken. A column that is absent gives an all-null array
    unless it is required, which raises `SourceError`.
    """

    raw: RawTable

    def __init__(self, raw: RawTable, *, key: bytes, hints: Hints) -> None: ...

    def has(self, *names: str) -> bool:
        """Whether one of the names is a column."""
        raise NotImplementedError

    def text(self, *names: str, required: bool = False) -> pa.StringArray:
        """Trimmed text; blank is null."""
        raise NotImplementedError

    def number(self, *names: str, required: bool = False) -> pa.DoubleArray:
        """Numbers in whichever notation the whole column proves (1,234.5 / 1.234,5 / 12 %)."""
        raise NotImplementedError

    def integer(self, *names: str, required: bool = False) -> pa.Int64Array:
        """Whole numbers; "1,234" and "64517.0" are whole, "2.5" is set aside."""
        raise NotImplementedError

    def money(self, *names: str, currency: pa.StringArray | str, required: bool = False) -> pa.Int64Array:
        """Minor units of `currency` (a code, or one per row), rounded half even, exact."""
        raise NotImplementedError

    def currency(
        self, *names: str, amount: tuple[str, ...] = (), default: str | None = None
    ) -> pa.StringArray:
        """ISO code per row: from its column, else from the symbol in the `amount` columns,
        else `hints.currency`, else `default`, else XXX with a warning."""
        raise NotImplementedError

    def instant(self, *names: str, time: str | None = None, required: bool = False) -> pa.TimestampArray:
        """Wall-clock instants, day or month first as the whole column proves; an offset is
        dropped after the wall clock is taken. `time` names a separate column of times."""
        raise NotImplementedError

    def flag(self, *names: str) -> pa.BooleanArray:
        """yes/no, true/false, 1/0 and their words in the file languages."""
        raise NotImplementedError

    def person(
        self, *, email: tuple[str, ...] = (), ident: tuple[str, ...] = (), phone: tuple[str, ...] = ()
    ) -> pa.Int64Array:
        """Customer keys: the first identity that is present in each row, e-mail, then id, then
        phone; null where none is."""
        raise NotImplementedError

    def set_aside(self, rows: pa.BooleanArray, reason: Message, column: str | None = None) -> None:
        """Set rows aside for a reason of the format's own (a total, a footer, an adjustment)."""
        raise NotImplementedError

    def warn(self, sentence: Message) -> None:
        """Add a sentence to the report that is about the file as a whole."""
        raise NotImplementedError

    def use(self, *names: str) -> None:
        """Note columns as used that the format read directly from `raw`."""
        raise NotImplementedError

    @property
    def kept(self) -> pa.BooleanArray:
        """True for the rows that are not set aside so far."""
        raise NotImplementedError
