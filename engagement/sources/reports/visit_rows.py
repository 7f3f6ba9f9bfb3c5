"""Common parts of all web exports: columns by meaning, the breakdown, rows of totals, shares as counts.

Every breakdown of a web report counts the same sessions again. So each row states the dimensions of its table
(`breakdown`), and rows are not added here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.locale import message
from engagement.money import currencies
from engagement.sources.columns import rows_without_data
from engagement.sources.meaning.vocabularies import DIMENSIONS, FIRST_USER, TIMES, TOTALS, WEB
from engagement.sources.reports import counts_and_shares, days_covered, sums_among_rows
from engagement.sources.values import countries, numbers
from engagement.sources.values.texts import blank, is_missing
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.meaning.matcher import ColumnsByConcept
    from engagement.sources.model.raw_table import RawTable

Bounce = Literal["ua", "ga4"]

_FIRST_USER: Final = re.compile(FIRST_USER)
_SAMPLE: Final = 200
#: Counts that are parts of the sessions.
_PARTS: Final = ("bounces", "engaged_sessions", "completed")
#: The share of rows that may be repeated by mistake.
_FEW_REPEATS: Final = 0.05
_DURATION: Final = re.compile(
    r"-?(?:\d+:)?\d{1,2}:\d{2}(?:\.\d+)?|(?:\d+ ?[a-z]{1,8}\.? ?){1,4}", re.IGNORECASE
)
#: Dimensions whose values are numbers.
_NUMBERED: Final = re.compile(
    r"^nth |\bhour\b|^(?:ora|hora|heure|stunde|godzina|uur)\b|^day of|^(?:iso )?(?:week|month|year)\b"
    r"|\bindex$|\bid$"
)
_SCREEN: Final = re.compile(
    r"resolution|risoluzione|resolucion|auflosung|rozdzielczosc|resolucao|\bversion\b"
)

_PERSON: Final = re.compile(
    r"\b(?:user|client|customer|visitor|device|cookie) id\b|\be ?mail|\bip address|^ip$"
)
_ADDRESS: Final = r"[^\s/?&=#,;]+(?:@|%40)[^\s/?&=#,;@]+\.[A-Za-z]{2,}"
_VISITS: Final = ("new_visitors", "engaged_sessions", "pageviews", "key_events", "transactions")
_COUNTS: Final = (
    *("sessions", "new_visitors", "cart_additions", "reached_checkout", "completed"),
    *("transactions", "pageviews"),
)


def without_total_mark(raw: RawTable) -> RawTable:
    """Return the table without a nameless last column that only has "Grand total"."""
    if not raw.overflow:
        return raw
    named = len(raw.columns) - raw.overflow
    values = [
        c for place in range(named, len(raw.columns)) for c in raw.data.column(place).drop_null().to_pylist()
    ]
    if not all(fold(cell) in TOTALS for cell in values if cell.strip()):
        return raw
    data = raw.data.select(list(range(named)))
    return replace(raw, columns=raw.columns[:named], data=data, overflow=0)


def sessions(
    cells: Cells,
    source: str,
    *,
    bounce: Bounce,
    site: str | None = None,
    segment: str | None = None,
) -> Mapping[str, pa.Table]:
    """Return the canonical table of sessions.

    `bounce` is the tool's definition of a bounce, `site` the property that the file names, `segment` the part
    of the visitors that it is limited to.
    """
    raw = cells.raw
    by_concept = WEB.columns_of(raw.columns, cells.hints.roles)
    dated = days_covered.dated(raw, by_concept)
    split = [c for c in dimensions(raw, by_concept) if c != dated]
    _set_totals_aside(cells, [*split, *([dated] if dated else [])])
    _set_repeats_aside(cells)
    day, last_day = days_covered.days(cells, by_concept)
    figures = _figures(cells, by_concept, bounce)
    if len(split) == 1:
        sums_among_rows.set_aside(cells, split[0], day, figures["sessions"])
    _tell_impossible(cells, figures)
    columns = figures | _split_by(cells, by_concept, split)
    columns |= {
        "source": _same(cells, source),
        "property": _same(cells, site),
        "breakdown": _same(cells, _breakdown(by_concept, split, segment)),
        "day": day,
        "last_day": last_day,
        "line": raw.lines,
    }
    return {"sessions": tables.conform("sessions", pa.table(columns).filter(cells.kept))}


def counts_visits(raw: RawTable) -> bool:
    """Return whether a table has any figure of visits or visitors."""
    by_concept = WEB.find(raw.columns)
    return any(name in by_concept for name in ("sessions", "visitors", "active_users", *_VISITS))


def dimensions(raw: RawTable, known_columns: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the columns that are dimensions: known ones, and others without figures."""
    concept_of = {column: concept for concept, names in known_columns.items() for column in names}
    return [
        column
        for place, column in enumerate(raw.columns)
        if concept_of.get(column) in (*DIMENSIONS, *TIMES, "nth_day")
        or (column not in concept_of and _splits(raw, place))
    ]


