"""What a guest reads of counts that are rounded to k."""

from __future__ import annotations

import numpy as np
import pandas as pd

from engagement.app.shared_tables.shared_words import blank, shares

COUNTED = pd.DataFrame({"period": [0, 1], "customers": [20, 0], "share": [np.nan, np.nan]})


def test_a_count_under_k_stands_empty_and_a_period_of_nought_does_not() -> None:
    read = blank(COUNTED, ["customers", "active"])
    assert read["customers"].isna().tolist() == [False, True]
    assert read["period"].tolist() == [0, 1]


def test_without_a_share_that_is_told_nothing_is_drawn() -> None:
    assert shares(["one", "two"], COUNTED["share"], (COUNTED["customers"], COUNTED["customers"])) is None
