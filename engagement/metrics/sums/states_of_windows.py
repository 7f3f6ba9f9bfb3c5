"""In which periods' windows each customer has an order, and up to which one they are new.

Who is new is asked of each window: whoever has the first order ever in it. The windows of a trend begin later
and later, so a customer is new up to the last window that contains the first order, and returning in the
later ones that contain any order. Nothing has to be read again for each window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from engagement.metrics.sums.group_sums import FROM, TO

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from engagement.engine import Frame

#: The states of a customer in a window: with the first order ever in it, or with later ones only.
NEW: Final = "new"
RETURNING: Final = "returning"
#: The first and the last window of an unbroken row of windows with an order of the customer.
_OPENS, _CLOSES = "opens_", "closes_"
#: The last window in which the customer is new, and whether the row of windows is the customer's first.
_NEW_UNTIL, _LEADS = "new_until_", "leads_"


def windows_with_orders(
    key: NDArray[np.int64], start: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]
) -> pa.Table:
    """Return the unbroken rows of windows in which each customer has an order.

    `key`: the customers; `start`: the place of each one's first order, and one more entry for the end;
    `first`, `last`: the first and the last window that contains each order, in the order of time.
    """
    begins = np.ones(first.size, dtype=bool)
    begins[1:] = first[1:] > last[:-1] + 1
    begins[start[:-1]] = True
    places = np.flatnonzero(begins)
    person = np.searchsorted(start, places, side="right") - 1
    closing = np.append(places[1:], first.size) - 1
    columns = {
        "customer_key": key[person],
        _OPENS: first[places],
        _CLOSES: last[closing],
        _NEW_UNTIL: last[start[person]],
        _LEADS: np.isin(places, start[:-1]).astype(np.int64),
    }
    return pa.table(columns)


def narrowed(rows: Frame, windows: Frame, states: AbstractSet[str]) -> Frame:
    """Return rows whose windows, `FROM` to `TO`, are those in which their customer is in one of the states.

    `windows` is what `windows_with_orders` returns. An order remains, with no windows, where its customer is
    in none of the states: it is still the customer's earlier order. Another row has a row for each of its
    unbroken rows of windows.
    """
    beside = rows.join(windows, on="customer_key")
    meets = (nw.col(_OPENS) <= nw.col(TO)) & (nw.col(_CLOSES) >= nw.col(FROM))
    is_in_none = (nw.col(FROM) > nw.col(TO)) & (nw.col(_LEADS) == 1)
    first, last = nw.max_horizontal(FROM, _OPENS), nw.min_horizontal(TO, _CLOSES)
    if NEW not in states:
        first = nw.max_horizontal(first, nw.col(_NEW_UNTIL) + 1)
    if RETURNING not in states:
        last = nw.min_horizontal(last, nw.col(_NEW_UNTIL))
    kept = beside.filter(meets | is_in_none).with_columns(**{FROM: first, TO: last})
    return kept.drop(_OPENS, _CLOSES, _NEW_UNTIL, _LEADS)
