"""Year, month and day in three columns, put together to one column of days before a table is recognised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.orders.columns import sample
from engagement.sources.orders.values import are_moments
from engagement.sources.values.month_names import MONTHS, plain

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

#: In the order in which a day is written.
_PARTS: Final[dict[str, frozenset[str]]] = {
    part: words_of("date-parts", part) for part in ("year", "month", "day")
}
_RANGES: Final = {"year": range(1970, 2101), "month": range(1, 13), "day": range(1, 32)}
#: Every vocabulary knows it. The names of the parts stay out: the German day is an English label ("Tag").
_NAME: Final = "Date"


def joined(raw: RawTable) -> RawTable:
    """Return `raw` with one column of days for its three of years, months and days; else as it is.

    Beside a column of whole dates the parts are only taken from it, and stay as they are.
    """
    found = _places(raw)
    if found is None or any(are_moments(sample(raw, place)) for place in range(len(raw.columns))):
        return raw
    rest, places = found
    first, *others = sorted(places.values())
    names = ", ".join(raw.columns[place] for place in sorted(places.values()))
    day = pc.binary_join_element_wise(*(_figures(raw, part, place) for part, place in places.items()), "-")
    columns = list(raw.data.columns)
    columns[first] = day
    remaining = [place for place in range(len(columns)) if place not in others]
    name = " ".join((_NAME, *sorted(rest)))
    named = [name if place == first else raw.columns[place] for place in remaining]
    headed = [
        named[position] if place == first else raw.header[place]
        for position, place in enumerate(remaining)
        if place < len(raw.header)
    ]
    data = pa.table(
        [columns[place] for place in remaining], names=[str(number) for number in range(len(remaining))]
    )
    warning = message("The day is put together from {columns}", columns=names)
    return replace(
        raw, columns=tuple(named), header=tuple(headed), data=data, warnings=(*raw.warnings, warning)
    )


def _places(raw: RawTable) -> tuple[frozenset[str], dict[str, int]] | None:
    """Return where year, month and day stand, if they hold such and are called alike, and how ("order")."""
    by_rest: dict[frozenset[str], dict[str, int]] = {}
    for place, header in enumerate(map(words, raw.columns)):
        for part, called in _PARTS.items():
            if header & called:
                by_rest.setdefault(header - called, {}).setdefault(part, place)
    for rest, found in by_rest.items():
        places = {part: found[part] for part in _PARTS if part in found}
        if len(set(places.values())) == len(_PARTS) and all(_holds(raw, *item) for item in places.items()):
            return rest, places
    return None


def _holds(raw: RawTable, part: str, place: int) -> bool:
    texts = sample(raw, place)
    return bool(texts) and all(_number(part, text) is not None for text in texts)


def _number(part: str, text: str) -> int | None:
    """Return the number of a year, a month or a day as its column writes it; a month may be named."""
    number = int(text) if text.isdecimal() and len(text) <= 4 else None
    if number is None and part == "month":
        number = MONTHS.get(plain(text).rstrip("."))
    return number if number in _RANGES[part] else None


def _figures(raw: RawTable, part: str, place: int) -> pa.ChunkedArray:
    """Return a column's numbers as they stand in a date; what is none of them stays as it is, to be told."""
    texts = raw.data.column(place)
    distinct = texts.unique().drop_null().to_pylist()
    numbers = [_number(part, text.strip()) for text in distinct]
    written = [
        text if number is None else f"{number:02}" for text, number in zip(distinct, numbers, strict=True)
    ]
    return pc.take(
        pa.array(written, pa.string()), pc.index_in(texts, value_set=pa.array(distinct, pa.string()))
    )