def _splits(raw: RawTable, place: int) -> bool:
    """Return whether a column of unknown meaning has words, or numbers that are names (of days, hours)."""
    header = fold(raw.columns[place])
    if WEB.barred(raw.columns[place]) and not _FIRST_USER.search(header):
        return False
    cells = raw.data.column(place).slice(0, _SAMPLE).drop_null().to_pylist()
    texts = [text for text in (cell.strip() for cell in cells) if text and not is_missing(text)]
    if not texts:
        return False
    return bool(_NUMBERED.search(header) or _SCREEN.search(header)) or (
        sum(map(_is_figure, texts)) <= len(texts) / 2
    )


def _is_figure(text: str) -> bool:
    return bool(_DURATION.fullmatch(text)) or numbers.take_apart(currencies.split_amount(text)[0]) is not None


def _set_totals_aside(cells: Cells, named: Sequence[str]) -> None:
    """Set aside rows of totals, which have no value in any dimension."""
    places = [cells.raw.columns.index(column) for column in named]
    if not places or cells.raw.rows < 2:
        return
    empty = blank(cells.raw.data.column(places[0]))
    for place in places[1:]:
        empty = pc.and_(empty, blank(cells.raw.data.column(place)))
    if isinstance(empty, pa.ChunkedArray):
        empty = empty.combine_chunks()
    cells.set_aside(empty, rows_without_data.TOTAL, named[0])


def _set_repeats_aside(cells: Cells) -> None:
    """Set aside repeated rows if they are few, or if the whole table was pasted twice.

    If other numbers of rows are equal, a column that distinguished them is missing, and all are kept.
    """
    rows = cells.raw.data.append_column("row", pa.array(np.arange(cells.raw.rows))).filter(cells.kept)
    groups = rows.group_by(cells.raw.data.column_names, use_threads=False).aggregate([("row", "min")])
    is_repeat = np.asarray(cells.kept).copy()
    is_repeat[groups.column("row_min").to_numpy()] = False
    repeats = int(is_repeat.sum())
    if repeats <= max(1, _FEW_REPEATS * rows.num_rows) or repeats * 2 == rows.num_rows:
        cells.set_aside(pa.array(is_repeat), rows_without_data.PASTED)


def _tell_impossible(cells: Cells, figures: Mapping[str, pa.Array]) -> None:
    """Warn about rows with negative visits, or with more visits that did something than visits."""
    wrong = [pc.less(figures[name], 0) for name in ("sessions", "visitors", "pageviews")]
    wrong += [pc.greater(figures[name], figures["sessions"]) for name in _PARTS]
    rows = np.logical_or.reduce([np.asarray(pc.fill_null(mask, False)) for mask in wrong])
    count = int((rows & np.asarray(cells.kept)).sum())
    if count:
        cells.warn(
            message(
                "In {count} row visits lie below zero, or a part of them above all",
                "In {count} rows visits lie below zero, or a part of them above all",
                n=count,
                count=count,
            )
        )


