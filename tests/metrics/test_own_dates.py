from __future__ import annotations

from engagement.metrics.model import Question
from engagement.metrics.views.owners import OwnersView, view_of
from tests.metrics.invented import day, responses
from tests.metrics.orders import order, orders


def shop(last_answer: str, **fields) -> OwnersView:
    """Orders of 2024 to 2026, and answers of the 800 days before the last one."""
    bought = [order(f"202{year}-0{month}-10", month) for year in (4, 5, 6) for month in range(1, 10)]
    end = day(last_answer)
    listed = [
        {"day": end - back, "score": 9.0 - back % 3, "response_id": str(back), "customer_key": back}
        for back in range(0, 800, 2)
    ]
    return view_of({"orders": orders(*bought), "responses": responses(*listed)}, Question(**fields))


def test_a_survey_of_2023_beside_orders_of_2026_says_so_and_compares_nothing():
    seen = shop("2023-03-12")
    found, change = seen.reading("net_promoter_score"), seen.change("net_promoter_score")
    assert found.ends == day("2023-03-12")
    assert (change.before, change.difference, change.beyond_noise) == (None, None, None)
    assert [str(note) for note in change.notes] == [
        "These data end on 2023-03-12, before the period; nothing is compared."
    ]
    assert seen.reading("orders").ends is None


def test_data_that_end_inside_the_period_say_until_when_and_compare_their_own_two_periods():
    seen = shop("2026-06-01")
    assert seen.reading("net_promoter_score").ends == day("2026-06-01")
    assert seen.change("net_promoter_score").before is not None
    assert shop("2026-06-01", days=91).change("net_promoter_score").before is None


def test_data_of_about_the_same_day_say_nothing():
    assert shop("2026-08-20").reading("net_promoter_score").ends is None


def test_an_asked_as_of_day_is_the_newest():
    seen = shop("2026-06-01", as_of=day("2026-06-20"))
    assert seen.reading("net_promoter_score").ends is None
