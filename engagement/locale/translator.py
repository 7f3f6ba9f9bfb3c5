"""Translation of messages, and numbers, money and dates in the format of a locale."""

from __future__ import annotations

import datetime as dt
import gettext
import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
)

from engagement.locale import Message, message
from engagement.locale.articles import WithArticle
from engagement.locale.po_file import Translations
from engagement.locale.renamed import RENAMED
from engagement.locale.tags import groups_from, locale_of, preferred

_NBSP: Final = "\u00a0"
_MINUS: Final = "\u2212"
#: Keeps "24.2-28.7" on one line: a word joiner on each side of the en dash.
_TO: Final = "\u2060\u2013\u2060"

_DIGITS: Final = {"share": 1, "percent": 2, "points": 0, "count": 0, "ratio": 2, "days": 0, "score": 2}
#: CLDR separates a code of letters from its number: "EUR 5", but "US$5".
_LETTERS_BEFORE_DIGIT: Final = re.compile(r"(?<=[^\W\d_])(?=\d)")
#: The first day of a month is an ordinal in Italian.
_FIRST: Final = re.compile(r"^1(?= )")
_EPOCH: Final = dt.date(1970, 1, 1)
_NO_CURRENCY: Final = "XXX"
#: The size of the caches of formatted values.
_FORMATTED: Final = 8192


def catalogue(language: str) -> Path:
    """Return the path of a language's catalogue (.po)."""
    return Path(__file__).parent / language / "engagement.po"


@lru_cache
def _translations(language: str) -> gettext.NullTranslations:
    path = catalogue(language)
    if not path.is_file():
        return gettext.NullTranslations()
    return Translations(path)


@lru_cache(maxsize=256)
def translator(tag: str) -> Translator:
    """Return the translator of a tag like "it" or "en-US"; English where there is no such language."""
    return Translator(preferred([tag]))


def day_to_date(day: int) -> dt.date:
    """Return the date of a day number: days since 1970-01-01."""
    return _EPOCH + dt.timedelta(days=int(day))


