"""What changed between two publications of a link, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engagement.metrics.guarding.publishable import is_public

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.metrics.model import Reading, View


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """One figure, as it was published before and as it is now."""

    key: str
    before: Reading
    now: Reading


def changed(before: View, now: View, keys: Iterable[str]) -> list[ChangedFigure]:
    """Return the figures that both publications tell and that differ.

    Between two publications of the same days lies what was corrected, which may be one order or one
    person: of people that is not told. Days that have come since rest on enough of them.
    """
    told = set(before.keys()) & set(now.keys())
    pairs = [ChangedFigure(key, before.reading(key), now.reading(key)) for key in keys if key in told]
    return [
        pair for pair in pairs
        if pair.before.value != pair.now.value
        and (pair.before.window != pair.now.window or is_public(pair.key))
    ]  # fmt: skip
