"""An answer finds its customer by the number of an order, or by the customer's, whatever tool asked."""

from __future__ import annotations

import pandas as pd
import pytest

from engagement.engine import Engine
from engagement.metrics.model import Question
from engagement.metrics.views.open_files import measure, read
from engagement.metrics.views.owners import view_of
from tests.metrics.invented import responses
from tests.metrics.orders import as_pandas, order, orders

HOW = "How likely are you to recommend us? (0-10)"


def keys(tables) -> dict[str, int | None]:
    engine = Engine(())
    frame = view_of(tables, Question(days=None), engine=engine).data.frame("responses")
    result = frame.select("response_id", "customer_key").collect("pyarrow").to_native().to_pylist()
    engine.close()
    return {row["response_id"]: row["customer_key"] for row in result}


def answer(name: str, **more: object) -> dict[str, object]:
    return {"response_id": name, "on": "2026-03-01", "score": 9.0} | more


@pytest.mark.parametrize("kind", [lambda table: table, as_pandas])
def test_a_number_leads_to_its_customer_and_never_to_another(kind):
    sold = orders(
        order("2026-01-01", 11, order_id="#1001", customer_number=501),
        order("2026-01-02", 12, order_id="#1002", customer_number=502, refers_to="pay_9\n77"),
        order("2026-01-03", 13, order_id="2001", source="other"),
        order("2026-01-03", 14, order_id="2001", source="third"),
        order("2026-01-04", None, order_id="3001"),
    )
    answers = responses(
        answer("by order", order_id="1001"),
        answer("by payment", order_id="77"),
        answer("of two shops", order_id="2001"),
        answer("of nobody", order_id="3001"),
        answer("by number", customer_key=999_999, customer_number=502),
        answer("already known", customer_key=11, order_id="#1002"),
        answer("a stranger", customer_key=888_888),
    )
    assert keys({"orders": kind(sold), "responses": kind(answers)}) == {
        "by order": 11,
        "by payment": 12,
        "of two shops": None,
        "of nobody": None,
        "by number": 12,
        "already known": 11,
        "a stranger": 888_888,
    }


def test_files_meet_by_order_number_and_by_customer_number(tmp_path):
    sold = ["Order ID,Order Date,Email,Customer ID,Total"]
    sold += [f"A{n},2026-01-{n + 1:02},p{n}@example.com,C{n},20.00" for n in range(20)]
    by_order = [f"Submitted at,Order number,{HOW}"]
    by_order += [f"2026-02-{n + 1:02} 10:00,A{n},{n % 11}" for n in range(20)]
    by_number = [f"Submitted at,Customer ID,{HOW}"]
    by_number += [f"2026-02-{n + 1:02} 11:00,C{n},{n % 11}" for n in range(20)]
    paths = []
    for name, lines in (("orders.csv", sold), ("answers.csv", by_order), ("more.csv", by_number)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
        paths.append(tmp_path / name)
    for answers in paths[1:]:
        result = measure(read(paths[0], answers), days=None).table("answer_match").set_index("key")
        assert result["answers"].to_dict() == {"named": 20, "customers": 20, "ordered_before": 20}, (
            answers.name
        )
    rows = measure(read(*paths), days=None).rows("answers")
    assert "customer" in rows
    assert not pd.api.types.is_integer_dtype(rows["customer"])
