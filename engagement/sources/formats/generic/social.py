"""Posts or days of accounts from tools with unknown headers, or from hand-made sheets.

Read this way: Hootsuite, Buffer, Sprout, Metricool, Later, Agorapulse and Pinterest. Columns are recognised
by their meaning in seven languages. With a text, link or id of a post beside the date, rows are posts,
otherwise days. The network comes from a column that names it, else from links, else from the file's name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.social_concepts import columns_of
from engagement.sources.formats.format import Format
from engagement.sources.meaning.networks import UNKNOWN, network_in, network_of_link
from engagement.sources.meaning.vocabularies import ADVERTISING, SOCIAL
from engagement.sources.model.hints import Doubt
from engagement.sources.reports import account_periods
from engagement.sources.social.posts_and_days import (
    POST_FIGURES,
    audience,
    day_and_clock,
    figure,
    figures,
    names_of_posts,
    posts,
    same,
    text,
)
from engagement.sources.text import brackets
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "generic_social"

_IDENTITY: Final = ("post_id", "permalink", "text", "title")
_SOCIAL: Final = ("likes", "shares", "reposts", "saves", "reach", "impressions", "interactions", "views")
_FIGURES: Final = (*_SOCIAL, "clicks", "link_clicks", "comments", "follows", "conversions")
_DAILY: Final = ("followers", "reach", "impressions", "likes", "interactions", "follows", "unfollows")
#: Words of web, e-mail and search reports, which share clicks, views and impressions with posts.
_ELSEWHERE: Final = re.compile(
    r"\bsessions?\b|\bbounce|\bposition\b|\bquery\b|\bqueries\b|\bopens?\b|\bopen rate|\bdeliver"
    r"|\brecipients?\b|\bsubject\b|\bpage path|\blanding page|\bactive users"
    r"|\bnew users|\bunsubscrib|\border id|\bemail\b"
)
_NET: Final = re.compile(r"\bnet|growth|differ|saldo|crecimiento|crescita|wzrost|wachstum|croissance")
#: Headers of followers, which only tables of social networks have.
_FOLLOWERS: Final = re.compile(r"\bfollower|\bseguidor|\babonn|\bobserwuj|\bvolger|\bfoljare")
#: "Followers by day" may be the total on each day or those gained on it; `_are_totals` tells by the values.
_BY_DAY: Final = re.compile(
    r"\bper day\b|\bby day\b|\bdaily\b|\bal giorno\b|\bper giorno\b|giornalier|\bpor dia\b|\bal dia\b"
    r"|\bdiari[oa]s?\b|\bdziennie\b|\bna dzien\b|\bpro tag\b|\btaglich|\bpar jour\b|\bper dag\b"
)
_WON: Final = re.compile(
    r"\bnew\b|\bnuov|\bnuev|\bnov[oa]s?\b|\bnow[iey]\b|\bneue|\bnouv|\bnieuw|\bgain|\bganh|\bganad|\bacquis"
)
#: The greatest median daily change of a total of followers, as a share of it, and the smallest total.
_STEP: Final = 0.03
_LARGE: Final = 100
#: A figure whose median daily change is a greater share of it is not a total; this many days are needed.
_JUMP: Final = 0.25
_FEWEST: Final = 7
_TWEET: Final = re.compile(r"\btweets?\b")
_TOOLS: Final = re.compile(r"hootsuite|buffer|sprout|metricool|later|agorapulse|pinterest|social")


def fits(raw: RawTable) -> float:
    """Return how certainly this is a table of posts or of an account's days, from 0 to 1."""
    named = next(iter(_by_network(raw.columns).values()), None)
    return _fits(raw if named is None else replace(raw, columns=tuple(named.get(c, c) for c in raw.columns)))


