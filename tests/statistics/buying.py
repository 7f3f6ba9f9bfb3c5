"""Customers who buy and leave as BG/NBD says, drawn by dice."""

from __future__ import annotations

import numpy as np


def weeks_of_purchases(
    dice, count: int, weeks: float, r: float, alpha: float, a: float, b: float
) -> list[np.ndarray]:
    """Return the weeks in which each customer buys; the first lies in the first half of all."""
    rate, leaving = dice.gamma(r, 1 / alpha, count), dice.beta(a, b, count)
    bought = []
    for each, leave in zip(rate, leaving, strict=True):
        at = [dice.uniform(0, weeks / 2)]
        while True:
            following = at[-1] + dice.exponential(1 / each)
            if following > weeks:
                break
            at.append(following)
            if dice.random() < leave:
                break
        bought.append(np.asarray(at))
    return bought
