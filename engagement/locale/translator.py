"""A reader's language: sentences from the catalogue, numbers, money and dates in the locale."""

from __future__ import annotations

import datetime as dt
import gettext
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, get_currency_precision, get_currency_symbol

from engagement.locale import LANGUAGES, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

#: English readers get the day before the month, as every other language here has it.
_LOCALES: Final = {"en": "en_GB", "it": "it_IT", "es": "es_ES", "pl": "pl_PL"}

_NBSP: Final = "\u00a0"
_MINUS: Final = "\u2212"
#: Keeps "24.2-28.7" on one line: a word joiner on each side of the en dash.
_TO: Final = "\u2060\u2013\u2060"

_DIGITS: Final = {"share": 1, "percent": 2, "points": 0, "count": 0, "ratio": 2, "days": 0, "score": 2}
_EPOCH: Final = dt.date(1970, 1, 1)
_NO_CURRENCY: Final = "XXX"


def catalogue(language: str) -> Path:
    """Where a language's catalogue lies."""
    return Path(__file__).parent / language / "engagement.po"


@lru_cache
def _translations(language: str) -> gettext.NullTranslations:
    path = catalogue(language)
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache
def translator(language: str) -> Translator:
    """Return the translator of a language; English where there is none."""
    return Translator(language if language in LANGUAGES else "en")


def preferred(languages: Iterable[str]) -> str:
    """Return the first language of a browser's list that there is a catalogue for, else English."""
    for tag in languages:
        language = tag.replace("_", "-").split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


def day_to_date(day: int) -> dt.date:
    """Turn a day number of the tables into a date."""
    return _EPOCH + dt.timedelta(days=int(day))


