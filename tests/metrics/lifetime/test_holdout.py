"""The forecast against what happened: nothing of what was held out may be known to it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from engagement.metrics.lifetime.holdout import held_out
from engagement.metrics.purchases.scans.histories import histories
from tests.metrics.invented import day
from tests.metrics.lifetime.shops import shop, steady, view


def history(bought, weeks):
    return histories(view(shop(bought, weeks)).scope("orders"))


def test_what_is_foretold_does_not_depend_on_what_came_after():
    whole, cut = steady(700, 104), day("2023-01-01") + 78 * 7
    silent = [at[np.floor(at * 7) <= 78 * 7] for at in whole]
    one, other = (held_out(history([at for at in each if at.size], 104), cut) for each in (whole, silent))
    known = np.asarray([at[0] * 7 < 78 * 7 + 1 for at in whole if at.size])
    assert one.forecast.size == known.sum()
    np.testing.assert_allclose(one.forecast, other.forecast)
    assert one.actual.sum() > other.actual.sum() == 0
    assert np.isnan(other.error)


def test_what_was_made_is_counted_by_day_and_customer_as_pandas_counts_it():
    bought, weeks = steady(700, 104), 104
    result = held_out(history(bought, weeks), day("2023-01-01") + 78 * 7)
    rows = [(who, int(week * 7)) for who, at in enumerate(bought) for week in at]
    daily = pd.DataFrame(rows, columns=["who", "day"]).drop_duplicates()
    known = daily[daily.day <= 78 * 7].who.unique()
    later = daily[(daily.day > 78 * 7) & daily.who.isin(known)]
    assert result.actual.sum() == len(later)
    assert (result.before + 1).sum() == len(daily[daily.day <= 78 * 7])


def test_rows_by_repeat_orders_add_up_to_all_and_small_ones_are_hidden():
    result = view(shop(steady(1500, 104), 104)).table("lifetime_holdout")
    assert result.repeat_orders.tolist() == list(range(8))
    small = result.customers < 30
    assert result[small][["expected", "made"]].isna().all(axis=None)
    assert ((result.low <= result.made) & (result.made <= result.high))[~small].all()
    assert result.customers.sum() == pytest.approx(1500, abs=60)
