"""A month or a feast of two years that are compared."""

from __future__ import annotations

import datetime as dt

import pytest

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

TODAY = dt.date(2026, 10, 31)
EASTER, EASTER_BEFORE = "2026-04-03..2026-04-06", "2025-04-18..2025-04-21"


@pytest.mark.parametrize(
    ("sentence", "days", "before"),
    [
        ("easter orders 2026 vs 2025", EASTER, EASTER_BEFORE),
        ("ordini di pasqua 2026 vs 2025", EASTER, EASTER_BEFORE),
        ("pedidos de semana santa 2026 vs 2025", "2026-03-29..2026-04-05", "2025-04-13..2025-04-20"),
        ("zamówienia: wielkanoc 2025 vs 2026", EASTER, EASTER_BEFORE),
        ("orders in summer, 2025 vs 2024", "2025-06-01..2025-08-31", "2024-06-01..2024-08-31"),
    ],
)
def test_a_feast_or_a_season_is_compared_in_both_years(sentence, days, before):
    assert understood(sentence, today=TODAY).question == FigureQuestion("orders", days, comparison=before)


@pytest.mark.parametrize("sentence", ["easter orders 2026 vs 31 February 2025", "easter orders 2026 vs May"])
def test_what_is_no_second_year_is_asked_back(sentence):
    assert understood(sentence, today=TODAY).questions == ()
