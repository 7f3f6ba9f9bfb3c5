from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.sources.values import dates
from engagement.sources.values.day_or_month_first import guess, prove


@pytest.mark.parametrize(
    ("text", "order", "when"),
    [
        ("2026-05-02", "day", datetime(2026, 5, 2)),
        ("2026-05-02T10:11:12Z", "day", datetime(2026, 5, 2, 10, 11, 12)),
        ("2026-05-02 10:11:12 -0400", "month", datetime(2026, 5, 2, 10, 11, 12)),
        ("2017-06-17T08:04:21+00:00", "day", datetime(2017, 6, 17, 8, 4, 21)),
        ("2026-05-02T10:11:12.345678Z", "day", datetime(2026, 5, 2, 10, 11, 12, 345678)),
        ("2022-08-15 13:12 +0000", "day", datetime(2022, 8, 15, 13, 12)),
        ("2026/5/2", "day", datetime(2026, 5, 2)),
        ("2026. 05. 02.", "day", datetime(2026, 5, 2)),
        ("2026.05.02. 10:11", "day", datetime(2026, 5, 2, 10, 11)),
        ("11:38 PM, September 10 2026", "day", datetime(2026, 9, 10, 23, 38)),
        ("10:12 05/01/2026", "day", datetime(2026, 1, 5, 10, 12)),
        ("27 de diciembre de 2026 23:28 hs.", "day", datetime(2026, 12, 27, 23, 28)),
        ("05.01.2026 10:12 Uhr", "day", datetime(2026, 1, 5, 10, 12)),
        ("12/1/2010 8:26", "month", datetime(2010, 12, 1, 8, 26)),
        ("12/1/2010 8:26", "day", datetime(2010, 1, 12, 8, 26)),
        ("12/02/2026 19.07.17", "day", datetime(2026, 2, 12, 19, 7, 17)),
        ("01.09.2026 18:00", "day", datetime(2026, 9, 1, 18)),
        ("7/27/26 19:06:23", "month", datetime(2026, 7, 27, 19, 6, 23)),
        ("09/10/2026 07:48:07 PM", "month", datetime(2026, 9, 10, 19, 48, 7)),
        ("09/10/2026 12:00 a.m.", "month", datetime(2026, 9, 10)),
        ("May 3, 2026 14:00:00 PM", "day", datetime(2026, 5, 3, 14)),
        ("Dec 11, 2024", "day", datetime(2024, 12, 11)),
        ("Sep-18-26", "day", datetime(2026, 9, 18)),
        ("26-May-26", "day", datetime(2026, 5, 26)),
        ("10-Dez-25", "day", datetime(2025, 12, 10)),
        ("05-oct.-26", "day", datetime(2026, 10, 5)),
        ("05-Oct-2026", "day", datetime(2026, 10, 5)),
        ("Tue, Jul 14, 2026", "day", datetime(2026, 7, 14)),
        ("Mon, Apr 26, 2026 12:25", "day", datetime(2026, 4, 26, 12, 25)),
        ("Mar 13th 2026", "day", datetime(2026, 3, 13)),
        ("17 settembre 2026", "day", datetime(2026, 9, 17)),
        ("17 de septiembre de 2026", "day", datetime(2026, 9, 17)),
        ("17 września 2026 r.", "day", datetime(2026, 9, 17)),
        ("17. März 2026", "day", datetime(2026, 3, 17)),
        ("1er août 2026", "day", datetime(2026, 8, 1)),
        ("1er aout 2026", "day", datetime(2026, 8, 1)),
        ("14 févr. 2026 à 10:11", "day", datetime(2026, 2, 14, 10, 11)),
        ("17 wrzesnia 2026", "day", datetime(2026, 9, 17)),
        ("17 mei 2026", "day", datetime(2026, 5, 17)),
        ("17 Ağustos 2026", "day", datetime(2026, 8, 17)),
        ("17 Μαΐου 2026", "day", datetime(2026, 5, 17)),
        ("17 марта 2026", "day", datetime(2026, 3, 17)),
        ("2026年3月17日", "day", datetime(2026, 3, 17)),
        ("2026년 3월 17일", "day", datetime(2026, 3, 17)),
        ("mar 14 lug 2026", "day", datetime(2026, 7, 14)),
        ("Jun 09, 2026 09:30 pm", "day", datetime(2026, 6, 9, 21, 30)),
        ("Tue Jul 14 10:11:12 UTC 2026", "day", datetime(2026, 7, 14, 10, 11, 12)),
        ("20260502", "day", datetime(2026, 5, 2)),
        ("19970101", "month", datetime(1997, 1, 1)),
        ("45384.3479", "day", datetime(2024, 4, 2, 8, 20, 59)),
        ("45384", "day", datetime(2024, 4, 2)),
        ("1767225600", "day", datetime(2026, 1, 1)),
        ("1767225600000", "day", datetime(2026, 1, 1)),
    ],
)
def test_a_date_is_read_as_a_person_would_read_it(text, order, when):
    assert dates.parse(text, order) == when


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31/02/2026", dates.NO_SUCH_DAY),
        ("2026-02-30", dates.NO_SUCH_DAY),
        ("30 February 2026", dates.NO_SUCH_DAY),
        ("20261301", dates.NO_SUCH_DAY),
        ("2026-05-02 25:00:00", dates.NO_SUCH_TIME),
        ("17 settembre", dates.NO_YEAR),
        ("soon", dates.NOT_A_DATE),
        ("12", dates.NOT_A_DATE),
        ("1.5 May", dates.NOT_A_DATE),
    ],
)
def test_what_is_no_date_says_why(text, fault):
    assert dates.parse(text, "day") == fault


