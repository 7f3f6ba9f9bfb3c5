"""What a link tells of customers and products: counts of people alone, none of them exact."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from engagement.locale.translator import translator
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.rounding.every import ROUNDED, TABLES_OF
from engagement.reports.tables.rounded_tables import rounded_tables
from tests.metrics.rounding.conftest import SECRET, TERMS, K

#: What is told beside counts: names, periods, bands of days, whole per cent, marks.
NAMES = {"cohort", "group", "from", "to", "product", "key", "words", "sign", "start"}
PLACES = {"period", "order", "days", "from_day", "to_day", "r", "f"}
SHARES = {"share", "value", "repeat_within_90_days"}
MARKS = {"complete", "differs"}
COUNTS = {
    *("customers", "active", "reached", "eligible", "went_on", "came_back", "new_customers"),
    *("returning_customers", "first_orders", "began", "of", "n"),
}
TOLD = [name for page in ("retention", "customers", "products") for name in TABLES_OF[page]]


@pytest.mark.parametrize("name", TOLD)
def test_a_table_tells_multiples_of_k_whole_per_cent_and_nothing_else(told, name) -> None:
    frame = told.table(name)
    assert len(frame)
    for column in frame.columns:
        values = frame[column]
        if column in COUNTS:
            assert not (values % K).any()
        elif column in SHARES:
            known = values.dropna()
            assert np.allclose(known, known.round(2), atol=1e-12)
        else:
            assert column in NAMES | PLACES | MARKS or values.isna().all(), column


def test_counts_are_near_those_of_the_owner(owner, told) -> None:
    gaps = []
    for name, key in (("rfm", "group"), ("order_ladder", "order"), ("second_orders", "days")):
        one, other = (view.table(name).set_index(key) for view in (owner, told))
        for column in COUNTS & set(one.columns):
            gaps += (one[column] - other[column]).abs().tolist()
    assert np.mean(np.asarray(gaps) < K) > 0.9
    assert any(gaps)


def test_a_product_that_fewer_than_k_bought_has_no_name(owner, bundle, told) -> None:
    few = owner.table("products").query("customers < @K")["product"]
    assert len(few)
    payloads = "\n".join(bundle.column("payload").to_pylist())
    assert not [product for product in few if f'"{product}"' in payloads]
    assert len(told.table("products"))


def test_without_the_secret_and_in_a_first_bundle_nothing_is_told(owner) -> None:
    for table in (publish(owner, TERMS), publish(owner, TERMS, splits=False, secret=SECRET)):
        assert "rounded" not in table.column("kind").to_pylist()


def test_another_period_of_the_same_link_tells_the_same_tables(owner, told) -> None:
    """Windows that differ by a day would differ by few people."""
    other = PublishedView(publish(owner.ask(Question(days=90)), TERMS, secret=SECRET))
    for name in TOLD:
        pd.testing.assert_frame_equal(other.table(name), told.table(name))


def test_every_table_of_a_page_can_be_made() -> None:
    assert {name for names in TABLES_OF.values() for name in names} == set(ROUNDED)


def test_rounded_tables_of_a_link_stand_in_its_summary_and_counts_under_k_stand_empty(told) -> None:
    tables = {one.name: one for one in rounded_tables(told, translator("pl"))}
    assert set(tables) == {name for name in TOLD if len(told.table(name))}
    groups = tables["rfm"].sheet
    assert "Lojalni" in groups.columns[0].cells
    assert "loyal" not in groups.columns[0].cells
    counts = [value for column in tables["cohorts"].sheet.columns[2:4] for value in column.cells]
    assert None in counts
    assert 0 not in counts
