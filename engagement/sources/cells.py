"""Typed access to the columns of one raw table, with an account of what did not fit.

A format asks for columns by name and type; each request types the whole column at once, notes
the column as used, and notes every cell that does not fit. A row with an unfit cell in a required
column is set aside, an unfit cell elsewhere becomes null with a warning.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import Message, message
from engagement.sources import conversions, currencies, dates, flags, identity, instants, numerals
from engagement.sources.evidence import Evidence
from engagement.sources.ledger import Ledger
from engagement.sources.model import Doubt, SourceError
from engagement.sources.names import normalise
from engagement.sources.values import Distinct, Fault, parse_each
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from engagement.sources.companions import Beside
    from engagement.sources.model import Hints, RawTable

#: What a column is read as.
Kind = Literal["number", "integer", "money", "instant", "time", "flag"]

_EMPTY: Final = message("This cell is empty, but the row needs it")
_NO_CURRENCY_NAMED: Final = message("The file names no currency; amounts are shown without one")
_PLAIN_DOLLAR: Final = message("A plain $ is read as US dollars")
#: Amounts that show a person that their currency is open.
_SAMPLES: Final = 3
_INSTANT: Final = pa.timestamp("us")


class Cells:
    """The cells of `raw`, typed on request. All arrays returned have `raw.rows` entries.

    Names are matched normalised (case, spaces, look-alikes, zero-width); several names are
    alternatives, the first present one is taken. A column that is absent gives an all-null array
    unless it is required, which raises `SourceError`. `source` names the platform: its customer
    ids are kept apart from those of others, while e-mails and phone numbers join across. `beside`
    holds the tables that came together with this one and belong to it, or it to them.
    """

    raw: RawTable
    beside: tuple[Beside, ...] = ()

    def __init__(self, raw: RawTable, *, key: bytes, hints: Hints, source: str = "") -> None:
        self.raw = raw
        self.hints = hints
        self.ledger = Ledger(raw.rows)
        self.evidence = Evidence(raw, hints, self.ledger)
        self._key = key
        self._source = source
        self._places: dict[str, int] = {}
        for place, name in enumerate(raw.columns):
            self._places.setdefault(normalise(name), place)

    def has(self, *names: str) -> bool:
        """Whether one of the names is a column."""
        return self._place(names) is not None

    def text(self, *names: str, required: bool = False) -> pa.StringArray:
        """Trimmed text; blank is null."""
        place = self._take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, pa.string())
        column = self.evidence.distinct(place)
        texts = pc.if_else(pc.equal(column.trimmed, ""), None, column.trimmed)
        values = column.spread(texts, pa.string())
        if required:
            self._set_empty_aside(values, place)
        return values

    def number(self, *names: str, required: bool = False) -> pa.DoubleArray:
        """Numbers in whichever notation the whole column proves (1,234.5 / 1.234,5 / 12 %)."""
        place = self._take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, pa.float64())
        values, faults = self._decimals(place, "number")
        floats = [None if value is None else float(value) for value in values]
        return self._finish(place, "number", floats, faults, pa.float64(), required=required)

    def integer(self, *names: str, required: bool = False) -> pa.Int64Array:
        """Whole numbers; "1,234" and "64517.0" are whole, "2.5" is set aside."""
        place = self._take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, pa.int64())
        values, faults = self._decimals(place, "integer")
        whole = conversions.checked(values, faults, conversions.whole)
        return self._finish(place, "integer", whole, faults, pa.int64(), required=required)

    def money(self, *names: str, currency: pa.StringArray | str, required: bool = False) -> pa.Int64Array:
        """Minor units of `currency` (a code, or one per row), rounded half even, exact."""
        place = self._take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, pa.int64())
        codes = [currency] if isinstance(currency, str) else pc.unique(currency).drop_null().to_pylist()
        values, faults = self._decimals(place, "money", codes)
        result = None
        for digits in sorted({currencies.minor_digits(code) for code in codes} or {2}):
            own = list(faults)
            minor = conversions.checked(values, own, partial(conversions.to_minor, digits=digits))
            part = self._finish(place, "money", minor, own, pa.int64(), required=required)
            if result is None:
                result = part
            else:
                same = [code for code in codes if currencies.minor_digits(code) == digits]
                result = pc.if_else(pc.is_in(currency, pa.array(same, pa.string())), part, result)
        return result

    def currency(
        self, *names: str, amount: tuple[str, ...] = (), default: str | None = None
    ) -> pa.StringArray:
        """ISO code per row.

        From its column, else from the symbol in the `amount` columns, else `hints.currency`, else
        `default`, else XXX with a warning.
        """
        codes = pa.nulls(self.raw.rows, pa.string())
        place = self._take(names, required=False)
        if place is not None:
            column = self.evidence.distinct(place)
            codes = column.spread([currencies.code_of(text) for text in column.cleaned], pa.string())
        for name in amount:
            if codes.null_count and self.has(name):
                codes = pc.coalesce(codes, self._symbols(name))
        named = pc.unique(codes).drop_null().to_pylist()
        rest = named[0] if len(named) == 1 else self.hints.currency or default
        said = rest is not None and rest == self.hints.currency and not named
        if codes.null_count and (rest is None or said) and self._amounts_without(codes, amount):
            self._doubt_currency(amount, rest, None if said else _NO_CURRENCY_NAMED)
        if rest is None and codes.null_count:
            rest = NO_CURRENCY
        return pc.fill_null(codes, rest) if rest is not None else codes

    def instant(
        self,
        *names: str,
        time: str | None = None,
        usual: dates.Order | None = None,
        required: bool = False,
    ) -> pa.TimestampArray:
        """Wall-clock instants, day or month first as the whole column proves.

        An offset is dropped after the wall clock is taken. `time` names a separate column of times;
        `usual` is what the platform is known to write, for a column that proves nothing.
        """
        place = self._take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, _INSTANT)
        column = self.evidence.distinct(place)
        quick = instants.quick(column)
        if quick is None:
            order = self.evidence.date_order(place, usual)
            quick = instants.numeric(column, order)
        if quick is not None:
            values = quick
            if required:
                self._set_empty_aside(values, place)
        else:
            parsed, faults = parse_each(column.cleaned, partial(dates.parse, order=order))
            values = self._finish(place, "instant", parsed, faults, _INSTANT, required=required)
        if time is not None and self.has(time):
            values = pc.coalesce(pc.add(values, self._times(time)), values)
        return values

    def flag(self, *names: str) -> pa.BooleanArray:
        """yes/no, true/false, 1/0 and their words in the file languages."""
        place = self._take(names, required=False)
        if place is None:
            return pa.nulls(self.raw.rows, pa.bool_())
        values, faults = parse_each(self.evidence.distinct(place).cleaned, flags.parse)
        return self._finish(place, "flag", values, faults, pa.bool_(), required=False)

    def person(
        self,
        *,
        email: tuple[str, ...] = (),
        ident: tuple[str, ...] = (),
        phone: tuple[str, ...] = (),
        name: tuple[str, ...] = (),
    ) -> pa.Int64Array:
        """Customer keys: the first identity that is present in each row, null where none is.

        E-mail, then id, then phone; within one kind every named column is tried in turn. `name` is
        the last resort: columns that name a person only together (name and postcode).
        """
        keys = pa.nulls(self.raw.rows, pa.int64())
        kinds: tuple[tuple[str, tuple[str, ...], Callable[[str], str | None]], ...] = (
            ("email:", email, identity.email),
            (f"id:{self._source.casefold()}:", ident, identity.ident),
            ("phone:", phone, identity.phone),
        )
        for prefix, columns, normal in kinds:
            for column in columns:
                if self.has(column):
                    keys = pc.coalesce(keys, self._keys(column, prefix, normal))
        return keys if not name or not keys.null_count else pc.coalesce(keys, self._named(name))

    def set_aside(self, rows: pa.BooleanArray, reason: Message, *names: str) -> None:
        """Set rows aside for a reason of the format's own (a total, a footer, an adjustment).

        The names are alternatives for the column that the reason is about, if it is about one.
        """
        self.ledger.set_aside(_mask(rows), reason, self._place(names))

    def set_unread_aside(self, rows: pa.BooleanArray, kinds: Sequence[Kind], reason: Message) -> None:
        """Set rows aside that lack something the table cannot do without.

        Where a cell of theirs could not be read as one of `kinds`, it is the column, the value and the
        reason; the others have `reason`.
        """
        self.ledger.set_unfit_aside(_mask(rows), kinds)
        self.set_aside(rows, reason)

    def warn(self, sentence: Message) -> None:
        """Add a sentence to the report that is about the file as a whole."""
        self.ledger.warn(sentence)

    def use(self, *names: str) -> None:
        """Note columns as used that the format read directly from `raw`."""
        for name in names:
            place = self._place((name,))
            if place is not None:
                self.ledger.used.add(place)

    @property
    def kept(self) -> pa.BooleanArray:
        """True for the rows that are not set aside so far."""
        return pa.array(self.ledger.kept)

    def _place(self, names: Sequence[str]) -> int | None:
        found = (self._places.get(normalise(name)) for name in names)
        return next((place for place in found if place is not None), None)

    def _take(self, names: Sequence[str], *, required: bool) -> int | None:
        place = self._place(names)
        if place is not None:
            self.ledger.used.add(place)
        elif required:
            raise SourceError(
                message("The column {column} is missing. Export the file again with it.", column=names[0])
            )
        return place

    def _decimals(
        self, place: int, kind: Kind, codes: Sequence[str] = ()
    ) -> tuple[list[Decimal | None], list[Message | None]]:
        """Parse a column of numbers; money may carry a currency in each cell."""
        column = self.evidence.distinct(place)
        parts = self.evidence.parts(place)
        sign = self.evidence.decimal(place, kind, codes)
        wrong = conversions.NOT_MONEY if kind == "money" else numerals.NOT_A_NUMBER
        values: list[Decimal | None] = []
        faults: list[Message | None] = []
        for text, part in zip(column.cleaned, parts, strict=True):
            value = conversions.valued(text, part, sign, wrong)
            values.append(None if isinstance(value, Fault) else value)
            faults.append(value.reason if isinstance(value, Fault) else None)
        return values, faults

    def _finish(
        self,
        place: int,
        kind: Kind,
        values: Sequence[object],
        faults: Sequence[Message | None],
        type_: pa.DataType,
        *,
        required: bool,
    ) -> pa.Array:
        """Spread values over the rows and account for the cells that did not fit."""
        column = self.evidence.distinct(place)
        result = column.spread(values, type_)
        reasons = {fault.text: fault for fault in faults if fault is not None}.values()
        unfit = [(reason, column.mask(fault == reason for fault in faults)) for reason in reasons]
        if required:
            for reason, rows in unfit:
                self.ledger.set_aside(rows, reason, place)
            self._set_empty_aside(result, place)
        elif unfit:
            self.ledger.note_unfit(place, kind, unfit)
        return result

    def _set_empty_aside(self, values: pa.Array, place: int) -> None:
        if values.null_count:
            self.ledger.set_aside(_mask(pc.is_null(values)), _EMPTY, place)

    def _symbols(self, name: str) -> pa.Array:
        """Currency per row, from what stands beside the amounts of a column."""
        place = self._place((name,))
        assert place is not None  # noqa: S101 - the caller has checked
        column = self.evidence.distinct(place)
        signs = [currencies.split_amount(text)[1] for text in column.cleaned]
        known = {sign: currencies.code_of(sign) for sign in set(signs) if sign}
        if "$" in known:
            said = self.hints.currency
            known["$"] = said or known["$"]
            self._doubt_currency((name,), known["$"], None if said else _PLAIN_DOLLAR)
        return column.spread([known.get(sign) if sign else None for sign in signs], pa.string())

    def _amounts_without(self, codes: pa.Array, amount: Sequence[str]) -> bool:
        """Whether an amount stands in a row that has no currency; so it does where none are named."""
        places = [place for place in (self._place((name,)) for name in amount) if place is not None]
        bare = pc.is_null(codes)
        stand = [pc.and_(bare, pc.is_valid(self.evidence.distinct(place).indices)) for place in places]
        return not places or any(pc.any(rows).as_py() for rows in stand)

    def _doubt_currency(self, amount: Sequence[str], chosen: str | None, sentence: Message | None) -> None:
        """Note that the currency of these amounts is open, or was before it was said."""
        place = self._place(amount)
        texts = () if place is None else self.evidence.distinct(place).cleaned
        samples = tuple(islice((text for text in texts if any(map(str.isdigit, text))), _SAMPLES))
        name = "" if place is None else self.raw.columns[place]
        self.ledger.doubt(Doubt("currency", name, samples, chosen, sentence))

    def _times(self, name: str) -> pa.Array:
        place = self._take((name,), required=False)
        assert place is not None  # noqa: S101 - the caller has checked
        values, faults = parse_each(self.evidence.distinct(place).cleaned, conversions.time_of_day)
        return self._finish(place, "time", values, faults, pa.duration("us"), required=False)

    def _keys(self, name: str, prefix: str, normal: Callable[[str], str | None]) -> pa.Array:
        place = self._take((name,), required=False)
        assert place is not None  # noqa: S101 - the caller has checked
        column = self.evidence.distinct(place)
        normals = (normal(text) for text in column.cleaned)
        keys = [None if n is None else identity.pseudonym(prefix + n, self._key) for n in normals]
        return column.spread(keys, pa.int64())

    def _named(self, names: Sequence[str]) -> pa.Array:
        """Customer keys from columns that name a person only together; null where one is blank."""
        joined = pc.binary_join_element_wise(*(pc.utf8_lower(self.text(name)) for name in names), "|")
        column = Distinct(pa.chunked_array([joined]))
        keys = [identity.pseudonym(f"name:{text}", self._key) for text in column.cleaned]
        return column.spread(keys, pa.int64())


def _mask(rows: pa.BooleanArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.asarray(pc.fill_null(rows, False)).astype(bool)
