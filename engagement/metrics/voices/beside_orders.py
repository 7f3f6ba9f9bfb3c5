"""Scores by the order before the answer: its number, product, delivery days, and the customer's group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.customers.rfm import scored
from engagement.metrics.products.baskets import baskets
from engagement.metrics.purchases.scans.customers import named_orders
from engagement.metrics.purchases.scans.histories import histories, orders_until
from engagement.metrics.rules.groups_followed import COMPARED
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import places_among
from engagement.metrics.surveys.answers import KINDS, has_kind
from engagement.metrics.surveys.rules import COMPARED as NPS_COMPARED
from engagement.metrics.surveys.rules import SHOWN
from engagement.metrics.voices.chosen_answers import AFTER, orders_afterwards
from engagement.metrics.voices.every_question import every_question, with_stated_scale
from engagement.metrics.voices.followed import of_orders
from engagement.metrics.voices.given_answers import answers_in_window
from engagement.metrics.voices.question_values import is_good
from engagement.statistics import means, net_promoter
from engagement.statistics.interval import LEVEL
from engagement.statistics.multiple import holm
from engagement.statistics.two_estimates import difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.metrics.surveys.questions import ScoreKind
    from engagement.metrics.voices.every_question import AskedQuestion
    from engagement.metrics.voices.given_answers import GivenAnswers
    from engagement.statistics.interval import Array

#: The figure of each kind of score.
KEYS: Final[Mapping[ScoreKind, str]] = {
    "nps": "net_promoter_score",
    "effort": "customer_effort_score",
    "satisfaction": "customer_satisfaction",
}
COLUMNS: Final = ("key", "by", "segment", "value", "low", "high", "n", "others", "differs")
AFTER_COLUMNS: Final = ("key", "group", *AFTER)
#: The number of orders from which all are one group, and the most products, those with most answers.
_LAST_NUMBER: Final = 5
_MOST_PRODUCTS: Final = 60
_FEWEST: Final = 10
#: Last day of each band of days from an order to its delivery; one more band holds all later ones.
_DELIVERED: Final = (2, 4, 7, 14)
_DAY_BITS: Final = 24


def known_beside_orders(data: Data) -> bool:
    """Return whether there are scores of identified customers, and orders."""
    named = data.has("responses") and data.has("orders")
    return (
        named and any(has_kind(data, kind) for kind in KINDS) and data.remember("named", lambda: _named(data))
    )


def _named(data: Data) -> bool:
    rows = data.frame("responses").filter(~nw.col("customer_key").is_null()).head(1)
    return bool(len(rows.collect("pyarrow").to_native()))


def leading(scope: Scope, kind: ScoreKind) -> AskedQuestion | None:
    """Return the question of a kind with most answers, on its stated scale; None without any."""
    leading_question = next((question for question in every_question(scope) if question.kind == kind), None)
    return None if leading_question is None else with_stated_scale(scope, leading_question)


def scores_by_order(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`: the score of each part, against all other answers with an order.

    `value` is the net promoter score in points, for other kinds the mean; NaN for too few answers.
    `differs` is corrected over all parts of one `key` and `by`. An answer belongs to the customer's last
    order up to its day; the group is the customer's as of the as-of day.
    """
    frames = [frame for kind in KINDS for frame in _of_kind(scope, kind)]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))


def _of_kind(scope: Scope, kind: ScoreKind) -> Iterator[pd.DataFrame]:
    question = leading(scope, kind)
    if question is None:
        return
    answers = answers_in_window(scope, question)
    for by, names, row, part in _parts(scope, answers):
        frame = _told_apart(kind, answers.score, names, row, part)
        if len(frame):
            yield frame.assign(key=KEYS[kind], by=by)[list(COLUMNS)]


