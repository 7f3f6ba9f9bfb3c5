"""The families of social figures: the effects of posts, and the audience.

The modules `rates`, `totals` and `audience` list their figures in `FIGURES`: add a new one there.
"""

from __future__ import annotations

from typing import Final

from engagement.metrics.core.definition import Family
from engagement.metrics.social import audience, post_totals, rates
from engagement.metrics.social.posts import DAY_DIMENSIONS, DAYS, POST_DIMENSIONS, POSTS

POSTED: Final = Family(
    table=POSTS,
    also=(DAYS,),
    dimensions=POST_DIMENSIONS,
    definitions=(*rates.FIGURES, *post_totals.FIGURES),
)

FOLLOWED: Final = Family(
    table=DAYS,
    also=(POSTS,),
    dimensions=DAY_DIMENSIONS,
    definitions=audience.FIGURES,
)
