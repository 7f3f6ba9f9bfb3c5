"""YouTube Studio: `Table data`, `Totals` and `Chart data`.

The first column of a table is the dimension that was chosen: content gives posts, a date gives days; any
other (geography, gender, ...) splits the same views again and gives neither. The row of totals is first,
and exceeds the sum of its rows, because a table ends at 500 rows. `Chart data` has only the top items, so
its days are never summed.

Code, because the chosen dimension decides what the rows are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.networks import network_of_link
from engagement.sources.meaning.vocabularies import SOCIAL, is_total
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
    from collections.abc import Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "youtube"

#: Words for impressions or thumbnails in the name of the click-through rate, which other tools have, too.
_OF_THUMBNAILS: Final = re.compile(r"impr|thumb|miniat|vorschau")
_RATE: Final = re.compile(
    r"click ?through rate|percentuale di clic|porcentaje de clics|tasa de clics|klickrate|taux de clics"
    r"|taxa de cliques|klikalnosc"
)
_DURATION: Final = re.compile(
    r"average view duration|average percentage viewed|durata media della visual|duracion media de las? visual"
    r"|duracao media da visual|duree moyenne|durchschnittliche wiedergabe|sredni czas ogladania"
)
_SUBSCRIBERS: Final = re.compile(
    r"^(?:subscribers|iscritti|suscriptores|subskrybenci|abonnenten|abonnes|inscritos)$"
)
_FILE: Final = re.compile(
    r"you ?tube|\b(?:table|chart) data\b|^totals?$|^totali$|^totales$|^totais$|^totaux$|^gesamt\w*$"
    r"|^dati (?:tabella|grafico)|^datos de(?:l| la) (?:tabla|grafico)|^lacznie$|^dane (?:tabeli|wykresu)"
)
#: "Totals (1)", "Totals - Copy": the endings of the names of files that were downloaded or copied twice.
_COPY: Final = re.compile(r" (?:\d{1,3}|copy|copia|kopie?a?|copie)(?: \d{1,3})?$")
_VIDEO_ID: Final = re.compile(r"[\w-]{11}")
#: First columns that only YouTube's tables have.
_DIMENSION: Final = re.compile(
    r"^(?:geography|area geografica|zona geografica|ubicacion geografica|geografie|zone geographique"
    r"|regiao geografica|geografia|viewer (?:age|gender)|traffic source|subscription status|device type"
    r"|playback location|operating system|new and returning viewers|subtitles and cc|video type)$"
)
#: Further figures of a channel that a table of days may have beside its views.
_OTHER: Final = re.compile(
    r"viewers|hours|revenue|duration|rate|likes|comments|shares|subscribers|playlist|hype"
)


def fits(raw: RawTable) -> float:
    """Return a score for a table of YouTube Studio."""
    words = [fold(c) for c in raw.columns]
    if SOCIAL.columns_for(raw.columns, "permalink") and not _links_here(raw):
        return 0.0
    has_own_columns = SOCIAL.columns_for(raw.columns, "watch_hours") or any(
        (_RATE.search(w) and _OF_THUMBNAILS.search(w)) or _DURATION.search(w) for w in words
    )
    viewed = bool(SOCIAL.columns_for(raw.columns, "views"))
    if viewed and has_own_columns and not SOCIAL.columns_for(raw.columns, "interactions"):
        return 0.95
    if viewed and any(
        "video publish" in w or w.endswith(("del video", "pubblicazione video")) for w in words
    ):
        return 0.9
    if any(_DIMENSION.match(w) for w in words[:2]) and (viewed or "views" in words[1:]):
        return 0.85
    named = _FILE.search(_COPY.sub("", fold(_stem(raw.file)))) is not None
    dated = bool(SOCIAL.columns_for(raw.columns[:1], "date"))
    if named and dated and viewed:
        return 0.9
    return 0.75 if dated and viewed and _only_views(words[1:]) else 0.0


def _stem(file: str) -> str:
    """Return the file's name without folder and extension."""
    return file.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0]


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read videos as posts and days as audience; for another dimension, report what the table has."""
    columns = cells.raw.columns
    published = SOCIAL.columns_for(columns, "published")
    dated = SOCIAL.columns_for(columns[:1], "date")
    dimension = columns[1] if dated and len(columns) > 2 and _names_items(cells.raw, 1) else None
    if published and dimension is None:
        return _videos(cells, published[0])
    if dated and dimension is None:
        return _days(cells)
    if dimension is not None:
        cells.warn(
            message(
                "Chart data holds only the leading entries of {dimension} for each day, so no "
                "metric uses it. Totals.csv of the same download holds the days",
                dimension=dimension,
            )
        )
    elif SOCIAL.columns_for(columns, "title"):
        cells.warn(message("The videos have no publish time; export the table again with that column"))
    else:
        _warn_of_dimension(cells, columns[0])
    return {}


def _videos(cells: Cells, published: str) -> dict[str, pa.Table]:
    first = cells.raw.columns[0]
    instant = instants(cells, "published")
    ids = cells.text(first) if first != published else text(cells, "post_id")
    words = text(cells, "title", "text")
    return posts(
        cells,
        KEY,
        {
            "network": same(cells, KEY),
            "post_id": names_of_posts(
                ids.to_pylist(), [None] * cells.raw.rows, instant.to_pylist(), words.to_pylist()
            ),
            "instant": instant,
            "text": words,
            "permalink": _links(ids),
            **figures(cells, "impressions", "views", "reach", "likes", "comments", "shares"),
            "clicks": _clicks(cells),
            "follows": _subscribers(cells),
            "watch_seconds": pc.multiply(
                cells.number(*SOCIAL.columns_for(cells.raw.columns, "watch_hours")), 3600.0
            ),
        },
    )


def _days(cells: Cells) -> dict[str, pa.Table]:
    return audience(
        cells,
        KEY,
        {
            "network": same(cells, KEY),
            "instant": instants(cells, "date"),
            **figures(cells, "impressions", "views", "reach", "likes", "comments", "shares"),
            "new_followers": _subscribers(cells),
        },
    )


def _subscribers(cells: Cells) -> pa.Array:
    """Return subscribers gained less lost; YouTube's column is this difference."""
    columns = [c for c in cells.raw.columns if _SUBSCRIBERS.match(fold(c))]
    return cells.integer(*columns[:1])


