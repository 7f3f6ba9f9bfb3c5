"""Sums over posts (or days, where there are no posts) for social ratios and totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.locale import message
from engagement.metrics.social.figures import ONE, Carried, ChosenPosts, choose, facts, figures_carried
from engagement.metrics.sums.few_clusters import with_few
from engagement.metrics.sums.group_sums import WHOLE, sums
from engagement.metrics.sums.periods import weekday_of
from engagement.metrics.words.phrases import OUTSIDE

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut, Sums

POSTS: Final = "posts"
DAYS: Final = "audience"

_LACKING: Final = message("Posts that lack one of the numbers")
_NOT_CARRIED: Final = message("Posts of networks whose files do not carry the numbers")
DAYS_LACKING: Final = message("Days that lack one of the numbers")


#: Dimensions of posts only: days have no type.
_OF_POSTS: Final = frozenset({"type", "month"})
POST_DIMENSIONS: Final = {
    "network": nw.col("network"),
    "account": nw.col("account"),
    "type": nw.col("type"),
    "weekday": weekday_of(nw.col("day")),
    "month": nw.col("instant").dt.to_string("%Y-%m"),
}
DAY_DIMENSIONS: Final = {name: e for name, e in POST_DIMENSIONS.items() if name not in _OF_POSTS}


@dataclass(frozen=True, slots=True)
class Facts:
    """The numerator and denominator of a metric, and their possible sources.

    `one_kind`: posts and days are not mixed, posts first (a mean per post is not a mean per day).
    `posts_only`: days are never used.
    """

    above: str
    below: str = ONE
    one_kind: bool = False
    posts_only: bool = False

    def sources_for(self, scope: Scope, by: str | None = None) -> ChosenPosts:
        """Return the networks whose posts are used, and those whose days are."""
        every_source = self.sources(scope.data)
        split = {by, *(name for name, _ in scope.question.filters)}
        no_days = split & _OF_POSTS or (self.one_kind and every_source.posts)
        return ChosenPosts(every_source.posts, ()) if no_days else every_source

    def sources(self, data: Data) -> ChosenPosts:
        """Return the result of `sources_for` without split and filters."""
        every_source = choose(
            figures_by_network(data, POSTS), figures_by_network(data, DAYS), self.figure(data), self.below
        )
        return ChosenPosts(every_source.posts, ()) if self.posts_only else every_source

    def available(self, data: Data) -> bool:
        """Return whether any network has both figures."""
        sources = self.sources(data)
        return bool(sources.posts or sources.days)

    def figure(self, data: Data) -> str:
        """Return the numerator: views instead of impressions if no rows have the latter."""
        if self.above == "impressions" and not _anywhere(data, "impressions"):
            return "views"
        return self.above

    def rows(self, scope: Scope, by: str | None = None) -> Frame:
        """Return the facts of all networks up to the as-of day, before any cut; some are null."""
        sources, above = self.sources_for(scope, by), self.figure(scope.data)
        tables = [t for t, networks in ((POSTS, sources.posts), (DAYS, sources.days)) if networks]
        frames = [
            facts(
                scope.frame(table),
                figures_by_network(scope.data, table),
                sources.posts if table == POSTS else sources.days,
                above,
                self.below,
            )
            for table in tables or (POSTS,)
        ]
        return frames[0] if len(frames) == 1 else nw.concat(frames)

    def ratio_sums(self, scope: Scope, cut: Cut) -> Sums:
        """Return the number of clusters (posts, days) with both figures, their sums, squares and products."""
        y, x = nw.col("above"), nw.col("below")
        measures = {"n": nw.lit(1), "y": y, "x": x, "yy": y * y, "xx": x * x, "xy": x * y}
        return self._sums(scope, cut, _is_known(), measures, x)

    def rate_sums(self, scope: Scope, cut: Cut) -> Sums:
        """Return the number of clusters, and the sum and the sum of squares of their own ratios."""
        rate = nw.col("above") / nw.col("below")
        measures = {"n": nw.lit(1), "total": rate, "squares": rate * rate, "max_rate": rate}
        return self._sums(scope, cut, _is_known() & (nw.col("below") > 0), measures, nw.lit(1.0), rate)

    def _sums(
        self,
        scope: Scope,
        cut: Cut,
        condition: nw.Expr,
        measures: dict[str, nw.Expr],
        x: nw.Expr,
        y: nw.Expr | None = None,
    ) -> Sums:
        rows = scope.grouped(self.rows(scope, cut.by).filter(condition), cut, POSTS)
        return with_few(sums(rows, cut, measures), "n", rows, cut, x, nw.col("above") if y is None else y)

    def account(self, scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
        """Return posts and days that are left out, by reason, and how many are used."""
        is_post, is_known = nw.col("kind") == "post", _is_known()
        measures = {
            "used": is_known.cast(nw.Int64),
            "posts": (is_post & ~is_known).cast(nw.Int64),
            "days": (~is_post & ~is_known).cast(nw.Int64),
            "seen": is_post.cast(nw.Int64),
        }
        counts = sums(scope.grouped(self.rows(scope), WHOLE, POSTS), WHOLE, measures)
        count = {name: int(values[0]) for name, values in counts.columns.items()}
        posts = sums(scope.grouped(scope.frame(POSTS), WHOLE, POSTS), WHOLE, {"n": nw.lit(1)})
        left_out = (
            (_LACKING, count["posts"]),
            (_NOT_CARRIED, int(posts["n"][0]) - count["seen"]),
            (DAYS_LACKING, count["days"]),
            (OUTSIDE, self.outside(scope)),
        )
        return tuple((reason, rows) for reason, rows in left_out if rows), count["used"]

    def outside(self, scope: Scope) -> int:
        """Return the posts outside the window and, for networks whose days are used, the days."""
        days = self.sources_for(scope).days
        posts = scope.outside(scope.rows(POSTS))
        if not days:
            return posts
        return posts + scope.outside(scope.rows(DAYS).filter(nw.col("network").is_in(list(days))))

    def behind(self, scope: Scope) -> Frame:
        """Return the posts of the window and, for networks whose days are used, the days."""
        sources = self.sources_for(scope)
        sides = [(t, n) for t, n in ((POSTS, sources.posts), (DAYS, sources.days)) if n] or [(POSTS, ())]
        frames = [
            scope.grouped(scope.frame(t).filter(nw.col("network").is_in(list(n))), WHOLE, t) for t, n in sides
        ]
        return frames[0] if len(frames) == 1 else nw.concat(frames, how="diagonal")


def figures_by_network(data: Data, table: str) -> Carried:
    """Return the figures of each network's rows, over all days and without filters."""
    kind = "post" if table == POSTS else "day"
    return data.remember(("carried", table), lambda: figures_carried(data.frame(table), kind))


def _anywhere(data: Data, figure: str) -> bool:
    of_both_tables = [figures_by_network(data, table) for table in (POSTS, DAYS)]
    return any(carried.has(network, figure) for carried in of_both_tables for network in carried.networks)


def _is_known() -> nw.Expr:
    return ~nw.col("above").is_null() & ~nw.col("below").is_null()
