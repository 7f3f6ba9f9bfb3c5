"""Which changes and differences are significant, corrected for everything a reader is shown.

With eight figures and five splits, each tested at 5 %, every second shop would show something even if
nothing changes. So the 5 % are divided among all that a reader is shown: the changes of the key figures as
one family (Holm), the changes of all other figures, and the segments of the splits. A page in which
everything is chance then reports something in at most 5 of 100 shops, and a figure gets the same verdict on
every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Family-wise error rates: of the changes of key figures, of the changes of other figures, and of all
#: segments of the splits that a page shows. Their sum is below 5 %, because the limits of skewed amounts
#: are slightly too narrow in the far tails.
KEY_CHANGES: Final = 0.02
OTHER_CHANGES: Final = 0.005
DIFFERENCES: Final = 0.005
#: The family-wise error rate of an owner's Overview, apart from changes: segments of all splits, ratios,
#: months, cohorts and products are one family, weighted by importance.
INSIGHTS: Final = 0.01
#: The error rate of a single uncorrected comparison.
BY_CHANCE: Final = 0.05
#: The weights of key figures within their family, 1 unless named. Amounts vary far more than shares: with
#: equal weights a rise of a tenth was found in 28 of 40 shops, with a weight of five in 30; a drop of 25 %
#: in orders was found in all 40 either way.
_PARTS: Final = {"average_order_value": 5.0}


def significant_keys(
    p: Mapping[str, float | None], chance: float, parts: Mapping[str, float] | None = None
) -> frozenset[str]:
    """Return the keys of a family that are significant after Holm's correction; p None is not tested.

    `chance` is the family-wise error rate, `parts` the weights of keys that are not 1.
    """
    tested = {key: value for key, value in p.items() if value is not None}
    weights = np.asarray([(parts or {}).get(key, 1.0) for key in tested], dtype=np.float64)
    adjusted = holm(np.asarray(list(tested.values()), dtype=np.float64), weights)
    return frozenset(key for key, value in zip(tested, adjusted, strict=True) if value <= chance)


def is_significant(key: str, p: float | None, family: Mapping[str, float | None], others: int) -> bool | None:
    """Return whether a change is significant, among the key figures or `others` more; None if untested."""
    if p is None:
        return None
    if key in family:
        return key in significant_keys({**family, key: p}, KEY_CHANGES, _PARTS)
    return p * max(others, 1) <= OTHER_CHANGES
