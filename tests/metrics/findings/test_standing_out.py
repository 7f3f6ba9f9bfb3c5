"""What stands out is told with its number, kind beside kind, and nothing is where nothing does."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from engagement.locale.translator import translator
from engagement.metrics.findings import candidates
from engagement.metrics.findings.findings import CohortFinding, GatewayFinding, OneShortFinding
from engagement.metrics.findings.findings_words import sentence
from engagement.metrics.findings.plain_values import report
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.model import Question
from engagement.metrics.retention.pooled_cohorts import DifferentCohort
from engagement.metrics.views.overview import overview_keys
from engagement.metrics.views.owners import view_of
from engagement.statistics.proportions import Expected
from tests.metrics.quiet_shops import QUIET, shop, voices

ENGLISH = translator("en")


@pytest.fixture(scope="module")
def view():
    return view_of({"orders": shop(3, QUIET["stationary"]), **voices(3)}, Question())


def test_a_quiet_shop_is_told_of_no_difference_and_of_who_stands_one_short_of_the_tenth(view):
    result = standing_out(view, overview_keys(view))
    assert [type(each) for each in result] == [OneShortFinding]
    ladder = view.table("order_ladder").set_index("order").loc[9]
    there = view.table("orders_per_customer").set_index("orders")["customers"]
    assert (result[0].customers, result[0].value) == (there[9], ladder["share"])


def test_the_json_tells_the_same(view):
    (found,) = report(view)["findings"]
    assert (found["kind"], found["key"], found["by"], found["segment"]) == (
        "ladder",
        "order_ladder",
        "order",
        "9",
    )
    assert found["low"] < found["value"] < found["high"]
    assert found["sentence"].startswith(
        f"{standing_out(view, overview_keys(view))[0].customers} customers stand"
    )


def test_all_that_was_looked_at_shares_one_chance(view):
    looked = candidates.candidates(view)
    names = [each.name for each in looked]
    assert len(names) == len(set(names))
    kinds = {"repeat_within_90_days country", "net_promoter_score month 3", "average_order_value channel"}
    assert kinds <= set(names)
    assert sum(name.startswith("cohort") for name in names) == 3
    assert all(each.alpha_share > 0 for each in looked)


def test_figures_of_customers_are_not_split_by_what_belongs_to_an_order(view):
    names = {each.name for each in candidates.candidates(view)}
    assert not {"repeat_purchase_rate channel", "days_between_orders channel"} & names


def test_each_kind_of_customers_is_one_sentence():
    cohort = DifferentCohort("2026-05", 1, 80, 0.1, Expected(0.3, 0.22, 0.38, 1e-6), 9)
    listed = [
        ENGLISH.t(sentence(SimpleNamespace(), each, ENGLISH))
        for each in (
            CohortFinding(cohort, 2.0),
            GatewayFinding("Mug & co", 0.5, 0.3, 0.1, 0.3, 90, 12, 3.0),
        )
    ]
    assert listed == [
        "New customers of May 2026: 10% ordered again the month after, 30% of those before them.",
        "Of those who begin with Mug & co, 50% order again within 90 days; of the others 30%.",
    ]


def test_nothing_is_told_of_a_shop_of_three_orders():
    few = shop(1, QUIET["young"]).slice(0, 3)
    assert standing_out(view_of({"orders": few}, Question()), ("repeat_purchase_rate",)) == []