def _fits(raw: RawTable) -> float:
    words = {fold(c) for c in raw.columns}
    if words & ADVERTISING or any(_ELSEWHERE.search(w) for w in words):
        return 0.0
    dated = SOCIAL.columns_for(raw.columns, "published", "date") or account_periods.column(raw)
    counted = [f for f in _FIGURES if SOCIAL.columns_for(raw.columns, f)]
    if not dated or not (counted or SOCIAL.columns_for(raw.columns, "followers")):
        return 0.0
    named_by = _network_column(raw, SOCIAL.columns_for(raw.columns, "network", "account", "type"))
    sure = 0.1 * (named_by is not None) + 0.1 * bool(_TOOLS.search(fold(raw.file)))
    if _is_posts(raw):
        return 0.5 + 0.04 * len(counted) + sure if len(counted) >= 2 and set(counted) & set(_SOCIAL) else 0.0
    daily = [f for f in _DAILY if SOCIAL.columns_for(raw.columns, f)]
    named = network_in(raw.file) is not None
    alone = any(_FOLLOWERS.search(fold(name)) for name in SOCIAL.columns_for(raw.columns, "follows"))
    enough = len(daily) >= 2 or "followers" in daily or alone or named
    return 0.5 + 0.04 * len(daily) + sure if enough else 0.0


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read posts or days; columns of several networks give separate rows for each network."""
    parts = _by_network(cells.raw.columns) if cells.hints.roles is None else {}
    if not parts or _network_column(cells.raw, columns_of(cells, "network")):
        return _read(cells)
    network_tables = [_read(cells.called(names), network) for network, names in parts.items()]
    return {name: pa.concat_tables([part[name] for part in network_tables]) for name in network_tables[0]}


def _by_network(columns: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return, for each network named in headers of figures, the columns renamed for that network alone.

    Columns of other networks are hidden, as are figures without a network: they are the sum, or belong to
    none. A single network in the headers beside these does not describe the table.
    """
    parts = brackets.parted(columns, network_in, lambda name: bool(_figures_in([name])))
    others = dict.fromkeys(
        _figures_in([c for c in columns if not any(c in own_columns for own_columns in parts.values())]), ""
    )
    if others and len(parts) == 1:
        return {}
    return {
        network: others
        | {c: "" for own_columns in parts.values() for c in own_columns}
        | dict(parts[network])
        for network in parts
    }


def _figures_in(columns: Sequence[str]) -> list[str]:
    return [c for f in (*_FIGURES, *_DAILY, "visits") for c in SOCIAL.columns_for(columns, f)]


def _read(cells: Cells, network: str | None = None) -> dict[str, pa.Table]:
    day, hour = day_and_clock(cells, "published", "date")
    when = day or account_periods.column(cells.raw) or ""
    is_posts = any(columns_of(cells, concept) for concept in _IDENTITY)
    clock = (*([hour] if hour else ()), *columns_of(cells, "time"))
    end = account_periods.counts(cells.raw, when) if when in cells.raw.columns else None
    if end is None:
        instant = cells.instant(when, time=clock[0] if clock and clock[0] != when else None, required=True)
    else:
        instant = account_periods.instants(cells, when, end)
    cells.set_future_aside(instant, when)
    link = text(cells, "permalink")
    names = _network_column(cells.raw, columns_of(cells, "network", "account", "type"))
    shared = {
        "network": _networks(cells, names, link) if network is None else same(cells, network),
        "account": _account(cells, names),
        "instant": instant,
        "clicks": figure(cells, "clicks", "link_clicks"),
        "shares": figure(cells, "shares", "reposts"),
    }
    return _posts(cells, shared, link) if is_posts else _days(cells, shared)


def _posts(cells: Cells, shared: dict[str, pa.Array], link: pa.Array) -> dict[str, pa.Table]:
    words = text(cells, "text", "title")
    ids = text(cells, "post_id").to_pylist()
    own_figures = {
        "post_id": names_of_posts(ids, link.to_pylist(), shared["instant"].to_pylist(), words.to_pylist()),
        "type": text(cells, "type"),
        "text": words,
        "permalink": link,
    }
    return posts(cells, KEY, figures(cells, *POST_FIGURES) | shared | own_figures)


def _days(cells: Cells, shared: dict[str, pa.Array]) -> dict[str, pa.Table]:
    followers = columns_of(cells, "followers")
    won = [c for c in columns_of(cells, "follows") if c not in followers]
    counts = figures(cells, "impressions", "views", "reach", "visits", "interactions", "likes", "comments")
    totals = figure(cells, "followers")
    if not followers and won and cells.hints.roles is None and _are_totals(cells, won[0]):
        cells.warn(message("{column} is read as the total of followers on each day", column=won[0]))
        totals, won = cells.integer(won[0]), []
    elif followers and not won and cells.hints.roles is None and _jump(totals, shared["instant"]):
        cells.warn(
            message(
                "{column} jumps from day to day as new followers do, and is read as those",
                column=followers[0],
            )
        )
        totals, won = pa.nulls(cells.raw.rows, pa.int64()), [followers[0]]
    own_figures = {"followers": totals, "new_followers": _won(cells, won[:1])}
    return audience(cells, KEY, counts | shared | own_figures)


def _are_totals(cells: Cells, column: str) -> bool:
    """Return whether a figure that is named as a daily one changes as little from day to day as a total."""
    plain_column = fold(column)
    if not _BY_DAY.search(plain_column) or _WON.search(plain_column):
        return False
    values = cells.integer(column).drop_null()
    usual = pc.approximate_median(values).as_py() or 0
    steps = pc.approximate_median(pc.abs(pc.pairwise_diff(values)).drop_null()).as_py()
    return steps is not None and usual >= _LARGE and steps <= _STEP * usual


