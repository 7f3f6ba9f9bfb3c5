"""The page says what there is, and in words what there is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engagement.metrics.customers.groups import GROUPS
from tests.app.own_shop import dropped, text_of, visit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


def page(data: Path, bought: Sequence[tuple[str, str]], **parameters: str) -> AppTest:
    """Open the page of a shop where these customers ordered on these days; "" is an order without one."""
    rows = [f"A{n},{on},{who},10.00" for n, (who, on) in enumerate(bought)]
    dropped(data, ("Order ID,Order Date,Email,Total", *rows))
    return visit("customers", **parameters)


def flows(at: AppTest) -> list[dict]:
    specs = [json.loads(chart.proto.spec) for chart in at.get("plotly_chart")]
    return [trace for spec in specs for trace in spec["data"] if trace["type"] == "sankey"]


def customers(count: int, *days: str) -> list[tuple[str, str]]:
    return [(f"c{n}@example.com", on) for n in range(count) for on in days]


def test_every_group_is_explained_whoever_is_in_it(data):
    at = page(data, customers(40, "2026-03-01"))
    text = text_of(at)
    for group in GROUPS:
        assert group.name.text in text
        assert f"{group.meaning.text} {group.advice.text}" in text
    assert text.count("Nobody is in this group now.") == len(GROUPS) - 1


def test_a_shop_that_was_not_there_a_period_ago_is_told_that_nobody_moved(data):
    at = page(data, customers(40, "2026-03-01"), window="91")
    assert "Nobody was a customer on 30 November 2025 yet, so nobody has moved." in text_of(at)
    assert flows(at) == []


def test_few_who_moved_are_told_in_words(data):
    early = [(f"e{n}@example.com", "2025-06-01") for n in range(5)]
    at = page(data, [*early, *customers(40, "2026-03-01")], window="91")
    assert "Only 5 people were customers on 30 November 2025: too few for a picture." in text_of(at)
    assert flows(at) == []


def test_all_customers_are_in_the_flow_once(data):
    early = [(f"e{n}@example.com", "2025-06-01") for n in range(50)]
    at = page(data, [*early, *customers(40, "2026-03-01")], window="91")
    (flow,) = flows(at)
    assert sum(flow["link"]["value"]) == 90
    assert any("not a customer yet" in words for words in flow["node"]["customdata"])


def test_nobody_is_late_where_nobody_has_a_rhythm(data):
    text = text_of(page(data, customers(40, "2026-03-01")))
    assert "No customer has 3 orders yet, so nobody has a rhythm." in text


def test_who_waits_far_longer_than_ever_is_late(data):
    often = ["2025-01-01", "2025-01-11", "2025-01-22", "2025-02-01", "2025-02-10"]
    rest = [f"2025-{month:02}-{at:02}" for month in range(1, 13) for at in (1, 11, 21)]
    at = page(data, [*(("gone@example.com", on) for on in often), *customers(12, *rest)])
    assert "1 of 13 customers with three orders or more are later than usual" in text_of(at)


def test_a_shop_that_does_not_know_its_customers_is_told_what_is_missing(data):
    at = page(data, [("", f"2026-03-{n:02}") for n in range(1, 20)])
    assert "No orders with a customer yet" in text_of(at)
    assert not at.get("plotly_chart")


def test_an_owner_goes_from_a_group_and_from_who_is_late_to_their_list(data):
    at = page(data, customers(12, "2025-01-01", "2025-02-01", "2025-03-01"))
    parameters = [link.proto.query_string for link in at.get("page_link") if link.proto.page == "mailing"]
    assert any("list=group%3A" in query for query in parameters)
    assert any("list=late" in query for query in parameters)


def test_a_chosen_group_filters_the_page_and_is_held_against_all_others(data):
    early = [(f"e{n}@example.com", "2025-06-01") for n in range(50)]
    at = page(data, [*early, *customers(40, "2026-03-01")], **{"f.rfm_group": "new"})
    assert not at.exception
    assert at.selectbox(key="group_value_rfm_group").value == "new"
    assert at.selectbox(key="choose_groups").value == "new"
    assert "of 90 customers" in text_of(at)
