"""The flow between levels: the highest on top, whoever had not ordered last, who rose in petrol."""

from __future__ import annotations

import pandas as pd

from engagement.app.shared_tables.level_flow import NEWCOMER, level_flow
from engagement.charts.base.palette import LIGHT, faded


def test_levels_stand_from_very_high_to_nobody_and_who_rose_is_petrol():
    moved = pd.DataFrame(
        {"from": [NEWCOMER, "low", "low"], "to": ["none", "low", "very_high"], "customers": [9, 7, 2]}
    )
    figure = level_flow(moved, ("before", "now"))
    names = [note.text.split(" · ")[0] for note in figure.layout.annotations]
    assert names.index("Low") < names.index("No sign")
    link = figure.data[0].link
    rose = [faded(LIGHT.accent, 0.55) == colour for colour in link.color]
    assert rose == [False, False, True]
    assert list(link.value) == [9, 7, 2]
