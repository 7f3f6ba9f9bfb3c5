"""What a link leaves out because too few people stand behind it, for whoever makes the link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.app.figures import PAGES
from engagement.metrics.model import OTHER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engagement.metrics.model import View

#: Pages that show figures of all families.
_ALL: Final = frozenset({"overview", "definitions"})


@dataclass(frozen=True, slots=True)
class Withheld:
    """`figures` of the `of` on a link's pages are not shown at all.

    `folded`: by dimension, how many of its values are counted under Other.
    """

    figures: int
    of: int
    folded: Mapping[str, int]


def withheld(published: View, whole: View, pages: Collection[str]) -> Withheld:
    """Compare what is published for some pages with the owner's view of the same question."""
    keys = [
        key for key in whole.keys()  # noqa: SIM118 - a method, not a dict
        if _ALL & set(pages) or PAGES[whole.metric(key).family] in pages
    ]  # fmt: skip
    shown = set(published.keys())
    folded: dict[str, int] = {}
    for key in keys:
        for by in published.dimensions(key) if key in shown else ():
            if by not in folded:
                told = set(published.breakdown(key, by)["segment"])
                folded[by] = len({s for s in whole.breakdown(key, by)["segment"] if s} - told - {OTHER})
    count = len([key for key in keys if key not in shown])
    return Withheld(count, len(keys), {by: n for by, n in folded.items() if n})
