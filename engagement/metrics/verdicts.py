"""What may be called a change or a difference, allowing for all that is looked at.

Whoever looks at eight figures and five splits finds something in every second shop in which nothing
changes, if each is held to 5 of 100 by itself. So the 5 are shared out among all that a reader is
shown: the changes of the key figures, as one family (Holm); the changes of all other figures; the
segments of the splits. A page that shows nothing but chance then cries in 5 of 100 shops at most,
and one figure is called the same on every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Chances of one false word or more, of all changes of key figures, of all changes of other figures,
#: and of all segments of the splits that a page shows. They leave half of the 5 of 100 to spare: limits of
#: skewed amounts are too narrow so far out (of 100 quiet shops in a season, 4 had a country whose order
#: value seemed to differ at a chance of half of 100).
KEY_CHANGES: Final = 0.015
OTHER_CHANGES: Final = 0.005
DIFFERENCES: Final = 0.004


def hold(p: Mapping[str, float | None], chance: float) -> frozenset[str]:
    """Return the keys of a family whose p stands after Holm's correction; None is not tested."""
    tested = {key: value for key, value in p.items() if value is not None}
    adjusted = holm(np.asarray(list(tested.values()), dtype=np.float64))
    return frozenset(key for key, value in zip(tested, adjusted, strict=True) if value <= chance)


def holds(key: str, p: float | None, family: Mapping[str, float | None], others: int) -> bool | None:
    """Whether a change stands, among the key figures or else among so many `others`; None where untested."""
    if p is None:
        return None
    if key in family:
        return key in hold({**family, key: p}, KEY_CHANGES)
    return p * max(others, 1) <= OTHER_CHANGES