def test_a_date_without_a_year_takes_the_one_that_it_is_given():
    assert dates.parse("September 17", "day", year=2026) == datetime(2026, 9, 17)
    assert dates.yearless("17 settembre") == dates.Yearless(9, 17)
    assert dates.yearless("17 settembre 2026") is None


@pytest.mark.parametrize(
    "language",
    [
        *("en", "it", "es", "pl", "de", "fr", "pt", "nl", "da", "nb", "sv"),
        *("fi", "id", "tr", "ro", "hu", "cs", "sk", "el", "bg", "ru", "uk"),
    ],
)
def test_the_days_of_a_year_are_read_in_the_language_of_whoever_exports(language):
    for month in range(1, 13):
        day = datetime(2026, month, 17)
        assert dates.parse(format_date(day, "d MMMM y", language), "day") == day
        assert dates.yearless(format_date(day, "d MMMM", language)) == dates.Yearless(month, 17)


def test_a_day_without_a_year_may_be_written_with_signs():
    assert dates.yearless("3月17日") == dates.yearless("3월 17일") == dates.Yearless(3, 17)


def test_midnight_may_be_written_as_the_end_of_the_day():
    assert dates.parse("2026-05-02 24:00", "day") == datetime(2026, 5, 3)
    assert dates.parse_time("2:10:40 PM") == timedelta(hours=14, minutes=10, seconds=40)


@settings(deadline=None)
@given(st.datetimes(datetime(1970, 1, 1), datetime(2069, 12, 31)), st.sampled_from(["day", "month"]))
def test_every_instant_comes_back_from_its_numeric_form(when, order):
    when = when.replace(microsecond=0)
    form = "%d/%m/%Y %H:%M:%S" if order == "day" else "%m/%d/%Y %I:%M:%S %p"
    assert dates.parse(when.strftime(form), order) == when


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_makes_the_parser_fail(text):
    dates.parse(text, "day")
    dates.yearless(text)


def test_a_thirteenth_proves_the_order():
    assert prove([["01/02/2026", "13/02/2026"]]) == "day"
    assert prove([["01/02/2026"], ["02/13/2026"]]) == "month"
    assert prove([["01/02/2026", "05/05/2026"]]) is None


def test_a_sorted_file_tells_its_order():
    texts = ["01/03/2026", "05/03/2026", "09/03/2026", "02/04/2026", "11/04/2026", "01/05/2026"]
    assert guess(texts, ["When"], ",") == ("day", "sequence")


def test_italian_headers_put_the_day_first():
    assert guess(["01/02/2026"], ["Informazioni cronologiche"], ",") == ("day", "language")
    assert guess(["01/02/2026"], ["Timestamp"], ",")[0] == "month"


def test_who_writes_dots_writes_the_day_first():
    texts = ["1.1.2026", "2.3.2026 09:00", "3. 5. 2026", "4.6.2026"]
    assert guess(texts, ["When"], ",") == ("day", "language")


@pytest.mark.parametrize("text", ["Mon 03/02/2026", "lun. 03/02/2026", "Pn, 3.02.2026", "di 3-2-2026 00:00"])
def test_the_day_of_the_week_before_a_date_in_figures_says_nothing(text):
    assert dates.parse(text, "day") == datetime(2026, 2, 3)
    assert dates.order_evidence([text]) == (0, 0, 1)
