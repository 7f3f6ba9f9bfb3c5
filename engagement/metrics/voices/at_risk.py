"""Unhappy customers whom the shop may lose: a low score, high spend, and later than usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.customers.late import rhythms
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.rules.plain import shown_share
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import last_of_each, places_among
from engagement.metrics.surveys.answers import KINDS, TABLE, has_kind
from engagement.metrics.voices.comments import scores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.surveys.questions import ScoreKind

#: Low scores: 0 to 6 for recommendation; the lowest third of other scales (1 to 3 of 7, 1 and 2 of 5).
_LOW: Final[Mapping[ScoreKind, float]] = {"nps": 0.6, "effort": 1 / 3, "satisfaction": 1 / 3}
_THIRD_QUARTILE: Final = 0.75
_ROUNDING: Final = 1e-9

STEPS: Final[Mapping[str, Message]] = {
    "unhappy": message("Answered with a low score or found it hard"),
    "unhappy_top_spend": message("Of them, spent more than three of four customers"),
    "at_risk": message("Of them, later than their own rhythm"),
}


class AtRisk(NamedTuple):
    """Indices of customers in the histories at each step: answered, unhappy of these, and so on."""

    answered: NDArray[np.int64]
    unhappy: NDArray[np.int64]
    top_spend: NDArray[np.int64]
    late: NDArray[np.int64]


def known_unhappy(data: Data) -> bool:
    """Return whether there are scores of identified customers, and orders."""

    def count() -> bool:
        named = data.frame(TABLE).select(nw.col("customer_key").count().alias("n"))
        return bool(collect(named)["n"][0])

    scored = data.has(TABLE) and any(has_kind(data, kind) for kind in KINDS)
    return scored and data.has("orders") and data.remember("named answers", count)


def at_risk(scope: Scope) -> AtRisk:
    """Return the customers at each step; of several answers of one kind a customer's last one counts."""
    history = histories(scope)
    answered = np.zeros(history.customers, dtype=bool)
    unhappy = answered.copy()
    for kind in KINDS:
        key, good = _last_answers(scope, kind)
        place, is_customer = places_among(history.key, key)
        answered[place[is_customer]] = True
        unhappy[place[is_customer & (good <= _LOW[kind] + _ROUNDING)]] = True
    spent = unhappy & _much_spent(history.spend)
    late = rhythms(history).late
    return AtRisk(*(np.flatnonzero(mask) for mask in (answered, unhappy, spent, spent & late)))


def detractors_at_risk(scope: Scope) -> pd.DataFrame:
    """Return key, words, value, low, high, n, customers: each step as a share of those who answered."""
    risk = at_risk(scope)
    rows = []
    for (key, words), customers in zip(STEPS.items(), risk[1:], strict=True):
        share = shown_share(float(customers.size), float(risk.answered.size))
        rows.append((key, words.text, *share, risk.answered.size, customers.size))
    return pd.DataFrame(rows, columns=["key", "words", "value", "low", "high", "n", "customers"])


def _much_spent(spend: NDArray[np.int64]) -> NDArray[np.bool_]:
    return spend > (np.quantile(spend, _THIRD_QUARTILE) if spend.size else 0)


def _last_answers(scope: Scope, kind: ScoreKind) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return each identified person's key and last answer, from 0 (worst) to 1 (best)."""
    if not scope.data.has(TABLE):
        return np.empty(0, dtype=np.int64), np.empty(0)
    rows = scores(scope, kind).filter(~nw.col("customer_key").is_null())
    answers = collect(rows.select("customer_key", "good_", "day", "line"))
    key = np.asarray(answers["customer_key"], dtype=np.int64)
    day, line = (np.nan_to_num(np.asarray(answers[name], dtype=np.float64)) for name in ("day", "line"))
    last_answer = last_of_each(key, day, line)
    return key[last_answer], np.asarray(answers["good_"], dtype=np.float64)[last_answer]
