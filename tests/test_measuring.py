"""The days and the rows that `engagement metrics` is asked for."""

from __future__ import annotations

import json

import pytest

from engagement.cli import main

ROWS = (
    "Order ID,Order Date,Email,Total,Country,Product,Refund Date,Refunded",
    "1,2026-01-10,ava@example.com,10.00,IT,Lamp,2026-02-03,4.00",
    "2,2026-02-10,ava@example.com,20.00,IT,Lamp,,",
    "3,2026-02-20,leo@example.com,40.00,ES,Vase,,",
    "4,2026-03-10,mia@example.com,80.00,,Vase,2026-03-10,1.00",
)


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(ROWS) + "\n", "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "days", "revenue"),
    [
        (["--from", "2026-02-01", "--to", "2026-02-28"], ("2026-02-01", "2026-02-28"), 60),
        (["--from", "2026-02-15"], ("2026-02-15", "2026-03-10"), 120),
        (["--to", "2026-02-15", "--window", "all"], ("2026-01-10", "2026-02-15"), 30),
        (["--window", "all", "--filter", "country=IT"], ("2026-01-10", "2026-03-10"), 30),
        (["--window", "all", "--filter", "country=IT", "--filter", "country=ES"], None, 70),
        (["--window", "all", "--filter", "country="], None, 80),
        (["--net", "--from", "2026-01-01", "--to", "2026-01-31"], None, 6),
        (["--refund-day", "--from", "2026-01-01", "--to", "2026-01-31"], None, 10),
        (["--refund-day", "--from", "2026-02-01", "--to", "2026-02-28"], None, 56),
        (["--refund-day", "--window", "all"], None, 145),
    ],
)
def test_figures_are_of_the_days_and_rows_that_are_asked_for(orders, capsys, arguments, days, revenue):
    assert main(["metrics", orders, "--json", *arguments]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["metrics"]["revenue"]["value"] == revenue
    if days is not None:
        assert (content["window"]["first_day"], content["window"]["last_day"]) == days


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--from", "2026-02-01", "--window", "30"], "either --from or --window"),
        (["--to", "2026-02-01", "--as-of", "2026-02-01"], "either --to or --as-of"),
        (["--from", "2026-03-01", "--to", "2026-02-01"], "The first day lies after the last."),
        (["--from", "2026-04-01"], "The data end before the first day"),
        (["--filter", "country=PL"], "No row has PL as country; there are: IT, ES."),
        (["--filter", "first_product=Lamp"], "first_product has no values to filter by."),
        (["--filter", "first_product="], "first_product has no values to filter by."),
        (["--filter", "weather=wet"], "There is no dimension weather; there are: "),
        (["--filter", "country"], "country is not a dimension and its value"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(orders, capsys, arguments, expected):
    assert main(["metrics", orders, *arguments]) == 2
    refused = capsys.readouterr()
    assert expected in refused.err
    assert refused.err.count("\n") == 1
    assert refused.out == ""


def test_days_after_the_data_end_are_said_to_be_unknown(orders, tmp_path, capsys):
    assert main(["metrics", orders, "--to", "2030-01-31"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("The data end on ")
    empty = tmp_path / "empty.csv"
    empty.write_text("Order ID,Order Date,Email,Total\n", "utf-8")
    assert main(["metrics", str(empty), "--by", "country"]) == 2
    assert "hold nothing that can be split" in capsys.readouterr().err


def test_of_an_order_in_two_exports_the_newer_counts_in_whatever_order_they_are_named(tmp_path, capsys):
    head = "Order ID,Order Date,Email,Total,Financial Status"
    older = (head, "1,2026-01-10,ava@example.com,10.00,paid", "2,2026-02-10,leo@example.com,20.00,pending")
    newer = (head, "2,2026-02-10,leo@example.com,25.00,paid", "3,2026-03-10,mia@example.com,40.00,paid")
    for name, rows in (("a.csv", older), ("b.csv", newer)):
        (tmp_path / name).write_text("\n".join(rows) + "\n", "utf-8")
    for names in (("a.csv", "b.csv"), ("b.csv", "a.csv")):
        assert main(["metrics", *(str(tmp_path / name) for name in names), "--json", "--window", "all"]) == 0
        assert json.loads(capsys.readouterr().out)["metrics"]["revenue"]["value"] == 75


def test_figures_say_what_is_doubtful_of_the_files_that_they_rest_on(tmp_path, capsys):
    whole, cut = (tmp_path / name for name in ("whole.csv", "cut.csv"))
    header, *rows = ROWS
    whole.write_text("\n".join((header, *(f"00{row}" for row in rows))) + "\n", "utf-8")
    cut.write_text("\n".join(ROWS) + "\n", "utf-8")
    assert main(["metrics", str(whole), str(cut), "--json"]) == 0
    files = {file["file"]: file for file in json.loads(capsys.readouterr().out)["files"]}
    assert (files["cut.csv"]["rows_in"], files["cut.csv"]["rows_set_aside"]) == (4, 0)
    assert any("under longer numbers" in sentence for sentence in files["cut.csv"]["warnings"])
