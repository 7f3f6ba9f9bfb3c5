"""Common parts of all social formats: reading by meaning, naming posts, one row per post or day.

A format requests figures by concept (`figure(cells, "likes")`), names the network, and passes its columns
to `posts` or `audience`. Both keep one row per key, set repeats aside with a reason and return the
canonical table. Figures are never added here; reach in particular has no sum.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.locale import message
from engagement.sources.columns.social_concepts import columns_of
from engagement.sources.meaning.networks import id_in_link
from engagement.sources.meaning.vocabularies import SOCIAL, is_total
from engagement.sources.social import implausible
from engagement.sources.values.dates import parse, parse_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells

SAME_POST: Final = message("The same post stands again in this file; the last row of it is kept")
SAME_DAY: Final = message("The same day stands again in this file; the last row of it is kept")

#: Figures of a post that are read by their concept's name.
POST_FIGURES: Final = (
    "impressions",
    "views",
    "reach",
    "likes",
    "comments",
    "shares",
    "saves",
    "follows",
    "conversions",
)

# Excel keeps 15 digits of a number and shows a long one as 1.22158E+17.
_SCIENTIFIC: Final = re.compile(r"(\d)[.,]?(\d*)E\+?(\d+)", re.IGNORECASE)
_LONG_NUMBER: Final = re.compile(r"\d{12,}")
_ADDRESS: Final = re.compile(r"[^\s<>]+")

_SAMPLE: Final = 200
_ORDERS: Final[tuple[Literal["day", "month"], ...]] = ("day", "month")

ConceptColumns = dict[str, pa.Array]


def text(cells: Cells, *concepts: str) -> pa.Array:
    """Return, for each row, the text of the first of the concepts' columns with a value; else null."""
    texts = [cells.text(column) for column in columns_of(cells, *concepts)]
    return pc.coalesce(*texts) if texts else pa.nulls(cells.raw.rows, pa.string())


def figure(cells: Cells, *concepts: str) -> pa.Array:
    """Return, for each row, the whole number of the first of the concepts' columns with one; else null."""
    columns_read = [cells.integer(column) for column in columns_of(cells, *concepts)]
    return pc.coalesce(*columns_read) if columns_read else pa.nulls(cells.raw.rows, pa.int64())


def figures(cells: Cells, *names: str) -> ConceptColumns:
    """Return the figures (see `figure`) of the concepts with these names."""
    return {name: figure(cells, name) for name in names}


def instants(cells: Cells, *concepts: str, usual: Literal["day", "month"] | None = None) -> pa.Array:
    """Return the time of each row; rows without one, or with one in the future, are set aside.

    `usual` is the platform's order of day and month, for files that do not show it.
    """
    day, clock = day_and_clock(cells, *concepts)
    name = day or SOCIAL.names[concepts[0]][0]
    instant = cells.instant(name, time=clock, usual=usual, required=True)
    cells.set_future_aside(instant, name)
    return instant


def day_and_clock(cells: Cells, *concepts: str) -> tuple[str | None, str | None]:
    """Return the column of dates and, if it is separate, the one of times of day."""
    columns = columns_of(cells, *concepts)
    dates = [name for name in columns if not _holds_clocks(cells, name)]
    clocks = [name for name in columns if name not in dates]
    dates = dates or [name for name in cells.raw.columns if clocks and _holds_dates(cells, name)]
    return next(iter([*dates, *columns]), None), clocks[0] if dates and clocks else None


def _holds_clocks(cells: Cells, column: str) -> bool:
    """Return whether all values of a column are times of day, so that the date is in another one."""
    texts = _texts_of(cells, column)
    return bool(texts) and all(":" in text and parse_time(text) is not None for text in texts)


def _holds_dates(cells: Cells, column: str) -> bool:
    """Return whether all values of a column, except whole numbers, are dates."""
    texts = [text for text in _texts_of(cells, column) if not text.isdigit()]
    return any(
        bool(texts) and all(isinstance(parse(text, order), datetime) for text in texts) for order in _ORDERS
    )


def _texts_of(cells: Cells, column: str) -> list[str]:
    texts = cells.raw.data.column(cells.raw.columns.index(column)).drop_null()[:_SAMPLE].to_pylist()
    return [text.strip() for text in texts if text.strip() and not is_total(text)]


def days(instant: pa.Array) -> pa.Array:
    """Return days since 1970-01-01 of local instants."""
    return instant.cast(pa.date32()).cast(pa.int32())


def same(cells: Cells, word: str | None) -> pa.Array:
    """Return a column with the same word on all rows; null for None."""
    return pa.array([word] * cells.raw.rows, pa.string())


