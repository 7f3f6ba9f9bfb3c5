"""The customer of each row by a telephone number, read as one of the row's country."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.contract import nulls
from engagement.sources.columns.person_keys import hidden
from engagement.sources.people import identities, phones
from engagement.sources.values import countries as known_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.columns.named import Columns
    from engagement.sources.model.hints import Hints


def countries(
    named: Sequence[pa.StringArray], currency: pa.StringArray | None, hints: Hints, rows: int
) -> pa.StringArray:
    """Return the country code of each of `rows` rows, null if it is unknown.

    It is in the first of the `named` columns with a value, else the most frequent country of the rows, else
    the country of the most frequent `currency` or, without one, of the currency in `hints`.
    """
    usual_currency = _most_usual(currency) or hints.currency
    usual = phones.country_of_currency(usual_currency) if usual_currency is not None else None
    codes = known_countries.codes(pc.coalesce(*named, pa.nulls(rows, pa.string())))
    usual = _most_usual(codes) or usual
    return codes if usual is None else pc.fill_null(codes, usual)


def pseudonyms(
    columns: Columns, name: str, wanted: pa.BooleanArray, country: pa.StringArray, key: bytes
) -> tuple[pa.Int64Array, pa.Int64Array]:
    """Return customer keys from a column of phone numbers, for the `wanted` rows; null without a number.

    The second array has the keys of the same numbers by their digits as written. If both keys of a national
    number differ, `identities.also_known` records it.
    """
    place = columns.take((name,))
    column = None if place is None else columns.evidence.distinct(place)
    if place is None or column is None or not len(column):
        nothing = nulls(columns.raw.rows, pa.int64())
        return nothing, nothing
    nobody = hidden(columns, place)
    rows, texts, codes = _pairs(column.indices, wanted, country)
    current_keys: list[int | None] = []
    written: list[int | None] = []
    for text, code in zip(texts, codes, strict=True):
        cleaned_text = column.cleaned[text] if text >= 0 else ""
        digits = None if cleaned_text in nobody else identities.phone_as_written(cleaned_text)
        number = None if digits is None else identities.phone(cleaned_text, code)
        if digits is None or number is None:
            written.append(None)
            current_keys.append(None)
            continue
        before, now = (identities.pseudonym(f"phone:{identity}", key) for identity in (digits, number))
        written.append(before)
        current_keys.append(now)
        identities.reached_by(now, number)
        if before != now and not phones.is_international(digits):
            identities.also_known(now, before)
    return tuple(pa.array(keys, pa.int64()).take(rows) for keys in (current_keys, written))


def _pairs(
    indices: pa.Array, wanted: pa.BooleanArray, country: pa.StringArray
) -> tuple[pa.Array, list[int], list[str | None]]:
    """Return each row's pair of text and country, by index, and the texts and countries of all pairs.

    Texts are indices, -1 for none. The index of the pair is null for rows without a text or not `wanted`.
    """
    text = np.asarray(indices.fill_null(-1)).astype(np.int64)
    text = np.where(np.asarray(wanted), text, -1)
    encoded = country.dictionary_encode()
    names: list[str | None] = [None, *encoded.dictionary.to_pylist()]
    country_place = np.asarray(encoded.indices.fill_null(-1)).astype(np.int64) + 1
    pairs, place = np.unique(text * len(names) + country_place, return_inverse=True)
    rows = pa.array(place, mask=text < 0)
    texts, codes = (part.tolist() for part in np.divmod(pairs, len(names)))
    return rows, texts, [names[code] for code in codes]


def _most_usual(values: pa.StringArray | None) -> str | None:
    """Return the most frequent value, the first by alphabet if there are several; None if all are null."""
    counts = [] if values is None else pc.value_counts(values.drop_null()).to_pylist()
    best = min(counts, key=lambda count: (-count["counts"], count["values"]), default=None)
    return None if best is None else str(best["values"])
