"""A saved segment filters and splits other pages, is in the address by name, and is never published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engagement.app.workspaces.open_workspaces import OWN
from engagement.metrics.segments.description import IsOneOf, Ordered, Segment, to_json
from engagement.store import open_workspace
from engagement.store.versions import kept_segments
from tests.app.own_shop import dropped, text_of, visit

if TYPE_CHECKING:
    from pathlib import Path

#: A name that Markdown and addresses would act on.
NAME = "3+ *orders* | [x](http://e.com)"


@pytest.fixture
def shop(data: Path) -> Path:
    """A shop in which 40 customers have ordered once and 20 four times; they are saved under a name."""
    rows = [f"A{n},2026-01-{n % 28 + 1:02},c{n}@example.com,10.00" for n in range(40)]
    rows += [
        f"B{n}-{month},2026-0{month}-{n % 28 + 1:02},r{n}@example.com,30.00"
        for n in range(20)
        for month in (1, 2, 3, 4)
    ]
    dropped(data, ("Order ID,Order Date,Email,Total", *rows))
    storage = open_workspace(data / "data", OWN).storage
    kept_segments.keep(storage, to_json(Segment(NAME, (Ordered(3),))), "")
    return data


@pytest.mark.usefixtures("shop")
def test_a_saved_segment_filters_another_page_and_stands_in_the_address_by_its_name():
    at = visit("purchases", figure="orders", **{"f.segment": NAME.replace("|", "\\|")})
    assert at.query_params["f.segment"] == NAME.replace("|", "\\|")
    (chip,) = [button for button in at.button if (button.key or "").startswith("chip_")]
    assert "Saved segment: 3" in chip.label
    assert "](http" not in chip.label
    assert "80" in text_of(at)


@pytest.mark.usefixtures("shop")
def test_a_saved_segment_splits_another_page():
    at = visit("purchases", figure="average_order_value", by=f"segment:{NAME}")
    assert at.query_params["by"] == f"segment:{NAME}"
    text = text_of(at)
    assert "Segment\\: 3\\+" in text
    assert "differ by how they are made" in text


def test_what_a_segment_means_now_is_what_a_page_shows(shop):
    storage = open_workspace(shop / "data", OWN).storage
    before = visit("purchases", figure="customers", **{"f.segment": "Few"})
    assert any("There is no saved segment Few any more" in warning.value for warning in before.warning)
    kept_segments.keep(storage, to_json(Segment("Few", (Ordered(1, 1),))), "")
    after = visit("purchases", figure="customers", **{"f.segment": "Few"})
    assert not after.warning
    assert "40" in text_of(after)


@pytest.mark.usefixtures("shop")
def test_customers_by_what_is_known_of_them_filter_a_page():
    at = visit("retention", **{"f.order_count": "3-4"})
    assert "Orders so far: 3 or 4 orders" in [button.label for button in at.button]


def test_the_change_of_customers_chosen_by_what_they_did_is_never_called_real(shop):
    kept_segments.keep(
        open_workspace(shop / "data", OWN).storage,
        to_json(Segment("Italy", (IsOneOf("first_country", ("IT",)),))),
        "",
    )
    at = visit("purchases", figure="orders", window="60", cmp="before", **{"f.segment": NAME})
    assert "a real change" not in text_of(at)
