"""Whom a list holds, against the orders written out by hand."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from engagement import tables
from engagement.metrics.lists import consent, list_choice, one_customer
from engagement.metrics.lists.list_choice import ListChoice
from engagement.metrics.lists.listed_people import NEVER, countries, people
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of

#: customer, day, amount, product
_BOUGHT = [
    (1, "2025-01-05", 10, "Mug"),
    (1, "2025-02-05", 10, "Mug"),
    (1, "2025-03-05", 10, "Mug"),
    (2, "2025-01-20", 90, "Bowl"),
    (3, "2025-02-10", 20, "Mug"),
    (3, "2025-06-30", 20, "Bowl"),
    (4, "2025-06-01", 5, "Mug"),
]


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    return tables.conform(name, pa.Table.from_pylist(rows))


def orders() -> dict[str, pa.Table]:
    whole = [
        {
            "order_id": f"#{n}", "source": "s", "customer_key": who, "day": day(on), "gross": amount * 100,
            "instant": date.fromisoformat(on), "refunded": 0, "currency": "EUR", "status": "paid",
            "counts": True, "country": "IT" if who < 3 else "ES", "line": n,
        }
        for n, (who, on, amount, _) in enumerate(_BOUGHT, 1)
    ]  # fmt: skip
    lines = [
        {"order_id": f"#{n}", "source": "s", "position": 1, "day": day(on), "product": product,
         "quantity": 1, "price": amount * 100, "currency": "EUR", "line": n}
        for n, (_, on, amount, product) in enumerate(_BOUGHT, 1)
    ]  # fmt: skip
    return {"orders": table("orders", whole), "lines": table("lines", lines)}


def answer(who: int, on: str, score: float, line: int) -> dict[str, object]:
    return {
        "response_id": str(line), "source": "s", "survey": "NPS", "customer_key": who, "day": day(on),
        "instant": date.fromisoformat(on), "question": "recommend?", "kind": "nps", "score": score,
        "scale_low": 0.0, "scale_high": 10.0, "line": line,
    }  # fmt: skip


def member(key: int, who: int, state: str, line: int) -> dict[str, object]:
    return {"source": "m", "member_key": key, "customer_key": who, "state": state, "line": line}


@pytest.fixture(scope="module")
def scope():
    answers = [answer(2, "2025-02-01", 9, 1), answer(2, "2025-05-01", 3, 2), answer(4, "2025-06-02", 0, 3)]
    listed = [member(11, 1, "member", 1), member(12, 8, "member", 2), member(13, 9, "candidate", 3)]
    whole = orders() | {"responses": table("responses", answers), "members": table("members", listed)}
    return view_of(whole, Question(days=None)).scope("orders")


@pytest.mark.parametrize(
    ("kind", "of", "who"),
    [
        ("all", "", [1, 2, 3, 4]),
        ("orders", "1", [2, 4]),
        ("orders", "2", [3]),
        ("orders", "10", []),
        ("quiet", "2-100", [1]),
        ("quiet", "1-0", [1, 2, 3, 4]),
        ("cohort", "2025-01", [1, 2]),
        ("cohort", "2025", [1, 2, 3, 4]),
        ("cohort", "2025-Q2", [4]),
        ("cohort", "2025-W06", []),
        ("came_back", "2025-01/1", [1]),
        ("stayed_away", "2025-01/1", [2]),
        ("came_back", "2025-Q1/1", [3]),
        ("product", "Bowl", [2, 3]),
        ("product", "nothing of this name", []),
        ("members", "", [8]),
        ("detractors", "", [2]),
        ("late", "", [1]),
    ],
)
def test_a_choice_holds_whom_it_says(scope, kind, of, who):
    assert list_choice.keys(scope, ListChoice(kind, of)).tolist() == who


def test_the_groups_hold_every_customer_once(scope):
    result = [
        who
        for g in list_choice.GROUPS
        for who in list_choice.keys(scope, ListChoice("group", g.key)).tolist()
    ]
    assert sorted(result) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("kind", "of", "why"),
    [("group", "none", "not in list"), ("orders", "many", "invalid literal"), ("cohort", "May", "May")],
)
def test_a_choice_without_sense_is_refused(scope, kind, of, why):
    with pytest.raises(ValueError, match=why):
        list_choice.keys(scope, ListChoice(kind, of))


def test_what_is_known_of_people_is_theirs_alone_and_nothing_for_who_never_ordered(scope):
    result = people(scope, list_choice.keys(scope, ListChoice("members")))
    assert (result.orders.tolist(), result.last_day.tolist(), result.group.tolist()) == ([0], [NEVER], [-1])
    result = people(scope, list_choice.keys(scope, ListChoice("all")))
    assert result.orders.tolist() == [3, 1, 2, 1]
    assert result.spend.tolist() == [3000, 9000, 4000, 500]
    assert result.last_day.tolist() == [
        day(d) for d in ("2025-03-05", "2025-01-20", "2025-06-30", "2025-06-01")
    ]
    assert countries(scope, result.key).tolist() == ["IT", "IT", "ES", "ES"]
    assert result.latest_first(2).tolist() == [2, 3]


def consent_row(who: int, state: str, said_in: str, on: str | None, line: int = 1) -> dict[str, object]:
    return {"source": f"{said_in}{line}", "channel": "email", "day": on and day(on), "customer_key": who,
            "state": state, "said_in": said_in, "line": line}  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "stands"),
    [
        (
            [("subscribed", "order", "2025-01-01"), ("not_subscribed", "order", "2025-02-01")],
            "not_subscribed",
        ),
        ([("not_subscribed", "order", "2025-03-01"), ("subscribed", "list", None)], "subscribed"),
        ([("subscribed", "order", "2025-03-01"), ("unsubscribed", "list", "2024-01-01")], "unsubscribed"),
        ([("subscribed", "list", "2025-03-01"), ("unsubscribed", "list", "2024-01-01")], "subscribed"),
        ([("subscribed", "list", "2025-03-01"), ("not_subscribed", "list", None)], "not_subscribed"),
        ([("subscribed", "list", None), ("unsubscribed", "list", "2024-01-01")], "unsubscribed"),
        ([("subscribed", "list", "2025-01-01"), ("unsubscribed", "list", "2025-01-01")], "unsubscribed"),
    ],
)
def test_a_list_goes_before_an_order_and_in_doubt_nobody_has_agreed(statements, stands):
    rows = [consent_row(7, *statement, line=line) for line, statement in enumerate(statements, 1)]
    for given in (rows, rows[::-1]):
        scope = view_of(orders() | {"consents": table("consents", given)}, Question(days=None)).scope(
            "orders"
        )
        result = consent.consents(scope.data)
        state, _ = result.of(pa.array([6, 7]).to_numpy())
        assert [consent.STATES[place] for place in state] == ["unsaid", stands]


def test_one_customers_orders_carry_their_gaps_and_the_groups_end_with_that_of_today(scope):
    result = one_customer.customer(scope, 1)
    assert result.orders["gap"].tolist()[1:] == [31.0, 28.0]
    assert result.lines["product"].tolist() == ["Mug"] * 3
    assert result.memberships["state"].tolist() == ["member"]
    assert result.rhythm is not None
    assert result.rhythm[0] == day("2025-06-30") - day("2025-03-05") > result.rhythm[1]
    assert [on for on, _ in result.groups] == [day("2025-03-31"), day("2025-06-30")]
    assert result.groups[-1][1] == people(scope, result.people.key).group[0]
    assert (
        one_customer.by_order_number(scope.data, "3") == one_customer.by_order_number(scope.data, "#3") == [1]
    )
    assert not one_customer.customer(scope, 99).is_known
