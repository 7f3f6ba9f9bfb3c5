"""The findings of the Overview: at most five for an owner's data, three for a link."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final

from engagement.metrics.comparing.verdicts import INSIGHTS, significant_keys
from engagement.metrics.findings import candidates
from engagement.metrics.findings.findings import (
    CohortFinding,
    GatewayFinding,
    MonthFinding,
    RatioFinding,
    SegmentFinding,
    moved,
    one_per_family,
    published,
)
from engagement.metrics.views.owners import OwnersView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.metrics.findings.findings import Finding
    from engagement.metrics.model import View

#: The most findings shown.
MOST: Final = 5


def standing_out(view: View, keys: Sequence[str]) -> list[Finding]:
    """Return the findings, different kinds first: changes, segments, months, products, ratios, cohorts.

    It is empty if nothing stands out. `keys` are the key figures, whose changes are compared.
    """
    if not isinstance(view, OwnersView):
        return published(view, keys)
    findings = view.data.remember(
        ("standing out", view.question, tuple(keys)), lambda: _owners_findings(view, keys)
    )
    return list(findings)


def _owners_findings(view: OwnersView, keys: Sequence[str]) -> list[Finding]:
    changes = [m for m in moved(view, keys) if view.metric(m.key).better is not None]
    looked = candidates.candidates(view)
    stand = significant_keys(
        {each.name: each.p for each in looked}, INSIGHTS, {each.name: each.alpha_share for each in looked}
    )
    standing = [each for each in looked if each.name in stand and each.finding is not None]
    standing.sort(key=lambda each: (-each.alpha_share, -each.finding.strength if each.finding else 0.0))
    findings = [each.finding for each in standing if each.finding is not None]
    segments = one_per_family(view, [f for f in findings if isinstance(f, SegmentFinding)])
    months = _first_of_each([f for f in findings if isinstance(f, MonthFinding)])
    kinds: tuple[Sequence[Finding], ...] = (
        changes,
        segments,
        months,
        [f for f in findings if isinstance(f, GatewayFinding)],
        [f for f in findings if isinstance(f, RatioFinding)],
        [f for f in findings if isinstance(f, CohortFinding)][:1],
    )
    ordered = [each for each in chain.from_iterable(zip_longest(*kinds)) if each is not None]
    return [*ordered, *candidates.one_short_of_tenth(view)][:MOST]


def _first_of_each(months: Iterable[MonthFinding]) -> list[MonthFinding]:
    """Return one finding per figure: the last month and the mean of three may both be findings."""
    first: dict[str, MonthFinding] = {}
    for each in months:
        first.setdefault(each.key, each)
    return list(first.values())
