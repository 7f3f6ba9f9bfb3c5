"""The demo shop's files are reproducible, read without a question, and hold what FINDINGS.md says."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import sample_data
from engagement import measure
from engagement.locale import LANGUAGES
from engagement.locale.translator import translator
from engagement.metrics.claims.claims import CLAIMS
from engagement.metrics.findings import plain_values
from engagement.metrics.findings.findings import GatewayFinding, MonthFinding, RatioFinding, SegmentFinding
from engagement.metrics.findings.findings_words import sentence
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.model import Question
from engagement.metrics.views.overview import overview_keys
from engagement.metrics.views.registry import OF_CUSTOMERS
from engagement.planning import goal_standing
from engagement.planning.review_looking import review
from engagement.planning.review_words import comparisons_in_words, nothing, period_name
from engagement.planning.review_words import sentence as review_sentence
from engagement.planning.statements import last_whole
from engagement.planning.statements import question_of as review_question
from engagement.sources import read
from engagement.store.planning.kept_goals import Goal
from sample_data import findings, generate
from tests.articles import ARTICLES
from tests.conftest import ROOT

if TYPE_CHECKING:
    import pandas as pd

    from engagement.metrics.views.owners import OwnersView

FOLDER = Path(sample_data.__file__).parent
DAY = np.timedelta64(1, "D")


@pytest.fixture(scope="module")
def imported():
    """What the sources make of each file."""
    return {path.name: read(path, key=b"demo" * 8) for path in sorted(FOLDER.glob("*.csv"))}


@pytest.fixture(scope="module")
def orders(imported) -> pd.DataFrame:
    (one,) = imported["shopify_orders.csv"]
    table = one.tables["orders"].to_pandas()
    return table[table["counts"] & table["customer_key"].notna()].sort_values("instant")


@pytest.fixture(scope="module")
def shop(imported) -> OwnersView:
    """What the product says of all files together."""
    return measure([one for many in imported.values() for one in many])


def day_number(day) -> int:
    return (np.datetime64(day) - np.datetime64("1970-01-01")) // DAY


def test_generating_again_gives_the_same_bytes():
    for name, content in generate.files().items():
        assert (FOLDER / name).read_bytes() == content, f"{name} differs; run: make demo"


def test_there_are_no_other_files_and_the_set_is_small():
    files = {path.name: path.stat().st_size for path in FOLDER.glob("*.csv")}
    assert set(files) == set(generate.files())
    assert sum(files.values()) < 2_700_000


def test_every_file_is_recognised_exactly(imported):
    result = {
        (name, one.report.format, one.report.confidence) for name, many in imported.items() for one in many
    }
    daily = (
        "instagram_follows.csv",
        "instagram_views.csv",
        "instagram_interactions.csv",
        "facebook_follows.csv",
    )
    assert result == {
        ("shopify_orders.csv", "shopify_orders", "exact"),
        ("shopify_sessions.csv", "shopify_sessions", "exact"),
        ("klaviyo_campaigns.csv", "klaviyo", "exact"),
        ("klaviyo_recipients.csv", "generic_recipients", "generic"),
        ("smile_members.csv", "smile", "exact"),
        ("typeform_after_purchase.csv", "typeform", "exact"),
        ("instagram_posts.csv", "meta_posts", "exact"),
        ("facebook_posts.csv", "meta_posts", "exact"),
        *((name, "meta_daily", "exact") for name in daily),
        ("surveymonkey_delivery.csv", "surveymonkey", "exact"),
        ("followers_by_week.csv", "generic_social", "generic"),
        ("pinterest_pins.csv", "generic_social", "generic"),
        ("shopify_products.csv", "shopify_products", "exact"),
        ("meta_ads.csv", "meta_ads", "exact"),
        ("google_ads.csv", "google_ads", "exact"),
    }


def test_only_the_dirty_rows_are_set_aside(imported):
    aside = {
        name: one.report.rows_set_aside for name, (one,) in imported.items() if one.report.rows_set_aside
    }
    assert aside == {name: len(rows) for name, rows in findings.DIRTY.items()}
    for name, rows in findings.DIRTY.items():
        content = (FOLDER / name).read_text(encoding="utf-8")
        assert all(cell in content for _, cell in rows)


def test_the_orders_cover_two_years_to_the_last_day(orders):
    assert orders["day"].min() == day_number(findings.FIRST_DAY)
    assert orders["day"].max() == day_number(findings.LAST_DAY)


def test_every_address_is_an_example():
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in FOLDER.glob("*_*.csv")
        if "@" in path.read_text("latin-1")
    )
    words = {word for line in text.splitlines() for word in line.split(",") if "@" in word}
    assert words
    assert all(word.casefold().endswith("@example.com") for word in words)


def test_the_survey_has_recommendation_effort_and_comments(imported):
    (one,) = imported["typeform_after_purchase.csv"]
    kinds = set(one.tables["responses"].column("kind").to_pylist())
    assert {"nps", "effort", "comment"} <= kinds


def test_spain_stops_coming_back_and_no_other_country_does(orders):
    orders = orders.assign(nth=orders.groupby("customer_key").cumcount())
    first = orders[orders["nth"] == 0].set_index("customer_key")
    second = orders[orders["nth"] == 1].set_index("customer_key")["day"].reindex(first.index)
    first = first.assign(
        back=second - first["day"] <= 90, late=first["day"] >= day_number(findings.FALLING_SINCE)
    )
    eligible = first[first["day"] <= day_number(findings.LAST_DAY) - 90]
    rate = eligible.groupby(["country", "late"])["back"].mean()
    change = rate.xs(key=True, level="late") - rate.xs(key=False, level="late")
    assert change[findings.FALLING_COUNTRY] < -0.2
    assert change.drop(findings.FALLING_COUNTRY).min() > -0.1


def test_promoters_spend_more_afterwards(imported, orders):
    (one,) = imported["typeform_after_purchase.csv"]
    answers = one.tables["responses"].to_pandas()
    answers = answers[(answers["kind"] == "nps") & answers["customer_key"].notna()]
    answers = answers[answers["day"] <= day_number(findings.LAST_DAY) - findings.FOLLOW_UP_DAYS]
    pairs = answers.merge(orders, on="customer_key", suffixes=("", "_order"))
    after = pairs["day_order"] - pairs["day"]
    spend = pairs[(after > 0) & (after <= findings.FOLLOW_UP_DAYS)].groupby("customer_key")["gross"].sum()
    spent = answers["customer_key"].map(spend).fillna(0)
    promoters, detractors = spent[answers["score"] >= 9], spent[answers["score"] <= 6]
    assert promoters.mean() > 2 * detractors.mean()
    # The guards of METRICS.md: 50 customers an arm, nobody above a fifth of the arm's money.
    for arm in (promoters, detractors):
        assert len(arm) >= 50
        assert arm.max() < 0.2 * arm.sum()


def test_carousels_engage_twice_as_much(imported):
    (one,) = imported["instagram_posts.csv"]
    posts = one.tables["posts"].to_pandas()
    sums = posts.groupby("type")[["likes", "comments", "shares", "saves", "reach"]].sum()
    rate = sums[["likes", "comments", "shares", "saves"]].sum(axis=1) / sums["reach"]
    others = rate.drop(findings.BEST_POST_TYPE)
    assert 1.6 < rate[findings.BEST_POST_TYPE] / others.max() < 2.4
    assert (posts["type"] == findings.BEST_POST_TYPE).sum() >= 30


def test_the_product_puts_the_planted_gateway_first_and_marks_no_other_product(shop):
    result = shop.table("gateway_products")
    assert result["product"].iloc[0] == findings.GATEWAY
    assert result.loc[result["differs"], "product"].tolist() == [findings.GATEWAY]


def test_the_product_finds_the_rhythm_in_which_candles_run_out(shop):
    result = shop.table("replenishment").set_index("product").loc[findings.REFILL]
    assert result["p25"] < findings.REFILL_DAYS < result["median"] < 1.2 * findings.REFILL_DAYS


def test_the_product_finds_that_members_spend_more_and_order_no_more_often(shop):
    value, often = (shop.reading(f"member_{what}_gap") for what in ("order_value", "frequency"))
    assert 1.1 < value.low < 1.3 < value.high
    assert often.low < 1 < often.high


def test_the_product_finds_the_month_in_which_the_mobile_checkout_breaks(shop):
    mobile = shop.ask(Question(filters=(("device", (findings.BROKEN_DEVICE,)),)))
    months = mobile.trend("checkout_abandonment_rate", trailing=False).set_index("start")["value"]
    broken = months.index >= np.datetime64(findings.BROKEN_SINCE)
    assert months[broken].min() > months[~broken].tail(12).max()
    apart = shop.breakdown("checkout_abandonment_rate", "device").set_index("segment")
    assert apart.loc[findings.BROKEN_DEVICE, "differs"]


def test_the_product_finds_the_list_whose_campaigns_are_clicked(shop):
    breakdown = shop.breakdown("click_rate", "list")
    assert breakdown.loc[breakdown["differs"], "segment"].tolist() == [findings.BEST_LIST]
    assert breakdown.set_index("segment").loc[findings.BEST_LIST, "value"] > 0.035


def test_the_product_finds_november_and_december_bringing_most_new_customers(shop):
    months = shop.table("new_and_returning").set_index("start")["new_customers"]
    by_month = months.groupby(months.index.month).sum()
    assert set(by_month.nlargest(2).index) == {11, 12}
    assert by_month.idxmin() == 8


def test_the_overview_says_what_is_planted_and_nothing_else(shop):
    result = standing_out(shop, overview_keys(shop))
    assert [type(each) for each in result] == [
        SegmentFinding,
        MonthFinding,
        GatewayFinding,
        RatioFinding,
        SegmentFinding,
    ]
    carousel, checkout, box, members, spain = result
    assert (carousel.key, carousel.segment) == ("engagement_rate_by_reach", findings.BEST_POST_TYPE)
    assert (checkout.key, checkout.months) == ("checkout_abandonment_rate", 3)
    assert checkout.value > checkout.high
    assert box.product == findings.GATEWAY
    assert members.key == "member_order_value_gap"
    assert (spain.key, spain.segment) == ("repeat_within_90_days", findings.FALLING_COUNTRY)
    english = translator("en")
    listed = [english.t(sentence(shop, each, english)) for each in result]
    assert not [each for each in listed if "because" in each]


def test_a_forecast_of_what_customers_are_worth_passes_its_gates(shop):
    assert "name" in shop.table("lifetime_model")


def test_the_product_finds_the_planted_margin_and_that_the_sample_box_earns_little(shop):
    whole = shop.table("margin").iloc[0]
    with (FOLDER / "shopify_products.csv").open(encoding="utf-8") as file:
        costs = {row["Variant SKU"]: row["Cost per item"] for row in csv.DictReader(file)}
    with (FOLDER / "shopify_orders.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    dead = {row["Name"] for row in rows if row["Cancelled at"] or row["Financial Status"] == "voided"}
    lines = [row for row in rows if row["Name"] not in {*dead, "#0998", "#0999", "Total"}]
    pieces = dict.fromkeys(costs, 0)
    paid = dict.fromkeys(costs, 0.0)
    for row in lines:
        pieces[row["Lineitem sku"]] += int(row["Lineitem quantity"])
        paid[row["Lineitem sku"]] += float(row["Lineitem price"]) * int(row["Lineitem quantity"])
    known = [sku for sku in costs if costs[sku]]
    revenue = sum(paid[sku] for sku in known)
    assert whole["margin_rate"] == pytest.approx(
        1 - sum(float(costs[sku]) * pieces[sku] for sku in known) / revenue
    )
    assert whole["known_share"] == pytest.approx(revenue / sum(paid.values()))
    assert 0.51 < whole["margin_rate"] < 0.53
    assert float(costs["SAM-1"]) == pytest.approx(findings.GATEWAY_COSTS * 15, abs=0.05)


def test_the_product_finds_that_new_customers_cost_half_again_as_much_and_pay_back_in_two_months(shop):
    months = shop.table("acquisition")
    late = months["start"] >= np.datetime64(findings.DEARER_SINCE)
    before, after = (
        part["spend"].sum() / part["new_customers"].sum() for part in (months[~late], months[late])
    )
    assert before == pytest.approx(findings.META + findings.GOOGLE, rel=0.1)
    assert after / before == pytest.approx(findings.PLANTED.advertising, rel=0.05)
    back = shop.table("payback").set_index("months")["paid_back"]
    assert back.idxmax() == 2
    assert not shop.table("payback")["margin"].isna().any()


def test_no_figure_and_no_table_is_locked_in_the_demo_shop(shop):
    assert not {*shop.locked(), *shop.locked_tables()}


def test_every_figure_of_visits_campaigns_and_members_is_there(shop):
    wanted = ("conversion_rate", "cart_abandonment_rate", "bounce_rate", "open_rate", "click_to_open_rate")
    wanted += ("revenue_per_recipient", "member_share", "redemption_rate", "referral_share")
    assert all(shop.reading(key).value is not None for key in wanted)


def test_every_statement_of_the_articles_is_answered_by_the_demo_shop(shop):
    figures, tables = set(shop.keys()), set(OF_CUSTOMERS) - set(shop.locked_tables())
    claims = {claim.key for claim in CLAIMS}
    assert [row.key for row in ARTICLES if row.key not in figures | tables | claims] == []


def test_every_key_of_the_contract_answers_or_says_what_unlocks_it(shop):
    written = ROOT.parent / "shared" / "METRICS.md"
    if not written.exists():
        pytest.skip("the contract lies beside the project where it is written")
    known = {*shop.keys(), *shop.locked(), *OF_CUSTOMERS, plain_values.LEVEL}
    assert keys_of(written.read_text("utf-8")) - known == set()


def keys_of(contract: str) -> set[str]:
    """The keys that the contract's sections on figures and tables name, without the fields of its rows."""
    part = contract[contract.index("## Purchases") : contract.index("## Comparing")]
    fields = {"eligible", "reached", "went_on", "converged", "period", "tables", "from", "all"}
    fields |= {"key", "value", "low", "high", "n"}
    named = {key for key in re.findall(r"`([a-z_][a-z_0-9]*)`", part) if key not in fields}
    assert len(named) > 60
    return named


