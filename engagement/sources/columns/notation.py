"""The notation of the columns of one table: decimal sign, day or month first.

Evidence is taken from the column itself, then from other columns of the same type in the file; only then it
is guessed, with a warning. Everything is computed once and on first use.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.money import currencies
from engagement.sources.model import spill
from engagement.sources.model.hints import Doubt
from engagement.sources.text import progress
from engagement.sources.values import dates, day_or_month_first, fast_amounts, numbers
from engagement.sources.values.texts import Distinct, as_written, is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.ledger import Ledger
    from engagement.sources.model.hints import Hints
    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.values.numbers import Parts, Sign

#: The number of distinct texts of another column that are checked.
_SAMPLE: Final = 2_000
#: The number of ambiguous example values.
_SHOWN: Final = 3
#: The number of amounts with three decimals, and none with two, from which they are probably thousands.
_MANY: Final = 5
#: The share of dates in the other order from which they are not typing errors.
_MIXED: Final = 0.05
#: The number of columns whose distinct texts are always kept in memory, and the bytes up to which those of
#: further columns are, because large files may have many columns with many distinct texts.
_MOST_CACHED: Final = 4
_MOST_CACHED_BYTES: Final = 48 << 20


class Notations:
    """The notation of the columns of `raw`, by index; `dates` and `decimals` are the decisions so far."""

    def __init__(self, raw: RawTable, hints: Hints, ledger: Ledger) -> None:
        self.raw = raw
        self.hints = hints
        self.ledger = ledger
        self.date_orders: dict[int, dates.Order] = {}
        self.decimals: dict[int, Sign] = {}
        self._distinct: dict[int, Distinct] = {}
        self._distinct_bytes = 0
        self._looked_at: set[int] = set()
        self._parts: dict[int, list[Parts | None]] = {}
        self._file_sign: list[Sign | None] = []
        self._file_order: list[dates.Order | None] = []

    def distinct(self, place: int) -> Distinct:
        """Return the distinct texts of a column."""
        column_texts = self._distinct.pop(place, None)
        if column_texts is None:
            column_texts = Distinct(self.raw.data.column(place))
            spill.forget_all()
            self._tell_progress(place)
            self._distinct_bytes += column_texts.size
        self._distinct[place] = column_texts
        while len(self._distinct) > _MOST_CACHED and self._distinct_bytes > _MOST_CACHED_BYTES:
            oldest = next(iter(self._distinct))
            self._distinct_bytes -= self._distinct.pop(oldest).size
            self._parts.pop(oldest, None)
        return column_texts

    def texts(self, place: int) -> pa.StringArray:
        """Return the cleaned text of each row, null for a blank one."""
        if place not in self._distinct:
            plain = as_written(self.raw.data.column(place))
            spill.forget_all()
            if plain is not None:
                self._tell_progress(place)
                return plain
        column = self.distinct(place)
        return column.spread(pc.if_else(pc.equal(column.trimmed, ""), None, column.trimmed), pa.string())

    def parts(self, place: int) -> list[Parts | None]:
        """Return each distinct text of a column as the parts of a number, None if it is not one."""
        if place not in self._parts:
            self._parts[place] = [_number_of(text) for text in self.distinct(place).cleaned]
        return self._parts[place]

    def are_plain(self, place: int) -> bool:
        """Return whether a column's numbers are so plain that they need not be taken apart one by one."""
        texts = self.distinct(place).trimmed
        is_plain = fast_amounts.are_plain(texts)
        if is_plain:
            self.decimals[place] = self.hints.decimal or "."
        return is_plain

    def decimal(self, place: int, kind: str, codes: Sequence[str] = ()) -> Sign:
        """Return the decimal sign of a column; `kind` is number, integer or money."""
        evidence = numbers.evidence(part.body for part in self.parts(place) if part is not None)
        if self.hints.decimal is not None:
            sign = self.hints.decimal
            if evidence.proven is None and (evidence.open_point or evidence.open_comma) and kind != "integer":
                self._doubt_sign(place, sign)
        elif evidence.proven is not None:
            sign = evidence.proven
        elif not (evidence.open_point or evidence.open_comma):
            return self.decimals.get(place, ".")
        else:
            sign = self._undecided(place, kind, codes, evidence)
        if evidence.point and evidence.comma:
            self.ledger.warn(
                message(
                    "{column} mixes decimal points and decimal commas; each number is read by its own form",
                    column=self.raw.columns[place],
                )
            )
        self.decimals[place] = sign
        return sign

    def date_order(self, place: int, usual: dates.Order | None = None) -> dates.Order:
        """Return whether the day or the month comes first in a column of dates.

        `usual` is used instead of a guess if nothing in the file proves either.
        """
        if place in self.date_orders:
            return self.date_orders[place]
        texts = self.distinct(place).cleaned
        day, month, either = dates.order_evidence(texts)
        given_order = self.hints.date_order
        if not (day or month or either):
            return given_order or "month"  # the column does not depend on it
        proven: dates.Order | None = None
        if not (day and month):
            proven = ("day" if day else "month") if day or month else self._sister_order()
        if proven is not None:
            order = proven
            self._tell_otherwise(place, order)
        elif given_order is None and day != month:
            order = "day" if day > month else "month"
            self._tell_mixed(place, order, min(day, month), max(day, month))
        else:
            order = self._open_order(place, texts, usual)
        self.date_orders[place] = order
        return order

    def _tell_progress(self, place: int) -> None:
        self._looked_at.add(place)
        progress.report_progress(self.raw.rows, self.raw.rows, len(self._looked_at))

    def _undecided(
        self, place: int, kind: str, codes: Sequence[str], evidence: numbers.DecimalEvidence
    ) -> Sign:
        """Return the sign for a column whose numbers are all ambiguous ("1,234")."""
        thousands: Sign = "." if evidence.open_comma > evidence.open_point else ","
        if kind == "integer":
            return thousands
        sign = self._sister_sign()
        of_thousandths = any(currencies.minor_digits(code) == 3 for code in codes)
        # Many amounts with three decimals are doubtful even if the file proves the sign: they are rare.
        many = kind == "money" and evidence.open_comma + evidence.open_point >= _MANY
        if sign is not None and (not many or sign == thousands or of_thousandths):
            return sign
        sign = sign or self._guessed_sign(kind, thousands, evidence, of_thousandths=of_thousandths)
        sentence = message(
            "{column} could be read with a decimal point or a decimal comma; it is read with {sign}",
            column=self.raw.columns[place],
            sign=sign,
        )
        self._doubt_sign(place, sign, sentence)
        return sign

    def _guessed_sign(
        self, kind: str, thousands: Sign, evidence: numbers.DecimalEvidence, *, of_thousandths: bool
    ) -> Sign:
        """Return the sign if nothing in the file proves it."""
        if kind == "money" and of_thousandths:
            return "," if thousands == "." else "."
        if kind == "money" or evidence.open_comma > evidence.open_point:
            return thousands
        return "," if self.raw.delimiter == ";" else "."

    def _doubt_sign(self, place: int, sign: Sign, sentence: Message | None = None) -> None:
        samples = self._samples(place, is_open)
        self.ledger.doubt(Doubt("decimal", self.raw.columns[place], samples, sign, sentence))

    def _sister_sign(self) -> Sign | None:
        """Return the decimal sign that all columns of the file prove together."""
        if not self._file_sign:
            bodies: list[str] = []
            for place in range(len(self.raw.columns)):
                bodies.extend(self._number_bodies(place))
            self._file_sign.append(numbers.evidence(bodies).proven)
        return self._file_sign[0]

    def _number_bodies(self, place: int) -> Iterator[str]:
        """Yield the numbers of a column without sign and currency; none unless it is a column of numbers."""
        texts = [text for text in self.distinct(place).cleaned[:_SAMPLE] if not is_missing(text)]
        parts = [part for part in map(_number_of, texts) if part is not None]
        if texts and len(parts) > 0.9 * len(texts):
            yield from (part.body for part in parts)

    def _sister_order(self) -> dates.Order | None:
        if not self._file_order:
            columns = (self.distinct(place).cleaned[:_SAMPLE] for place in range(len(self.raw.columns)))
            self._file_order.append(day_or_month_first.prove(columns))
        return self._file_order[0]

    def _tell_otherwise(self, place: int, order: dates.Order) -> None:
        """Warn if every date that proves an order proves another one than a person stated."""
        if self.hints.date_order not in {None, order}:
            self.ledger.warn(
                message(
                    "The dates of {column} cannot be read as was said; they are read as they prove",
                    column=self.raw.columns[place],
                )
            )

    def _tell_mixed(self, place: int, order: dates.Order, fewer: int, more: int) -> None:
        """Warn if some dates prove day first and others month first: all others are then ambiguous."""
        if fewer == 1 or fewer < _MIXED * more:
            return  # wrong dates, which are set aside as such
        column = self.raw.columns[place]
        if order == "day":
            sentence = message(
                "{column} has dates with the day first and dates with the month first; what may be either is "
                "read with the day first",
                column=column,
            )
        else:
            sentence = message(
                "{column} has dates with the day first and dates with the month first; what may be either is "
                "read with the month first",
                column=column,
            )
        self.ledger.doubt(Doubt("dates", column, self._samples(place, dates.is_open), order, sentence))

    def _open_order(self, place: int, texts: Sequence[str], usual: dates.Order | None) -> dates.Order:
        """Return the order that a person gave, else a guess: nothing in the file proves either."""
        name, given_order = self.raw.columns[place], self.hints.date_order
        if given_order is not None:
            self.ledger.doubt(Doubt("dates", name, self._samples(place, dates.is_open), given_order))
            return given_order
        order = usual or day_or_month_first.guess(texts, self.raw.columns, self.raw.delimiter)[0]
        if order == "day":
            sentence = message(
                "The dates of {column} are ambiguous; they are read with the day first", column=name
            )
        else:
            sentence = message(
                "The dates of {column} are ambiguous; they are read with the month first", column=name
            )
        if usual is not None or day_or_month_first.sure(texts, order):
            self.ledger.warn(sentence)  # worth a warning, but not a question
        else:
            self.ledger.doubt(Doubt("dates", name, self._samples(place, dates.is_open), order, sentence))
        return order

    def _samples(self, place: int, is_open: Callable[[str], bool]) -> tuple[str, ...]:
        """Return the first distinct texts for which `is_open` is true: they can be read in both ways."""
        open_texts = (text for text in self.distinct(place).cleaned if is_open(text))
        return tuple(islice(open_texts, _SHOWN))


def is_open(text: str) -> bool:
    """Return whether a number can be read with a decimal point and with a decimal comma."""
    part = _number_of(text)
    evidence = numbers.evidence([part.body]) if part is not None else numbers.DecimalEvidence()
    return bool(evidence.open_point or evidence.open_comma)


def _number_of(text: str) -> Parts | None:
    """Return the parts of a cleaned text that is a number, with or without a currency; else None."""
    if is_missing(text):
        return None
    parts = numbers.take_apart(text)
    return parts if parts is not None else numbers.take_apart(currencies.split_amount(text)[0])
