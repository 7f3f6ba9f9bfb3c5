"""A segment that is chosen in a breakdown filters the page, and its own breakdown still shows all."""

from __future__ import annotations

import pytest

from engagement.app.workspaces import open_workspaces
from engagement.metrics.model import pair_of
from tests.app.own_shop import dropped, text_of, visit

HEAD = "Name,Email,Financial Status,Created at,Total,Currency,Shipping Country,Discount Code"


def orders() -> list[str]:
    """60 customers each of Italy, who all buy twice, and of Spain, who all buy once; half by a code."""
    rows = []
    for n in range(60):
        code = "HELLO" if n % 2 else "BYE"
        rows.append(
            f"#A{n},a{n}@example.com,paid,2026-01-{n % 28 + 1:02d} 10:00:00 +0100,20.00,EUR,IT,{code}"
        )
        rows.append(
            f"#B{n},a{n}@example.com,paid,2026-03-{n % 28 + 1:02d} 10:00:00 +0100,20.00,EUR,IT,{code}"
        )
        rows.append(
            f"#C{n},c{n}@example.com,paid,2026-02-{n % 28 + 1:02d} 10:00:00 +0100,20.00,EUR,ES,{code}"
        )
    return rows


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The page of the repeat purchase rate, split by country, with nothing chosen."""
    with pytest.MonkeyPatch.context() as patched:
        folder = tmp_path_factory.mktemp("choosing")
        patched.setenv("ENGAGEMENT_DATA_DIR", str(folder / "data"))
        open_workspaces.workspace.cache_clear()
        dropped(folder, (HEAD, *orders()))
        yield lambda **parameters: visit(
            "purchases", **{"figure": "repeat_purchase_rate", "by": "country", **parameters}
        )
        open_workspaces.workspace.cache_clear()


def countries(at) -> list[str]:
    """The countries that the chart of the breakdown offers."""
    return list(at.selectbox(key="choose_by_repeat_purchase_rate").options)


def test_a_chosen_segment_filters_the_page_stands_in_the_address_and_opens_its_rows(shop):
    at = shop()
    at.selectbox(key="choose_by_repeat_purchase_rate").select("ES").run()
    assert at.query_params["f.country"] == "ES"
    assert at.metric[0].value.startswith("0.0%")
    assert "Country: Spain" in [button.label for button in at.button]
    assert len(at.dataframe[0].value) == 60


def test_the_breakdown_in_which_it_was_chosen_still_compares_all(shop):
    at = shop(**{"f.country": "ES"})
    assert countries(at) == ["Choose: Country", "Spain", "Italy"]
    assert "All together: 50.0%" in text_of(at).replace("\\", "")


def test_a_chip_takes_the_choice_back(shop):
    at = shop(**{"f.country": "ES"})
    at.button(key="chip_country").click().run()
    assert "f.country" not in at.query_params
    assert at.metric[0].value.startswith("50.0%")


def test_what_chance_alone_would_mark_is_said_beside_the_correction(shop):
    result = text_of(shop())
    assert "after correction for 2 comparisons" in result
    assert "chance alone would mark about 0.1 of them" in result


def test_two_splits_at_once_stand_in_the_address_and_a_chosen_pair_filters_by_both(shop):
    at = shop(by2="discount_code")
    assert at.selectbox(key="bar_and_by").value == "discount_code"
    assert "after correction for 4 comparisons" in text_of(at)
    pairs = at.selectbox(key="choose_pair_repeat_purchase_rate")
    pairs.select(pair_of("IT", "HELLO")).run()
    assert (at.query_params["f.country"], at.query_params["f.discount_code"]) == ("IT", "HELLO")
    assert at.metric[0].value.startswith("100.0%")
    assert "All together: 50.0%" in text_of(at).replace("\\", "")


def test_a_chosen_point_of_a_trend_makes_the_page_one_of_its_period_and_opens_its_rows(shop):
    at = shop(figure="orders", by="")
    at.selectbox(key="choose_trend_orders").select("2026-02-01").run()
    assert at.query_params["at"] == "2026-02-01"
    assert at.metric[0].value == "60"
    assert len(at.dataframe[0].value) == 60
    at.button(key="chip_at").click().run()
    assert "at" not in at.query_params
    assert at.metric[0].value == "180"
