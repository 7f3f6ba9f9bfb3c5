"""Lines of a bank account are told from orders by the balance beside them."""

from __future__ import annotations

import pytest

from engagement.sources.lookalikes.bank_accounts import are_lines
from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import read
from tests.sources.formats.survey_files import raw_table

AMOUNTS = (120.0, -40.5, 15.25, -300.0, 80.0, 12.0, -7.5, 99.0)


def lines(header: str, *, newest_first: bool = False) -> str:
    balance, rows = 1000.0, []
    for number, amount in enumerate(AMOUNTS, 1):
        balance += amount
        rows.append(f"2026-03-0{number},X{number}7,{amount:.2f},{balance:.2f}")
    return "\n".join([header, *(reversed(rows) if newest_first else rows)]) + "\n"


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("header", ["Date,Reference,Amount,Balance", "Fecha,NIF,Importe,Saldo"])
def test_a_balance_that_each_amount_changes_is_that_of_an_account(header, newest_first):
    assert are_lines(raw_table(lines(header, newest_first=newest_first)))


def test_a_running_total_of_sales_and_an_open_balance_are_none():
    sales = "Date,Num,Amount,Balance\n" + "".join(f"2026-03-0{n},{n},10.00,{n}0.00\n" for n in range(1, 9))
    assert not are_lines(raw_table(sales))
    opened = "Date,Num,Amount,Balance\n" + "".join(
        f"2026-03-0{n},{n},{n}0.00,{n % 3}.00\n" for n in range(1, 9)
    )
    assert not are_lines(raw_table(opened))


def test_lines_of_an_account_are_named_and_not_read_as_orders(tmp_path):
    with pytest.raises(SourceError, match="lines of a bank account"):
        read(tmp_path, lines("Date,Customer ID,Amount,Balance"))
