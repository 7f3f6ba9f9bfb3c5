"""The same intervals of few units: four to twelve weeks of visits, five to twenty campaigns, posts or weeks.

What is grey stands in brackets and has to hold 90 of 100, as beside the larger sizes.
"""

# ruff: noqa: T201 - a gate prints its table
from __future__ import annotations

from typing import Final

import numpy as np
import pytest

from tests.statistics.test_gate_coverage import (
    BY_CAMPAIGN,
    BY_DAY,
    PROMOTED,
    Case,
    bursts,
    coverage,
    faults,
    leaning,
    line,
    money_of_campaigns,
    of_orders,
    per_post,
    posts,
    promotions,
    sized,
)

DAYS: Final = (28, 56, 84)
FEW: Final = (5, 10, 20)
#: Of so many samples the standard error of a share is half of one in a hundred; of few, one.
SAMPLES: Final = 2_000
DRAWN_AGAIN: Final = 500
#: The steps of a funnel: of so many visits a day so many go on, more on some days than on others.
STEPS: Final = (
    ("visits to carts", 300, 0.08, 0.01),
    ("carts to checkouts", 24, 0.6, 0.03),
    ("checkouts to orders", 14, 0.55, 0.03),
)

OF_DAYS: Final = (
    Case("conversion_rate", "days with promotions", of_orders(sized(400, 0.5), promotions, BY_DAY), PROMOTED),
    Case("bounce_rate", "days differ", of_orders(sized(400, 0.5), leaning(0.4, 0.02), BY_DAY), 0.4),
    Case("cart_abandonment_rate", "days differ", of_orders(sized(40, 0.5), leaning(0.7, 0.02), BY_DAY), 0.7),
    *(
        Case("conversion_rate", f"funnel, {step}", of_orders(sized(m, 0.4), leaning(p, alike), BY_DAY), p)
        for step, m, p, alike in STEPS
    ),
)
OF_WEEKS: Final = (
    Case(
        "conversion_rate",
        "totals of weeks",
        of_orders(sized(2800, 0.3), leaning(0.025, 0.001), BY_DAY),
        0.025,
    ),
)
OF_CAMPAIGNS: Final = (
    Case("open_rate", "campaigns differ", of_orders(sized(900, 0.6), leaning(0.35, 0.03), BY_CAMPAIGN), 0.35),
    Case("click_rate", "campaigns", of_orders(sized(900, 0.6), leaning(0.03, 0.01), BY_CAMPAIGN), 0.03),
    Case("click_to_open_rate", "campaigns", of_orders(sized(300, 0.6), leaning(0.1, 0.02), BY_CAMPAIGN), 0.1),
)
OF_POSTS: Final = (
    Case("revenue_per_recipient", "lognormal 0.9", money_of_campaigns, 0.1 * np.exp(0.9**2 / 2)),
    Case("engagement_rate_by_impressions", "posts differ", posts(1.0, 0.02), 0.03),
    Case("applause_rate", "bursts of likes", per_post(bursts), 20),
)


@pytest.mark.gate
@pytest.mark.parametrize(
    ("cases", "sizes", "samples"),
    [
        (OF_DAYS, DAYS, SAMPLES),
        (OF_WEEKS, (5, 12, 20), SAMPLES),
        (OF_CAMPAIGNS, FEW, SAMPLES),
        (OF_POSTS, FEW, DRAWN_AGAIN),
    ],
)
def test_intervals_of_few_units_hold_what_they_say(cases, sizes, samples, capsys):
    wrong = []
    with capsys.disabled():
        print(f"\n{'in how many of 100 it holds the truth':68}" + "".join(f"{n:9}" for n in sizes))
        for case in cases:
            covered = [coverage(case, n, samples) for n in sizes]
            print(line(case, covered))
            wrong += faults(case, covered, slack=1.0, sizes=sizes)
    assert not wrong
