"""Trends, splits and named tables are for people too."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from engagement.charts.base.points import read_trend
from engagement.locale import LANGUAGES
from engagement.locale.translator import translator
from engagement.metrics.model import BREAKDOWN_COLUMNS, TREND_COLUMNS, Question
from engagement.metrics.views.owners import view_of
from engagement.metrics.views.registry import TABLES
from engagement.readable.column_labels import NAMES
from engagement.readable.files import to_csv
from engagement.readable.result_sheets import of_breakdown, of_table, of_trend
from engagement.readable.sheet import stacked, written
from tests.charts.frames import breakdown_frame, trend_frame
from tests.metrics import invented
from tests.metrics.orders import many

EN = translator("en")
MACHINE = re.compile(r"\b(True|False|None|nan|NaT|ok|small|hidden)\b|_")


@pytest.fixture(scope="module")
def view():
    days = range(1, 29)
    answers = [
        {"on": f"2024-03-{day:02}", "kind": kind, "question": kind, "score": score, "scale_low": 0,
         "scale_high": 10, "survey": "s", "response_id": f"{kind}{day}", "comment": comment}
        for day in days
        for kind, score, comment in (("nps", day % 11, None), ("comment", None, "=good"))
    ]  # fmt: skip
    return view_of({"orders": many(1), "responses": invented.responses(*answers)}, Question(days=None))


def test_every_column_of_a_result_has_a_name():
    known = set(NAMES) | {"start", "complete", "status", "p"}  # p: for programs alone
    assert set(TREND_COLUMNS) | set(BREAKDOWN_COLUMNS) <= known


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_a_named_table_has_no_word_of_the_machine(view, name, language):
    t, frame = translator(language), view.table(name)
    assert set(frame.columns) <= set(NAMES) | {"status"}
    sheet = of_table(frame.head(20), t, "EUR")
    for column in sheet.columns:
        assert not MACHINE.search(column.title)
        for row in range(sheet.height):
            assert not MACHINE.search(written(column, row, t))
    assert to_csv(sheet, t)


def test_a_trend_says_which_periods_still_run_and_which_rest_on_few(view):
    frame = trend_frame([0.2, 0.25, 0.3, None], statuses={1: "small", 3: "hidden"}, incomplete=(3,))
    metric, reading = view.metric("repeat_purchase_rate"), view.reading("repeat_purchase_rate")
    sheet = of_trend(frame, read_trend(frame, "month"), metric, reading, EN)
    names = [column.name for column in sheet.columns]
    assert names[:2] == ["Month", "Repeat purchase rate"]
    assert written(sheet.columns[0], 0, EN) == "January 2025"
    remarks = [written(sheet.columns[-1], row, EN) for row in range(4)]
    assert remarks == ["", "fewer than 30", "", "still running"]


def test_a_difference_of_two_shares_is_in_points_and_signed(view):
    frame = breakdown_frame({"segment": "IT", "difference": 0.124, "differs": True})
    metric, reading = view.metric("repeat_purchase_rate"), view.reading("repeat_purchase_rate")
    sheet = of_breakdown(frame, metric, reading, "country", "Country", EN)
    cells = {column.title: written(column, 0, EN) for column in sheet.columns}
    assert cells["Country"] == "Italy"
    assert cells["Difference from the others (points)"] == "+12.4"
    assert cells["Differs from all others"] == "yes"


def test_parts_stand_below_each_other_each_under_its_name(view):
    metric, reading = view.metric("orders"), view.reading("orders")
    frame = trend_frame([3, 4], reach=None)
    one, two = (
        of_trend(frame, read_trend(frame, "month"), metric, reading, EN, ("Country", name))
        for name in ("Italy", "Spain")
    )
    sheet = stacked([one, two])
    assert [written(sheet.columns[0], row, EN) for row in range(4)] == ["Italy", "Italy", "Spain", "Spain"]
    assert sheet.height == 4


def test_a_small_share_is_not_none_in_a_file():
    sheet = of_table(pd.DataFrame({"answers": [10_000, 8], "share": [0.0004, 0.125]}), EN)
    assert to_csv(sheet, EN).decode("utf-8-sig").splitlines()[1:] == ["10000,0.04", "8,12.5"]


def test_no_row_is_no_fault():
    assert to_csv(of_table(pd.DataFrame({"score": [], "count": []}), EN), EN).decode("utf-8-sig") == "\r\n"
