"""BG/NBD and Gamma-Gamma: published parameters, and what is known of customers drawn by dice.

The sample is that of Fader, Hardie and Lee (2005): 2,357 customers of CDNOW over 39 weeks, as the Python
package lifetimes (MIT) carries it: repeat purchases, weeks to the last, weeks known, mean repeat value.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats
from scipy.special import gammaln

from engagement.statistics import bg_nbd, gamma_gamma
from engagement.statistics.bg_nbd import BgNbd
from tests.statistics.buying import weeks_of_purchases


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).parent / "cdnow_sample.csv")


def known(bought, until: float):
    """Return frequency, recency and age of the customers who have begun by then."""
    begun = [at[at <= until] for at in bought if at[0] <= until]
    return tuple(
        np.asarray(each, dtype=float)
        for each in zip(*((at.size - 1, at[-1] - at[0], until - at[0]) for at in begun), strict=True)
    )


def test_the_published_parameters_of_cdnow_are_found(sample):
    result = bg_nbd.fit(sample.x, sample.t_x, sample["T"])
    assert result.converged
    assert not result.at_bound
    assert (result.r, result.alpha, result.a, result.b) == pytest.approx(
        (0.243, 4.414, 0.793, 2.426), abs=5e-4
    )
    assert result.log_likelihood == pytest.approx(-9582.43, abs=5e-3)


def test_the_published_worth_of_cdnow_is_found_of_its_946_repeaters(sample):
    assert (sample.x > 0).sum() == 946
    result = gamma_gamma.fit(sample.x, sample.zbar)
    assert result.converged
    assert (result.p, result.q, result.gamma) == pytest.approx((6.25, 3.74, 15.44), abs=0.01)


def test_the_order_of_customers_changes_nothing_of_a_fit_to_the_last_digit(sample):
    """Their keys, and so their order, are others in each process that has no key of its own."""
    turned = sample.sample(frac=1, random_state=1)
    assert gamma_gamma.fit(turned.x, turned.zbar) == gamma_gamma.fit(sample.x, sample.zbar)
    assert bg_nbd.fit(turned.x, turned.t_x, turned["T"]) == bg_nbd.fit(sample.x, sample.t_x, sample["T"])


def test_the_likelihood_is_that_of_the_formula_row_by_row(sample):
    part = sample[:300]
    found, total = bg_nbd.fit(part.x, part.t_x, part["T"]), 0.0
    r, alpha, a, b = found.r, found.alpha, found.a, found.b
    for x, tx, t in zip(part.x, part.t_x, part["T"], strict=True):
        # The integral over the customer's own rate and chance, not its closed form.
        rate = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        stays = np.exp(rate - (r + x) * np.log(alpha + t)) * _moment(a, b, 0, x)
        left = np.exp(rate - (r + x) * np.log(alpha + tx)) * _moment(a, b, 1, x - 1) if x else 0.0
        total += np.log(stays + left)
    assert found.log_likelihood == pytest.approx(total, abs=1e-4)


def _moment(a: float, b: float, left: int, stayed: int) -> float:
    """Return the mean of p^left (1 - p)^stayed of a beta, by integration."""
    # p = u^(1/a) takes the pole of p^(a - 1) away.
    inner = integrate.quad(lambda u: u ** (left / a) * (1 - u ** (1 / a)) ** (b - 1 + stayed), 0, 1)
    return float(inner[0] / a / np.exp(gammaln(a) + gammaln(b) - gammaln(a + b)))


def test_without_customers_nothing_has_converged_inside_the_bounds():
    result = bg_nbd.fit(np.zeros(0), np.zeros(0), np.zeros(0))
    assert np.isfinite([result.r, result.alpha, result.a, result.b, result.log_likelihood]).all()


def test_parameters_that_drew_the_customers_are_found_again():
    dice = np.random.default_rng(8)
    drawn = weeks_of_purchases(dice, 8000, 78, 0.6, 5, 0.8, 2.5)
    result = bg_nbd.fit(*known(drawn, 78))
    assert result.converged
    assert (result.r, result.alpha) == pytest.approx((0.6, 5), rel=0.15)
    assert result.leaving == pytest.approx(0.8 / 3.3, rel=0.15)


def test_the_purchases_foretold_are_those_that_come():
    dice = np.random.default_rng(9)
    drawn = weeks_of_purchases(dice, 4000, 104, 0.6, 5, 0.8, 2.5)
    before = known(drawn, 52)
    coming = sum(int(((at > 52) & (at <= 78)).sum()) for at in drawn if at[0] <= 52)
    result = bg_nbd.fit(*before)
    assert result.expected(26, *before).sum() == pytest.approx(coming, rel=0.1)
    ahead = result.alive(*before)
    there = np.asarray([bool((at > 52).any()) for at in drawn if at[0] <= 52])
    repeaters = before[0] > 0
    # Nobody who is gone buys; of those who are not, most do within a year.
    assert there[repeaters].mean() < ahead[repeaters].mean() < there[repeaters].mean() + 0.15


def test_the_expected_number_of_a_new_customer_is_the_integral_of_its_rate():
    model = BgNbd(0.5, 4.0, 0.8, 2.5, 0.0, converged=True, at_bound=False)

    def rate_at(week: float) -> float:
        """Return the rate of purchases of those still there: by integration over rate and chance."""
        inner = integrate.quad(lambda p: stats.beta.pdf(p, 0.8, 2.5) * _rate(p, week), 0, 1)
        return float(inner[0])

    def _rate(p: float, week: float) -> float:
        # E[lambda exp(-lambda p t)] of a gamma.
        return 0.5 / 4.0 * (4.0 / (4.0 + p * week)) ** 1.5

    total = integrate.quad(rate_at, 0, 20)[0]
    zero = np.zeros(1)
    assert model.expected(20, zero, zero, zero)[0] == pytest.approx(total, rel=1e-4)


def test_a_model_without_one_time_buyers_foretells_too_much(sample):
    whole = bg_nbd.fit(sample.x, sample.t_x, sample["T"])
    repeats = sample[sample.x > 0]
    cut = bg_nbd.fit(repeats.x, repeats.t_x, repeats["T"])
    zero, year = np.zeros(1), 52.0
    assert cut.expected(year, zero, zero, zero)[0] > 1.5 * whole.expected(year, zero, zero, zero)[0]


def test_a_model_in_weeks_is_the_same_model_in_days(sample):
    weeks = bg_nbd.fit(sample.x, sample.t_x, sample["T"])
    days = bg_nbd.fit(sample.x, sample.t_x * 7, sample["T"] * 7)
    assert (days.r, days.alpha / 7, days.a, days.b) == pytest.approx(
        (weeks.r, weeks.alpha, weeks.a, weeks.b), rel=1e-3
    )
    zero = np.zeros(1)
    assert days.expected(70, zero, zero, zero) == pytest.approx(
        weeks.expected(10, zero, zero, zero), rel=1e-3
    )


def test_the_worth_that_drew_the_values_is_found_again():
    dice = np.random.default_rng(4)
    rate = dice.gamma(4, 1 / 20, 40_000)
    counts = dice.integers(1, 9, 40_000)
    values = np.asarray([dice.gamma(6, 1 / v, n).mean() for v, n in zip(rate, counts, strict=True)])
    result = gamma_gamma.fit(counts, values)
    assert result.converged
    assert (result.p, result.q, result.gamma) == pytest.approx((6, 4, 20), rel=0.15)
    assert result.expected(np.zeros(1), np.zeros(1))[0] == pytest.approx(6 * 20 / 3, rel=0.05)


def test_beginning_with_rounded_times_and_values_leads_to_the_same_parameters(monkeypatch):
    dice = np.random.default_rng(8)
    drawn = known(weeks_of_purchases(dice, 6000, 78, 0.6, 5, 0.8, 2.5), 78)
    values = dice.gamma(6, 1 / dice.gamma(4, 1 / 20, drawn[0].size)) * (drawn[0] > 0)
    result = []
    for many in (1000, 10**9):
        for module in (bg_nbd, gamma_gamma):
            monkeypatch.setattr(module, "_MANY", many)
        orders, worth = bg_nbd.fit(*drawn), gamma_gamma.fit(drawn[0], values)
        assert orders.converged
        assert worth.converged
        result.append(
            [orders.r, orders.alpha, orders.a, orders.b, orders.log_likelihood, worth.p, worth.q, worth.gamma]
        )
    assert result[0] == pytest.approx(result[1], rel=1e-5)


def test_customers_of_whom_none_ever_leaves_have_no_such_parameter():
    dice = np.random.default_rng(2)
    drawn = [np.cumsum(np.r_[dice.uniform(0, 20), dice.exponential(3, 60)]) for _ in range(600)]
    result = bg_nbd.fit(*known(drawn, 52))
    assert result.leaving < 0.01
