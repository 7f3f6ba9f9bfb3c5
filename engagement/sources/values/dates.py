"""Dates and times as people and programs write them, in the languages of the files.

`parse` reads one text; `order_evidence` returns what a column proves about day or month first. A day that
does not exist is a fault of its own, different from a text that is not a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import message
from engagement.sources.values.month_names import MONTHS, WEEKDAYS, plain
from engagement.sources.values.texts import Fault
from engagement.sources.words.word_files import any_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable

Order = Literal["day", "month"]

NOT_A_DATE: Final = Fault(message("This is not a date"))
NO_SUCH_DAY: Final = Fault(message("This day does not exist"))
NO_SUCH_TIME: Final = Fault(message("This time of day does not exist"))
NO_YEAR: Final = Fault(message("This date has no year"))

#: Excel's first day; its two wrong days before 1900-03-01 do not matter.
_EXCEL_EPOCH: Final = datetime(1899, 12, 30)
_UNIX_EPOCH: Final = datetime(1970, 1, 1)
_EXCEL_DAYS: Final = (20_000.0, 80_000.0)  # 1954 to 2119
_UNIX_SECONDS: Final = (300_000_000, 5_000_000_000)  # 1979 to 2128

_TIME: Final = re.compile(
    r"""(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}|(?<=:)\d(?=:\d)))
        (?:[:.m](?P<second>\d{2}|(?<=:)\d(?!\d))(?:[.,](?P<part>\d{1,9})\d*)?s?)?
        \s*(?P<half>[ap]\.?\s?m\.?)?
        \s*(?P<zone>Z|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?(?:\s?\([^)]*\))?|[A-Z]{2,5}(?:[+-]\d+)?)?\Z""",
    re.VERBOSE | re.IGNORECASE,
)
#: The word after a time: "23:28 hs.", "10:12 Uhr".
_OCLOCK: Final = re.compile(rf"(?<=:\d\d)\s*(?:{any_of('dates', 'oclock')})\.?\Z", re.IGNORECASE)
#: "9 out of 10" is a score, though "out" is October in Portuguese.
_MARK: Final = " out of "
#: AM and PM before the time: "오후 3:05", "下午3:05".
_HALVES: Final = {"오전": "AM", "오후": "PM", "上午": "AM", "下午": "PM", "午前": "AM", "午後": "PM"}
#: AM and PM as a letter after the time: "10:00 م".
_HALVES_BEHIND: Final = {" ص": "AM", " م": "PM"}
_CLOCK_FIRST: Final = re.compile(
    r"(\d{1,2}:\d{1,2}(?::\d{1,2})?(?:\s?[ap]\.?m\.?)?),?\s+(\S.*)\Z", re.IGNORECASE
)
_HOUR_ONLY: Final = re.compile(r"(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?\s?m\.?)\Z", re.IGNORECASE)
#: Hungarian writes "2026. 01. 05."
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})([-/]|\.\s?|\s?[年년]\s?)(\d{1,2})(?:[-/]|\.\s?|\s?[月월]\s?)(\d{1,2})(?:[日일]|\.(?=\s|\Z))?"
)
_WEEKDAY_FIRST: Final = re.compile(r"([^\W\d_]+)\.?,?\s+(?=\d{1,4}\s?[-/.]\s?\d)")
_MONTH_AND_DAY: Final = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]\Z")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?Z?)?\Z")
_NUMERIC: Final = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?\Z")
_WORDS: Final = re.compile(r"[^\W\d_]+\.?|\d+")
_ORDINAL: Final = re.compile(rf"(?<=\d)(?:{any_of('dates', 'ordinal')}|º|ª|°|\.)(?=[\s,]|\Z)", re.IGNORECASE)
_FILLERS: Final = frozenset(words("dates")["between"])
_TIME_INSIDE: Final = re.compile(
    r"(?<![\d/.-])\d{1,2}(?:[:h]\d{2}|:\d:\d|\.\d{2}\.\d{2}|\s?[ap]\.?m\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Yearless:
    """A day and month without a year, as TikTok writes them; the column must find the year."""

    month: int
    day: int


def parse(text: str, order: Order, *, year: int | None = None) -> datetime | Fault:
    """Return one cleaned text as a local instant; an offset is dropped, not applied.

    `order` decides 01/02/2026. `year` is used for a date without one.
    """
    instant = _dated(text, order, year)
    swapped = _CLOCK_FIRST.match(text) if instant is None else None
    if swapped is not None:
        # 11:38 PM, September 10 2024
        instant = _dated(f"{swapped.group(2)} {swapped.group(1)}", order, year)
    return NOT_A_DATE if instant is None else instant


def _dated(text: str, order: Order, year: int | None) -> datetime | Fault | None:
    if _MARK in text:
        return None
    text = _without_weekday(text)
    instant = _numeric_date(text, order)
    if instant is None:
        instant = _numbered(text)
    return _worded(text, year) if instant is None else instant


def _without_weekday(text: str) -> str:
    """Return a numeric date without the weekday before it: "Mon 03/02/2026"."""
    named = _WEEKDAY_FIRST.match(text)
    return text if named is None or plain(named.group(1)) not in WEEKDAYS else text[named.end() :]


def yearless(text: str) -> Yearless | None:
    """Return day and month of a worded date without a year ("September 17", "9月17日"); else None."""
    signed = _MONTH_AND_DAY.match(text)
    if signed is not None:
        return Yearless(int(signed.group(1)), int(signed.group(2)))
    parts = _word_parts(text)
    if parts is None:
        return None
    numbers, month = parts
    if len(numbers) == 1 and len(numbers[0]) <= 2:
        return Yearless(month, int(numbers[0]))
    return None


def order_evidence(texts: Iterable[str]) -> tuple[int, int, int]:
    """Return how many texts prove day first, prove month first, and are ambiguous.

    Only numeric dates with the year last count; 13/01 proves day first, 01/13 month first. A text like
    05/05 is the same either way and is not counted.
    """
    day = month = either = 0
    for text in texts:
        match = _NUMERIC.match(_without_weekday(text))
        if match is None:
            continue
        first, second = int(match.group(1)), int(match.group(3))
        if first > 12 >= second:
            day += 1
        elif second > 12 >= first:
            month += 1
        elif first != second:
            either += 1
    return day, month, either


def is_open(text: str) -> bool:
    """Return whether a date can be read as two different days, day first and month first."""
    return order_evidence([text])[2] > 0


def parse_time(text: str) -> timedelta | Fault | None:
    """Return a time of day, as the time since midnight; None if the text is not a time."""
    match = _TIME.match(text) or _HOUR_ONLY.match(text)
    if match is None:
        return None
    parts = match.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts.get("minute") or 0), int(parts.get("second") or 0)
    half = (parts.get("half") or "")[:1].lower()
    # Magento writes 14:00:00 PM: a clock of 24 hours with a half of the day beside it.
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour == 24 and minute == second == 0:
        return timedelta(days=1)
    if hour > 23 or minute > 59 or second > 60:
        return NO_SUCH_TIME
    micro = int((parts.get("part") or "0").ljust(6, "0")[:6])
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59), microseconds=micro)


def _numeric_date(text: str, order: Order) -> datetime | Fault | None:
    """2026-05-02T10:11:12Z, 2026/5/2, 12/1/2010 8:26, 12.02.26, 12/02/2026 19.07.17."""
    match = _YEAR_FIRST.match(text)
    if match is not None:
        year, month, day = int(match.group(1)), int(match.group(3)), int(match.group(4))
        return _build(year, month, day, text[match.end() :])
    match = _NUMERIC.match(text)
    if match is None:
        return None
    first, second, year = int(match.group(1)), int(match.group(3)), _full_year(match.group(4))
    day, month = (first, second) if order == "day" else (second, first)
    return _build(year, month, day, text[match.end() :])


def _numbered(text: str) -> datetime | Fault | None:
    """20260502, Excel's 45384.3479, seconds or milliseconds since 1970."""
    match = _COMPACT.match(text)
    if match is not None:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        time_text = f"T{hour}:{minute:02}:{second:02}" if match.group(4) else ""
        return _build(year, month, day, time_text)
    if _NUMBER.match(text) is None:
        return None
    number = float(text.replace(",", "."))
    if _EXCEL_DAYS[0] <= number <= _EXCEL_DAYS[1]:
        # A serial carries a second in its fifth decimal; finer is the noise of binary fractions.
        return _EXCEL_EPOCH + timedelta(seconds=round(number * 86_400))
    for scale in (1, 1_000, 1_000_000):
        if _UNIX_SECONDS[0] * scale <= number <= _UNIX_SECONDS[1] * scale:
            return _UNIX_EPOCH + timedelta(microseconds=round(number * (1_000_000 // scale)))
    return None


def _worded(text: str, year: int | None) -> datetime | Fault | None:
    """Dec 11, 2024; Sep-18-26; 05-oct.-26; Tue, Jul 14, 2026; Mar 13th 2026; 17 settembre."""
    inside = _TIME_INSIDE.search(text)
    clock = text[inside.start() :] if inside else ""
    date_text = text[: inside.start()] if inside else text
    trailing = re.search(r"\s((?:19|20)\d{2})\Z", clock) if inside else None
    if trailing is not None and not re.search(r"(?:19|20)\d{2}", date_text):
        # Tue Jul 14 10:11:12 2026
        date_text, clock = f"{date_text} {trailing.group(1)}", clock[: trailing.start()]
        clock = re.sub(r"\s+[A-Z]{3,5}\Z", "", clock)
    parts = _word_parts(date_text)
    if parts is None:
        return None
    numbers, month = parts
    if len(numbers) == 1:
        if len(numbers[0]) > 2:
            return NOT_A_DATE
        return NO_YEAR if year is None else _build(year, month, int(numbers[0]), clock)
    if len(numbers) != 2:
        return None
    day_text, year_text = numbers
    if len(day_text) == 4 and len(year_text) <= 2:
        day_text, year_text = year_text, day_text
    if len(day_text) > 2 or len(year_text) not in (2, 4):
        return None
    return _build(_full_year(year_text), month, int(day_text), clock)


def _word_parts(text: str) -> tuple[list[str], int] | None:
    """Split a worded date into its numbers, as they stand, and its month."""
    numbers: list[str] = []
    month = 0
    could_be_weekday = False
    for token in _WORDS.findall(plain(_ORDINAL.sub("", text))):
        word = token.rstrip(".")
        if word.isdigit():
            numbers.append(word)
        elif word in MONTHS and (not month or could_be_weekday):
            # "mar" is March, and Tuesday where a month follows it.
            month, could_be_weekday = MONTHS[word], word in WEEKDAYS
        elif word not in _FILLERS and word not in WEEKDAYS:
            return None
    return (numbers, month) if month and numbers else None


def _build(year: int, month: int, day: int, time_text: str) -> datetime | Fault:
    """Return the instant of a date and the text of the time after it."""
    try:
        date = datetime(year, month, day)
    except ValueError:
        return NO_SUCH_DAY
    time = _time_after(time_text)
    return time if isinstance(time, Fault) else date + time


@lru_cache(maxsize=4_096)
def _time_after(time_text: str) -> timedelta | Fault:
    """Return the time after a date; without text it is midnight. Cached, because times recur on many days."""
    time_text = time_text.lstrip(" \t\u00a0\u202f,T-").strip()
    if not time_text or time_text in ("Z", "UTC", "GMT"):
        return timedelta(0)
    for filler in ("alle ore ", "alle ", "at ", "um ", "à ", "a las ", "o ", "klo ", "kl. ", "kl "):
        time_text = time_text.removeprefix(filler)
    if (half := _HALVES.get(time_text[:2])) is not None:
        time_text = f"{time_text[2:].strip()} {half}"
    elif (half := _HALVES_BEHIND.get(time_text[-2:])) is not None:
        time_text = f"{time_text[:-2].strip()} {half}"
    time = parse_time(_OCLOCK.sub("", time_text.replace("\u202f", " ").replace("\u00a0", " ")))
    return NOT_A_DATE if time is None else time


def _full_year(text: str) -> int:
    """Return a year of two digits in full: 70 to 99 are in the last century."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)
