"""Which changes and differences are significant, corrected for everything a reader is shown.

Among eight figures and five splits, each tested at 5 of 100 by itself, every second shop would show something
even if nothing changes. So the 5 are shared out among all that a reader is shown: the changes of the key
figures as one family (Holm), the changes of all other figures, and the segments of the splits. A page that
shows nothing but chance then reports something in at most 5 of 100 shops, and a figure gets the same verdict
on every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Chances of one false word or more, of all changes of key figures, of all changes of other figures,
#: and of all segments of the splits that a page shows. They leave some of the 5 of 100 to spare: limits
#: of skewed amounts are a little too narrow so far out.
KEY_CHANGES: Final = 0.02
OTHER_CHANGES: Final = 0.005
DIFFERENCES: Final = 0.005
#: Of all that an owner's Overview looks for beside changes: segments of all splits, ratios, months, cohorts
#: and products, as one family in which what matters more has a larger part.
INSIGHTS: Final = 0.01
#: The chance at which each comparison alone, uncorrected, would call two equal things different.
BY_CHANCE: Final = 0.05
#: In which parts the key figures share their chance, 1 where none is named. Amounts vary far more than
#: shares do: with equal parts a rise of a tenth was found in 28 of 40 shops, with five in 30, and 25 of
#: 100 fewer orders again in all 40 either way.
_PARTS: Final = {"average_order_value": 5.0}


def hold(
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
    """Whether a change is significant within the key figures, else among `others` more; None if untested."""
    if p is None:
        return None
    if key in family:
        return key in hold({**family, key: p}, KEY_CHANGES, _PARTS)
    return p * max(others, 1) <= OTHER_CHANGES