def names_of_posts(
    ids: Sequence[str | None],
    links: Sequence[str | None],
    published: Sequence[datetime | None],
    texts: Sequence[str | None],
) -> pa.Array:
    """Return an id for each post: the network's, else the link, else one computed from time and text.

    The network's id may be part of the link; for ids that a spreadsheet has rounded, it is taken from there.
    Links that posts of different times share are not used, as they lead to the shop.
    """
    rounded, naming = _all_rounded(ids), _naming_links(links, published)
    names = [
        (_id(None if rounded else ident, ident, link) or (link if link in naming else _made_id(when, words)))
        for ident, link, when, words in zip(ids, links, published, texts, strict=True)
    ]
    return pa.array(names, pa.string())


def posts(cells: Cells, source: str, columns: Mapping[str, pa.Array]) -> dict[str, pa.Table]:
    """Return the table of posts from columns with one entry per row; of a repeated post, the last row counts.

    `columns` has at least network, post_id, instant and text. Unicode's bold or decorated letters in captions
    become plain ones.
    """
    _keep_last(cells, (columns["network"], columns["post_id"]), SAME_POST)
    implausible.tell_of_posts(cells, columns)
    words = pc.utf8_normalize(columns["text"], form="NFKC")
    return _table(cells, "posts", source, {**columns, "text": words})


def audience(cells: Cells, source: str, columns: Mapping[str, pa.Array]) -> dict[str, pa.Table]:
    """Return the table of days from columns with one entry per row; of a repeated day, the last row counts.

    `columns` has at least network and instant.
    """
    named = {k: v for k, v in columns.items() if k != "instant"}
    account = columns.get("account", pa.nulls(cells.raw.rows, pa.string()))
    named["day"] = days(columns["instant"])
    _keep_last(cells, (columns["network"], account, named["day"]), SAME_DAY)
    implausible.tell_of_days(cells, named)
    return _table(cells, "audience", source, named)


def _table(cells: Cells, name: str, source: str, columns: Mapping[str, pa.Array]) -> dict[str, pa.Table]:
    full = dict(columns) | {"source": same(cells, source), "line": cells.raw.lines}
    if "instant" in full:
        full["day"] = days(full["instant"])
    return {name: tables.conform(name, pa.table(full).filter(cells.kept))}


def _keep_last(cells: Cells, key: Sequence[pa.Array], reason: Message) -> None:
    """Set aside all kept rows with equal keys except the last."""
    is_kept = cells.kept.to_pylist()
    keys = list(zip(*(part.to_pylist() for part in key), strict=True))
    last = {k: row for row, k in enumerate(keys) if is_kept[row]}
    earlier = [ok and last[k] != row for row, (ok, k) in enumerate(zip(is_kept, keys, strict=True))]
    if any(earlier):
        cells.set_aside(pa.array(earlier, pa.bool_()), reason)


def _naming_links(links: Sequence[str | None], published: Sequence[datetime | None]) -> frozenset[str]:
    """Return the links that identify a post: web addresses whose rows all have the same time."""
    moments: dict[str, set[datetime]] = {}
    for link, when in zip(links, published, strict=True):
        if link and _ADDRESS.fullmatch(link):
            moments.setdefault(link, set()).update([when] if when is not None else [])
    return frozenset(link for link, times in moments.items() if len(times) <= 1)


def _id(ident: str | None, as_written: str | None, link: str | None) -> str | None:
    """Return the network's own id, as written if it is complete, else from the link."""
    scientific = _SCIENTIFIC.fullmatch(as_written or "")
    if ident and not scientific:
        return ident
    return _number_in(link, as_written, scientific) or id_in_link(link) if link else None


def _made_id(when: datetime | None, words: str | None) -> str | None:
    """Return an id made from the time of publication and the text of a post; None without a time."""
    if when is None:
        return None
    digest = hashlib.blake2b(f"{when.isoformat()}|{words or ''}".encode(), digest_size=8).hexdigest()
    return f"made-{digest}"


def _number_in(link: str, as_written: str | None, scientific: re.Match[str] | None) -> str | None:
    """Return the number in `link` of which `as_written` is the rounded form, or None."""
    if scientific:
        digits, size = scientific.group(1) + scientific.group(2), int(scientific.group(3)) + 1
    elif as_written:
        digits, size = as_written[:15], len(as_written)
    else:
        return None
    start = digits[:-1]  # the last digit shown may be rounded up
    return next((n for n in _LONG_NUMBER.findall(link) if len(n) == size and n.startswith(start)), None)


def _all_rounded(ids: Sequence[str | None]) -> bool:
    """Return whether every long id of the column ends in zeros after its 15th digit, as Excel leaves them."""
    long = {i for i in ids if i and i.isdigit() and len(i) > 15}
    return len(long) > 1 and all(set(i[15:]) == {"0"} for i in long)