def _figures(cells: Cells, columns: ColumnsByConcept, bounce: Bounce) -> dict[str, pa.Array]:
    counts = {name: cells.integer(*columns.get(name, ())[:1]) for name in _COUNTS}
    session_counts = counts["sessions"]
    people = columns.get("active_users", ()) + columns.get("visitors", ())
    engaged = _count_or_share(cells, columns, "engaged_sessions", "engagement_rate", session_counts)
    bounces = _count_or_share(cells, columns, "bounces", "bounce_rate", session_counts)
    if bounce == "ga4":
        unengaged = pc.subtract(session_counts, engaged)
        bounces = pc.coalesce(pc.if_else(pc.greater_equal(unengaged, 0), unengaged, None), bounces)
    definition = pc.if_else(pc.is_valid(bounces), bounce, pa.scalar(None, pa.string()))
    cart = pc.coalesce(
        counts["cart_additions"],
        counts_and_shares.of_share(cells, columns.get("cart_rate", ()), session_counts),
    )
    checkout = pc.coalesce(
        counts["reached_checkout"],
        counts_and_shares.of_share(cells, columns.get("checkout_rate", ()), session_counts),
    )
    goals = columns.get("key_events", ()) + columns.get("goals", ())
    return (
        counts
        | counts_and_shares.money(cells, columns.get("revenue", ()), columns.get("currency", ()))
        | {
            "visitors": cells.integer(*people[:1]),
            "engaged_sessions": engaged,
            "bounces": bounces,
            "bounce_definition": definition,
            "cart_additions": cart,
            "reached_checkout": checkout,
            "completed": _completed(cells, columns, counts),
            "conversions": counts_and_shares.tally(cells, *goals[:1]),
        }
    )


def _completed(cells: Cells, columns: ColumnsByConcept, counts: Mapping[str, pa.Array]) -> pa.Array:
    """Return the sessions that completed the goal: counted, else from their share."""
    session_counts = counts["sessions"]
    shares = [
        counts_and_shares.of_share(cells, columns.get(name, ()), session_counts)
        for name in ("goal_rate", "conversion_rate")
    ]
    goals = cells.integer(*columns.get("goals", ())[:1])
    return pc.coalesce(counts["completed"], *shares, goals)


def _count_or_share(
    cells: Cells, columns: ColumnsByConcept, count: str, rate: str, total: pa.Array
) -> pa.Array:
    return pc.coalesce(
        cells.integer(*columns.get(count, ())[:1]),
        counts_and_shares.of_share(cells, columns.get(rate, ()), total),
    )


def _split_by(cells: Cells, by_concept: ColumnsByConcept, split: Sequence[str]) -> dict[str, pa.Array]:
    """Return the values of canonical dimensions by name, and those of all others joined into one."""
    canonical = {name: by_concept[name][0] for name in DIMENSIONS if name in by_concept}
    others = [column for column in split if column not in canonical.values()]
    columns: dict[str, pa.Array] = {name: _words(cells, column) for name, column in canonical.items()}
    if "country" in columns:
        columns["country"] = _countries(columns["country"])
    if others:
        texts = [pc.fill_null(_words(cells, column), "") for column in others]
        joined = pc.binary_join_element_wise(*texts, " · ")
        columns["detail"] = pc.if_else(pc.equal(pc.utf8_trim(joined, " ·"), ""), None, joined)
    return columns


def _countries(written: pa.StringArray) -> pa.StringArray:
    """Return codes of countries, as in orders, unless two spellings in the file would become one country."""
    encoded = written.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    codes = countries.codes(encoded.dictionary).to_pylist()
    times = Counter(codes)
    distinct_names = [code if times[code] == 1 else name for name, code in zip(names, codes, strict=True)]
    return pa.array(distinct_names, pa.string()).take(encoded.indices)


def _words(cells: Cells, column: str) -> pa.Array:
    """Return the values of a dimension, with pseudonyms for people and without addresses in links."""
    if _PERSON.search(fold(column)):
        return cells.person(email=(column,), ident=(column,)).cast(pa.string())
    return pc.replace_substring_regex(cells.text(column), _ADDRESS, "[e-mail]")


def _breakdown(columns: ColumnsByConcept, split: Sequence[str], segment: str | None) -> str | None:
    first = {named[0]: name for name, named in columns.items() if name in DIMENSIONS}
    names = [first.get(column, fold(column)) for column in split]
    return " ".join([", ".join(names), *([f"[{segment}]"] if segment else [])]).strip() or None


def _same(cells: Cells, word: str | None) -> pa.Array:
    return pa.array([word] * cells.raw.rows, pa.string())
