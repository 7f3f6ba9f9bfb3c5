from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

import pytest

import engagement
from engagement.cli import main
from engagement.metrics.findings import plain_values
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.metrics.views.registry import DEFINITIONS, OF_CUSTOMERS
from tests.cases import few
from tests.metrics.orders import many, order, orders

FILE = """Order ID,Date,Email,Total,Currency,Country
1,2025-01-03,ann@example.com,10.00,EUR,IT
2,2025-01-05,bob@example.com,20.00,EUR,IT
3,2025-02-03,ann@example.com,30.00,EUR,ES
4,2025-02-28,,40.00,EUR,ES
"""


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(FILE)
    return path


@dataclass
class Done:
    """What a command returned and printed."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(capsys):
    """Runs `engagement metrics`: in this process, for another one would only load the libraries again."""

    def done(*arguments) -> Done:
        code = main(["metrics", *map(str, arguments)])
        return Done(code, *capsys.readouterr())

    return done


def test_the_json_has_the_shape_of_the_contract(run, shop):
    done = run(shop, "--json", "--by", "country", "--grain", "month")
    assert done.returncode == 0, done.stderr
    content = json.loads(done.stdout)
    assert list(content) == ["as_of", "window", "metrics", "changes", "findings", "tables", "locked", "files"]
    assert content["as_of"] == "2025-02-28"
    assert content["window"] == {"first_day": "2024-03-01", "last_day": "2025-02-28"}
    value = content["metrics"]["average_order_value"]
    numbers = ["value", "numerator", "denominator", "low", "high", "method", "n", "unit", "notes"]
    assert list(value) == [*numbers, "currency", "status", "window"]
    assert (value["value"], value["numerator"], value["denominator"]) == (25, 100, 4)
    assert content["metrics"]["repeat_purchase_rate"]["value"] is None
    assert [row["segment"] for row in content["tables"]["orders_by_country"]] == ["ES", "IT"]
    trend = content["tables"]["orders_periods"]
    assert [(row["start"], row["value"]) for row in trend] == [("2025-01-01", 2), ("2025-02-01", 2)]
    assert content["tables"]["orders_trend"][-1]["value"] == 4
    assert plain_values.LEVEL in content["locked"]
    told = set(content["metrics"]) | set(content["locked"])
    assert told - set(OF_CUSTOMERS) - {plain_values.LEVEL} == set(DEFINITIONS)


def test_how_far_people_take_part_is_answered_of_networks_where_no_file_names_customers(tmp_path):
    posts = tmp_path / "posts.csv"
    posts.write_text("Date,Network,Post ID,Likes,Comments,Shares\n2026-10-01,Instagram,1,5,2,1\n")
    result = plain_values.report(engagement.measure(engagement.read(posts)))
    assert result["tables"][plain_values.LEVEL] == result["tables"]["engagement_levels_by_network"]


def test_two_splits_stand_apart_and_both_at_once(run, shop):
    done = run(shop, "--json", "--by", "country", "--by", "first_month", "--window", "all")
    content = json.loads(done.stdout)["tables"]
    assert {"orders_by_country", "orders_by_first_month", "orders_by_country_and_first_month"} <= {*content}
    rows = content["orders_by_country_and_first_month"]
    assert {row["segment"] for row in rows} == {"IT", "ES"}
    assert {row["and_segment"] for row in rows} == {
        row["segment"] for row in content["orders_by_first_month"]
    }
    assert sum(row["value"] for row in rows) == 4


@pytest.mark.parametrize("first", few(["orders", "survey"], "survey"))
def test_the_as_of_day_is_that_of_the_orders_beside_whatever_other_file(run, shop, tmp_path, first):
    survey = tmp_path / "survey.csv"
    survey.write_text(
        "Timestamp,How likely are you to recommend us to a friend?\n"
        "12/31/2025 10:00:00,10\n12/13/2025 10:00:00,0\n"
    )
    files = (shop, survey) if first == "orders" else (survey, shop)
    assert json.loads(run(*files, "--json").stdout)["as_of"] == "2025-02-28"


def test_an_as_of_day_and_a_window_are_taken(run, shop):
    content = json.loads(run(shop, "--json", "--as-of", "2025-02-03", "--window", "30").stdout)
    assert content["window"] == {"first_day": "2025-01-05", "last_day": "2025-02-03"}
    assert content["metrics"]["orders"]["value"] == 2


def test_without_json_there_is_a_line_for_each_metric(run, shop):
    lines = run(shop, "--window", "all").stdout.splitlines()
    assert "Orders: 4, n = 4" in lines


@pytest.mark.parametrize(
    "arguments", [["--window", "0"], ["--as-of", "tomorrow"], ["--by", "moon"], ["--grain", "decade"]]
)
def test_a_wrong_wish_is_one_sentence_and_exit_code_2(run, shop, arguments):
    done = run(shop, "--json", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_report_is_plain_values_only():
    view = view_of({"orders": many(1, count=150)}, Question(grain="quarter"))
    content = json.loads(plain_values.as_json(plain_values.report(view, by="country", trends=True)))
    assert content["tables"]["orders_by_country"][0]["differs"] in (True, False)


def test_the_package_is_light_until_it_is_used():
    code = "import sys, engagement; print(sorted({'pandas', 'duckdb', 'streamlit'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_file_is_read_and_measured_in_two_calls(shop):
    view = engagement.measure(engagement.read(shop), days=None)
    assert view.reading("revenue").value == 100
    assert view.reading("customers").value == 2


@pytest.mark.parametrize(
    ("currency", "told"),
    [("EUR", "Amounts are in EUR."), ("XXX", "The files do not say in which currency the amounts are.")],
)
def test_a_currency_that_no_file_names_is_not_named(currency, told):
    shop = orders(order("2025-01-01", currency=currency))
    reading = view_of({"orders": shop}, Question()).reading("revenue")
    assert plain_values.reading_as_json(reading)["notes"][-1] == told


def test_rows_that_two_files_share_count_once(shop, tmp_path):
    copy = tmp_path / "again.csv"
    copy.write_text(FILE + "5,2025-03-01,eve@example.com,50.00,EUR,PL\n")
    view = engagement.measure(engagement.read(shop, copy))
    assert view.reading("orders").value == 5
