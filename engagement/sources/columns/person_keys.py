"""The customer of each row: identities become keyed pseudonyms before anything is stored."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.people import identities
from engagement.sources.values.texts import Distinct, is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.named import Columns

_SAMPLES: Final = 3
_ENOUGH: Final = 4
_NEARLY_ALL: Final = 0.9
#: A pattern that matches all texts for which `identities.may_be_masked` is true, and some others.
_SUSPECT: Final = r"[*•●…]|\.{3}|[#xX]{4,}|^[#xX._\-\s\pZ]{3,}$"
#: Parts of the names of domains with which marketplaces forward mail.
_RELAY: Final = re.compile(
    r"relay|market|marktplatz|messag|members\.|mail\.|mirakl|allegro|ebay|amazon|walmart|bol\.|cdiscount|fnac"
    r"|manomano|emag|kaufland|otto|zalando|mercadoli|shopee|lazada|rakuten|wish|fruugo|etsy|proxy|anonym|alias"
)


def pseudonyms(
    columns: Columns, name: str, prefixes: Sequence[str], normal: Callable[[str], str | None], key: bytes
) -> list[pa.Array]:
    """Return customer keys from a column of identities, one array for each of the `prefixes`.

    A key is null if `normal` returns no identity for the cell, or the column is absent.
    """
    place = columns.take((name,))
    nobodies = [pa.nulls(columns.raw.rows, pa.int64()) for _ in prefixes]
    if place is None:
        return nobodies
    column = columns.evidence.distinct(place)
    nobody = hidden(columns, place)
    normals = [None if text in nobody else normal(text) for text in column.cleaned]
    if "email:" in prefixes:
        _tell_no_addresses(columns, place, normals, nobody)
    if "email:" in prefixes and _per_order(normals, column.rows - column.indices.null_count):
        column_name = columns.raw.columns[place]
        if (
            columns.doubt(
                "people",
                "people",
                _relayed(column_name),
                column=column_name,
                samples=column.cleaned[:_SAMPLES],
            )
            == "nobody"
        ):
            return nobodies
    keys_by_prefix = [
        [None if n is None else identities.pseudonym(prefix + n, key) for n in normals] for prefix in prefixes
    ]
    return [column.spread(keys, pa.int64()) for keys in keys_by_prefix]


def _tell_no_addresses(
    columns: Columns, place: int, normals: Sequence[str | None], nobody: frozenset[str]
) -> None:
    """Warn of rows without a valid address, if the column has valid ones: they have no customer."""
    column = columns.evidence.distinct(place)
    wrong = [
        address is None and text not in nobody and identities.ident(text) is not None
        for text, address in zip(column.cleaned, normals, strict=True)
    ]
    count = int(column.mask(wrong).sum()) if any(wrong) and any(normals) else 0
    if count:
        columns.warn(
            message(
                "In {count} row {column} holds no e-mail address",
                "In {count} rows {column} holds no e-mail address",
                n=count,
                count=count,
                column=columns.raw.columns[place],
            )
        )


def hidden(columns: Columns, place: int) -> frozenset[str]:
    """Return the masked texts of a column; adds a warning if most are masked."""
    column = columns.evidence.distinct(place)
    suspect = column.trimmed.filter(pc.match_substring_regex(column.trimmed, _SUSPECT))
    masked_texts = [t for t in suspect.to_pylist() if not is_missing(t) and identities.may_be_masked(t)]
    if not masked_texts or 2 * len(masked_texts) <= len(column):
        return frozenset()  # an x in a few of the tokens is a letter; in most of them it is a mask
    columns.doubt(
        "masked",
        None,
        masked(columns.raw.columns[place]),
        column=columns.raw.columns[place],
        samples=masked_texts[:_SAMPLES],
    )
    return frozenset(masked_texts)


def masked(column: str) -> Message:
    """Return the warning about a column of masked identities."""
    return message("{column} hides its people behind asterisks; these rows have no customer", column=column)


def _relayed(column: str) -> Message:
    return message(
        "The addresses of {column} seem to name orders, not people: each stands once, all at one market"
        " place. Nobody comes back by them",
        column=column,
    )


def _per_order(addresses: Sequence[str | None], rows: int) -> bool:
    """Return whether these are a marketplace's addresses, one per order.

    Nearly all are in one non-private domain, contain a number or token, and occur once.
    """
    given_addresses = {address for address in addresses if address is not None}
    if len(given_addresses) < _ENOUGH or len(given_addresses) < _NEARLY_ALL * rows:
        return False
    ((domain, count),) = Counter(address.rpartition("@")[2] for address in given_addresses).most_common(1)
    tokens = sum(any(c.isdigit() for c in address.rpartition("@")[0]) for address in given_addresses)
    relay = _RELAY.search(domain) is not None
    return (
        relay and count >= _NEARLY_ALL * len(given_addresses) and tokens >= _NEARLY_ALL * len(given_addresses)
    )


def known_by_number(
    columns: Columns, name: str, keys: pa.Array, addresses: pa.Array, numbers: pa.Array
) -> pa.Array:
    """Return the keys, with that of the address that a row's customer number has on other rows.

    `keys` are those so far, `addresses` those of the e-mail columns and `numbers` those of the column `name`;
    a number with several addresses says nothing.
    """
    open_rows = pc.and_(pc.is_null(keys), pc.is_valid(numbers))
    if not pc.any(open_rows).as_py() or addresses.null_count == len(addresses):
        return keys
    pairs = pa.table({"number": numbers, "address": addresses}).drop_null()
    sides = [("address", "min"), ("address", "max")]
    each = pairs.group_by("number", use_threads=False).aggregate(sides)
    each = each.filter(pc.equal(each["address_min"], each["address_max"]))
    place = pc.index_in(numbers, value_set=each["number"])
    known = each["address_min"].combine_chunks().take(place)
    count = pc.sum(pc.and_(open_rows, pc.is_valid(known))).as_py() or 0
    if not count:
        return keys
    columns.warn(
        message(
            "{count} row without an address is of the customer whose {column} has one elsewhere",
            "{count} rows without an address are of the customers whose {column} has one elsewhere",
            n=count,
            count=count,
            column=name,
        )
    )
    return pc.coalesce(keys, known)


def keys_of_names(texts: Sequence[pa.StringArray], key: bytes) -> pa.Array:
    """Return customer keys from texts that identify a person only together; null if one of them is blank."""
    joined = pc.binary_join_element_wise(*(pc.utf8_lower(text) for text in texts), "|")
    column = Distinct(pa.chunked_array([joined]))
    return column.spread([identities.pseudonym(f"name:{text}", key) for text in column.cleaned], pa.int64())
