"""What stands out: the changes and the differences that are larger than chance would explain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.metrics.model import OTHER
from engagement.metrics.verdicts import DIFFERENCES, hold

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    import pandas as pd

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

    `others` is the value of all others together, `low` and `high` are limits of the difference to them;
    `compared` counts all segments of all splits that were looked at.
    """

    key: str
    by: str
    segment: str | None
    value: float
    others: float
    low: float
    high: float
    numerator: float | None
    denominator: float | None
    n: int
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
    """Return, for each (metric, dimension), its most different segment, strongest first.

    All that were asked about count as one family: the least p of each, corrected once more.
    """
    frames = {(key, by): view.breakdown(key, by) for key, by in asked}
    least = {f"{key} {by}": _least(frame["p"]) for (key, by), frame in frames.items()}
    stand = hold(least, DIFFERENCES)
    compared = sum(int(frame["p"].notna().sum()) for frame in frames.values())
    found = []
    for (key, by), frame in frames.items():
        named = frame["segment"].notna() & (frame["segment"] != OTHER)
        rows = frame[frame["differs"].astype(bool) & frame["value"].notna() & named]
        candidates = [_difference(key, by, row, compared) for row in rows.to_dict("records")]
        if f"{key} {by}" in stand:
            found += sorted(candidates, key=lambda d: -d.strength)[:1]
    return sorted(found, key=lambda d: -d.strength)


def _least(p: pd.Series[float]) -> float | None:
    return None if p.isna().all() else float(p.min())


def _difference(key: str, by: str, row: Mapping[Hashable, Any], compared: int) -> Differs:
    difference, low, high = (float(row[f"difference{end}"]) for end in ("", "_low", "_high"))
    return Differs(
        key,
        by,
        row["segment"],
        row["value"],
        row["value"] - difference,
        low,
        high,
        row["numerator"],
        row["denominator"],
        int(row["n"]),
        compared,
        _strength(difference, low, high),
    )


def _strength(difference: float | None, low: float | None, high: float | None) -> float:
    """Half-widths of the interval between the difference and nothing."""
    if difference is None or low is None or high is None or high <= low:
        return 0.0
    return abs(difference) / ((high - low) / 2)
