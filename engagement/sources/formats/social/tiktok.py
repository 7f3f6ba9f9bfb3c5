"""TikTok Studio: Overview, FollowerHistory, Viewers and the list of videos.

Days have no year ("December 30", "17 settembre"); `missing_years` infers it, and the report states the year.
Daily figures may be negative where likes or comments were withdrawn. The file of followers assigns its
differences to the wrong day, so new followers are computed from the totals.

Code, because years are inferred from the whole column, and new followers from totals.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.networks import id_in_link, network_of_link
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
from engagement.sources.values import dates, missing_years
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "tiktok"
#: "Difference in followers from previous day"; other tools may have a column named only "Difference".
_DIFFERENCE: Final = re.compile(
    r"(?=.*(?:follow|segui|abonn|obserw))"
    r"(?=.*(?:previous|day before|precedent|anterior|poprzedn|vortag|veille))"
    r".*(?:differ|difer|roznic|unterschied|ecart)"
)
_RETURNING: Final = re.compile(
    r"returning|di ritorno|recurrent|que regres|powracaj|wiederkehr|habituel|qui reviennent"
)
_NEW: Final = re.compile(r"^(?:new|nuov|nuev|now[iey]|neue|nouve|nov[oa]s)")
_VIEWERS: Final = re.compile(r"viewer|spettator|espectador|widz|zuschauer|spectateur")
#: The columns of Overview.csv, which has no others.
_OVERVIEW: Final = ("date", "views", "visits", "likes", "comments", "shares")
_MOST: Final = 8
_WITHOUT_DAYS: Final = re.compile(r"^(?:gender|territories|top territories|distribution|active followers)$")
_WITH_YEAR: Final = re.compile(r"\d{4}|\d+[-/.]\d+[-/.]\d+")
_NO_DATE: Final = message("This is not a date")


def fits(raw: RawTable) -> float:
    """Return a score: TikTok Studio's words, and days without a year."""
    columns = raw.columns
    words = [fold(c) for c in columns]
    if SOCIAL.has(columns, "permalink"):
        links = (
            raw.data.column(columns.index(SOCIAL.columns_for(columns, "permalink")[0]))
            .drop_null()
            .to_pylist()[:50]
        )
        own_links = sum(network_of_link(link) == KEY for link in links)
        alone = not SOCIAL.columns_for(columns, "network") and SOCIAL.has(columns, "published", "views")
        return 0.9 if alone and own_links > len(links) / 2 else 0.0
    if "active followers" in words or sum(_WITHOUT_DAYS.match(w) is not None for w in words) >= 2:
        return 0.8
    if not SOCIAL.has(columns, "date") or SOCIAL.columns_for(columns, "impressions"):
        return 0.0
    has_own_words = _is_overview(columns) or _are_viewers(words) or any(_DIFFERENCE.match(w) for w in words)
    counted = has_own_words or any(
        SOCIAL.columns_for(columns, f) for f in ("views", "followers", "reach", "likes")
    )
    without_year = _without_year(raw, SOCIAL.columns_for(columns, "date")[0])
    return (
        0.95
        if has_own_words and without_year
        else 0.85
        if has_own_words
        else 0.7
        if counted and without_year
        else 0.0
    )


def _is_overview(columns: Sequence[str]) -> bool:
    """Return whether these are the days of Overview.csv, whose views are of videos."""
    known_columns = {c for concept in _OVERVIEW for c in SOCIAL.columns_for(columns, concept)}
    views = " ".join(fold(c) for c in SOCIAL.columns_for(columns, "views"))
    return (
        SOCIAL.has(columns, *_OVERVIEW)
        and len(columns) <= _MOST
        and len(known_columns) == len(columns)
        and "video" in views
    )