class Translator:
    """Puts messages and values into one language. Has no state but the language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(_LOCALES[language])
        self._gettext = _translations(language)

    def t(self, said: Message | str) -> str:
        """Return the sentence in this language, its values formatted; text passes as it is."""
        if isinstance(said, str):
            return said
        if said.plural is None:
            template = self._gettext.gettext(said.text)
        else:
            template = self._gettext.ngettext(said.text, said.plural, 1 if said.n is None else said.n)
        return template.format(**{name: self.any(value) for name, value in said.places.items()})

    def any(self, value: object) -> str:
        """Format a value by its type: numbers, dates, messages; anything else as text."""
        if isinstance(value, Message):
            return self.t(value)
        if isinstance(value, bool) or value is None:
            return str(value)
        if isinstance(value, int | float):
            return self.number(value)
        if isinstance(value, Decimal):
            return self.exact(value)
        if isinstance(value, dt.date):
            return self.moment(value) if isinstance(value, dt.datetime) else self.day(value)
        return str(value)

    def number(self, x: float, digits: int | None = None) -> str:
        """Format a number; without `digits`, whole numbers whole and others with up to two."""
        pattern = "#,##0.##" if digits is None else f"#,##0.{'0' * digits}".rstrip(".")
        text: str = format_decimal(_no_negative_zero(x, digits), format=pattern, locale=self._locale)
        return text.replace("-", _MINUS)

    def exact(self, x: Decimal) -> str:
        """Format a decimal number with all the digits that it has."""
        text: str = format_decimal(x, format="#,##0.#", locale=self._locale, decimal_quantization=False)
        return text.replace("-", _MINUS)

    def percent(self, fraction: float, digits: int = 1) -> str:
        """Format 0.264 as "26.4 %", the space unbreakable in every language."""
        return f"{self.number(fraction * 100, digits)}{_NBSP}%"

    def money(self, x: float, currency: str | None, digits: int | None = None) -> str:
        """Format an amount in major units; `digits` None takes the currency's own."""
        if currency is None or currency == _NO_CURRENCY:
            return self.number(x, 2 if digits is None else digits)
        places = get_currency_precision(currency) if digits is None else digits
        pattern = self._locale.currency_formats["standard"].pattern.split(";")[0]
        pattern = pattern.replace("0.00", "0" + ("." + "0" * places if places else ""))
        text: str = format_currency(
            _no_negative_zero(x, places), currency, format=pattern, locale=self._locale, currency_digits=False
        )
        return text.replace("-", _MINUS)

    def symbol(self, currency: str | None) -> str:
        """Return the currency's sign in this language, nothing for an unknown currency."""
        if currency is None or currency == _NO_CURRENCY:
            return ""
        sign: str = get_currency_symbol(currency, locale=self._locale)
        return sign

    def value(self, x: float, unit: str, currency: str | None = None, digits: int | None = None) -> str:
        """Format a metric's value by its unit."""
        if unit == "money":
            return self.money(x, currency, digits)
        places = _DIGITS[unit] if digits is None else digits
        if unit == "share":
            return self.percent(x, places)
        if unit == "percent":
            return f"{self.number(x, places)}{_NBSP}%"
        if unit == "points":
            return self._with_sign(x, self.number(x, places))
        return self.number(x, places)

    def interval(
        self, low: float, high: float, unit: str, currency: str | None = None, digits: int | None = None
    ) -> str:
        """Format an interval without its unit: "24.2-28.7", held together; points as "+24 to +38"."""
        if unit == "points":
            return self.t(
                Message(
                    "{low} to {high}",
                    values={"low": self.value(low, unit), "high": self.value(high, unit)},
                )
            )
        places = _interval_digits(unit, currency) if digits is None else digits
        scale = 100 if unit == "share" else 1
        ends = [self.number(end * scale, places) for end in (low, high)]
        return _TO.join(ends)

    def signed(self, x: float, unit: str, currency: str | None = None, digits: int | None = None) -> str:
        """Format a difference with its sign; a difference of shares is in points."""
        if unit in {"share", "percent"}:
            points = x * 100 if unit == "share" else x
            places = 1 if digits is None else digits
            size = self.number(abs(points), places)
            text = self.t(Message("{number} points", values={"number": size}))
            return self._with_sign(x, text, size=size)
        if unit == "days":
            size = self.number(abs(x), digits or 0)
            whole = round(abs(x))
            text = self.t(Message("{number} day", "{number} days", whole, {"number": size}))
            return self._with_sign(x, text, size=size)
        text = self.value(abs(x), unit, currency, digits).lstrip("+")
        return self._with_sign(x, text)

    def growth(self, ratio: float) -> str:
        """Format how much more or less something is than it was: 0.5 as "+50%"."""
        return self._with_sign(ratio, self.percent(abs(ratio), 1 if abs(ratio) < 0.1 else 0))

    def day(self, day: dt.date | int) -> str:
        """Format a day: "31 October 2026"."""
        return str(format_date(_date(day), format="long", locale=self._locale))

    def day_short(self, day: dt.date | int) -> str:
        """Format a day: "31 Oct 2026"."""
        return str(format_date(_date(day), format="d MMM y", locale=self._locale))

    def moment(self, moment: dt.datetime) -> str:
        """Format a moment: "21 Nov, 09:12"."""
        return str(format_datetime(moment, format="d MMM, HH:mm", locale=self._locale))

    def month(self, day: dt.date | int) -> str:
        """Format a month: "October 2026"."""
        return str(format_date(_date(day), format="LLLL y", locale=self._locale))

    def month_year(self, day: dt.date | int) -> str:
        """Format a month briefly: "Oct 2026"."""
        return str(format_date(_date(day), format="LLL y", locale=self._locale))

    def month_short(self, day: dt.date | int) -> str:
        """Format a month's name alone: "Oct"."""
        return str(format_date(_date(day), format="LLL", locale=self._locale))

    def country(self, code: str) -> str:
        """Return a country's name for an ISO 3166 code; anything else as it is."""
        if len(code) != 2:
            return code
        return str(self._locale.territories.get(code.upper(), code))

    @property
    def name(self) -> str:
        """The language's own name, capitalised."""
        try:
            own = Locale(self.language).get_language_name(self.language) or self.language
        except UnknownLocaleError:  # pragma: no cover - LANGUAGES are all known
            own = self.language
        return own.capitalize()

    def _with_sign(self, x: float, text: str, *, size: str | None = None) -> str:
        if not any(c in "123456789" for c in (size or text)):
            return text.lstrip(_MINUS)
        sign = _MINUS if x < 0 else "+"
        return sign + text.lstrip(_MINUS)


def _interval_digits(unit: str, currency: str | None) -> int:
    if unit == "money":
        return min(1, get_currency_precision(currency)) if currency else 1
    return _DIGITS[unit]


def _no_negative_zero(x: float, digits: int | None) -> float:
    rounded = round(x, 2 if digits is None else digits)
    return 0 if rounded == 0 else x


def _date(day: dt.date | int) -> dt.date:
    return day if isinstance(day, dt.date) else day_to_date(day)
