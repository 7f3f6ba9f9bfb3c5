"""Repair dates in which a spreadsheet has exchanged day and month, but only in about half of them.

A file with the day first was opened by an Excel that expects the month first (or the reverse): dates that
can be read the other way become real dates with day and month exchanged, the others stay text. So every
real date has a day up to 12, and every text a later one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.values import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.columns.named import Columns

_REAL: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?P<rest>(?: .*)?)\Z")
_LAST_MONTH: Final = 12
#: The fewest dates of each kind: with these the probability of chance is below one in a thousand.
_ENOUGH: Final = 3
_SAMPLES: Final = 3


def changed_back(columns: Columns, place: int, texts: Sequence[str]) -> list[str]:
    """Return the dates of a column with day and month restored, if they were exchanged."""
    real = [match for match in map(_REAL.match, texts) if match is not None]
    written = [text for text in texts if dates.order_evidence([text]) != (0, 0, 0)]
    if min(len(real), len(written)) < _ENOUGH or any(int(date["day"]) > _LAST_MONTH for date in real):
        return list(texts)
    day, month, either = dates.order_evidence(written)
    if either or (day and month):
        return list(texts)
    name = columns.raw.columns[place]
    sentence = message(
        "In {column} a spreadsheet has exchanged day and month wherever the day is 12 or less; they are "
        "changed back",
        column=name,
    )
    samples = [date.group() for date in real[:_SAMPLES]]
    if columns.doubt("swapped", "swapped", sentence, column=name, samples=samples) == "written":
        return list(texts)
    return [_REAL.sub(r"\g<year>-\g<day>-\g<month>\g<rest>", text) for text in texts]
