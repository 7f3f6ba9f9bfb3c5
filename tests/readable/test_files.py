"""Sheets as CSV and workbooks: numbers are numbers, with what a reader of the screen does not need."""

from __future__ import annotations

import csv
import io

import pytest

from engagement.locale.translator import translator
from engagement.readable.files import to_csv
from engagement.readable.sheet import Sheet, SheetColumn


def cells(*columns: SheetColumn, language: str = "en") -> list[list[str]]:
    t = translator(language)
    text = to_csv(Sheet(columns), t).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if t.decimal_sign == "," else ","))[
        1:
    ]


def test_numbers_rounded_for_the_screen_keep_four_decimals_in_a_file():
    assert cells(SheetColumn("NPS", "number", [22.72727, 4.0], digits=0)) == [["22.7273"], ["4"]]
    assert cells(SheetColumn("NPS", "number", [22.72727], digits=0), language="it") == [["22,7273"]]


def test_shares_of_rounded_counts_stay_in_whole_per_cents():
    assert cells(SheetColumn("Share", "share", [1 / 3], digits=0)) == [["33"]]


@pytest.mark.parametrize("kind", ["number", "share", "money"])
def test_nothing_is_minus_zero(kind):
    column = SheetColumn("Difference", kind, [-0.0000001, -0.0], currencies="EUR")
    assert {cell[0].strip("0.") for cell in cells(column)} == {""}


def test_money_has_the_decimals_of_its_currency():
    column = SheetColumn("Amount", "money", [1.5, 1500.0, 1.25], currencies=["EUR", "JPY", "KWD"])
    assert cells(column) == [["1.50"], ["1500"], ["1.250"]]