class Translator:
    """Translates messages into one language and formats values by one region. Immutable for its callers.

    `tag` is one that `tags.preferred` returns, `language` its first part.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.language = tag.split("-", maxsplit=1)[0]
        self._locale = locale_of(tag)
        self._whole: str = self._locale.decimal_formats[None].pattern.split(".")[0]
        self._per_cent: str = self._locale.percent_formats[None].pattern.rpartition("0")[2]
        self._grouped_from = 10 ** (groups_from(self._locale) - 1)
        self._gettext = _translations(self.language)
        self._whole_sentences: dict[str, str] = {}

    def t(self, sentence: Message | str) -> str:
        """Return a message in this language with its values formatted; text is returned unchanged."""
        if isinstance(sentence, str):
            return sentence
        if sentence.plural is None and sentence.n is None and not sentence.values:
            return self._whole_sentence(sentence.text)
        text = RENAMED.get(sentence.text, sentence.text)
        if sentence.plural is None:
            template = self._gettext.gettext(text)
        else:
            template = self._gettext.ngettext(text, sentence.plural, 1 if sentence.n is None else sentence.n)
        values = {name: WithArticle(self.any(value)) for name, value in sentence.places.items()}
        for name, value in values.items():
            if value.endswith("."):  # the stop of an abbreviation ("p.p.") ends the sentence too
                template = template.replace(f"{{{name}}}.", f"{{{name}}}")
        return template.format(**values)

    def _whole_sentence(self, text: str) -> str:
        """Return the translation of a sentence without places from a cache; a page has hundreds."""
        translated = self._whole_sentences.get(text)
        if translated is None:
            translated = self._whole_sentences[text] = self._gettext.gettext(RENAMED.get(text, text)).format(
                n=None
            )
        return translated

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

    def number(self, amount: float, digits: int | None = None) -> str:
        """Format a number; without `digits`, integers without and others with up to two decimals."""
        pattern = f"{self._whole}.##" if digits is None else f"{self._whole}.{'0' * digits}".rstrip(".")
        return self._decimal(_rounded(amount, 2 if digits is None else digits), pattern)

    def exact(self, amount: Decimal) -> str:
        """Format a decimal number with all its digits."""
        return self._decimal(amount, f"{self._whole}.#", exact=True)

    def _decimal(self, amount: float | Decimal, pattern: str, *, exact: bool = False) -> str:
        if exact:  # not cached: a value may have its own number of decimals
            return _formatted(self.tag, amount, pattern, exact=True, groups=self._groups(amount))
        return _known_number(self.tag, amount, pattern, groups=self._groups(amount))

    def _groups(self, amount: float | Decimal) -> bool:
        """Return whether thousands are separated: some languages write 1234 but 12.345."""
        return bool(abs(amount) >= self._grouped_from)

    def percent(self, fraction: float, digits: int = 1) -> str:
        """Format 0.264 as "26.4%": with the space before the sign that the language has, if any."""
        return self.number(fraction * 100, digits) + self._per_cent

    def money(self, amount: float, currency: str | None, digits: int | None = None) -> str:
        """Format an amount in major units (euros, not cents), with the currency's own digits by default.

        Without a currency it is a number with two digits.
        """
        if currency is None or currency == _NO_CURRENCY:
            return self.number(amount, 2 if digits is None else digits)
        places = get_currency_precision(currency) if digits is None else digits
        pattern = self._locale.currency_formats["standard"].pattern.split(";")[0]
        pattern = pattern.replace("0.00", "0" + ("." + "0" * places if places else ""))
        shown = _rounded(amount, places)
        text: str = format_currency(
            shown,
            currency,
            format=pattern,
            locale=self._locale,
            currency_digits=False,
            group_separator=self._groups(shown),
        )
        return _LETTERS_BEFORE_DIGIT.sub(_NBSP, text).replace("-", _MINUS)

    def symbol(self, currency: str | None) -> str:
        """Return the currency's sign in this language, "" without a currency."""
        if currency is None or currency == _NO_CURRENCY:
            return ""
        sign: str = get_currency_symbol(currency, locale=self._locale)
        return sign

    def value(self, amount: float, unit: str, currency: str | None = None, digits: int | None = None) -> str:
        """Format a metric's value by its unit (`model.Unit`): a share of 0.264 is "26.4%".

        Raises KeyError for any other unit.
        """
        if unit == "money":
            return self.money(amount, currency, digits)
        places = _DIGITS[unit] if digits is None else digits
        if unit == "share":
            return self.percent(amount, places)
        if unit == "percent":
            return self.number(amount, places) + self._per_cent
        if unit == "points":
            return self._with_sign(amount, self.number(amount, places))
        return self.number(amount, places)

    def interval(
        self, low: float, high: float, unit: str, currency: str | None = None, digits: int | None = None
    ) -> str:
        """Format an interval without its unit: "24.2–28.7", or with "to" for points and negative limits."""
        if unit == "points":
            return self.t(message("{low} to {high}", low=self.value(low, unit), high=self.value(high, unit)))
        places = _interval_digits(unit, currency) if digits is None else digits
        scale = 100 if unit == "share" else 1
        ends = [self.number(end * scale, places) for end in (low, high)]
        if low < 0:  # a dash beside a minus reads as a second minus
            return self.t(message("{low} to {high}", low=ends[0], high=ends[1]))
        return _TO.join(ends)

    def signed(self, amount: float, unit: str, currency: str | None = None, digits: int | None = None) -> str:
        """Format a difference with its sign; a difference of shares is in points."""
        if unit in {"share", "percent"}:
            points = amount * 100 if unit == "share" else amount
            places = 1 if digits is None else digits
            size = self.number(abs(points), places)
            text = self.t(message("{number} points", number=size))
            return self._with_sign(amount, text, size=size)
        if unit == "days":
            size = self.number(abs(amount), digits or 0)
            rounded = round(abs(amount))
            text = self.t(message("{number} day", "{number} days", rounded, number=size))
            return self._with_sign(amount, text, size=size)
        text = self.value(abs(amount), unit, currency, digits).lstrip("+")
        return self._with_sign(amount, text)

    def growth(self, ratio: float) -> str:
        """Format a relative change: 0.5 as "+50%"."""
        return self._with_sign(ratio, self.percent(abs(ratio), 1 if abs(ratio) < 0.1 else 0))

    def day(self, day: dt.date | int) -> str:
        """Format a day: "31 October 2026", in America "October 31, 2026"."""
        text = str(format_date(_date(day), format="long", locale=self._locale))
        return _FIRST.sub("1°", text) if self.language == "it" else text

    def day_short(self, day: dt.date | int) -> str:
        """Format a day: "31 Oct 2026", in America "Oct 31, 2026"."""
        return self._by_skeleton("yMMMd", day)

    def day_digits(self, day: dt.date | int) -> str:
        """Format a day in digits, the year whole, as spreadsheets read it: "31/10/2026"."""
        pattern = re.sub("y+", "y", self._locale.date_formats["short"].pattern)
        return str(format_date(_date(day), format=pattern, locale=self._locale))

    @property
    def decimal_sign(self) -> str:
        """The decimal separator."""
        return str(get_decimal_symbol(self._locale))

    def moment(self, moment: dt.datetime) -> str:
        """Format a datetime without its year: "21 Nov, 09:12", in America "Nov 21, 9:12 AM"."""
        time = format_time(moment, "short", locale=self._locale).replace("\u202f", _NBSP)
        return f"{self._by_skeleton('MMMd', moment)}, {time}"

    def day_of_month(self, day: dt.date | int) -> str:
        """Format a day without its year: "4 May", in America "May 4"."""
        return self._by_skeleton("MMMd", day)

    def month(self, day: dt.date | int) -> str:
        """Format a month: "October 2026"."""
        return self._by_skeleton("yMMMM", day)

    def month_year(self, day: dt.date | int) -> str:
        """Format a month briefly: "Oct 2026"."""
        return self._by_skeleton("yMMM", day)

    def month_short(self, day: dt.date | int) -> str:
        """Format a month's name alone: "Oct"."""
        return str(format_date(_date(day), format="LLL", locale=self._locale))

    def quarter(self, day: dt.date | int) -> str:
        """Format a quarter: "Q4 2026"."""
        return self._by_skeleton("yQQQ", day)

    def quarter_short(self, day: dt.date | int) -> str:
        """Format a quarter's name alone: "Q4"."""
        return str(format_date(_date(day), format="QQQ", locale=self._locale))

    @property
    def day_pattern(self) -> str:
        """The pattern of a date field (Streamlit's) nearest to this region: "MM/DD/YYYY" in America."""
        typed = self._locale.date_formats["short"].pattern
        parts = {"d": "DD", "M": "MM", "y": "YYYY"}
        sign = next(c for c in typed if not c.isalpha())
        order = dict.fromkeys(c for c in typed if c in parts)
        return (sign if sign in "/.-" else "/").join(parts[c] for c in order)

    def _by_skeleton(self, skeleton: str, day: dt.date | int) -> str:
        """Format a day by a CLDR skeleton, which puts the parts in the locale's order."""
        date = _date(day)
        return (_known_day if type(date) is dt.date else _written_day)(self.tag, skeleton, date)

    def country(self, code: str) -> str:
        """Return the name of a country for its ISO 3166 code of two letters; any other text unchanged."""
        if len(code) != 2:
            return code
        return str(self._locale.territories.get(code.upper(), code))

    @property
    def name(self) -> str:
        """The language's own name, capitalised."""
        own_name = Locale(self.language).get_language_name(self.language) or self.language
        return str(own_name).capitalize()

    def _with_sign(self, amount: float, text: str, *, size: str | None = None) -> str:
        if not any(c in "123456789" for c in (size or text)):
            return text.lstrip(_MINUS)
        sign = _MINUS if amount < 0 else "+"
        return sign + text.lstrip(_MINUS)


