"""The ladder of content by period: its facts add up to those of the whole."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from engagement.metrics.ladders.content_over_time import steps_over_time
from engagement.metrics.ladders.content_steps import every_step
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import posts, sessions
from tests.metrics.ladders.test_gate_content_ladder import STEPS, as_shop, content, limits

BY_STEP = ["channel", "key"]


def view(tables, **fields):
    return view_of(tables, Question(days=None, **fields))


@pytest.mark.parametrize("grain", ["week", "month", "quarter", "year"])
def test_the_facts_of_all_periods_add_up_to_the_whole(grain):
    seen = view(as_shop(content(np.random.default_rng(5))), grain=grain)
    whole, periods = seen.table("content_ladder"), seen.table("content_ladder_over_time")
    summed = periods.groupby(BY_STEP)[["count", "n"]].sum()
    pd.testing.assert_frame_equal(
        summed.sort_index(), whole.set_index(BY_STEP)[["count", "n"]].sort_index(), check_dtype=False
    )
    shares = summed["count"] / summed["n"]
    result = whole.set_index(BY_STEP)["value"].dropna()
    assert shares[result.index].tolist() == pytest.approx(result.tolist())


def test_a_month_has_the_share_and_the_limits_of_its_own_days_and_letters():
    created = content(np.random.default_rng(5))
    rows = view(as_shop(created)).table("content_ladder_over_time").set_index([*BY_STEP, "start"])
    january = pd.Timestamp("2026-01-01")
    for step, units in (("web", "consumption"), 31), (("email", "application"), 16):
        own = {name: values[:units] for name, values in created.items()}
        before, after, _ = STEPS[step]
        row = rows.loc[(*step, january)]
        assert row["value"] == pytest.approx(own[after].sum() / own[before].sum())
        assert (row["low"], row["high"]) == pytest.approx(limits(step, own), rel=1e-6)


def test_the_running_month_is_marked_and_the_first_step_has_no_share():
    days = [
        {"on": f"2026-0{m}-{d:02}", "sessions": 50, "engaged_sessions": 20}
        for m in (2, 3)
        for d in range(1, 21)
    ]
    rows = view({"sessions": sessions(*days)}).table("content_ladder_over_time")
    assert rows["complete"].tolist() == [True, False] * 2
    click = rows[rows["key"] == "click"]
    assert click["value"].isna().all()
    assert click["count"].tolist() == [1000, 1000]
    assert rows[rows["key"] == "consumption"]["value"].tolist() == pytest.approx([0.4, 0.4])


def test_a_share_of_fewer_than_ten_is_left_out_and_its_counts_stay():
    rows = [
        {"on": "2026-02-03", "clicks": 5, "impressions": 900, "comments": 1},
        {"on": "2026-02-09", "clicks": 2, "impressions": 100, "comments": 1},
    ]
    result = view({"posts": posts(*rows)}).table("content_ladder_over_time").set_index("key")
    assert np.isnan(result.value["understanding"])
    assert (result["count"]["understanding"], result.n["understanding"]) == (2, 7)
    assert result.value["click"] == pytest.approx(0.007)


def test_every_proxy_that_the_data_carry_is_offered_and_the_first_is_the_one_taken():
    days = [
        {
            "on": f"2026-03-{d:02}",
            "sessions": 100,
            "engaged_sessions": 60,
            "cart_additions": 12,
            "reached_checkout": 8,
            "completed": 3,
        }
        for d in range(1, 11)
    ]
    seen = view({"sessions": sessions(*days)})
    scope = seen.scope("sessions")
    offered = [(step.proxy.step, step.proxy.key) for step in every_step(scope)]
    assert [key for step, key in offered if step == "understanding"] == [
        "cart_additions-engaged_sessions",
        "cart_additions-sessions",
        "reached_checkout-sessions",
    ]
    taken = seen.table("content_ladder").set_index("key")
    assert taken.n["understanding"] == 600
    checkout = [step for step in every_step(scope) if step.proxy.key == "reached_checkout-sessions"]
    assert steps_over_time(checkout)["value"].tolist() == pytest.approx([0.08])
