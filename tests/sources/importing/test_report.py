from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engagement.locale import message
from engagement.sources.importing import reading
from engagement.sources.importing.report import ERROR, inspected, report_from_json, report_to_json
from engagement.sources.model.account import Report, SetAside
from engagement.sources.model.hints import Hints
from engagement.sources.raw import from_text

ORDERS = (
    "Order ID,Created at,Email,Total,Currency\n"
    "1,2026-05-01 10:00:00,ava@example.com,12.50,EUR\n"
    "2,2026-05-02 10:00:00,ben@example.com,abc,EUR\n"
    "3,2026-05-03 10:00:00,ava@example.com,7.50,EUR\n"
    + "".join(f"{n},2026-05-03 10:00:00,eve{n}@example.com,7.50,EUR\n" for n in range(10, 40))
    + ",,,,\n"
    "Total,,,20.00,\n"
)

TEXT = st.text(max_size=20)
SENTENCES = st.one_of(
    TEXT.map(lambda text: message("A sentence with {what}", what=text)),
    st.integers().map(lambda n: message("{n} row", "{n} rows", n=n)),
    st.dates().map(lambda day: message("from {day}", day=day)),
    st.just(message("{part} is left out: {reason}", part="x", reason=message("A reason"))),
)
REPORTS = st.builds(
    Report,
    file=TEXT,
    sheet=st.none() | TEXT,
    kind=st.just("orders"),
    format=TEXT,
    platform=TEXT,
    confidence=st.just("exact"),
    encoding=TEXT,
    delimiter=TEXT,
    header_row=st.none() | st.integers(),
    rows_in=st.integers(),
    rows_kept=st.integers(),
    rows_set_aside=st.integers(),
    set_aside=st.lists(
        st.builds(SetAside, st.integers(), st.none() | TEXT, st.none() | TEXT, SENTENCES, st.integers())
    ).map(tuple),
    columns_used=st.lists(TEXT).map(tuple),
    columns_ignored=st.lists(TEXT).map(tuple),
    currencies=st.lists(TEXT).map(tuple),
    counts=st.dictionaries(TEXT, st.integers()),
    warnings=st.lists(SENTENCES).map(tuple),
)


def imported(text: str):
    return reading.read_table(from_text.read(text.encode(), "orders.csv"), key=b"k", hints=Hints())


@given(REPORTS)
def test_a_report_comes_back_from_json_equal(report):
    assert report_from_json(json.loads(json.dumps(report_to_json(report)))) == report


def test_every_row_is_kept_or_set_aside_by_name():
    result = imported(ORDERS)
    report = result.report
    assert (report.rows_in, report.rows_kept, report.rows_set_aside) == (35, 32, 3)
    assert [row.line for row in report.set_aside] == [3, 35, 36]
    assert report.counts["orders"] == 32
    assert report.counts["customers"] == 31


def test_inspect_shows_the_keys_that_the_design_names():
    plain = inspected(imported(ORDERS).report)
    expected = """file kind platform confidence encoding delimiter header_row rows_in rows_kept
        rows_set_aside set_aside columns_used columns_ignored date_order decimal currencies first_day
        last_day warnings orders customers orders_without_customer cancelled refunded"""
    assert set(expected.split()) <= set(plain)
    assert (plain["first_day"], plain["last_day"]) == ("2026-05-01", "2026-05-03")
    assert plain["currencies"] == ["EUR"]
    assert set(plain["set_aside"][0]) == {"line", "column", "value", "reason"}
    assert date.fromisoformat(plain["first_day"])


def test_rejected_rows_may_be_dropped_again_as_they_are():
    rejects = imported(ORDERS).rejects
    assert rejects.column_names == ["Order ID", "Created at", "Email", "Total", "Currency", ERROR]
    corrected = ",".join(rejects.column_names) + "\n"
    corrected += "9,2026-05-02 10:00:00,ben@example.com,9.00,EUR,\n"
    corrected += "2,2026-05-02 10:00:00,ben@example.com,9.00,EUR,This is not an amount of money\n"
    result = imported(corrected)
    assert result.report.rows_kept == 2
    assert ERROR not in result.report.columns_ignored
