from __future__ import annotations

import math

import numpy as np
import pytest

from engagement.statistics.waiting.survival import kaplan_meier, kaplan_meier_of

# Freireich et al. (1963): weeks in remission on 6-mercaptopurine, 0 = still in remission.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("week", "survival", "low", "high"),
    [
        (6, 0.857, 0.620, 0.952),
        (7, 0.807, 0.563, 0.923),
        (10, 0.753, 0.503, 0.889),
        (13, 0.690, 0.432, 0.849),
        (22, 0.538, 0.268, 0.747),
        (23, 0.448, 0.188, 0.680),
        (35, 0.448, 0.188, 0.680),
    ],
)
def test_the_curve_and_its_log_log_band_are_the_published_ones(week, survival, low, high):
    result = kaplan_meier_of(np.array(WEEKS, dtype=float), np.array(RELAPSED, dtype=float)).at(week)
    assert result == pytest.approx((survival, low, high), abs=6e-4)


def test_before_the_first_event_everyone_is_left():
    curve = kaplan_meier_of(np.array([3.0, 5.0]), np.array([0.0, 1.0]))
    assert curve.at(0) == (1, 1, 1)
    assert curve.at(3) == (1, 1, 1)


def test_when_nobody_is_left_the_band_is_not_known():
    result = kaplan_meier_of(np.array([3.0, 5.0]), np.array([1.0, 1.0])).at(9)
    assert result.value == 0
    assert math.isnan(result.low)


def test_nobody_at_all_gives_an_empty_curve_and_no_error():
    curve = kaplan_meier(np.array([]), np.array([]), np.array([]))
    assert curve.time.size == 0
    assert curve.at(30) == (1, 1, 1)


def test_without_censoring_the_curve_is_the_share_left():
    days = np.array([1.0, 2, 2, 4, 8])
    curve = kaplan_meier_of(days, np.ones(5))
    assert list(curve.survival) == pytest.approx([0.8, 0.4, 0.2, 0.0])


def test_a_histogram_in_any_order_gives_the_same_as_its_people():
    by_person = kaplan_meier_of(np.array(WEEKS, dtype=float), np.array(RELAPSED, dtype=float))
    backwards = [a[::-1] for a in (by_person.time, by_person.events)]
    times = np.array(WEEKS, dtype=float)
    lost = np.array([np.sum((times == t) & (np.array(RELAPSED) == 0)) for t in backwards[0]], dtype=float)
    np.testing.assert_allclose(kaplan_meier(*backwards, lost).low, by_person.low)


def test_the_band_covers_the_truth_about_nineteen_times_in_twenty():
    random = np.random.default_rng(8)
    truth, hits = math.exp(-1), 0
    for _ in range(400):
        event, seen = random.exponential(1, 80), random.uniform(0, 3, 80)
        curve = kaplan_meier_of(np.minimum(event, seen), (event <= seen).astype(float)).at(1)
        hits += curve.low <= truth <= curve.high
    assert 0.92 <= hits / 400 <= 0.985
