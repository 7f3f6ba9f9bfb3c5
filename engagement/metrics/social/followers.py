"""Followers of each account on any day, from totals where the file has them and daily gains between.

There are few accounts and few days, so the daily figures are read once and computed in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.locale import message
from engagement.metrics.social.figures import ENGAGED
from engagement.metrics.social.posts import DAYS, DAYS_LACKING, POSTS, Facts, figures_by_network
from engagement.metrics.sums.few_clusters import with_few
from engagement.metrics.sums.group_sums import WHOLE, Sums, collect, sums
from engagement.metrics.words.phrases import OUTSIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array

#: The age in days from which a total is no longer used.
_STALE: Final = 45
_SILENT: Final = message("Posts that lack one of the numbers")
_UNKNOWN: Final = message("Posts of networks whose followers are not known")
#: Interactions of each post, the numerator over followers.
ENGAGED_POSTS: Final = Facts(ENGAGED)


@dataclass(frozen=True, slots=True)
class FollowerAccount:
    """One account's followers: `total[i]` at the end of `day[i]`, days ascending."""

    network: str
    name: str | None
    day: NDArray[np.int64]
    total: Array

    def at(self, day: int) -> float:
        """Return the followers at the end of a day; NaN before the first or long after the last."""
        place = int(np.searchsorted(self.day, day, side="right")) - 1
        if place < 0 or day - self.day[place] > _STALE:
            return float("nan")
        return float(self.total[place])

    def start(self, first: int, last: int) -> tuple[int, float] | None:
        """Return the day and the followers from which growth over first..last counts.

        That is the end of the day before, else the first day within for which a total is known.
        """
        before = self.at(first - 1)
        if not np.isnan(before):
            return first - 1, before
        place = int(np.searchsorted(self.day, first))
        if place == self.day.size or self.day[place] >= last:
            return None
        return int(self.day[place]), float(self.total[place])


def accounts(scope: Scope) -> tuple[FollowerAccount, ...]:
    """Return the accounts that pass the filters and have a known total on some day."""

    def read() -> tuple[FollowerAccount, ...]:
        rows = scope.frame(DAYS).filter(~nw.col("followers").is_null() | ~nw.col("new_followers").is_null())
        rows_read = collect(rows.select("network", "account", "day", "followers", "new_followers"))
        keys = [(str(n), _text(a)) for n, a in zip(rows_read["network"], rows_read["account"], strict=True)]
        day = np.asarray(rows_read["day"], dtype=np.int64)
        total, gain = (np.asarray(rows_read[c], dtype=np.float64) for c in ("followers", "new_followers"))
        known_accounts = []
        for key in sorted(set(keys), key=lambda k: (k[0], k[1] or "")):
            account_rows = np.flatnonzero([k == key for k in keys])
            account_rows = account_rows[np.argsort(day[account_rows], kind="stable")]
            series = _fill(total[account_rows], gain[account_rows])
            is_known = ~np.isnan(series)
            if is_known.any():
                known_accounts.append(FollowerAccount(*key, day[account_rows][is_known], series[is_known]))
        return tuple(known_accounts)

    return scope.remember("accounts", read)


def _fill(total: Array, gain: Array) -> Array:
    """Return totals with the gaps between (and around) them filled by the daily gains.

    A day without a gain stays missing. If gains would lead to a negative total, they do not include lost
    followers, and the days before stay unknown.
    """
    filled = total.copy()
    for i in range(1, filled.size):
        if np.isnan(filled[i]):
            filled[i] = filled[i - 1] + gain[i]
    for i in range(filled.size - 2, -1, -1):
        if np.isnan(filled[i]) and filled[i + 1] >= gain[i + 1]:
            filled[i] = filled[i + 1] - gain[i + 1]
    return filled


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _windows(scope: Scope, cut: Cut) -> list[tuple[int, int]]:
    """Return the first and the last day of each period's window, or of the single window."""
    if cut.along is None:
        return [(scope.window.first_day, scope.window.last_day)]
    starts, ends, length = cut.along.starts(), cut.along.ends(), cut.along.length
    opens = starts if length == 0 else [e - length + 1 if length else scope.window.first_day for e in ends]
    return list(zip(opens, ends, strict=True))


def _label(account: FollowerAccount, by: str | None) -> str | None:
    return account.network if by == "network" else account.name if by == "account" else None


def follower_sums(scope: Scope, cut: Cut) -> Sums:
    """Return followers and accounts at the end of each window, and its growth as `net` and `start`."""
    known_accounts = accounts(scope)
    if cut.by in {"network", "account"}:
        labels = tuple(dict.fromkeys(_label(a, cut.by) for a in known_accounts))
        groups = [[a for a in known_accounts if _label(a, cut.by) == label] for label in labels]
        windows = _windows(scope, cut) * len(groups)
    else:
        windows = _windows(scope, cut)
        labels, groups = (None,) * len(windows), [list(known_accounts)] * len(windows)
    rows = [_at_end(group, *window) for group, window in zip(groups, windows, strict=True)]
    values = np.asarray(rows, dtype=np.float64).reshape(-1, 5)
    names = ("followers", "accounts", "net", "start", "grown")
    return Sums(labels, dict(zip(names, values.T, strict=True)))


