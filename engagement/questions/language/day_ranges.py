"""The expressions of one language for days of a month: "from 1 to 15 October vs 16 to 31"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from engagement.questions.language.patterns import Piece, any_of, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.questions.language.language_files import Words


def days_of_a_month(
    words: Words, links: Sequence[str], nth: str, of_word: str, months: tuple[str, ...]
) -> list[Piece]:
    """Return the pieces for "from 1 to 15 October" and "October 1 to 15".

    `links` may stand between two periods that are compared: then one of the two needs no month, "1 to 15
    October vs 16 to 31". `nth` is the expression of a day's number, `of_word` of what may stand before a
    month, `months` those of the twelve months.
    """
    time = {name: joined(text) for name, text in words["time"].items()}
    lead = joined([time[name] for name in ("since", "loose", "between")])
    to, articles = joined([time["to"], time["both"]]), f"(?:(?:{time['articles']}) )*"
    first, last = (nth.replace("(", f"(?P<{name}>", 1) for name in ("first", "last"))
    month = f"(?P<month>{joined(months)})"
    led = rf"(?:(?:{lead}) )?{articles}"
    day_first = rf"{led}{first} (?:(?:{to}) )?{articles}{last} {of_word}{month}"
    month_first = rf"{led}{month} {first} (?:{to}) {last}(?! \d)"
    link = rf"(?:(?:{joined(links)}) )+"
    dated = (day_first, month_first)
    before = [re.compile(rf"\b{text} {link}$") for text in dated]
    after = [re.compile(rf" {link}{text}\b") for text in dated]

    def of_same_month(match: re.Match[str]) -> str | None:
        """Return the days in the month of those that they are compared with; None without these."""
        led_by, follows = match.string[: match.start()] + " ", match.string[match.end() :]
        beside = [each.search(led_by.rstrip() + " ") for each in before]
        beside += [each.match(follows) for each in after]
        named = next((each for each in beside if each is not None), None)
        return None if named is None else _days(months, match, named["month"])

    alone = (
        rf"{led}{first} (?:(?:{to}) )?{articles}{last}(?! {of_word}{month.replace('?P<month>', '?:')})(?! \d)"
    )
    return [
        *(Piece("period", any_of([text]), partial(_days, months)) for text in dated),
        Piece("period", any_of([alone]), of_same_month),
    ]


def _days(months: Sequence[str], match: re.Match[str], month: str | None = None) -> str | None:
    """Return "days 1001 1015" for days 1 to 15 of October; None if they do not follow each other."""
    name = month or match["month"]
    first, last = (int(text) if text.isdigit() else 1 for text in (match["first"], match["last"]))
    number = 100 * next(n for n, each in enumerate(months, 1) if re.fullmatch(each, name))
    return f"days {number + first} {number + last}" if first < last else None
