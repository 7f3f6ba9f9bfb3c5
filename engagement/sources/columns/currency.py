"""The currency of each row, from its column or from signs beside the amounts."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.money import currencies
from engagement.sources.columns import units
from engagement.sources.model.hints import Doubt
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.named import Columns

_NO_CURRENCY_NAMED: Final = message("The file names no currency; amounts are shown without one")
#: Signs that several currencies share, with the warning about the one that is assumed.
_OPEN_SIGNS: Final = {
    "$": message("A plain $ is read as US dollars"),
    "¥": message("A plain ¥ is read as Japanese yen"),
    **dict.fromkeys(("kr", "Kr", "KR"), message("A plain kr is read as Swedish kronor")),
    **dict.fromkeys(("kr.", "Kr.", "KR."), message("A plain kr. is read as Danish kroner")),
}
#: The share of the amounts that must name a currency for the others to have the same.
_MOST: Final = 0.5
#: The number of example amounts whose currency is unknown.
_SAMPLES: Final = 3
#: Currencies that share a sign, by the one that is assumed.
_SAME_SIGN: Final = {
    "USD": ("AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "BRL"),
    "JPY": ("CNY",),
    "SEK": ("NOK", "DKK", "ISK"),
    "DKK": ("SEK", "NOK", "ISK"),
}
#: What may be a currency sign, and the number of distinct amounts in which it is searched.
_SIGNS: Final = re.compile(r"[^\d\s.,'’()+−%-]")
_MOST_SIGNED: Final = 100_000


def currency(
    columns: Columns, names: Sequence[str], amount: Sequence[str], default: str | None, *, asks: bool = True
) -> pa.StringArray:
    """Return an ISO code for each row of `columns`.

    From the column with one of `names`, else from the sign in the `amount` columns, else a person's answer,
    else `default`, else XXX, with a warning if it `asks`.
    """
    codes = pa.nulls(columns.raw.rows, pa.string())
    place = columns.take(names)
    if place is not None:
        column = columns.evidence.distinct(place)
        codes = column.spread([currencies.code_of(text) for text in column.cleaned], pa.string())
        _tell_contradicted(columns, place, codes, amount)
    for place in _places(columns, amount):
        if codes.null_count:
            codes = pc.coalesce(codes, _symbols(columns, place))
    share = _share(columns, codes, amount)
    if default is not None and share < _MOST and place is not None:
        codes = pa.nulls(
            columns.raw.rows, pa.string()
        )  # few rows name a currency: these do not decide for all others, but the header's does
    named = pc.unique(codes).drop_null().to_pylist()
    hint = columns.hints.currency
    default_code = named[0] if len(named) == 1 and share >= _MOST else hint or default
    is_stated = default_code is not None and default_code == hint and not (named and share >= _MOST)
    if (
        asks
        and codes.null_count
        and (default_code is None or is_stated)
        and _amounts_without(columns, codes, amount)
    ):
        _doubt(columns, columns.place(amount), default_code, None if is_stated else _NO_CURRENCY_NAMED)
    if default_code is None and codes.null_count:
        default_code = NO_CURRENCY
    return pc.fill_null(codes, default_code) if default_code is not None else codes


def _tell_contradicted(columns: Columns, named: int, codes: pa.Array, amount: Sequence[str]) -> None:
    """Warn of rows whose amount has the sign of another currency than the column of currencies states."""
    for place in _places(columns, amount):
        column = columns.evidence.distinct(place)
        if place == named or not any(map(_SIGNS.search, islice(column.cleaned, _MOST_SIGNED))):
            continue
        signs = [currencies.split_amount(text)[1] for text in column.cleaned]
        stated_codes = column.spread(
            [currencies.code_of(sign) if sign else None for sign in signs], pa.string()
        )
        other = pc.fill_null(pc.not_equal(stated_codes, codes), False)
        for code, others in _SAME_SIGN.items():
            alike = pc.and_(pc.equal(stated_codes, code), pc.is_in(codes, pa.array(others)))
            other = pc.and_(other, pc.invert(pc.fill_null(alike, False)))
        count = pc.sum(other).as_py() or 0
        if count:
            columns.warn(
                message(
                    "In {count} row {column} names another currency than {currency}, which is the one taken",
                    "In {count} rows {column} names another currency than {currency}, which is the one taken",
                    n=count,
                    count=count,
                    column=columns.raw.columns[place],
                    currency=columns.raw.columns[named],
                )
            )


def in_headers(names: Iterable[str]) -> str | None:
    """Return the currency in the first of these column names that has one: a code, sign or unit."""
    codes = (currencies.currency_in(name) or units.currency_in(name) for name in names)
    return next(filter(None, codes), None)


def _share(columns: Columns, codes: pa.Array, amount: Sequence[str]) -> float:
    """Return the share of rows with an amount that name a currency, for the best column of amounts."""
    filled = [pc.is_valid(columns.evidence.distinct(place).indices) for place in _places(columns, amount)]
    named = pc.is_valid(codes)
    shares = [
        (pc.sum(pc.and_(rows, named)).as_py() or 0) / (pc.sum(rows).as_py() or 1)
        for rows in filled or [pa.repeat(pa.scalar(True), columns.raw.rows)]
    ]
    return float(max(shares))


def _symbols(columns: Columns, place: int) -> pa.Array:
    """Return the currency per row, from signs beside the amounts of a column."""
    column = columns.evidence.distinct(place)
    signs = [currencies.split_amount(text)[1] for text in column.cleaned]
    code_of_sign = {sign: currencies.code_of(sign) for sign in set(signs) if sign}
    for sign in code_of_sign.keys() & _OPEN_SIGNS.keys():
        stated_code = columns.hints.currency
        code_of_sign[sign] = stated_code or code_of_sign[sign]
        _doubt(columns, place, code_of_sign[sign], None if stated_code else _OPEN_SIGNS[sign])
    return column.spread([code_of_sign.get(sign) if sign else None for sign in signs], pa.string())


def _amounts_without(columns: Columns, codes: pa.Array, amount: Sequence[str]) -> bool:
    """Return whether a row has an amount without a currency; also True without any currency."""
    places = _places(columns, amount)
    bare = pc.is_null(codes)
    stand = [pc.and_(bare, pc.is_valid(columns.evidence.distinct(place).indices)) for place in places]
    return not places or any(pc.any(rows).as_py() for rows in stand)


def _places(columns: Columns, amount: Sequence[str]) -> list[int]:
    return [place for place in (columns.place((name,)) for name in amount) if place is not None]


def _doubt(columns: Columns, place: int | None, assumed: str | None, sentence: Message | None) -> None:
    """Record the doubt about the currency of these amounts; without a `sentence` a person has answered it."""
    texts = () if place is None else columns.evidence.distinct(place).cleaned
    samples = tuple(islice((text for text in texts if any(map(str.isdigit, text))), _SAMPLES))
    name = "" if place is None else columns.raw.columns[place]
    columns.ledger.doubt(Doubt("currency", name, samples, assumed, sentence))
