"""How often a trend chart calls its last complete month unusual in a shop to which nothing happens."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.control import is_steady, leaves, xmr

SHAPES = {
    "stationary": lambda t, _: np.ones(t.size),
    "seasonal": lambda _, month: 1 + 0.3 * np.sin(2 * np.pi * month / 12),
    "christmas": lambda _, month: 1 + 0.8 * (month == 11) + 0.25 * (month == 10),
    "growing": lambda t, _: 1.03**t,
    "shrinking": lambda t, _: 0.97**t,
    "young": lambda t, _: 1 / (1 + np.exp(-(t - 6) / 2.5)),
}
SHOPS = 400


@pytest.mark.gate
@pytest.mark.parametrize("months", [13, 18, 25, 37])
@pytest.mark.parametrize("shape", SHAPES)
def test_fewer_than_five_in_a_hundred_shops_without_an_effect_see_a_signal(shape, months):
    dice, t = np.random.default_rng(5), np.arange(months)
    signals = {"orders": 0, "order value": 0, "rate": 0}
    drawn = 0
    for _ in range(SHOPS):
        mean = 300 * SHAPES[shape](t, (t + dice.integers(12)) % 12)
        orders = np.maximum(dice.negative_binomial(60, 60 / (60 + mean)), 1)
        figures = {
            "orders": orders.astype(float),
            "order value": np.asarray([dice.lognormal(3.5, 0.8, n).mean() for n in orders]),
            "rate": dice.binomial(orders, 0.25) / orders,
        }
        drawn += is_steady(figures["orders"][:-1])
        for name, values in figures.items():
            limits = xmr(values[:-1])
            steady = limits is not None and is_steady(values[:-1])
            signals[name] += steady and leaves(values[-1], limits, values[-13])
    text = ", ".join(f"{name} {count / SHOPS:.1%}" for name, count in signals.items())
    print(f"{shape}, {months} months: {text}; limits of orders drawn in {drawn / SHOPS:.0%}")  # noqa: T201
    assert max(signals.values()) / SHOPS < 0.05
