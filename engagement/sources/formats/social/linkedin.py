"""LinkedIn: sheets of a page's content, followers and visitors (.xls), and a person's workbook (.xlsx).

A sheet may begin with a line of text. Each daily figure has columns for organic, sponsored and total; the
total is read. `Total followers` of a day are the followers gained on that day; no sheet has their number. A
person's workbook lists the best posts twice side by side, by engagements and by impressions; the final
number of followers is above the daily gains.

Code, because the meaning of the rows follows from the sheet's name and the lines above.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.networks import BEST_POSTS, network_of_link
from engagement.sources.meaning.vocabularies import SOCIAL
from engagement.sources.social.posts_and_days import (
    audience,
    figure,
    figures,
    instants,
    names_of_posts,
    posts,
    same,
    text,
)
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "linkedin"
_SHARES_OF_PEOPLE: Final = frozenset({"location", "job function", "seniority", "industry", "company size"})
#: The source of the posts of a person's workbook, which lists only the best fifty.
BEST: Final = BEST_POSTS
#: The names, in each language, of the sheets of a person's workbook; other networks have the same columns.
_SHEETS: Final = {
    "days": re.compile(
        r"engagement|interesse|coinvolgimento|interaccion(?:es)?|zaangazowanie|interaktion(?:en)?"
        r"|engajamento"
    ),
    "followers": re.compile(r"followers?|seguidores|abonnes|obserwujacy|relations"),
    "discovery": re.compile(r"discovery|scoperta|descubrimiento|odkrywanie|entdeckung|decouverte|descoberta"),
    "best": re.compile(
        r"top posts|post principali|migliori post|publicaciones destacadas|principales publicaciones"
        r"|najpopularniejsze posty|top beitrage|meilleurs posts|principaux posts"
        r"|principais publicacoes|posts principais"
    ),
}
#: The line with the number of followers. Lines over 200 characters never match, because the time for matching
#: grows with the square of the length.
_IN_ALL: Final = re.compile(
    r"(?s:(?!.{201}).*?)(?:follow|seguidor|abonn|obserw).*?[:,;]\D*(\d[\d.,\s]*)$", re.IGNORECASE
)


def fits(raw: RawTable) -> float:
    """Return a score: a sheet recognised by LinkedIn's name for it, or one of places, jobs or companies."""
    words = [fold(c) for c in raw.columns]
    people = len(words) <= 3 and set(words) & _SHARES_OF_PEOPLE and words[-1].startswith("total")
    return 0.9 if people or _is_personal(raw) else 0.0


def _is_personal(raw: RawTable) -> bool:
    """Return whether a sheet is part of a person's workbook: by its name and the meaning of its columns."""
    sheet, columns = fold(raw.sheet or ""), raw.columns
    kind = next((kind for kind, name in _SHEETS.items() if name.fullmatch(sheet)), None)
    if kind == "best":
        return SOCIAL.has(columns, "permalink") and SOCIAL.has(columns, "published") and _linked(raw)
    if kind == "discovery":
        return len(columns) == 2
    dated = SOCIAL.has(columns, "date")
    if kind == "days":
        return dated and len(columns) == 3 and SOCIAL.has(columns, "impressions", "interactions")
    return kind == "followers" and dated and len(columns) == 2 and SOCIAL.has(columns, "follows")


def _linked(raw: RawTable) -> bool:
    column = raw.columns.index(SOCIAL.columns_for(raw.columns, "permalink")[0])
    links = raw.data.column(column).drop_null().to_pylist()[:50]
    return bool(links) and all(network_of_link(link) == KEY for link in links)


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read `All posts` as posts and the sheets of days as audience."""
    columns = cells.raw.columns
    if SOCIAL.has(columns, "permalink"):
        return _posts(cells)
    if not SOCIAL.has(columns, "date"):
        cells.warn(
            message("The file holds neither posts nor days; its rows are read but no metric uses them")
        )
        return {}
    english = any(fold(c) == "date" for c in columns)
    measures = {
        "network": same(cells, KEY),
        "instant": instants(cells, "date", usual="month" if english else "day"),
    }
    if cells.has("Organic followers", "Sponsored followers"):
        return audience(cells, KEY, measures | {"new_followers": cells.integer("Total followers")})
    if cells.has("Total page views (total)"):
        return audience(cells, KEY, measures | {"visits": cells.integer("Total page views (total)")})
    if SOCIAL.has(columns, "follows"):
        new = figure(cells, "follows")
        return audience(
            cells, KEY, measures | {"new_followers": new, "followers": _in_all(cells, measures["instant"])}
        )
    measures |= figures(cells, "impressions", "reach", "clicks", "likes", "comments", "interactions")
    return audience(cells, KEY, measures | {"shares": figure(cells, "reposts", "shares")})


def _in_all(cells: Cells, instant: pa.Array) -> pa.Array:
    """Return the number of followers at the end of the last day, from the line above the table."""
    lines = (_IN_ALL.match(line) for line in cells.raw.preamble)
    number = next((re.sub(r"\D", "", line[1]) for line in lines if line), None)
    last = pc.equal(instant, pc.max(instant)).fill_null(False)
    return pc.if_else(last, pa.scalar(None if number is None else int(number), pa.int64()), None)


def _is_foreign(raw: RawTable) -> bool:
    """Return whether the workbook is in another language than English: its dates begin with the day."""
    return not any("post" in fold(c) and ("date" in fold(c) or "created" in fold(c)) for c in raw.columns)


def _posts(cells: Cells) -> dict[str, pa.Table]:
    instant, link, words = (
        instants(cells, "published", usual="day" if _is_foreign(cells.raw) else "month"),
        text(cells, "permalink"),
        text(cells, "title", "text"),
    )
    unnamed = [None] * cells.raw.rows
    if not SOCIAL.has(cells.raw.columns, "impressions"):
        cells.warn(message("This list of posts has only the sum of their engagements, which no metric uses"))
    best = not SOCIAL.has(cells.raw.columns, "text") and not SOCIAL.has(cells.raw.columns, "title")
    return posts(
        cells,
        BEST if best else KEY,
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
    export="Analytics > Content, Followers or Visitors > Export; a person's Analytics > Export",
    kind="social",
    read=read,
    signature=(
        frozenset({"post title", "post link", "created date", "impressions"}),
        frozenset({"update title", "update link", "created date", "impressions"}),
        frozenset({"date", "impressions (total)", "clicks (total)"}),
        frozenset({"date", "impressions (organic)", "reactions (organic)"}),
        frozenset({"date", "organic followers", "total followers"}),
        frozenset({"date", "total page views (total)"}),
        frozenset({"post url", "post publish date", "impressions"}),
        frozenset({"post url", "post publish date", "engagements"}),
        frozenset({"top demographics", "value", "percentage"}),
    ),
    fits=fits,
    keys={BEST: "orders"},
)
