"""Typing whole columns of plain amounts gives what typing each text gives, or declines."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engagement.sources.columns.typed import Cells
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import RawTable
from engagement.sources.values import fast_amounts

AMOUNT = st.from_regex(r"-?[0-9]{1,13}([.,][0-9]{1,4})?", fullmatch=True)


def _typed(texts, currency, finer, *, slowly):
    raw = RawTable("orders.csv", ("Total",), pa.table([texts], names=["0"]), pa.array(range(len(texts))))
    cells = Cells(raw, key=b"", hints=Hints())
    if slowly:
        cells.evidence.are_plain = lambda _: False
    amounts = cells.money("Total", currency=currency, finer=finer).to_pylist()
    ledger = cells.ledger
    unfit = {
        key: [(reason, rows.tolist()) for reason, rows in faults] for key, faults in ledger.unfit.items()
    }
    account = (unfit, ledger.doubts, ledger.warnings, cells.evidence.decimals)
    return amounts, cells.number("Total").to_pylist(), account


@given(st.lists(AMOUNT, min_size=1, max_size=4), st.sampled_from(["EUR", "JPY", "KWD"]), st.integers(0, 4))
@example(["12.50", "-0.01", "007"], "EUR", 0)
@example(["0.00", "5"], "EUR", 0)
@example(["999999999999.99"], "KWD", 3)
@example(["12.50", "1,234"], "EUR", 0)
def test_a_column_of_plain_amounts_is_typed_as_each_text_is(texts, currency, finer):
    fast, slow = (_typed(texts, currency, finer, slowly=slowly) for slowly in (False, True))
    assert fast == slow


def test_plain_amounts_are_typed_at_once():
    texts = pa.array(["12.50", "7", "-0.1"])
    assert fast_amounts.are_plain(texts)
    assert fast_amounts.to_minor(texts, 2).to_pylist() == [1250, 700, -10]
    assert fast_amounts.to_floats(texts.slice(1)).to_pylist() == [7.0, -0.1]
    assert fast_amounts.to_minor(texts.slice(1), 3).to_pylist() == [7000, -100]


@pytest.mark.parametrize("texts", [["1.234"], ["12,50"], ["12", "7"], ["12.50", "EUR 3"], ["12.50", "-"], []])
def test_amounts_that_prove_nothing_or_need_a_look_are_left_to_the_slow_way(texts):
    assert not fast_amounts.are_plain(pa.array(texts, pa.string()))
