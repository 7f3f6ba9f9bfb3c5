from __future__ import annotations

from typing import TYPE_CHECKING

import engagement

if TYPE_CHECKING:
    from pathlib import Path

_ORDERS = """Order number,Date,Email,Total,Refunded,Currency
1,2026-01-05,ann@example.com,100.00,20.00,EUR
2,2026-03-30,ann@example.com,40.00,0.00,EUR
3,2026-03-31,bob@example.com,60.00,10.00,EUR
"""


def test_without_a_question_the_last_days_are_measured(tmp_path: Path):
    imported = engagement.read(_file(tmp_path))
    assert engagement.measure(imported).reading("revenue").value == 200
    assert engagement.measure(imported, days=30).reading("revenue").value == 100


def test_a_question_states_other_days_and_whether_refunds_are_deducted(tmp_path: Path):
    imported = engagement.read(_file(tmp_path))
    question = engagement.Question(days=30, net=True)
    assert engagement.measure(imported, question=question).reading("revenue").value == 90


def _file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(_ORDERS, encoding="utf-8")
    return path
