"""Exports of one social network: posts, or days of the account, depending on the columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import SOCIAL
from engagement.sources.orders.rows import names
from engagement.sources.social import posts_and_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.formats.described.order_columns import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialFigure:
    """The columns from which a count is read, by concept (section [social] of the word files).

    The first of `concepts` with a value in the row counts; with `added_up`, the sum of all. `less` is
    subtracted where it has a value. `columns` names columns by their headers instead.
    """

    concepts: Names = ()
    added_up: bool = False
    less: str | None = None
    columns: Names = ()


def social_export(
    *,
    key: str,
    platform: str,
    export: str,
    signature: Sequence[Names],
    posts: Mapping[str, SocialFigure],
    days: Mapping[str, SocialFigure],
) -> Format:
    """Return the format of a network's exports; its key is the network's.

    A table with a column of post ids has one post per row, any other table one day. `posts` and `days` name
    the columns from which the counts of the canonical tables `posts` and `audience` are read.
    """
    return Format(
        key=key,
        platform=platform,
        export=export,
        kind="social",
        signature=tuple(names(*columns) for columns in signature),
        read=partial(_read, key=key, of_posts=posts, of_days=days),
    )


def _read(
    cells: Cells, *, key: str, of_posts: Mapping[str, SocialFigure], of_days: Mapping[str, SocialFigure]
) -> dict[str, pa.Table]:
    is_posts = SOCIAL.has(cells.raw.columns, "post_id")
    instant = posts_and_days.instants(cells, "published", "date", "time")
    figures = of_posts if is_posts else of_days
    columns = {
        "network": posts_and_days.same(cells, key),
        "instant": instant,
        **{name: _counted(cells, figure) for name, figure in figures.items()},
    }
    return (
        posts_and_days.posts(cells, key, columns | _named(cells, instant))
        if is_posts
        else (posts_and_days.audience(cells, key, columns))
    )


def _named(cells: Cells, instant: pa.Array) -> dict[str, pa.Array]:
    link, words = posts_and_days.text(cells, "permalink"), posts_and_days.text(cells, "text")
    ids = posts_and_days.text(cells, "post_id")
    named = posts_and_days.names_of_posts(
        ids.to_pylist(), link.to_pylist(), instant.to_pylist(), words.to_pylist()
    )
    return {"post_id": named, "text": words, "permalink": link}


def _counted(cells: Cells, figure: SocialFigure) -> pa.Array:
    if figure.columns:
        return cells.integer(*figure.columns)
    if figure.added_up:
        return reduce(_added, (posts_and_days.figure(cells, concept) for concept in figure.concepts))
    count = posts_and_days.figure(cells, *figure.concepts)
    if figure.less is None:
        return count
    return pc.subtract(count, pc.fill_null(posts_and_days.figure(cells, figure.less), 0))


def _added(first: pa.Array, second: pa.Array) -> pa.Array:
    """Return the sum of two counts; where one is missing, the other."""
    return pc.coalesce(pc.add(first, second), first, second)
