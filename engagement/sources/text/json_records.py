"""Records of a JSON file as rows of text: a list of objects, or an object on each line.

Each list of objects is a table of its own. The names of nested objects are put before the names in them:
`customer.email` is "customer email". A list of objects in a record, as the products of an order, gives a row
for each of them, with the rest of the record repeated. The pages of an answer ("results") are one table, and
so are rows whose names stand apart from them, as Google Analytics writes them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator

    Record = dict[str, object]

_BEGINS: Final = re.compile(rb"\s*(?:\[\s*\{|\{\s*\")")
_MARK: Final = b"\xef\xbb\xbf"
#: Parsed, JSON takes many times its size in memory.
_MOST_BYTES: Final = 128 * MIB
#: How deep the list of records may lie, and how deep a record is taken apart.
_DEEPEST: Final = 4
#: What stands before the names of a record's own list.
_ITEM: Final = "item"
#: What a program calls the records of a page of its answer.
_PAGES: Final = frozenset({"results", "data", "rows", "records", "value", "elements"})
#: What stands beside them, and says nothing of the records.
_OF_A_PAGE: Final = frozenset(
    {"fieldMask", "requestId", "nextPageToken", "totalResultsCount", "queryResourceConsumption", "object"}
    | {"has_more", "url", "paging", "links", "meta", "next", "previous", "count", "total", "page", "kind"}
)
#: Names that stand apart from the rows: "dimensionHeaders" for the "dimensionValues" of each row.
_HEADERS, _VALUES = "Headers", "Values"
#: Fewer objects under a key each are parts of a record.
_FEWEST: Final = 3
_KEY: Final = "key"
_NO_TABLE: Final = message(
    "This is JSON, not a table. Choose CSV or Excel where you export and upload that file."
)
_CUT_SHORT: Final = message(
    "This JSON file is damaged or cut short. Export it again and upload the new file."
)


def begin_here(head: bytes) -> bool:
    """Return whether a file's first bytes are those of JSON with objects."""
    return _BEGINS.match(head.removeprefix(_MARK)) is not None


def read(data: bytes) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """Return each table: the names that lead to it, and its header and rows, each with its number from 1.

    Raises `SourceError` for a file without a table.
    """
    if len(data) > _MOST_BYTES:
        raise SourceError(_NO_TABLE)
    lists = [*_lists(_parsed(data), "", _DEEPEST)]
    if not lists:
        raise SourceError(_NO_TABLE)
    return [(name, _table(records)) for name, records in lists]


def _table(records: list[Record]) -> list[tuple[int, list[str]]]:
    inner = _list_of_objects(records)
    rows = [row for record in records for row in _rows(record, inner)]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    return list(enumerate(cells, 1))


def _parsed(data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
        try:
            return _value(text)
        except ValueError:
            return [_value(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise SourceError(_CUT_SHORT) from None


def _value(text: str) -> object:
    """Parse JSON with its numbers as they are written."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda _: None)


def _lists(value: object, name: str, depth: int) -> Iterator[tuple[str, list[Record]]]:
    """Yield the lists of objects that no other list holds, each with the names that lead to it.

    An entry of such a list that is no object becomes one.
    """
    apart = _named_apart(value)
    if apart is not None:
        yield name, apart
    elif isinstance(value, list) and (page := _page_of(value)) is not None:
        yield name, [record for part in value for record in part[page]]
    elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        yield name, [entry if isinstance(entry, dict) else {_ITEM: entry} for entry in value]
    elif isinstance(value, dict) and (keyed := _keyed(value)) is not None:
        yield name, keyed
    elif isinstance(value, dict) and depth > 0:
        for key, inner in value.items():
            yield from _lists(inner, f"{name} {key}".strip(), depth - 1)


def _keyed(value: dict[str, object]) -> list[Record] | None:
    """Return records that stand under a key each, with the key; None if they are none.

    A database writes so: {"1001": {"total": "5.00"}, "1002": {"total": "7.00"}}.
    """
    records = [entry for entry in value.values() if isinstance(entry, dict)]
    if len(records) < max(_FEWEST, len(value)):
        return None
    shared = set.intersection(*(set(record) for record in records))
    most = max(len(record) for record in records)
    scalar = sum(not isinstance(records[0][name], dict | list) for name in shared)
    if 2 * len(shared) < most or not scalar:
        return None
    return [{_KEY: key, **record} for key, record in zip(value, records, strict=True)]


def _page_of(value: list[object]) -> str | None:
    """Return the name under which each entry of a list holds records, if each is a page of an answer."""
    if not all(isinstance(entry, dict) for entry in value):
        return None
    pages: list[Record] = [entry for entry in value if isinstance(entry, dict)]
    for name in sorted(_PAGES):
        if pages and all(
            _are_objects(page.get(name)) and page.keys() <= {name, *_OF_A_PAGE} for page in pages
        ):
            return name
    return None


def _are_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _named_apart(value: object) -> list[Record] | None:
    """Return rows of values as records, by the names that stand apart from them; None if there are none."""
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(rows, list):
        return None
    names = {
        key.removesuffix(_HEADERS) + _VALUES: [str(header.get("name", "")) for header in headers]
        for key, headers in value.items()
        if key.endswith(_HEADERS) and isinstance(headers, list) and all(isinstance(h, dict) for h in headers)
    }
    if not names:
        return None
    return [
        {
            name: cell.get("value") if isinstance(cell, dict) else cell
            for key, own_names in names.items()
            for name, cell in zip(own_names, row.get(key) or (), strict=False)
        }
        for row in rows
        if isinstance(row, dict)
    ]


def _list_of_objects(records: list[Record]) -> str | None:
    """Return the name of the list in the records that holds the most objects; None where there is none."""
    counts: dict[str, int] = {}
    for record in records:
        for name, value in record.items():
            if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
                counts[name] = counts.get(name, 0) + len(value)
    return max(counts, key=lambda name: counts[name], default=None)


def _rows(record: Record, inner: str | None) -> Iterator[dict[str, str]]:
    """Yield a record's rows: one for each object of its list, or a single one."""
    own = dict(_cells({name: value for name, value in record.items() if name != inner}, "", _DEEPEST))
    entries = record.get(inner) if inner is not None else None
    if not isinstance(entries, list) or not entries:
        yield own
        return
    for entry in entries:
        yield own | dict(_cells(entry if isinstance(entry, dict) else {"": entry}, _ITEM, _DEEPEST))


def _cells(record: Record, before: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        whole_name = f"{before} {name}".strip()
        if isinstance(value, dict) and depth > 0:
            yield from _cells(value, whole_name, depth - 1)
        else:
            yield whole_name, _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(entry, dict | list) for entry in value):
        return ", ".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False)
