"""Whether two windows are comparable: history before them, maturity, sources.

How far back the data go matters in two ways, depending on the shop.

* *The data begin with the shop.* Its first customers had less time to come back than later ones, so
  figures that depend on the mix of new and old customers (repeat rate, frequency) grow by themselves. Windows
  are comparable once the earlier one has a year of data before it.
* *The data begin in the middle of its life.* The mix is there from the first day, but customers from before
  the data look new. Figures that look back (a first order, the order before) are comparable once hardly
  anybody in the later window would look new with as little history as the earlier one has.

Where a filter asks for new, or for returning, customers, every figure looks back; that of returning ones also
depends on the mix.

An opening is visible: the first weeks have far fewer orders than the same weeks a year later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.locale import message
from engagement.metrics.core.placing import span_of, unripe_from
from engagement.metrics.model import public
from engagement.metrics.purchases.scans.customers import named_orders
from engagement.metrics.purchases.scans.refunds import refunds_without_day
from engagement.metrics.purchases.scans.returns import beside_the_one_before
from engagement.metrics.sums.group_sums import WHOLE, collect
from engagement.metrics.sums.periods import as_date
from engagement.metrics.sums.states_of_windows import NEW, RETURNING

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.core.definition import Definition
    from engagement.metrics.core.scope import Scope

_YEAR: Final = 365
#: The days of orders used to detect an opening, and the shares of a year later that prove or disprove it.
_FIRST_DAYS: Final = 60
_OPENS, _GOES_ON = 0.5, 0.75
_FEWEST: Final = 20
#: Limits of the share of customers who wrongly look new, times the root of n: below them a figure moves by
#: less than half of its standard error. The first is for new customers (how often they return), the second
#: for all (whether they return).
_HIDDEN_NEW, _HIDDEN = 1.0, 0.35
_MOST_HIDDEN: Final = 0.1
#: A source with less than this share of a window's rows does not affect comparability.
_SOURCE: Final = 0.05
_UNRIPE: Final = public(
    message("Refunds of the newest orders are still to come, so the rate is not compared.")
)
#: The reasons in few words.
_REFUNDS: Final = message("refunds are still to come")
_START: Final = message("too near the start of the data")
_HISTORY: Final = message("unequal history before them")
_SOURCES: Final = message("other sources than before")
#: The columns that show a row's source.
_NAMES: Final = ("source", "shop", "network", "survey", "property")


@dataclass(frozen=True, slots=True)
class Unlike:
    """Why two windows are not comparable: in a sentence, and the reason in few words."""

    sentence: Message
    reason: Message


def unlike(definition: Definition, now: Scope, before: Scope) -> Unlike | None:
    """Return why a metric's two windows are not comparable; None if they are."""
    return (
        _of_sources(definition, now, before)
        or _of_refunds(definition, now)
        or _of_ripeness(definition, now)
        or _of_history(definition, now, before)
    )


def _of_refunds(definition: Definition, now: Scope) -> Unlike | None:
    """Return a note that refunds of the newest orders are still to come."""
    if not (now.net and now.table == "orders" and definition.money) or definition.ripens:
        return None
    if not now.order_days.columns["refunds"].any():
        return None
    if definition.moves_refunds and now.on_refund_day and not refunds_without_day(now):
        return None
    still = message("Refunds of the newest orders are still to come, so net amounts are not compared.")
    return Unlike(still, _REFUNDS)


def _of_ripeness(definition: Definition, now: Scope) -> Unlike | None:
    """Return a note that some orders may still be refunded, while the earlier ones had the time."""
    return None if unripe_from(now, definition.ripens) is None else Unlike(_UNRIPE, _REFUNDS)


