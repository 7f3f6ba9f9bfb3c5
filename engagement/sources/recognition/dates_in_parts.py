"""Join year, month and day in three columns to one column of dates, before a table is recognised."""

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

#: The words of headers for each part, in the order of an ISO date.
_PARTS: Final[dict[str, frozenset[str]]] = {
    part: words_of("date-parts", part) for part in ("year", "month", "day")
}
_RANGES: Final = {"year": range(1970, 2101), "month": range(1, 13), "day": range(1, 32)}
#: The name of the joined column, which all vocabularies know. The names of the parts are not in it, because
#: one may have another meaning: the German "Tag" (day) is an English label.
_NAME: Final = "Date"


def joined(raw: RawTable) -> RawTable:
    """Return `raw` with its columns of years, months and days joined to one of dates, with a warning.

    It is unchanged without such columns, or with a column of whole dates, from which the parts were copied.
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
    """Return the common words of the names of three columns ("order") and the columns' indices by part.

    None without columns of years, months and days whose names only differ in the part.
    """
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
    """Return a cell as the number of a year, month or day; None if it is not one. Months may be names."""
    number = int(text) if text.isdecimal() and len(text) <= 4 else None
    if number is None and part == "month":
        number = MONTHS.get(plain(text).rstrip("."))
    return number if number in _RANGES[part] else None


def _figures(raw: RawTable, part: str, place: int) -> pa.ChunkedArray:
    """Return a column's numbers as in an ISO date; other texts are unchanged, so that they are reported."""
    texts = raw.data.column(place)
    distinct = texts.unique().drop_null().to_pylist()
    numbers = [_number(part, text.strip()) for text in distinct]
    written = [
        text if number is None else f"{number:02}" for text, number in zip(distinct, numbers, strict=True)
    ]
    return pc.take(
        pa.array(written, pa.string()), pc.index_in(texts, value_set=pa.array(distinct, pa.string()))
    )