def _clicks(cells: Cells) -> pa.Array:
    """Return clicks on thumbnails, computed from impressions and their click rate in per cent."""
    rates = [c for c in cells.raw.columns if _RATE.search(fold(c))]
    impressions = figure(cells, "impressions")
    if not rates or impressions.null_count == cells.raw.rows:
        return pa.nulls(cells.raw.rows, pa.int64())
    rate = cells.number(rates[0])
    written = cells.text(rates[0]).to_pylist()
    share = pa.array([0.01 if "%" not in (cell or "") else 1.0 for cell in written])
    cells.warn(message("Clicks are worked out from impressions and their click-through rate, rounded"))
    clicks = pc.multiply(pc.multiply(impressions.cast(pa.float64()), rate), share)
    return pc.round(clicks).cast(pa.int64())


def _links(ids: pa.Array) -> pa.Array:
    links = [
        f"https://www.youtube.com/watch?v={i}" if i and _VIDEO_ID.fullmatch(i) else None
        for i in ids.to_pylist()
    ]
    return pa.array(links, pa.string())


def _warn_of_dimension(cells: Cells, dimension: str) -> None:
    """Report that a table by geography, gender or the like gives only total views."""
    if not SOCIAL.columns_for(cells.raw.columns, "views"):
        cells.warn(
            message(
                "The table has only the shares of views by {dimension}, no number of views of videos or days",
                dimension=dimension,
            )
        )
        return
    views = figure(cells, "views")
    total = pc.sum(views.filter(pc.invert(cells.kept))).as_py() or pc.sum(views).as_py()
    cells.warn(
        message(
            "The table splits {views} views by {dimension}; it has no data of single videos or days",
            views=total or 0,
            dimension=dimension,
        )
    )


def _names_items(raw: RawTable, place: int) -> bool:
    """Return whether a column has names instead of numbers: the dimension of chart data."""
    cells = raw.data.column(place).drop_null().to_pylist()[:200]
    worded = sum(any(c.isalpha() for c in cell) and not is_total(cell) for cell in cells)
    return bool(cells) and worded > len(cells) / 2


def _links_here(raw: RawTable) -> bool:
    column = SOCIAL.columns_for(raw.columns, "permalink")[0]
    links = raw.data.column(raw.columns.index(column)).drop_null().to_pylist()[:50]
    return bool(links) and sum(network_of_link(link) == KEY for link in links) > len(links) / 2


def _only_views(words: Sequence[str]) -> bool:
    """Return whether the columns beside the date are views and figures that only YouTube has."""
    return all(SOCIAL.columns_for([w], "views") or _OTHER.search(w) for w in words) and any(
        _SUBSCRIBERS.match(w) or "hours" in w or "duration" in w for w in words
    )


FORMAT: Final = Format(
    key=KEY,
    platform="YouTube",
    export="YouTube Studio > Analytics > Advanced mode > Export",
    kind="social",
    read=read,
    fits=fits,
)
