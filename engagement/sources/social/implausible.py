"""Doubts about impossible counts of posts and days, shown before figures use them; values are not changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.social_concepts import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.columns.typed import Cells

    Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

#: Counts of a whole post, and of a day, that cannot be negative. Likes, comments and shares of a day can:
#: networks subtract those that were withdrawn.
_OF_POSTS: Final = ("impressions", "views", "reach", "clicks", "likes", "comments", "shares", "saves")
_OF_DAYS: Final = ("impressions", "views", "reach", "visits", "followers")
#: How often a post was seen, and counts that cannot exceed it.
_SEEN: Final = ("views", "impressions")
_DONE: Final = ("reach", "likes")
#: The factor by which followers may differ from those of both neighbouring days.
_TIMES: Final = 2
_SHORTENED: Final = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
_SAMPLES: Final = 3
_SAMPLE: Final = 200


def tell_of_posts(cells: Cells, columns: Mapping[str, pa.Array]) -> None:
    """Add doubts about posts: negative counts, reach or likes above views, ids shortened by spreadsheets."""
    _tell_below_zero(cells, columns, _OF_POSTS)
    seen = _most([columns[name] for name in _SEEN if name in columns])
    if seen is not None:
        some = pc.fill_null(pc.greater(seen, 0), False)
        above = [
            np.asarray(pc.and_(some, pc.fill_null(pc.greater(columns[name], seen), False)))
            for name in _DONE
            if name in columns
        ]
        count = _count(cells, above)
        if count:
            sentence = message(
                "{count} post was liked by more, or reached more people, than the times it was seen",
                "{count} posts were liked by more, or reached more people, than the times they were seen",
                n=count,
                count=count,
            )
            cells.doubt("share", None, sentence)
    _tell_lost_ids(cells)


def tell_of_days(cells: Cells, columns: Mapping[str, pa.Array]) -> None:
    """Add doubts about days: negative counts, and followers that jump for one day."""
    _tell_below_zero(cells, columns, _OF_DAYS)
    if "followers" in columns:
        leaps = _leaps(cells, columns)
        if leaps:
            sentence = message(
                "On {count} day followers are under half, or over twice, those of the days beside",
                "On {count} days followers are under half, or over twice, those of the days beside",
                n=leaps,
                count=leaps,
            )
            cells.doubt("largest", None, sentence)


def _tell_below_zero(cells: Cells, columns: Mapping[str, pa.Array], names: Sequence[str]) -> None:
    below = [np.asarray(pc.fill_null(pc.less(columns[name], 0), False)) for name in names if name in columns]
    count = _count(cells, below)
    if count:
        sentence = message(
            "In {count} row a count of people or of what they did is below zero",
            "In {count} rows a count of people or of what they did is below zero",
            n=count,
            count=count,
        )
        cells.doubt("share", None, sentence)


def _count(cells: Cells, flags: Sequence[Flags]) -> int:
    """Return how many of the kept rows have any of the flags."""
    return int((np.logical_or.reduce(flags) & np.asarray(cells.kept)).sum()) if flags else 0


def _most(counts: Sequence[pa.Array]) -> pa.Array | None:
    return pc.max_element_wise(*counts) if counts else None


def _leaps(cells: Cells, columns: Mapping[str, pa.Array]) -> int:
    """Return the number of days with less than half or more than twice the followers of both neighbours."""
    table = pa.table(
        {name: columns[name] for name in ("network", "account", "day", "followers") if name in columns}
    )
    counted = table.filter(pc.and_(cells.kept, pc.is_valid(table["followers"])))
    by = [(name, "ascending") for name in counted.column_names if name != "followers"]
    counted = counted.sort_by(by)
    count = counted["followers"].to_numpy().astype(float)
    whose = [counted[name].to_pylist() for name in ("network", "account") if name in counted.column_names]
    keys = list(zip(*whose, strict=True))
    leaps = 0
    for place in range(1, len(count) - 1):
        before, middle, after = count[place - 1 : place + 2]
        same_account = keys[place - 1] == keys[place] == keys[place + 1] if keys else True
        low = middle * _TIMES < min(before, after)
        leaps += same_account and (low or middle > _TIMES * max(before, after) > 0)
    return leaps


def _tell_lost_ids(cells: Cells) -> None:
    """Add a doubt if a spreadsheet has shortened the ids of posts, so that they identify nothing."""
    for column in columns_of(cells, "post_id"):
        texts = cells.raw.data.column(cells.raw.columns.index(column)).drop_null()[:_SAMPLE].to_pylist()
        lost = [text for text in texts if _SHORTENED.fullmatch(text.strip())]
        if 2 * len(lost) > len(texts):
            sentence = message(
                "A spreadsheet has shortened the ids of posts in {column} ({samples}); posts are told apart "
                "by their links, or by when they were published and what they say",
                column=column,
                samples=", ".join(lost[:_SAMPLES]),
            )
            cells.doubt("lost", None, sentence, column=column, samples=lost[:_SAMPLES])
