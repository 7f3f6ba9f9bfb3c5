"""Meta Business Suite: posts, reels and stories of Facebook and Instagram.

Headers vary in width, order, case and language (en, it, es, pl, de, fr, pt were seen), so a file is
recognised by the meaning of its columns: post id, publish time and link, page or account, and links to
Facebook or Instagram. Two exports may be stacked in one file with a column for each language; the filled
one counts.

Meta's `Views` replaced `Impressions` and count more, so the two are kept apart.

Code, because the link decides each row's network, and rows are totals or single days.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.networks import network_of_link
from engagement.sources.meaning.vocabularies import SOCIAL
from engagement.sources.social.posts_and_days import (
    POST_FIGURES,
    figure,
    figures,
    instants,
    names_of_posts,
    posts,
    text,
)
from engagement.sources.social.posts_by_day import one_row_per_post
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

_EXPLANATION: Final = message("This row explains the columns; it is no post")
_META: Final = frozenset({"facebook", "instagram"})
#: Words of the columns that only Instagram's or only Facebook's export has.
_INSTAGRAM: Final = re.compile(
    r"username|nome utente|nombre de usuario|nome de usuario|nom de profil|nazwa uzytk"
)
_FACEBOOK: Final = re.compile(
    r"page (?:id|name)|(?:pagina|page|seite\w*|strony) ?(?:id|name)?$|^seitenname|crosspost"
)
#: Networks' own tables have no such column; tables of several networks do.
_SEVERAL: Final = frozenset({"network", "social network", "platform", "service", "inbox", "red social"})
_SUMS: Final = (*POST_FIGURES, "clicks", "watch_seconds")


def fits(raw: RawTable) -> float:
    """Return a score for an export of posts from Meta Business Suite."""
    columns = raw.columns
    words = [fold(c) for c in columns]
    if _SEVERAL & set(words) or not SOCIAL.has(columns, "published", "permalink"):
        return 0.0
    if not any(SOCIAL.columns_for(columns, f) for f in ("views", "reach", "impressions", "likes")):
        return 0.0
    links = (
        raw.data.column(columns.index(SOCIAL.columns_for(columns, "permalink")[0]))
        .drop_null()
        .to_pylist()[:200]
    )
    meta_links = sum(network_of_link(link) in _META for link in links)
    if links and meta_links < len(links) / 2:
        return 0.0
    owner = any(_INSTAGRAM.search(w) or _FACEBOOK.search(w) for w in words)
    named = SOCIAL.has(columns, "post_id")
    return 0.95 if meta_links and (named or owner) else 0.9 if named and owner else 0.0


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read posts, one row each: totals where the file has them, never added to single days."""
    published = SOCIAL.columns_for(cells.raw.columns, "published")[:1]
    _set_aside_explanations(cells)
    # Real exports in English, French and Portuguese all write 09/28/2026; only dots are German.
    slashes = any("/" in (cell or "") for cell in cells.text(*published).to_pylist())
    instant = instants(cells, "published", usual="month" if slashes else None)
    link, words = text(cells, "permalink"), _caption(cells)
    columns = {
        "network": _network(cells, link),
        "account": text(cells, "account"),
        "post_id": names_of_posts(
            text(cells, "post_id").to_pylist(), link.to_pylist(), instant.to_pylist(), words.to_pylist()
        ),
        "instant": instant,
        "type": text(cells, "type"),
        "text": words,
        "permalink": link,
        **figures(cells, *POST_FIGURES),
        "clicks": figure(cells, "clicks", "link_clicks"),
        "watch_seconds": _seconds(cells),
    }
    return posts(cells, "meta_posts", one_row_per_post(cells, columns, _SUMS, _days(cells)))


def _seconds(cells: Cells) -> pa.Array:
    return cells.number(*SOCIAL.columns_for(cells.raw.columns, "watch_seconds"))


def _caption(cells: Cells) -> pa.Array:
    """Return the longer of title and description: Facebook fills one or the other."""
    title, description = text(cells, "title"), text(cells, "text")
    longer = pc.greater(
        pc.utf8_length(pc.fill_null(title, "")), pc.utf8_length(pc.fill_null(description, ""))
    )
    return pc.if_else(longer, title, description)


def _network(cells: Cells, link: pa.Array) -> pa.Array:
    """Return the network of the link, else the one that the columns name."""
    words = [fold(c) for c in cells.raw.columns]
    default = "instagram" if any(_INSTAGRAM.search(w) for w in words) else "facebook"
    return pa.array(
        [n if (n := network_of_link(x)) in _META else default for x in link.to_pylist()], pa.string()
    )


def _set_aside_explanations(cells: Cells) -> None:
    """Set aside the row under the header in which old Page Insights explain each column."""
    if cells.raw.rows == 0:
        return
    first = [column[0].as_py() or "" for column in cells.raw.data.columns]
    if sum(cell.startswith("Lifetime") for cell in first) > 2:
        cells.set_aside(pa.array([row == 0 for row in range(cells.raw.rows)]), _EXPLANATION)


def _days(cells: Cells) -> str | None:
    """Return the column whose cells are `Lifetime` or a day."""
    columns = cells.raw.columns
    candidates = [
        c for c in SOCIAL.columns_for(columns, "date") if c not in SOCIAL.columns_for(columns, "published")
    ]
    return candidates[0] if candidates else None


FORMAT: Final = Format(
    key="meta_posts",
    platform="Meta Business Suite",
    export="Insights > Content > Export",
    kind="social",
    read=read,
    signature=(
        frozenset({"post id", "page name", "publish time", "permalink"}),
        frozenset({"post id", "account username", "publish time", "permalink"}),
    ),
    fits=fits,
)
