"""Members as in the programme's list: who ever redeemed points, who ever referred somebody.

The list describes the day of its export, so all members count, whenever they joined. Along time they are
grouped by the period of joining.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.locale import message, percent
from engagement.metrics.loyalty.member_orders import MEMBERS, joined_people
from engagement.metrics.sums.group_sums import GROUP, WHOLE, collect, sums

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates
    from engagement.metrics.sums.group_sums import Cut, Sums

_NOT_JOINED: Final = message("People who have not joined, or are shut out")
_LATER: Final = message("Members who joined after the last day that is read")
_SILENT: Final = message("Members of whom the list does not say")


@dataclass(frozen=True, slots=True)
class Doing:
    """The share of members for whom at least one of these columns is above 0."""

    figures: tuple[str, ...]

    def available(self, data: Data) -> bool:
        """Return whether the list states it for any member."""

        def count() -> bool:
            rows = joined_people(data.frame(MEMBERS)).filter(self._is_known())
            return bool(collect(rows.select(nw.len().alias("n")))["n"][0])

        return data.has(MEMBERS) and data.remember(("members", self.figures), count)

    def sums(self, scope: Scope, cut: Cut) -> Sums:
        """Return `k` of `n` members."""
        rows = self._rows(scope).filter(self._is_known())
        if cut.along is not None:
            rows = scope.spread(rows.filter(~nw.col("day").is_null()), cut.along)
        if cut.by is not None:
            rows = scope.labelled(rows, cut.by, GROUP)
        return sums(rows, cut, {"k": self._is_active().cast(nw.Int64), "n": nw.lit(1)})

    def account(self, scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
        """Return the numbers of rows left out, by reason, and the number used."""
        all_rows = _count(scope.rows(MEMBERS))
        joined = _count(joined_people(scope.rows(MEMBERS)))
        in_window = _count(self._rows(scope))
        used = _count(self._rows(scope).filter(self._is_known()))
        left_out = (
            (_NOT_JOINED, all_rows - joined),
            (_LATER, joined - in_window),
            (_SILENT, in_window - used),
        )
        return tuple((reason, rows) for reason, rows in left_out if rows), used

    def behind(self, scope: Scope) -> Frame:
        """Return the rows of the members that count."""
        return self._rows(scope).filter(self._is_known()).drop("member_key")

    def _rows(self, scope: Scope) -> Frame:
        """Return the members up to the as-of day that pass the filters, or one cohort of them."""
        rows, day = joined_people(scope.rows(MEMBERS)), nw.col("day")
        if scope.cohort is not None:
            return rows.filter(day >= scope.cohort.first_day, day <= scope.cohort.last_day)
        return rows.filter(day.is_null() | (day <= scope.window.last_day)) if scope.dated else rows

    def _is_known(self) -> nw.Expr:
        is_known = ~nw.col(self.figures[0]).is_null()
        for figure in self.figures[1:]:
            is_known = is_known | ~nw.col(figure).is_null()
        return is_known

    def _is_active(self) -> nw.Expr:
        is_active = nw.col(self.figures[0]).fill_null(0) > 0
        for figure in self.figures[1:]:
            is_active = is_active | (nw.col(figure).fill_null(0) > 0)
        return is_active


def about_redemptions(scope: Scope, _: Estimates) -> tuple[Message, ...]:
    """Return a sentence on the share of earned points that were redeemed, where the list has both."""
    has_both = ~nw.col("points_earned").is_null() & ~nw.col("points_spent").is_null()
    rows = joined_people(scope.rows(MEMBERS)).filter(has_both)
    points = sums(rows, WHOLE, {name: nw.col(name) for name in ("points_spent", "points_earned")})
    spent, earned = float(points["points_spent"][0]), float(points["points_earned"][0])
    if earned <= 0:
        return (_AS_LISTED,)
    return (
        _AS_LISTED,
        message(
            "{spent} of {earned} points are spent: {percent}",
            spent=round(spent),
            earned=round(earned),
            percent=percent(spent / earned),
        ),
    )


def about_referrals(scope: Scope, _: Estimates) -> tuple[Message, ...]:
    """Return a sentence on how many people the members referred."""
    referrals = sums(joined_people(scope.rows(MEMBERS)), WHOLE, {"n": nw.col("referrals")})
    brought = int(referrals["n"][0])
    people = message("They referred {n} person", "They referred {n} people", n=brought)
    return (_AS_LISTED, people)


_AS_LISTED: Final = message(
    "All members as the list has them, whenever they joined; over time they stand at their joining"
)


def _count(rows: Frame) -> int:
    return int(sums(rows, WHOLE, {"n": nw.lit(1)})["n"][0])
