"""Who is due to buy a product again: by the days that half of its buyers take to do so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.metrics.products.baskets import baskets
from engagement.metrics.products.sold import firm_quartiles, waits_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope

#: After so many times the median a buyer is past it: a reminder comes too late.
_PAST: Final = 2


class _Since(NamedTuple):
    """Buyers of products with a median: places of product and customer, days since the last order of it."""

    product: NDArray[np.int64]
    person: NDArray[np.int64]
    days: NDArray[np.int64]
    #: By product, NaN where there is none.
    median: NDArray[np.float64]

    @property
    def due(self) -> NDArray[np.bool_]:
        """Whether the median has passed, and not twice."""
        usual = self.median[self.product]
        return (self.days >= usual) & (self.days <= _PAST * usual)

    @property
    def past(self) -> NDArray[np.bool_]:
        """Whether it has passed twice."""
        return np.asarray(self.days > _PAST * self.median[self.product])


def due_again(scope: Scope) -> pd.DataFrame:
    """Return, for each product that half of its buyers buy again, how many are due for it.

    `median`: days to the next order of it, as in the table `replenishment`, where 10 buyers or more are still
    waited for. Since a buyer's last order of it `not_yet` so many have passed, or it is `due`: up to twice as
    many; after that it is `past`.
    """
    found, names = _since(scope), baskets(scope).names
    count = len(names)
    due, past = (np.bincount(found.product[mark], minlength=count) for mark in (found.due, found.past))
    buyers = np.bincount(found.product, minlength=count)
    frame = pd.DataFrame(
        {
            "product": pd.Series(names, dtype=object),
            "buyers": buyers,
            "median": found.median,
            "not_yet": buyers - due - past,
            "due": due,
            "past": past,
        }
    )
    known = frame[frame["buyers"] > 0]
    return known.sort_values(["due", "product"], ascending=[False, True], ignore_index=True)


def due_keys(scope: Scope, product: str) -> NDArray[np.int64]:
    """Return the pseudonyms of those who are due for a product, or, for "", for any; ascending."""
    found, held = _since(scope), baskets(scope)
    kept = found.due
    if product:
        wanted = [place for place, name in enumerate(held.names) if name == product]
        kept = kept & np.isin(found.product, wanted)
    return np.asarray(held.history.key[np.unique(found.person[kept])])


def _since(scope: Scope) -> _Since:
    held = baskets(scope)
    firm = firm_quartiles(waits_of(scope)).set_index("product")["median"]
    median = firm.reindex(list(held.names)).to_numpy(dtype=np.float64)
    pair, day = held.unpacked
    last = np.append(pair[1:] != pair[:-1], True)[: pair.size]
    people = held.history.customers + 1
    product = pair[last] // people
    known = ~np.isnan(median[product]) & (median[product] > 0)
    days = held.history.last_day - day[last]
    return _Since(product[known], (pair[last] - product * people)[known], days[known], median)