def _are_viewers(words: Sequence[str]) -> bool:
    """Return whether the columns are those of Viewers.csv: viewers in total, new and returning."""
    viewers = [w for w in words if _VIEWERS.search(w)]
    new = sum(_NEW.search(w) is not None for w in viewers)
    back = sum(_RETURNING.search(w) is not None for w in viewers)
    return len(words) == 4 and len(viewers) == 3 and new == back == 1


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read videos as posts and days as audience; shares of followers by gender or place are not read."""
    columns = cells.raw.columns
    if SOCIAL.has(columns, "permalink"):
        return _videos(cells)
    dated = SOCIAL.columns_for(columns, "date")
    if not dated or any(_WITHOUT_DAYS.match(fold(c)) for c in columns):
        cells.warn(
            message("The file holds neither posts nor days; its rows are read but no metric uses them")
        )
        return {}
    instant = _instants(cells, dated[0])
    measures = {
        "network": same(cells, KEY),
        "instant": instant,
        **figures(cells, "views", "likes", "comments", "shares", "reach", "visits"),
    }
    followers = SOCIAL.columns_for(columns, "followers")
    if followers:
        measures["followers"] = figure(cells, "followers")
        measures["new_followers"] = _gained(instant, measures["followers"])
    return audience(cells, KEY, measures)


def _videos(cells: Cells) -> dict[str, pa.Table]:
    published = SOCIAL.columns_for(cells.raw.columns, "published")[0]
    link = text(cells, "permalink")
    numbers = [id_in_link(x) for x in link.to_pylist()]
    instant = _instants(cells, published, numbers)
    words = text(cells, "title", "text")
    return posts(
        cells,
        KEY,
        {
            "network": same(cells, KEY),
            "account": text(cells, "account"),
            "post_id": names_of_posts(numbers, link.to_pylist(), instant.to_pylist(), words.to_pylist()),
            "instant": instant,
            "type": text(cells, "type"),
            "text": words,
            "permalink": link,
            **figures(cells, "views", "reach", "likes", "comments", "shares", "saves", "follows"),
        },
    )


def _without_year(raw: RawTable, column: str) -> bool:
    """Return whether more days of a column are written without a year than with one."""
    cells = raw.data.column(raw.columns.index(column)).drop_null().to_pylist()[:200]
    without = sum(dates.yearless(cell.strip()) is not None for cell in cells)
    return without > sum(_WITH_YEAR.search(cell) is not None for cell in cells)


def _instants(cells: Cells, column: str, numbers: Sequence[str | None] = ()) -> pa.Array:
    """Return the moment of each row; missing years are inferred.

    The upper 32 bits of a video's id are the second of its upload.
    """
    if not _without_year(cells.raw, column):
        return instants(cells, "published" if numbers else "date")
    written = cells.text(column).to_pylist()
    days = [dates.yearless(cell) if cell else None for cell in written]
    is_kept = cells.kept.to_pylist()
    days = [d if ok else None for d, ok in zip(days, is_kept, strict=True)]
    today = datetime.now().date()
    placed = missing_years.place(days, today=today, named=missing_years.years_in(cells.raw.file))
    for row, number in enumerate(numbers):
        uploaded = datetime.fromtimestamp(int(number) >> 32, UTC).date() if number else None
        if (
            uploaded
            and days[row]
            and (upload_day := _within_a_day(uploaded, days[row]))
            and upload_day <= today
        ):
            placed[row] = upload_day
    placed_days = [d for d in placed if d is not None]
    if placed_days:
        cells.warn(
            message(
                "The dates carry no year; they are read as {first} to {last}",
                first=min(placed_days),
                last=max(placed_days),
            )
        )
    cells.set_aside(pa.array([d is None for d in placed]), _NO_DATE, column)
    return pa.array([d and datetime.combine(d, time.min) for d in placed], pa.timestamp("us"))


def _within_a_day(uploaded: date, day: dates.Yearless | None) -> date | None:
    """Return `day` in the year in which it is at most a day from the upload, or None; time zones differ."""
    if day is None:
        return None
    for year in (uploaded.year, uploaded.year - 1, uploaded.year + 1):
        try:
            in_year = date(year, day.month, day.day)
        except ValueError:
            continue
        if abs((in_year - uploaded).days) <= 1:
            return in_year
    return None


def _gained(instant: pa.Array, followers: pa.Array) -> pa.Array:
    """Return the followers gained since the day before; null if that day or its count is missing."""
    by_day = {
        when.date().toordinal(): count
        for when, count in zip(instant.to_pylist(), followers.to_pylist(), strict=True)
        if when is not None and count is not None
    }
    gained = {b: by_day[b] - by_day[a] for a, b in pairwise(sorted(by_day)) if b - a == 1}
    return pa.array(
        [None if w is None else gained.get(w.date().toordinal()) for w in instant.to_pylist()], pa.int64()
    )


FORMAT: Final = Format(
    key=KEY,
    platform="TikTok",
    export="TikTok Studio > Analytics > Download data",
    kind="social",
    read=read,
    fits=fits,
)