def _parts(
    scope: Scope, answers: GivenAnswers
) -> Iterator[tuple[str, list[str], NDArray[np.int64], NDArray[np.int64]]]:
    """Yield each grouping: its name, its parts, and pairs of an answer's row and its part."""
    orders = of_orders(scope)
    history = histories(orders)
    place, is_customer = places_among(history.key, answers.key)
    row = np.flatnonzero(is_customer)
    place = place[row]
    groups = [group.key for group in GROUPS]
    day = np.where(np.isnan(answers.ordered), answers.day, answers.ordered)
    on, person, count = _last_orders(history, answers.key, day)
    numbers = [*map(str, range(1, _LAST_NUMBER)), f"{_LAST_NUMBER}+"]
    yield "order_number", numbers, on, np.minimum(count, _LAST_NUMBER) - 1
    yield "rfm_group", groups, row, scored(history).group[place] if row.size else row
    yield ("delivery_days", *_deliveries(orders, history, (on, person, count), answers.day))
    if scope.data.has("lines"):
        order = history.start[person] + count - 1
        yield ("product", *_most(*_products(orders, person, history.day[order].astype(np.int64), on)))


def _deliveries(
    orders: Scope, history: Histories, last: tuple[NDArray[np.int64], ...], answered: Array
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Return bands of days, and pairs of an answer and the band of its order's delivery time.

    Only orders delivered before the answer count.
    """
    row, person, count = last
    names = [_band(place) for place in range(len(_DELIVERED) + 1)]
    delivered = (
        named_orders(orders)
        .filter(~nw.col("delivered_day").is_null())
        .select("customer_key", "day", "delivered_day")
    )
    deliveries = collect(delivered)
    key, day, came = (
        np.asarray(deliveries[name], dtype=np.int64) for name in ("customer_key", "day", "delivered_day")
    )
    if not key.size:
        return names, row[:0], row[:0]
    when = (np.searchsorted(history.key, key) << _DAY_BITS) + day
    order = np.lexsort((came, when))  # of two orders of a day, the one delivered last
    when, took = when[order], (came - day)[order]
    wanted = (person << _DAY_BITS) + history.day[history.start[person] + count - 1]
    place = np.searchsorted(when, wanted, side="right") - 1
    days = took[np.maximum(place, 0)]
    is_known = (place >= 0) & (when[np.maximum(place, 0)] == wanted) & (days >= 0)
    ordered = history.day[history.start[person] + count - 1]
    is_known &= ~(answered[row] < ordered + days)
    return names, row[is_known], np.searchsorted(_DELIVERED, days[is_known], side="left")


def _band(place: int) -> str:
    first = 0 if place == 0 else _DELIVERED[place - 1] + 1
    return f"{first}+" if place == len(_DELIVERED) else f"{first}-{_DELIVERED[place]}"


def _last_orders(
    history: Histories, key: NDArray[np.int64], day: Array
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of customers with an order by their day, their indices, and their order counts."""
    place, is_customer = places_among(history.key, key)
    row = np.flatnonzero(is_customer & ~np.isnan(day))
    count = orders_until(history, place[row], day[row].astype(np.int64))
    return row[count > 0], place[row][count > 0], count[count > 0]


def products_behind(scope: Scope, key: NDArray[np.int64], day: Array) -> list[tuple[str, ...]]:
    """Return, for each customer and day, the products of the last order up to that day."""
    products_of_row: list[tuple[str, ...]] = [()] * key.size
    if not (scope.data.has("lines") and scope.data.has("orders")):
        return products_of_row
    orders = of_orders(scope)
    history = histories(orders)
    on, person, count = _last_orders(history, key, day)
    last = history.day[history.start[person] + count - 1].astype(np.int64)
    names, rows, products = _products(orders, person, last, on)
    for row, product in zip(rows.tolist(), products.tolist(), strict=True):
        products_of_row[row] = (*products_of_row[row], names[product])
    return products_of_row


def _products(
    orders: Scope, person: NDArray[np.int64], day: NDArray[np.int64], row: NDArray[np.int64]
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Return product names, and pairs of an answer and a product of that customer's orders of that day."""
    lines = baskets(orders)
    named = lines.person >= 0
    bought = (lines.person[named].astype(np.int64) << _DAY_BITS) + lines.day[named]
    order = np.argsort(bought, kind="stable")
    bought, product = bought[order], lines.product[named][order].astype(np.int64)
    wanted = (person << _DAY_BITS) + day
    first, last = (np.searchsorted(bought, wanted, side=edge) for edge in ("left", "right"))
    counts = last - first
    start = np.repeat(first - np.concatenate(([0], np.cumsum(counts)[:-1]))[: counts.size], counts)
    line = start + np.arange(int(counts.sum()))
    pairs = np.unique(np.column_stack((np.repeat(row, counts), product[line])), axis=0)
    return list(lines.names), pairs[:, 0], pairs[:, 1]


def _most(
    names: list[str], row: NDArray[np.int64], product: NDArray[np.int64]
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Keep the products with most answers."""
    counts = np.bincount(product, minlength=len(names))
    most_answered = np.lexsort((np.arange(counts.size), -counts))[:_MOST_PRODUCTS]
    most_answered = most_answered[counts[most_answered] > 0]
    number = np.full(counts.size, -1, dtype=np.int64)
    number[most_answered] = np.arange(most_answered.size)
    inside = number[product] >= 0
    return [names[i] for i in most_answered], row[inside], number[product[inside]]


def _told_apart(
    kind: ScoreKind, score: Array, names: list[str], row: NDArray[np.int64], part: NDArray[np.int64]
) -> pd.DataFrame:
    placed = np.unique(row)
    rows, p = [], []
    for number, name in enumerate(names):
        rows_of_part = np.unique(row[part == number])
        if not rows_of_part.size:
            continue
        others = np.setdiff1d(placed, rows_of_part, assume_unique=True)
        *limits, other, chance = _score(kind, score[rows_of_part], score[others])
        rows.append((name, *limits, rows_of_part.size, other))
        p.append(chance)
    frame = pd.DataFrame(rows, columns=["segment", "value", "low", "high", "n", "others"])
    return frame.assign(differs=np.nan_to_num(holm(np.asarray(p, dtype=np.float64)), nan=1.0) < 1 - LEVEL)


def _score(kind: ScoreKind, own_scores: Array, others: Array) -> tuple[float, float, float, float, float]:
    """Return value, low, high, the value of the others, and the p value of the difference."""
    nothing = float("nan")
    if kind != "nps":
        own_score, others_score = means.mean(own_scores), means.mean(others)
        limits = own_score[:3] if own_scores.size >= _FEWEST else (nothing,) * 3
        p = (
            difference(own_score, others_score).p
            if min(own_scores.size, others.size) >= COMPARED
            else nothing
        )
        return (*limits, others_score.value if others.size >= _FEWEST else nothing, p)
    counts = [(float((s >= 9).sum()), float((s <= 6).sum()), float(s.size)) for s in (own_scores, others)]
    own_score, others_score = (net_promoter.net_promoter_score(*side_counts) for side_counts in counts)
    limits = own_score[:3] if own_scores.size >= SHOWN else (nothing,) * 3
    enough = min(own_scores.size, others.size) >= NPS_COMPARED
    p = net_promoter.nps_difference(counts[0], counts[1]).p if enough else nothing
    return (*limits, others_score.value if others.size >= SHOWN else nothing, p)


def after_answers(scope: Scope) -> pd.DataFrame:
    """Return a frame of `AFTER_COLUMNS`: promoters, passives and detractors, and good and other answers.

    Each is compared with all other respondents, over the 90 days after the answer (`choices`).
    """
    frames = []
    for kind in KINDS:
        question = leading(scope, kind)
        if question is None or question.scale is None:
            continue
        answers = answers_in_window(scope, question)
        score = answers.score
        if kind == "nps":
            groups = {
                "promoters": score >= 9,
                "passives": (score > 6) & (score < 9),
                "detractors": score <= 6,
            }
        else:
            good = is_good(question, score)
            groups = {"good": good, "not_good": ~good}
        frame = orders_afterwards(scope, answers, list(groups.values()))
        frames.append(frame.assign(key=KEYS[kind], group=list(groups))[list(AFTER_COLUMNS)])
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(AFTER_COLUMNS))
