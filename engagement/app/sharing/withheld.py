"""What a link withholds and why, for its maker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from engagement.app.figures.figure_places import page_of
from engagement.metrics.model import OTHER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engagement.metrics.model import View
    from engagement.metrics.views.owners import OwnersView

#: Too few people stand behind a figure, or the filter does not reach its rows.
WithheldReason = Literal["few", "filter"]
#: Pages that show figures of all families.
_ALL: Final = frozenset({"overview", "definitions"})


@dataclass(frozen=True, slots=True)
class Withheld:
    """The withheld figures, of all (`total`), on a link's pages.

    `figures` are those not shown at all, with the reason. `changes` are those whose change is not shown.
    `merged_values` is, by dimension, the number of values that are counted under Other.
    """

    figures: Mapping[str, WithheldReason]
    changes: tuple[str, ...]
    total: int
    merged_values: Mapping[str, int]


def withheld(published: View, unrestricted: OwnersView, pages: Collection[str]) -> Withheld:
    """Compare what is published for some pages with the owner's view of the same question."""
    keys = [
        key for key in unrestricted.keys()  # noqa: SIM118 - a method, not a dict
        if _ALL & set(pages) or page_of(key) in pages
    ]  # fmt: skip
    shown = set(published.keys())
    merged: dict[str, int] = {}
    changes = []
    for key in (key for key in keys if key in shown):
        if published.change(key).before is None and unrestricted.change(key).before is not None:
            changes.append(key)
        for by in published.dimensions(key):
            if by not in merged:
                published_segments = set(published.breakdown(key, by)["segment"])
                merged[by] = len(
                    {s for s in unrestricted.breakdown(key, by)["segment"] if s}
                    - published_segments
                    - {OTHER}
                )
    withheld_keys = {key: _reason(unrestricted, key) for key in keys if key not in shown}
    return Withheld(withheld_keys, tuple(changes), len(keys), {by: n for by, n in merged.items() if n})


def _reason(unrestricted: OwnersView, key: str) -> WithheldReason:
    filtered = {dimension for dimension, _ in unrestricted.question.filters}
    reached = filtered <= unrestricted.data.dimensions(unrestricted.metric(key).table).keys()
    return "few" if reached else "filter"
