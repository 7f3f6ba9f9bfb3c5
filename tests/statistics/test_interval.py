"""Quantiles and tails are those of scipy.stats."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy import stats

from engagement.statistics import interval as own

SHARES = np.asarray([1e-12, 1e-4, 0.025, 0.3, 0.5, 0.975, 1 - 1e-9])
FREEDOM = np.asarray([0.4, 1, 2, 3.5, 30, 1e4, np.inf])[:, None]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (own.normal_ppf(SHARES), stats.norm.ppf(SHARES)),
        (own.t_ppf(SHARES, FREEDOM[:-1]), stats.t.ppf(SHARES, FREEDOM[:-1])),
        (own.t_sf([-4, 0, 1.5, 20], FREEDOM[:-1]), stats.t.sf([-4, 0, 1.5, 20], FREEDOM[:-1])),
        (own.chi2_ppf(SHARES, FREEDOM[:-1]), stats.chi2.ppf(SHARES, FREEDOM[:-1])),
        (own.chi2_isf(SHARES, FREEDOM[:-1]), stats.chi2.isf(SHARES, FREEDOM[:-1])),
    ],
)
def test_quantiles_and_tails_are_those_of_scipy_stats(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)


@pytest.mark.parametrize("throws", [1, 2, 6, 7, 100, 9999])
def test_a_fair_coin_falls_as_in_scipy_stats(throws):
    for share in (0.001, 0.025, 0.31, 0.5):
        heads = own.coin_ppf(share, throws)
        assert heads == stats.binom.ppf(share, throws, 0.5)
        assert own.coin_cdf(heads - 1, throws) == pytest.approx(stats.binom.cdf(heads - 1, throws, 0.5))


def test_poisson_tails_and_trends_are_those_of_scipy_stats():
    for events, mean in ((-1, 3.0), (0, 0.1), (4, 2.5), (60, 20.0)):
        assert own.poisson_sf(events, mean) == pytest.approx(stats.poisson.sf(events, mean))
    for values in ([1.0, 2, 2, 5, 3, 8], [3.0, 1, 4, 1, 5, 9, 2, 6], [1.0, 2, 3, 4]):
        place = np.arange(len(values))
        assert own.trend_p(place, values) == pytest.approx(stats.linregress(place, values).pvalue, abs=1e-12)


def test_nothing_of_the_program_imports_what_is_slow_to_import():
    """Neither a command nor a server before somebody asks for what needs it."""
    slow = "'scipy.stats', 'scipy.special', 'xlsxwriter'"
    loaded = "import sys, engagement.app.server.server, engagement.cli, engagement.measuring"
    text = f"{loaded}; print([name for name in ({slow}) if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
