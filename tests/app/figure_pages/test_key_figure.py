"""What the points of a metric cover where its reader has not chosen."""

from __future__ import annotations

import pytest

from tests.app.own_shop import dropped, text_of, visit

_ROLLING = "Each point covers the whole period that ends with it"


def _answers(each_month: int) -> list[str]:
    rows = (
        f"2025-{month:02}-{1 + n % 28:02} 10:00:00,c{month}_{n}@example.com,{(7, 8, 9, 10)[n % 4]}"
        for month in range(1, 13)
        for n in range(each_month)
    )
    return ["Submitted at,Email,How likely are you to recommend us to a friend? (0-10)", *rows]


@pytest.mark.parametrize(("each_month", "rolling"), [(12, True), (40, False)])
def test_few_answers_a_month_are_drawn_over_the_whole_period_and_many_by_themselves(
    data, each_month, rolling
):
    dropped(data, _answers(each_month))
    at = visit("surveys", window="91", figure="net_promoter_score")
    (span,) = [control for control in at.button_group if control.key == "span_net_promoter_score"]
    assert span.value is rolling
    assert (_ROLLING in text_of(at)) is rolling
