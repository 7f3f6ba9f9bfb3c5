"""The claim that effort predicts a further order better than satisfaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.claims.verdict import NOTHING, ClaimFound
from engagement.metrics.core.placing import all_days
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import first_of_each, places_among
from engagement.metrics.surveys.answers import TABLE, has_kind
from engagement.metrics.voices.comments import scores
from engagement.statistics.bootstrap import joint_bootstrap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.surveys.questions import ScoreKind
    from engagement.statistics.interval import Array

#: The days after the answer in which an order counts.
FOLLOW_UP: Final = 90
#: The fewest people, and the fewest people with each outcome, for a correlation.
_FEWEST: Final = 100
_FEWEST_EITHER: Final = 20


def both_asked(data: Data) -> bool:
    """Return whether there are answers on effort and on satisfaction, and orders."""
    return (
        data.has("orders") and data.has(TABLE) and all(has_kind(data, k) for k in ("effort", "satisfaction"))
    )


def effort_against_satisfaction(scope: Scope) -> ClaimFound:
    """Return the correlation of ease with a further order within 90 days, minus that of satisfaction.

    Over customers who answered both and had ordered by then, with 90 days of data since the later answer;
    their first answers count. The interval is a bootstrap over customers.
    """
    history = histories(scope)
    answers = all_days(scope, TABLE)
    first = [_first(answers, kind) for kind in ("effort", "satisfaction")]
    key = np.intersect1d(first[0][0], first[1][0])
    places = [np.searchsorted(keys, key) for keys, _, _ in first]
    ease, satisfied = (of[1][place] for of, place in zip(first, places, strict=True))
    day = np.maximum(*(of[2][place] for of, place in zip(first, places, strict=True)))
    place, is_customer = places_among(history.key, key)
    is_customer &= day + FOLLOW_UP <= history.last_day
    is_customer[is_customer] &= history.first_day[place[is_customer]] <= day[is_customer]
    ordered_again = _ordered_after(history.start, history.day, place[is_customer], day[is_customer])
    counts = (is_customer.sum(), ordered_again.sum(), (~ordered_again).sum())
    if counts[0] < _FEWEST or min(counts[1:]) < _FEWEST_EITHER:
        return NOTHING._replace(n=int(counts[0]))
    rows = _moments(ordered_again.astype(np.float64), ease[is_customer], satisfied[is_customer])
    return ClaimFound(*joint_bootstrap(rows[np.lexsort(rows.T)], _difference), n=int(counts[0]))


def _first(scope: Scope, kind: ScoreKind) -> tuple[NDArray[np.int64], Array, NDArray[np.int64]]:
    """Return the key, the first dated answer (1 is best) and its day of each identified person."""
    rows = scores(scope, kind).filter(~nw.col("customer_key").is_null(), ~nw.col("day").is_null())
    answers = collect(rows.select("customer_key", "good_", "day", "line"))
    key, day, line = (np.asarray(answers[c], dtype=np.int64) for c in ("customer_key", "day", "line"))
    first_answer = first_of_each(key, day, line)
    return key[first_answer], np.asarray(answers["good_"], dtype=np.float64)[first_answer], day[first_answer]


def _ordered_after(
    start: NDArray[np.int64], day: NDArray[np.int32], place: NDArray[np.int64], after: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which persons have an order on one of the days after theirs."""
    ordered = np.zeros(place.size, dtype=bool)
    for i, (customer, answered) in enumerate(zip(place.tolist(), after.tolist(), strict=True)):
        order_days = day[start[customer] : start[customer + 1]]
        ordered[i] = bool(((order_days > answered) & (order_days <= answered + FOLLOW_UP)).any())
    return ordered


def _moments(y: Array, e: Array, s: Array) -> Array:
    return np.column_stack((np.ones(y.size), y, e, s, y * y, e * e, s * s, y * e, y * s))


def _difference(sums: Array) -> Array:
    n, y, e, s, yy, ee, ss, ye, ys = sums.T
    return np.asarray(_correlation(n, e, y, ee, yy, ye) - _correlation(n, s, y, ss, yy, ys))


def _correlation(n: Array, a: Array, b: Array, aa: Array, bb: Array, ab: Array) -> Array:
    spread = (n * aa - a * a) * (n * bb - b * b)
    return np.asarray((n * ab - a * b) / np.sqrt(np.where(spread > 0, spread, np.nan)))
