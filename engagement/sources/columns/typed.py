"""Typed access to the columns of one raw table, with a record of invalid cells.

A format requests columns by name and type. Each request converts the whole column at once, and records that
the column was used and which cells are invalid. A row with an invalid cell in a required column is set aside;
an invalid cell of another column becomes null, with a warning.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import Message, message
from engagement.money import currencies
from engagement.sources.columns import currency as currency_columns
from engagement.sources.columns import person_keys as person_columns
from engagement.sources.columns import phone as phone_columns
from engagement.sources.columns import swapped, units, zones
from engagement.sources.columns.named import Columns, mask
from engagement.sources.columns.row_groups import has_clock
from engagement.sources.model import spill
from engagement.sources.model.spill import put_aside
from engagement.sources.people import identities
from engagement.sources.values import conversions, dates, fast_amounts, fast_instants, flags, numbers
from engagement.sources.values.texts import Fault, parse_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from engagement.sources.columns.named import CellType
    from engagement.sources.model.hints import Hints
    from engagement.sources.model.raw_table import RawTable

_EMPTY: Final = message("This cell is empty, but the row needs it")
_INSTANT: Final = pa.timestamp("us")


class Cells(Columns):
    """The cells of `raw`, typed on request. All returned arrays have `raw.rows` entries.

    A column that is absent gives an all-null array unless it is required, which raises `SourceError`.
    `source` names the platform: its customer ids are kept apart from those of others, while e-mails and
    phone numbers match across platforms. `zoned`: instants in UTC, or of several zones, are converted to
    one.
    """

    def __init__(
        self, raw: RawTable, *, key: bytes, hints: Hints, source: str = "", zoned: bool = False
    ) -> None:
        super().__init__(raw, hints)
        self._key = key
        self._source = source
        self._zoned = zoned
        #: The person and the instant of each row, as first requested.
        self.people: pa.Int64Array | None = None
        self.moments: pa.TimestampArray | None = None
        self.keys_as_written: pa.Int64Array = pa.nulls(raw.rows, pa.int64())
        #: Pseudonyms of customer numbers, independent of the platform.
        self.customer_numbers: pa.Int64Array = pa.nulls(raw.rows, pa.int64())

    def text(self, *names: str, required: bool = False) -> pa.StringArray:
        """Return trimmed text; blank is null."""
        place = self.take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, pa.string())
        values = self.evidence.texts(place)
        if required:
            self._set_empty_aside(values, place)
        return values

    def number(self, *names: str, required: bool = False) -> pa.DoubleArray:
        """Return numbers in the notation that the whole column proves (1,234.5 / 1.234,5 / 12 %)."""
        place = self.take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, pa.float64())
        if self.evidence.are_plain(place):
            floats = fast_amounts.to_floats(self.evidence.distinct(place).trimmed)
            return self._finish(place, "number", floats, (), pa.float64(), required=required)
        values, faults = self._decimals(place, "number")
        floats = [None if value is None else float(value) for value in values]
        return self._finish(place, "number", floats, faults, pa.float64(), required=required)

    def integer(self, *names: str, required: bool = False) -> pa.Int64Array:
        """Return whole numbers; "1,234" and "64517.0" are whole, "2.5" is set aside."""
        place = self.take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, pa.int64())
        values, faults = self._decimals(place, "integer")
        integers = conversions.checked(values, faults, conversions.whole_number)
        return self._finish(place, "integer", integers, faults, pa.int64(), required=required)

    def money(
        self, *names: str, currency: pa.StringArray | str, required: bool = False, finer: int = 0
    ) -> pa.Int64Array:
        """Return minor units of `currency` (a code, or one per row), rounded half even, exact.

        `finer`: this many more digits are kept, as for unit prices.
        """
        place = self.take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, pa.int64())
        codes = [currency] if isinstance(currency, str) else pc.unique(currency).drop_null().to_pylist()
        digits_of_codes = sorted({currencies.minor_digits(code) for code in codes} or {2})
        in_minor = self._in_minor(place, codes, [digits + finer for digits in digits_of_codes])
        result = None
        for digits, (minor, faults) in zip(digits_of_codes, in_minor, strict=True):
            part = self._finish(place, "money", minor, faults, pa.int64(), required=required)
            if result is None:
                result = part
            else:
                same = [code for code in codes if currencies.minor_digits(code) == digits]
                result = pc.if_else(pc.is_in(currency, pa.array(same, pa.string())), part, result)
        return result

    def currency(
        self, *names: str, amount: tuple[str, ...] = (), default: str | None = None, asks: bool = True
    ) -> pa.StringArray:
        """Return an ISO code for each row.

        From its column, else from the sign in the `amount` columns, else `hints.currency`, else `default`,
        else XXX, with a warning if it `asks`.
        """
        return currency_columns.currency(self, names, amount, default, asks=asks)

    def instant(
        self,
        *names: str,
        time: str | None = None,
        usual: dates.Order | None = None,
        required: bool = False,
    ) -> pa.TimestampArray:
        """Return local instants, day or month first as the whole column proves.

        Offsets are dropped, unless `zones` converts them. `time` names a separate column of times, for
        dates without one; `usual` is the platform's known order, for a column that proves nothing.
        """
        place = self.take(names, required=required)
        if place is None:
            return pa.nulls(self.raw.rows, _INSTANT)
        values = self._alike(place)
        if values is None:
            values = self._instants(place, usual, required=required)
        elif required:
            self._set_empty_aside(values, place)
        if time is not None and self.has(time) and not has_clock(values):
            values = pc.coalesce(pc.add(values, self._times(time)), values)
        self.moments = values if self.moments is None else self.moments
        return values

    def _alike(self, place: int) -> pa.TimestampArray | None:
        """Return the instants of a column whose cells are all written alike, on the shop's own clock."""
        alike = fast_instants.written_alike(self.raw.data.column(place))
        spill.forget_all()
        if alike is None:
            return None
        values, zones_written = alike
        if self._zoned and not zones.are_own_clock(zones_written, self.raw.columns[place]):
            return None
        return put_aside(values)

    def _instants(self, place: int, usual: dates.Order | None, *, required: bool) -> pa.TimestampArray:
        column = self.evidence.distinct(place)
        instants = fast_instants.iso_8601(column)
        if instants is None:
            order = self.evidence.date_order(place, usual)
            instants = fast_instants.numeric_dates(column, order)
        if instants is not None:
            values = instants
            if required:
                self._set_empty_aside(values, place)
        else:
            texts = swapped.changed_back(self, place, column.cleaned)
            parsed, faults = parse_each(texts, partial(dates.parse, order=order))
            values = self._finish(place, "instant", parsed, faults, _INSTANT, required=required)
        return zones.in_shop_zone(self, place, column, values) if self._zoned else values

    def flag(self, *names: str) -> pa.BooleanArray:
        """Return yes or no: true/false, 1/0 and words in the file languages."""
        place = self.take(names)
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
        country: tuple[str, ...] = (),
        currency: pa.StringArray | None = None,
    ) -> pa.Int64Array:
        """Return customer keys: the first identity that is present in each row, null without one.

        E-mail, then id, then phone; within one kind every named column is tried in turn. `name` is the last
        resort: columns that identify a person only together (name and postcode). A phone number is read as
        one of the row's `country` (the first of these columns with a value, else the file's most frequent
        one, else that of its most frequent `currency`). `keys_as_written` then has the same keys with phone
        numbers by their digits only; ids that must be the same in every export are made from those.
        """
        keys = pa.nulls(self.raw.rows, pa.int64())
        for column in self.distinct_columns(email):
            (found_keys,) = person_columns.pseudonyms(self, column, ["email:"], identities.email, self._key)
            keys = pc.coalesce(keys, found_keys)
        addresses = keys if email else None
        prefixes = [f"id:{self._source.casefold()}:", "number:"]
        for column in self.distinct_columns(ident):
            found_keys, number = person_columns.pseudonyms(
                self, column, prefixes, identities.ident, self._key
            )
            if addresses is not None:
                keys = person_columns.known_by_number(self, column, keys, addresses, found_keys)
            keys = pc.coalesce(keys, found_keys)
            self.customer_numbers = pc.coalesce(self.customer_numbers, number)
        written = keys
        present = [column for column in phone if self.has(column)]
        if present:
            countries = phone_columns.countries(
                [self.text(c) for c in country], currency, self.hints, self.raw.rows
            )
            for column in present:
                found_keys, digits = phone_columns.pseudonyms(
                    self, column, pc.is_null(keys), countries, self._key
                )
                keys, written = pc.coalesce(keys, found_keys), pc.coalesce(written, digits)
        if name and keys.null_count:
            named = person_columns.keys_of_names([self.text(part) for part in name], self._key)
            keys, written = pc.coalesce(keys, named), pc.coalesce(written, named)
        self.people = keys if self.people is None else self.people
        self.keys_as_written = written
        return keys

    def _in_minor(
        self, place: int, codes: Sequence[str], digits: Sequence[int]
    ) -> Iterator[tuple[pa.Int64Array | list[int | None], Sequence[Message | None]]]:
        """Yield the amounts of a column in units of so many digits each, and why some are none."""
        if self.evidence.are_plain(place) and units.are_whole(self, place):
            texts = self.evidence.distinct(place).trimmed
            plain = [fast_amounts.to_minor(texts, each) for each in digits]
            if all(amounts is not None for amounts in plain):
                yield from ((amounts, ()) for amounts in plain)
                return
        values, faults = self._decimals(place, "money", codes)
        values = units.scaled(values, units.of_column(self, place, values, codes))
        for each in digits:
            own_faults = list(faults)
            yield (
                conversions.checked(values, own_faults, partial(conversions.to_minor, digits=each)),
                own_faults,
            )

    def _decimals(
        self, place: int, kind: CellType, codes: Sequence[str] = ()
    ) -> tuple[list[Decimal | None], list[Message | None]]:
        """Parse a column of numbers; money may carry a currency in each cell."""
        column = self.evidence.distinct(place)
        parts = self.evidence.parts(place)
        sign = self.evidence.decimal(place, kind, codes)
        wrong = conversions.NOT_MONEY if kind == "money" else numbers.NOT_A_NUMBER
        values: list[Decimal | None] = []
        faults: list[Message | None] = []
        for text, part in zip(column.cleaned, parts, strict=True):
            value = conversions.valued(text, part, sign, wrong)
            if kind == "money" and part is not None and part.percent:
                value = wrong  # a percentage of something
            values.append(None if isinstance(value, Fault) else value)
            faults.append(value.reason if isinstance(value, Fault) else None)
        return values, faults

    def _finish(
        self,
        place: int,
        kind: CellType,
        values: Sequence[object],
        faults: Sequence[Message | None],
        arrow_type: pa.DataType,
        *,
        required: bool,
    ) -> pa.Array:
        """Distribute values over the rows and record the cells that did not fit."""
        column = self.evidence.distinct(place)
        result = column.spread(values, arrow_type)
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
            self.ledger.set_aside(mask(pc.is_null(values)), _EMPTY, place)

    def _times(self, name: str) -> pa.Array:
        place = self.take((name,))
        assert place is not None  # noqa: S101 - the caller has checked
        texts = conversions.with_colons(self.evidence.distinct(place).cleaned)
        values, faults = parse_each(texts, conversions.time_of_day)
        return self._finish(place, "time", values, faults, pa.duration("us"), required=False)
