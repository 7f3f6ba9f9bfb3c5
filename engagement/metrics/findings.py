"""What stands out: the changes and the differences that are larger than chance would explain."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.metrics.model import OTHER

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from engagement.metrics.model import Change, View


@dataclass(frozen=True, slots=True)
class Moved:
    """A metric whose value left the noise since the period before."""

    key: str
    change: Change
    strength: float


@dataclass(frozen=True, slots=True)
class Differs:
    """A segment that differs from all others together, after Holm's correction.

    `others` is the value of all others together; `compared` counts the segments compared.
    """

    key: str
    by: str
    segment: str | None
    value: float
    others: float
    numerator: float | None
    denominator: float | None
    compared: int
    strength: float


#: Where to look for segments that differ, in this order of interest.
_COMPARED: Final = (
    ("repeat_within_90_days", ("country", "channel")),
    ("net_promoter_score", ("country",)),
    ("engagement_rate_by_reach", ("type", "network")),
    ("engagement_rate_by_impressions", ("type", "network")),
    ("average_order_value", ("country",)),
)
_MOST: Final = 3


def standing_out(view: View, keys: Sequence[str]) -> list[Moved | Differs]:
    """Return at most three findings: one change and two differences, or what there is of either."""
    changes = [m for m in moved(view, keys) if view.metric(m.key).better is not None]
    here = view.keys()
    asked = []
    for key, dimensions in _COMPARED:
        wanted = (view.question.by, *dimensions) if view.question.by else dimensions
        offered = view.dimensions(key) if key in here else ()
        asked += [(key, by) for by in wanted if by in offered][:1]
    differences = _one_per_family(view, differs(view, asked))
    first: list[Moved | Differs] = [*changes[:1], *differences[:2]]
    rest: list[Moved | Differs] = [*changes[1:], *differences[2:]]
    return (first + rest)[:_MOST]


def _one_per_family(view: View, found: Sequence[Differs]) -> list[Differs]:
    families: dict[str, Differs] = {}
    for finding in found:
        families.setdefault(view.metric(finding.key).family, finding)
    return list(families.values())


def moved(view: View, keys: Iterable[str]) -> list[Moved]:
    """Return the metrics that moved beyond noise, strongest first."""
    found = [
        Moved(key, change, _strength(change.difference, change.low, change.high))
        for key in keys
        if (change := view.change(key)).beyond_noise and change.difference is not None
    ]
    return sorted(found, key=lambda m: -m.strength)


def differs(view: View, asked: Sequence[tuple[str, str]]) -> list[Differs]:
    """Return, for each (metric, dimension), its most different segment, strongest first."""
    found = []
    for key, by in asked:
        frame = view.breakdown(key, by)
        named = frame["segment"].notna() & (frame["segment"] != OTHER)
        rows = frame[frame["differs"].astype(bool) & frame["value"].notna() & named]
        compared = int((frame["status"] != "hidden").sum())
        candidates = [
            _difference(key, by, row, compared)
            for row in rows.to_dict("records")
            if not math.isnan(row["difference"])
        ]
        found += sorted(candidates, key=lambda d: -d.strength)[:1]
    return sorted(found, key=lambda d: -d.strength)


def _difference(key: str, by: str, row: Mapping[Hashable, Any], compared: int) -> Differs:
    return Differs(
        key,
        by,
        row["segment"],
        row["value"],
        row["value"] - row["difference"],
        row["numerator"],
        row["denominator"],
        compared,
        _strength(row["difference"], row["difference_low"], row["difference_high"]),
    )


def _strength(difference: float | None, low: float | None, high: float | None) -> float:
    """Half-widths of the interval between the difference and nothing."""
    if difference is None or low is None or high is None or high <= low:
        return 0.0
    return abs(difference) / ((high - low) / 2)
