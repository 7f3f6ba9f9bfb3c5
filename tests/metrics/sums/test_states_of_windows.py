"""Windows in which customers are new, or returning, against a look at each window."""

from __future__ import annotations

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from engagement.metrics.core.order_days import spans
from engagement.metrics.sums.group_sums import FROM, TO
from engagement.metrics.sums.periods import Periods
from engagement.metrics.sums.states_of_windows import NEW, RETURNING, narrowed, windows_with_orders

DAYS = st.integers(0, 200)
#: The days of each customer's orders, and the days of other rows of theirs, such as answers.
CUSTOMERS = st.lists(
    st.tuples(st.lists(DAYS, min_size=1, max_size=5), st.lists(DAYS, max_size=3)), min_size=1, max_size=4
)
STATES = st.sets(st.sampled_from([NEW, RETURNING]))


def state_in(days: list[int], opens: int, closes: int) -> str:
    """Return what a customer with orders on these days is in a window."""
    if not any(opens <= day <= closes for day in days):
        return "absent"
    return NEW if min(days) >= opens else RETURNING


def spread(days: list[tuple[int, int]], periods: Periods) -> nw.LazyFrame:
    """Return rows of a customer and a day with the windows in which they lie."""
    frame = pd.DataFrame({"customer_key": [key for key, _ in days], "day": [day for _, day in days]})
    frame[FROM], frame[TO] = spans(frame["day"].to_numpy(dtype=np.int64), periods)
    return nw.from_native(frame.reset_index()).lazy()


@given(
    CUSTOMERS,
    STATES,
    st.sampled_from(["week", "month", "quarter"]),
    st.sampled_from([0, 7, 30, 100, None]),
)
def test_rows_lie_in_the_windows_in_which_their_customer_is_in_the_state(customers, states, grain, length):
    periods = Periods(grain, 0, 200, length, 0)
    orders = [sorted(days) for days, _ in customers]
    start = np.cumsum([0, *(len(days) for days in orders)])
    first, last = spans(np.concatenate(orders).astype(np.int64), periods)
    table = windows_with_orders(np.arange(len(orders)), start, first, last)
    windows = nw.from_native(table.to_pandas()).lazy()

    def seen(rows: list[tuple[int, int]]) -> pd.DataFrame:
        return narrowed(spread(rows, periods), windows, states).collect().to_native()

    def expected(key: int, day: int) -> set[int]:
        opens = [
            0 if length is None else first_day if length == 0 else end - length + 1
            for first_day, end in zip(periods.starts(), periods.ends(), strict=True)
        ]
        return {
            number
            for number, (begin, end) in enumerate(zip(opens, periods.ends(), strict=True))
            if begin <= day <= end and state_in(orders[key], begin, end) in states
        }

    named = [(key, day) for key, days in enumerate(orders) for day in days]
    of_orders = seen(named)
    # Each order stays, if only as the one before the next.
    assert sorted(of_orders["index"]) == list(range(len(named)))
    others = [(key, day) for key, (_, days) in enumerate(customers) for day in days]
    for rows, frame in ((named, of_orders), (others, seen(others) if others else None)):
        for place, row in enumerate(rows):
            spans_of_row = frame[frame["index"] == place]
            inside = [
                number
                for low, high in zip(spans_of_row[FROM], spans_of_row[TO], strict=True)
                for number in range(max(low, 0), high + 1)
            ]
            assert len(inside) == len(set(inside))
            assert set(inside) == expected(*row)
