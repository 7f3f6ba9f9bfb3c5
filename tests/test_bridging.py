"""The command that leads from what a shop's dashboard says to our figures."""

from __future__ import annotations

import pytest

from engagement.cli import main

_ORDERS = """Order ID,Order Date,Email,Total,Currency
1,2025-07-01,a@example.com,1234567.89,EUR
2,2025-07-02,b@example.com,10.05,EUR
"""


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    path = tmp_path_factory.mktemp("bridge") / "orders.csv"
    path.write_text(_ORDERS, "utf-8")
    return path


def _bridge(orders, *more):
    listed = ["--system", "shopify", "--month", "2025-07", "--says", "total_sales=1234577.93"]
    return main(["bridge", str(orders), *listed, *more])


def test_money_is_told_to_the_cent_however_large(orders, capsys):
    assert _bridge(orders) == 0
    output = capsys.readouterr().out
    assert "(Shopify): 1234577.93\n" in output
    assert "+0.01  " in output
    assert "  1234577.94  " in output


def test_a_figure_that_agrees_leaves_plain_nothing_unexplained(orders, capsys):
    assert _bridge(orders, "--says", "orders=2") == 0
    assert "  +0  not explained" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--currency", "ABC"], "No order is in ABC; there are: EUR.\n"),
        (["--rates", "nowhere.json"], "There is no file nowhere.json.\n"),
        (["--says", "orders=1", "--says", "orders=2"], "Give orders once: it was given twice.\n"),
    ],
)
def test_what_the_files_do_not_have_is_refused_in_one_sentence(orders, capsys, more, expected):
    assert _bridge(orders, *more) == 2
    assert capsys.readouterr().err == expected


def test_returns_alone_lead_to_no_figure_and_that_is_said(orders, capsys):
    arguments = ["bridge", str(orders), "--system", "shopify", "--month", "2026-05", "--says", "returns=5"]
    assert main(arguments) == 2
    assert "beside returns" in capsys.readouterr().err