def _at_end(group: list[FollowerAccount], first: int, last: int) -> tuple[float, ...]:
    ends = np.asarray([a.at(last) for a in group])
    is_known = ~np.isnan(ends)
    starts = [a.start(first, last) for a in group]
    grown = [(s[1], e) for s, e in zip(starts, ends, strict=True) if s is not None and not np.isnan(e)]
    start, end = (sum(pair[i] for pair in grown) for i in (0, 1))
    return float(ends[is_known].sum()), float(is_known.sum()), end - start, start, float(len(grown))


def engaged_by_followers(scope: Scope, cut: Cut) -> Sums:
    """Return posts and interactions of the networks with known followers, and those followers."""
    known_accounts = _accounts_with_followers(scope)
    networks = networks_with_followers(scope, cut.by)
    rows = ENGAGED_POSTS.rows(scope, cut.by).filter(
        nw.col("network").is_in(networks), ~nw.col("above").is_null()
    )
    y = nw.col("above")
    grouped = scope.grouped(rows, cut, POSTS)
    interactions = sums(grouped, cut, {"n": nw.lit(1), "y": y, "yy": y * y})
    own_followers, shared = _followers(
        scope, cut, [a for a in known_accounts if a.network in networks], interactions
    )
    columns = {**interactions.columns, "followers": own_followers, "max_followers": shared}
    return with_few(Sums(interactions.labels, columns), "n", grouped, cut, nw.lit(1.0), y)


def _followers(
    scope: Scope, cut: Cut, accounts: list[FollowerAccount], group_sums: Sums
) -> tuple[Array, Array]:
    """Return the followers that belong to each group, and those that all groups share.

    If one account's followers are unknown at the end of a period, the period has none, because its posts
    count.
    """
    totals = [float(sum(a.at(last) for a in accounts)) for _, last in _windows(scope, cut)]
    nothing = np.zeros(len(group_sums))
    if cut.along is not None or cut.by is None:
        return np.asarray(totals), nothing
    if cut.by not in {"network", "account"}:
        return nothing, np.full(len(group_sums), totals[0])
    last = scope.window.last_day
    own_followers = [
        float(sum(a.at(last) for a in accounts if _label(a, cut.by) == name)) for name in group_sums.labels
    ]
    return np.asarray(own_followers), nothing


def networks_with_followers(scope: Scope, by: str | None = None) -> list[str]:
    """Return the networks with known interactions and followers."""
    sources = ENGAGED_POSTS.sources_for(scope, by)
    with_followers = {a.network for a in _accounts_with_followers(scope)}
    return sorted(with_followers.intersection((*sources.posts, *sources.days)))


def _accounts_with_followers(scope: Scope) -> list[FollowerAccount]:
    """Return the accounts with known followers on the last day of the window."""
    return [a for a in accounts(scope) if not np.isnan(a.at(scope.window.last_day))]


def engaged_account(scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
    """Return the posts and days that are left out, by reason, and how many are used."""
    has_engagement, is_used_network = (
        ~nw.col("above").is_null(),
        nw.col("network").is_in(networks_with_followers(scope)),
    )
    measures = {
        "used": (is_used_network & has_engagement).cast(nw.Int64),
        "silent": (is_used_network & ~has_engagement).cast(nw.Int64),
        "unknown": (~is_used_network).cast(nw.Int64),
    }
    rows = scope.grouped(ENGAGED_POSTS.rows(scope), WHOLE, POSTS)
    counts = {name: int(values[0]) for name, values in sums(rows, WHOLE, measures).columns.items()}
    outside = ENGAGED_POSTS.outside(scope)
    left_out = ((_SILENT, counts["silent"]), (_UNKNOWN, counts["unknown"]), (OUTSIDE, outside))
    return tuple((reason, rows) for reason, rows in left_out if rows), counts["used"]


def engaged_rows(scope: Scope) -> Frame:
    """Return the posts and days of the networks with known followers."""
    return ENGAGED_POSTS.behind(scope).filter(nw.col("network").is_in(networks_with_followers(scope)))


def account(scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
    """Return the days that are left out, by reason, and how many are used."""
    used, everything = (
        int(collect(rows.select(nw.len().alias("n")))["n"][0])
        for rows in (days_with_followers(scope), scope.grouped(scope.frame(DAYS), WHOLE, DAYS))
    )
    left_out = ((DAYS_LACKING, everything - used), (OUTSIDE, scope.outside(scope.rows(DAYS))))
    return tuple((reason, rows) for reason, rows in left_out if rows), used


def available(data: Data) -> bool:
    """Return whether any day has a total of followers."""
    return any(
        figures_by_network(data, DAYS).has(n, "followers") for n in figures_by_network(data, DAYS).networks
    )


def growth_available(data: Data) -> bool:
    """Return whether any network has totals on two days, or a total and daily gains."""
    carried = figures_by_network(data, DAYS)
    return any(
        carried.counts[n]["followers"] > 1
        or (carried.has(n, "followers") and carried.has(n, "new_followers"))
        for n in carried.networks
    )


def engaged_available(data: Data) -> bool:
    """Return whether any network has both interactions and followers."""
    sources = ENGAGED_POSTS.sources(data)
    return any(figures_by_network(data, DAYS).has(n, "followers") for n in (*sources.posts, *sources.days))


def days_with_followers(scope: Scope) -> Frame:
    """Return the daily figures of the window with followers or new followers."""
    rows = scope.frame(DAYS).filter(~nw.col("followers").is_null() | ~nw.col("new_followers").is_null())
    return scope.grouped(rows, WHOLE, DAYS)
