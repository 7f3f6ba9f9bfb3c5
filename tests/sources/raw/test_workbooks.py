"""Real workbooks, read as a person's upload: in the child process, with its limits."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from engagement.sources.importing.sandbox import read_files, write_rows
from engagement.sources.model.raw_table import SourceError

FOLDER = Path(__file__).parents[1] / "workbooks"


def read(name: str):
    """The tables of one workbook, every row kept or set aside."""
    (found,) = read_files([(FOLDER / name, name)], key=b"k" * 32)
    assert not isinstance(found, SourceError), found
    for one in found:
        assert one.report.rows_in == one.report.rows_kept + one.report.rows_set_aside
    return found


def told(imported) -> str:
    return "\n".join(map(str, imported.report.warnings))


def rows(imported, table: str):
    return imported.tables[table].to_pylist()


def test_an_old_workbook_of_a_page_gives_its_days_and_its_posts():
    days, posts = read("linkedin_page.xls")
    assert {(one.report.platform, one.report.confidence) for one in (days, posts)} == {("LinkedIn", "exact")}
    assert (days.report.sheet, days.report.header_row) == ("Metrics", 2)
    assert [(row["impressions"], row["reach"]) for row in rows(days, "audience")] == [
        (100, 70),
        (101, 70),
        (102, 70),
    ]
    assert [row["text"] for row in rows(posts, "posts")] == ["A post\nof two lines", "Żółta łódź 🚢"]
    assert [row["instant"].date() for row in rows(posts, "posts")] == [date(2026, 9, 28), date(2026, 9, 29)]
    assert [row["post_id"][-1] for row in rows(posts, "posts")] == ["1", "2"]


def test_cells_of_a_shop_keep_their_zeros_their_digits_and_their_seconds(tmp_path):
    (shop,) = read("shopify_orders.xlsx")
    assert shop.report.format == "shopify_orders"
    orders = rows(shop, "orders")
    assert [row["instant"] for row in orders] == [
        datetime(2026, 5, 31, 23, 6, 4),
        datetime(2026, 6, 1),
        datetime(2026, 6, 3, 9, 30, 15),
    ]
    assert [(row["gross"], row["refunded"], row["status"]) for row in orders] == [
        (1250, 0, "paid"),
        (104_990, 0, "cancelled"),
        (2000, 500, "partially_refunded"),
    ]
    assert [row["sku"] for row in rows(shop, "lines")] == ["00042"] * 4
    assert shop.report.counts["customers"] == 2
    ((written,),) = write_rows([(FOLDER / "shopify_orders.xlsx", "shop.xlsx")], tmp_path)
    text = written[0].read_text("utf-8")
    for cell in ("450789469123456", "01234", "491701234567", "2026-05-31 23:06:04", "true", "false"):
        assert f",{cell}," in text


def test_a_survey_of_a_million_empty_rows_is_three_answers_long():
    (survey,) = read("survey.ods")
    assert (survey.report.kind, survey.report.rows_in) == ("surveys", 3)
    answers = rows(survey, "responses")
    assert [row["score"] for row in answers if row["kind"] == "nps"] == [10, 6, 9]
    assert {row["answer"] for row in answers} == {None, "true", "false", "Nothing", "Délai\ntrop long"}
    assert {row["response_id"] for row in answers} == {"00017", "00018", "00019"}
    assert answers[0]["instant"] == datetime(2026, 5, 1, 9)


def test_a_report_of_two_tables_with_titles_formulas_and_errors_is_read_as_two():
    orders, answers = read("report.xlsx")
    assert [(row["order_id"], row["gross"]) for row in rows(orders, "orders")] == [
        ("A-1", 1050),
        ("A-2", 3150),
    ]
    assert [row["instant"].day for row in rows(orders, "orders")] == [1, 2]
    assert [(row.line, str(row.reason)) for row in orders.report.set_aside] == [
        (7, "This order has no amount that can be read"),
        (8, "This is a total of the other rows"),
    ]
    assert orders.report.header_row == 4
    assert (answers.report.kind, answers.report.header_row) == ("surveys", 11)
    assert [row["score"] for row in rows(answers, "responses")] == [9, 3]


def test_hidden_sheets_are_not_read_and_told_of():
    result = read("report.xlsx")
    assert {one.report.sheet for one in result} == {"Report"}
    assert "sheet Hidden is hidden" in told(result[0])
    assert "sheet Very hidden is hidden" in told(result[0])


def test_days_since_1904_are_the_days_that_the_sheet_shows():
    (orders,) = read("dates_of_1904.xlsx")
    assert [row["instant"] for row in rows(orders, "orders")] == [
        datetime(2026, 5, 1, 12, 30),
        datetime(2026, 5, 2),
    ]


def test_a_persons_workbook_gives_days_followers_and_both_lists_of_posts():
    result = read("linkedin_person.xlsx")
    assert {one.report.platform for one in result} == {"LinkedIn"}
    assert [(one.report.sheet, one.report.rows_in) for one in result] == [
        ("DISCOVERY", 2),
        ("ENGAGEMENT", 4),
        ("TOP POSTS", 3),
        ("TOP POSTS", 2),
        ("FOLLOWERS", 4),
        ("DEMOGRAPHICS", 2),
    ]
    _, days, by_engagement, by_impressions, followers, _ = result
    first = rows(days, "audience")[0]
    assert (first["impressions"], first["interactions"]) == (401, 11)
    assert first["day"] == (date(2026, 9, 1) - date(1970, 1, 1)).days
    assert [row["followers"] for row in rows(followers, "audience")] == [None, None, None, 2345]
    assert [row["new_followers"] for row in rows(followers, "audience")] == [1, 2, 3, 4]
    assert [row["impressions"] for row in rows(by_engagement, "posts")] == [None] * 3
    assert [row["impressions"] for row in rows(by_impressions, "posts")] == [1999, 1998]
    assert "no metric uses" in told(by_engagement)


@pytest.mark.parametrize(("place", "kind", "count"), [(0, "orders", 3), (1, "posts", 1)])
def test_tables_beside_each_other_are_two_wherever_they_stand(place, kind, count):
    result = read("two_beside_each_other.xlsx")
    assert len(result) == 2
    assert result[place].tables[kind].num_rows == count
    assert result[place].report.header_row == 3
    assert rows(result[place], kind)[0]["line"] == 4
    assert "column 1" not in result[place].report.columns_ignored