def _of_history(definition: Definition, now: Scope, before: Scope) -> Unlike | None:
    mixes = definition.mixes or RETURNING in now.states_asked
    looks_back = definition.looks_back or bool(now.states_asked)
    of_new = now.cohort is not None or (now.states_asked == {NEW} and not definition.looks_back)
    if not now.states_asked and (now.table != "orders" or not (mixes or looks_back)):
        return None
    coverage = now.data.coverage("orders")
    if coverage is None:
        return None
    first, span = coverage.begins, span_of(before)
    behind, opens = span.first_day - first, _opening(now)
    if mixes and opens is not False and not coverage.reaches(span.first_day - _YEAR):
        hidden_share = message(
            "The earlier period lies so near the beginning of the data, {first}, that its customers had less "
            "time to come back.",
            first=as_date(first),
        )
        return Unlike(public(hidden_share), _START)
    if not looks_back or (of_new and opens):
        return None
    share, customers = _hidden(now.of_any_state(), max(behind, 0), of_new=of_new)
    if share > min(_MOST_HIDDEN, (_HIDDEN_NEW if of_new else _HIDDEN) / max(customers, 1) ** 0.5):
        uneven = message(
            "The data look back {before} days behind the earlier period and {now} days behind this one, "
            "so the two do not know equally well who has ordered before.",
            before=max(behind, 0),
            now=span_of(now).first_day - first,
        )
        return Unlike(public(uneven), _HISTORY)
    return None


def _opening(scope: Scope) -> bool | None:
    """Return whether the data begin with the shop; None if unknown."""
    days = scope.of_any_state().order_days
    day = np.asarray(days.group, dtype=np.int64)
    orders = days.columns["orders"] - days.columns["anonymous_orders"]
    coverage = scope.data.coverage("orders")
    if coverage is None:
        return None

    def sold(first: int) -> float:
        return float(orders[(day >= first) & (day < first + _FIRST_DAYS)].sum())

    later = min(coverage.begins + _YEAR, coverage.last_day - _FIRST_DAYS + 1)
    if later < coverage.begins + _FIRST_DAYS or sold(later) < _FEWEST:
        return None
    share = sold(coverage.begins) / sold(later)
    return True if share < _OPENS else False if share > _GOES_ON else None


def _hidden(scope: Scope, behind: int, *, of_new: bool) -> tuple[float, float]:
    """Return the share of customers who ordered earlier than `behind` days before the window, and its n.

    `of_new`: the denominator is these customers and the new ones; else all customers of the window.
    """

    def count() -> tuple[float, float]:
        window = span_of(scope)
        rows = beside_the_one_before(named_orders(scope), scope, WHOLE)
        inside = (nw.col("day") >= window.first_day) & (nw.col("day") <= window.last_day)
        opening = (nw.col("before") < window.first_day).fill_null(value=True)
        people = rows.filter(inside & opening).with_columns(
            new_=nw.col("before").is_null().cast(nw.Int64),
            hidden_=(nw.col("before") < window.first_day - behind).fill_null(value=False).cast(nw.Int64),
        )
        counts = collect(people.select(nw.col("new_").sum(), nw.col("hidden_").sum(), all_=nw.len()))
        new, hidden, customers = (
            float(np.nan_to_num(counts[c].astype(float))[0]) for c in ("new_", "hidden_", "all_")
        )
        base = new + hidden if of_new else customers
        return (hidden / base if base else 0.0), base

    return scope.remember(("hidden", behind, of_new), count)


def _of_sources(definition: Definition, now: Scope, before: Scope) -> Unlike | None:
    """Return a note on a source that only one of the two windows has."""
    now_sources, before_sources = (_sources(definition, scope) for scope in (now, before))
    for sources, others in ((now_sources, before_sources), (before_sources, now_sources)):
        total = sum(sources.values())
        if not others:
            continue
        alone = [name for name, rows in sources.items() if name not in others and rows >= _SOURCE * total]
        if alone:
            only = message("Only one of the two periods has data of {source}.", source=min(alone))
            return Unlike(only, _SOURCES)
    return None


def _sources(definition: Definition, scope: Scope) -> dict[str, int]:
    """Return the number of a window's rows by source."""
    table, window = definition.metric.table, span_of(scope)
    names = [name for name in _NAMES if name in scope.data.columns(table)]
    if not names or not scope.dated or "day" not in scope.data.columns(table):
        return {}

    def count() -> dict[str, int]:
        inside = (nw.col("day") >= window.first_day) & (nw.col("day") <= window.last_day)
        counts = collect(scope.rows(table).filter(inside).group_by(*names).agg(rows_=nw.len()))
        labels = [
            ", ".join(str(v) for v in row if v) for row in zip(*(counts[n] for n in names), strict=True)
        ]
        return dict(zip(labels, map(int, counts["rows_"]), strict=True))

    return scope.remember(("sources", table, window), count)
