"""This product: through the owner's view, as a page asks. Numbers come with intervals and guards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.invented_shop import tables
from benchmarks.questions import BETWEEN, FIGURES, YEAR, Answer, week_of, weeks
from benchmarks.running import FEWEST
from engagement.metrics.model import Question, pair_of, sides_of
from engagement.metrics.views.owners import view_of

if TYPE_CHECKING:
    from engagement.metrics.views.owners import OwnersView


def _view(shop: str, question: Question | None = None) -> OwnersView:
    return view_of(tables(shop), question or Question(days=YEAR))


def figures(shop: str) -> Answer:
    """Seven figures of the last 365 days."""
    view = _view(shop)
    return {key: _number(view.reading(key).value) for key in FIGURES}


def trend(shop: str) -> Answer:
    """The repeat purchase rate of the trailing year at the end of each week, and each week's revenue."""
    view = _view(shop, Question(days=YEAR, grain="week"))
    found = {}
    for name, frame in (
        ("repeat", view.trend("repeat_purchase_rate")),
        ("revenue", view.trend("revenue", trailing=False)),
    ):
        start = frame["start"].to_numpy().astype("datetime64[D]").astype(int)
        by_week = dict(zip(map(week_of, start.tolist()), frame["value"].tolist(), strict=True))
        found |= {f"{name} {week}": by_week[week] for week in weeks()}
    return found


def cohorts(shop: str) -> Answer:
    """By month of the first order and months since: who ordered, orders, revenue."""
    frame = _view(shop).table("cohorts")
    return {
        f"{name} {row.cohort} {row.period}": getattr(row, name)
        for row in frame.itertuples()
        for name in ("active", "orders", "revenue")
        if row.active
    }


def rfm(shop: str) -> Answer:
    """The eight groups: customers, orders, revenue, and three medians."""
    frame = _view(shop).table("rfm").drop(columns="share").set_index("group")
    return {f"{name} {group}": value for name in frame for group, value in frame[name].items()}


def pairs(shop: str) -> Answer:
    """Products that stand together in 30 orders or more: in how many, and the lift with its limits."""
    frame = _view(shop).table("product_pairs")
    frame["spread"] = np.log(frame["high"] / frame["low"]) / 2
    return {
        f"{name} {row.a} {row.b}": getattr(row, name)
        for row in frame.itertuples()
        for name in ("both", "lift", "spread")
    }


def breakdown(shop: str) -> Answer:
    """Average order value, with its limits, and repeat purchase rate by country and channel at once."""
    view, found = _view(shop), {}
    for key in ("average_order_value", "repeat_purchase_rate"):
        frame = view.breakdown(key, pair_of("country", "channel"))
        for row in frame.itertuples():
            part = BETWEEN.join(map(str, sides_of(row.segment)))
            found[f"{key} {part}"] = row.value
            if key == "average_order_value" and row.n >= FEWEST:
                found[f"{key} ± {part}"] = (row.high - row.low) / 2
    return found


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