def test_customers_say_whether_they_take_newsletters():
    text = (FOLDER / "shopify_orders.csv").read_text(encoding="utf-8")
    listed = [row["Accepts Marketing"] for row in csv.DictReader(text.splitlines()) if row["Currency"]]
    assert 0.4 < listed.count("yes") / len(listed) < 0.8
    assert set(listed) <= {"yes", "no", ""}


def test_a_shop_without_effects_is_another_shop_of_the_same_files():
    nothing = generate.files(1, findings.NOTHING)
    assert set(nothing) == set(generate.files())
    head, *_ = nothing["shopify_orders.csv"].splitlines()
    assert head in (FOLDER / "shopify_orders.csv").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_review_of_the_demo_shop_reads_word_by_word(shop, language):
    wanted = (Path(__file__).parent / f"review_{language}.txt").read_text("utf-8")
    assert "\n".join(lines(shop, language)) + "\n" == wanted


def lines(shop, language):
    """The reviews of its last whole month and quarter with two goals, in words."""
    t = translator(language)
    goals = (
        Goal(
            "repeat_purchase_rate",
            0.45,
            day_number("2027-03-31"),
            "month",
            shop.window("orders").last_day,
            0.4,
        ),
        Goal(
            "revenue", 30_000.0, day_number("2026-12-31"), "month", shop.window("orders").last_day, 20_000.0
        ),
    )
    for grain in ("month", "quarter"):
        window = last_whole(grain, shop.window("orders").last_day)
        view = shop.ask(review_question(grain, window))
        created = shop.data.remember(("review", grain), lambda: review(view, grain, window))  # noqa: B023 - at once
        yield f"# {period_name(created, t)}"
        if not created.statements:
            yield t.t(nothing(created, t))
        yield from (f"- {t.t(review_sentence(one, grain, t, view))}" for one in created.statements)
        for goal in goals if grain == "quarter" else ():
            asked_view = shop.ask(goal_standing.question_of(goal, {}))
            one = goal_standing.statement_of(asked_view, goal_standing.standing_of(asked_view, goal))
            yield f"- {t.t(review_sentence(one, grain, t, asked_view))}"
        yield t.t(comparisons_in_words(created))