def _formatted(tag: str, amount: float | Decimal, pattern: str, *, exact: bool, groups: bool) -> str:
    text: str = format_decimal(
        amount, format=pattern, locale=locale_of(tag), decimal_quantization=not exact, group_separator=groups
    )
    return text.replace("-", _MINUS)


@lru_cache(maxsize=_FORMATTED)
def _known_number(tag: str, amount: float | Decimal, pattern: str, *, groups: bool) -> str:
    """Format a number with a cache: a redrawn page formats the same hundreds of values."""
    return _formatted(tag, amount, pattern, exact=False, groups=groups)


def _written_day(tag: str, skeleton: str, day: dt.date) -> str:
    return str(format_skeleton(skeleton, day, locale=locale_of(tag)))


_known_day: Final = lru_cache(maxsize=_FORMATTED)(_written_day)


def _interval_digits(unit: str, currency: str | None) -> int:
    if unit == "money":
        return min(1, get_currency_precision(currency)) if currency else 1
    return _DIGITS[unit]


def _rounded(amount: float, digits: int) -> float:
    """Round, with 0 in place of negative zero."""
    rounded = round(amount, digits)
    return 0 if rounded == 0 else rounded


def _date(day: dt.date | int) -> dt.date:
    return day if isinstance(day, dt.date) else day_to_date(day)