def _jump(totals: pa.Array, instants: pa.Array) -> bool:
    """Return whether a column of followers varies too much from day to day for a total.

    False if a day has several rows, or there are too few days.
    """
    is_known = pc.is_valid(totals)
    values, days = totals.filter(is_known), instants.filter(is_known).cast(pa.date32())
    if len(values) < _FEWEST or len(pc.unique(days)) < len(days):
        return False
    steps = pc.approximate_median(pc.abs(pc.pairwise_diff(values.take(pc.sort_indices(days)))).drop_null())
    return bool(steps.as_py() > _JUMP * (pc.approximate_median(values).as_py() or 0))


def _won(cells: Cells, column: Sequence[str]) -> pa.Array:
    """Return followers gained less those lost (which some tools write as negative numbers).

    A figure named net, or consistent with the totals of followers, is the difference already.
    """
    won = cells.integer(*column)
    lost = [c for c in columns_of(cells, "unfollows") if c not in column]
    if not lost or any(_NET.search(fold(c)) for c in column):
        return won
    away = pc.abs(cells.integer(lost[0]))
    net = pc.subtract(pc.fill_null(won, 0), pc.fill_null(away, 0))
    grown = pc.pairwise_diff(figure(cells, "followers"))
    right, wrong = (pc.sum(pc.equal(grown, other)).as_py() or 0 for other in (net, won))
    return (
        won
        if column and wrong > right
        else pc.if_else(pc.or_(pc.is_valid(won), pc.is_valid(away)), net, None)
    )


def _is_posts(raw: RawTable) -> bool:
    return any(SOCIAL.columns_for(raw.columns, concept) for concept in _IDENTITY)


def _network_column(raw: RawTable, candidates: Sequence[str]) -> str | None:
    """Return the first candidate with names of networks in most cells, or None.

    A column named "Source" may have other values.
    """
    for column in candidates:
        cells = raw.data.column(raw.columns.index(column)).drop_null().to_pylist()[:200]
        if cells and sum(network_in(cell) is not None for cell in cells) > len(cells) / 2:
            return column
    return None


def _account(cells: Cells, network_column: str | None) -> pa.Array:
    others = [c for c in columns_of(cells, "account") if c != network_column]
    return cells.text(*others[:1])


def _networks(cells: Cells, column: str | None, link: pa.Array) -> pa.Array:
    """Return each row's network, from its cell, link, file name, lines above, or words such as tweets."""
    named = cells.text(column).to_pylist() if column else [None] * cells.raw.rows
    above = next((n for n in map(network_in, cells.raw.preamble) if n), None) or (
        "x" if any(_TWEET.search(fold(name)) for name in cells.raw.columns) else None
    )
    file = network_in(cells.raw.file)
    default = cells.hints.network or file or above
    linked = [network_of_link(url) for url in link.to_pylist()]
    networks = [
        (network_in(cell) or fold(cell) or None if cell else None) or by_link or default
        for cell, by_link in zip(named, linked, strict=True)
    ]
    _ask_if_open(cells, networks)
    if (
        file
        and default == file != above
        and cells.hints.network is None
        and not any(named)
        and not all(linked)
        and file in networks
    ):
        _tell_of_name(cells, file)
    return pa.array([n or UNKNOWN for n in networks], pa.string())


def _tell_of_name(cells: Cells, network: str) -> None:
    """Report that the network comes from the file's name, so that a person can correct it."""
    sentence = message("Only the file's name says which network it is of: {network}", network=network.title())
    cells.ledger.doubt(Doubt("network", "", (), network, sentence))


def _ask_if_open(cells: Cells, networks: Sequence[str | None]) -> None:
    given_network = cells.hints.network
    if given_network is not None and given_network in networks:
        cells.ledger.doubt(Doubt("network", "", (), given_network))
    missing = sum(n is None for n, is_kept in zip(networks, cells.kept.to_pylist(), strict=True) if is_kept)
    if missing:
        sentence = message(
            "{rows} row does not say which network it belongs to",
            "{rows} rows do not say which network they belong to",
            n=missing,
            rows=missing,
        )
        cells.ledger.doubt(Doubt("network", "", (), None, sentence))


FORMAT: Final = Format(
    key=KEY,
    platform="Social table",
    export="any table of posts or of an account's days",
    kind="social",
    read=read,
    fits=fits,
    generic=True,
)
