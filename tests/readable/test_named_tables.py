"""Named tables for people: each column of its kind, with names in place of keys."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from engagement.locale.translator import translator
from engagement.metrics.channels import tables as channels
from engagement.metrics.ladders import tables as ladders
from engagement.metrics.retention import tables as retention
from engagement.readable.named_tables import of_named

ENGLISH = translator("en")


def columns(table, frame, **fixed):
    sheet = of_named(table, frame, ENGLISH, grain="month", **{"currency": "EUR", **fixed})
    return {column.name: column for column in sheet.columns}


def test_limits_have_the_kind_of_the_column_before_them():
    row = {"by": "All", "key": "x", "members": 4, "buyers": 3, "mean_spend": 12.5, "low": 10.0, "high": 15.0}
    made = columns(channels.MEMBER_TIERS, pd.DataFrame([row]))
    assert [made[name].kind for name in ("Mean spend", "Interval from", "Interval to")] == ["money"] * 3
    assert made["Interval from"].title == "Interval from (EUR)"


def test_a_key_is_left_out_beside_its_words():
    row = {"key": "low", "words": "Low", "sign": "joined", "value": 0.2, "n": 10, "customers": 2}
    assert "Key" not in columns(ladders.ENGAGEMENT_LEVELS, pd.DataFrame([row]))


def test_channels_and_networks_have_their_names():
    row = {"key": "click", "words": "Click", "channel": "instagram", "proxy": "clicks", "of": "views"}
    made = columns(ladders.CONTENT_LADDER, pd.DataFrame([{**row, "count": 2, "value": 0.5, "n": 4}]))
    assert made["Channel"].cells == ["Instagram"]


@pytest.mark.parametrize(
    ("label", "grain", "day"),
    [
        ("2025-03", "month", dt.date(2025, 3, 1)),
        ("2025-Q2", "quarter", dt.date(2025, 4, 1)),
        ("2025-W10", "week", dt.date(2025, 3, 3)),
        ("2025", "year", dt.date(2025, 1, 1)),
    ],
)
def test_the_period_of_a_first_order_is_a_date(label, grain, day):
    row = {"cohort": label, "period": 0, "customers": 40, "active": 40, "share": 1.0, "complete": True}
    column = columns(retention.COHORTS, pd.DataFrame([row]))["First order in"]
    assert (column.kind, column.grain, column.cells) == ("period", grain, [day])


def test_names_of_cohorts_that_are_no_periods_stay_text():
    row = {"cohort": "all", "period": 0, "customers": 40, "active": 40, "share": 1.0, "complete": True}
    assert columns(retention.COHORTS, pd.DataFrame([row]))["First order in"].cells == ["all"]


def test_days_are_dates():
    row = {"network": "instagram", "day": "2026-03-15", "hour": 16.0, "text": "2026-03-15 is a day"}
    column = columns(channels.POSTS, pd.DataFrame([row, {**row, "day": None}]))["Day"]
    assert (column.kind, column.cells) == ("day", [dt.date(2026, 3, 15), None])
