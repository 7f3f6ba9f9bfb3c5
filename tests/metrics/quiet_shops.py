"""Generated shops in which nothing changes, and shops with one change that is known.

Customers arrive by a Poisson process, order at once, and then at a rate of their own (gamma) for as
long as they stay (exponential). Baskets are lognormal, with a level of each customer's own; guests,
discount codes and refunds are habits. A season stretches time, so that it moves arrivals and orders
alike and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from engagement import tables
from tests.metrics.invented import day, posts, responses

LAST_DAY: Final = day("2026-10-31")
_YEAR: Final = 365
_COUNTRIES: Final = np.asarray(["IT", "ES", "PL", "DE", "FR"], dtype=object)
_KINDS: Final = ("reel", "image", "carousel")
_CHANNELS: Final = np.asarray(["web", "instagram", "pos"], dtype=object)


@dataclass(frozen=True)
class Shop:
    """How a shop lives. `opened`: age of the shop in days; `history_days`: days that the export covers.

    `customers` arrive in a year. `growth` is by how much more in each year than in the one before,
    `season` how far a month lies above or below the mean. From `changes` days before the end on, the
    rate of buying again is multiplied by `rate` and every basket by `basket`. With a `rhythm` of so many
    days a customer orders every so often for as long as they stay, as with a subscription.
    """

    opened: int = 4 * _YEAR
    history_days: int = 4 * _YEAR
    customers: int = 1_000
    growth: float = 0.0
    season: float = 0.0
    changes: int = _YEAR
    rate: float = 1.0
    basket: float = 1.0
    rhythm: float = 0.0


#: Shops in which nothing changes.
QUIET: Final = {
    "stationary": Shop(opened=6 * _YEAR, history_days=3 * _YEAR),
    "seasonal": Shop(opened=4 * _YEAR, season=0.6),
    "growing": Shop(opened=3 * _YEAR, history_days=3 * _YEAR, growth=0.5),
    "young": Shop(opened=2 * _YEAR, history_days=2 * _YEAR),
    "truncated": Shop(opened=6 * _YEAR, history_days=800),
    "subscribed": Shop(opened=6 * _YEAR, history_days=3 * _YEAR, customers=400, rhythm=30),
}


def shop(seed: int, of: Shop) -> pa.Table:
    """Return the orders that a shop's export holds."""
    dice = np.random.default_rng(seed)
    came = _arrivals(dice, of)
    who = np.repeat(np.arange(came.size), 1)
    rate = dice.gamma(0.8, 1 / 60, came.size)
    stays = dice.exponential(450, came.size)
    level = dice.normal(0, 0.5, came.size)
    habits = {
        "guest": dice.beta(0.3, 1.2, came.size),
        "code": dice.beta(0.3, 1.5, came.size),
        "refund": dice.beta(0.2, 4, came.size),
    }
    there = np.minimum(stays, of.opened - came)
    count = (there // of.rhythm).astype(int) if of.rhythm else dice.poisson(rate * there)
    later = np.repeat(np.arange(came.size), count)
    if of.rhythm:
        nth = np.arange(later.size) - np.repeat(np.cumsum(count) - count, count) + 1
        at = came[later] + np.minimum(nth * of.rhythm + dice.normal(0, 1, later.size), there[later])
    else:
        at = came[later] + dice.random(later.size) * there[later]
    if of.rate < 1:
        late = at > of.opened - of.changes
        is_ordered = ~late | (dice.random(at.size) < of.rate)
        later, at = later[is_ordered], at[is_ordered]
    who, at = np.concatenate((who, later)), np.concatenate((came, at))
    at = _seasoned(at, of)
    order = np.argsort(at, kind="stable")
    who, at = who[order], at[order]
    export_start = of.opened - of.history_days
    who, at = who[at >= export_start], at[at >= export_start]
    basket = np.where(at > of.opened - of.changes, of.basket, 1.0)
    gross = np.exp(3.6 + level[who] + dice.normal(0, 0.6, who.size)) * basket
    return _table(dice, of, who, at, gross, habits)


def voices(seed: int) -> dict[str, pa.Table]:
    """Return three years of answers and posts in which nothing changes, to stand beside a shop's orders.

    Who answers twice answers alike; kinds of posts do equally well.
    """
    dice = np.random.default_rng((seed, 1))
    first = LAST_DAY - 3 * _YEAR + 1
    people = dice.integers(0, 800, 1_200)
    likes = np.clip(np.round(dice.normal(7.5, 1.8, 800)[people] + dice.normal(0, 1.2, people.size)), 0, 10)
    ease = np.clip(np.round(dice.normal(5.3, 1.1, 800)[people] + dice.normal(0, 0.8, people.size)), 1, 7)
    questions = {"nps": ("How likely?", likes, 0.0, 10.0), "effort": ("How easy?", ease, 1.0, 7.0)}
    answered = np.sort(dice.integers(first, LAST_DAY + 1, people.size))
    answers = [
        {
            "response_id": str(number), "customer_key": int(people[number]) * 7_000_003 + 11, "kind": kind,
            "question": question, "score": float(scores[number]), "scale_low": low, "scale_high": high,
            "day": int(answered[number]), "line": number + 2,
        }
        for kind, (question, scores, low, high) in questions.items()
        for number in range(people.size)
    ]  # fmt: skip
    posted = np.sort(dice.integers(first, LAST_DAY + 1, 400))
    reach = np.maximum(50, np.exp(dice.normal(7, 0.8, posted.size))).astype(int)
    rate = np.exp(dice.normal(np.log(0.04), 0.5, posted.size))
    made = [
        {
            "on": str(np.datetime64(int(posted[number]), "D")),
            "type": str(_KINDS[number % 3]), "reach": int(reach[number]),
            "likes": int(dice.poisson(reach[number] * rate[number])), "impressions": int(reach[number] * 1.3),
            "comments": int(dice.poisson(reach[number] * 0.002)), "shares": 0, "saves": 0,
        }
        for number in range(posted.size)
    ]  # fmt: skip
    return {"responses": responses(*answers), "posts": posts(*made)}


def _arrivals(dice: np.random.Generator, of: Shop) -> np.ndarray:
    expected = of.customers * of.opened / _YEAR
    if not of.growth:
        return np.sort(dice.random(dice.poisson(expected)) * of.opened)
    years = of.opened / _YEAR
    speed = np.log1p(of.growth)
    expected = of.customers * (1 - np.exp(-speed * years)) / speed
    share = dice.random(dice.poisson(expected))
    back = -np.log1p(-share * (1 - np.exp(-speed * years))) / speed
    return np.sort(of.opened - back * _YEAR)


def _seasoned(at: np.ndarray, of: Shop) -> np.ndarray:
    """Move moments so that their density is 1 + season sin(day of the year), whole years staying whole."""
    if not of.season:
        return at
    days = np.linspace(0, of.opened, of.opened * 4 + 1)
    angle = 2 * np.pi * days / _YEAR
    passed = days + of.season * _YEAR / (2 * np.pi) * (1 - np.cos(angle))
    return np.interp(at, passed * of.opened / passed[-1], days)


def _table(dice, of, who, at, gross, habits) -> pa.Table:
    size = who.size
    on = np.minimum(LAST_DAY - of.opened + 1 + np.floor(at).astype(int), LAST_DAY)
    minute = np.floor((at % 1) * 86_400).astype("timedelta64[s]")
    country = _COUNTRIES[dice.choice(5, who.max() + 1, p=[0.5, 0.2, 0.15, 0.1, 0.05])]
    channel = _CHANNELS[dice.choice(3, size, p=[0.7, 0.2, 0.1])]
    refunded = dice.random(size) < habits["refund"][who]
    cancelled = dice.random(size) < 0.02
    cents = np.round(gross * 100).astype(np.int64)
    frame = pd.DataFrame(
        {
            "order_id": [f"n{i}" for i in range(size)],
            "source": "test",
            "customer_key": pd.array(who * 7_000_003 + 11, dtype="Int64"),
            "day": on.astype("int32"),
            "instant": (on.astype("datetime64[D]") + minute).astype("datetime64[us]"),
            "gross": cents,
            "refunded": np.where(refunded, cents, 0),
            "currency": "EUR",
            "status": np.where(cancelled, "cancelled", "paid"),
            "counts": ~cancelled,
            "guest": dice.random(size) < habits["guest"][who],
            "country": country[who],
            "channel": channel,
            "discount_code": np.where(dice.random(size) < habits["code"][who], "HELLO", None),
            "line": np.arange(2, size + 2),
        }
    )
    return tables.conform("orders", pa.Table.from_pandas(frame, preserve_index=False))
