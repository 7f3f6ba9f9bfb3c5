"""LinkedIn pages: the sheets of the content, followers and visitors workbooks (.xls).

A sheet may begin with a line of prose. Each daily figure comes three times (organic, sponsored,
total): the total counts. `Total followers` of a day are those won that day; no sheet says how many
there are in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.model import Format
from engagement.sources.social import (
    audience,
    figure,
    figures,
    instants,
    names_of_posts,
    posts,
    same,
    text,
)
from engagement.sources.social_columns import has
from engagement.sources.social_words import fold

if TYPE_CHECKING:
    import pyarrow as pa

    from engagement.sources.cells import Cells
    from engagement.sources.model import RawTable

KEY: Final = "linkedin"
_SHARES_OF_PEOPLE: Final = frozenset({"location", "job function", "seniority", "industry", "company size"})


def fits(raw: RawTable) -> float:
    """How surely this is a sheet of people's places, jobs or companies, which only LinkedIn has."""
    words = [fold(c) for c in raw.columns]
    return (
        0.9 if len(words) <= 3 and set(words) & _SHARES_OF_PEOPLE and words[-1].startswith("total") else 0.0
    )


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read `All posts` as posts and the sheets of days as audience."""
    columns = cells.raw.columns
    if has(columns, "permalink"):
        return _posts(cells)
    if not has(columns, "date"):
        cells.warn(
            message("The file holds neither posts nor days; its rows are read but no figure uses them")
        )
        return {}
    found = {"network": same(cells, KEY), "instant": instants(cells, "date")}
    if cells.has("Organic followers", "Sponsored followers"):
        return audience(cells, KEY, found | {"new_followers": cells.integer("Total followers")})
    if cells.has("Total page views (total)"):
        return audience(cells, KEY, found | {"visits": cells.integer("Total page views (total)")})
    found |= figures(cells, "impressions", "reach", "clicks", "likes", "comments")
    return audience(cells, KEY, found | {"shares": figure(cells, "reposts", "shares")})


def _posts(cells: Cells) -> dict[str, pa.Table]:
    instant, link, words = (
        instants(cells, "published"),
        text(cells, "permalink"),
        text(cells, "title", "text"),
    )
    unnamed = [None] * cells.raw.rows
    return posts(
        cells,
        KEY,
        {
            "network": same(cells, KEY),
            "post_id": names_of_posts(unnamed, link.to_pylist(), instant.to_pylist(), words.to_pylist()),
            "instant": instant,
            "type": cells.text("Content Type", "Post type", "Update type"),
            "text": words,
            "permalink": link,
            **figures(cells, "impressions", "views", "clicks", "likes", "comments", "follows"),
            "shares": figure(cells, "reposts", "shares"),
        },
    )


FORMAT: Final = Format(
    key=KEY,
    platform="LinkedIn",
    kind="social",
    read=read,
    signature=(
        frozenset({"post title", "post link", "created date", "impressions"}),
        frozenset({"update title", "update link", "created date", "impressions"}),
        frozenset({"date", "impressions (total)", "clicks (total)"}),
        frozenset({"date", "impressions (organic)", "reactions (organic)"}),
        frozenset({"date", "organic followers", "total followers"}),
        frozenset({"date", "total page views (total)"}),
    ),
    fits=fits,
)
