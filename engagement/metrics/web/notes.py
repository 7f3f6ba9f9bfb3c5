"""Notes on web figures: which tool counts, which definition, what is substituted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.locale import message, percent
from engagement.metrics.sums.periods import as_date
from engagement.metrics.web.reports import GOAL_TOOLS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates
    from engagement.metrics.web.reports import Stretch
    from engagement.metrics.web.visits import Reports, Visits

_TOOLS: Final = {
    "ga4": "Google Analytics 4",
    "ua": "Universal Analytics",
    "shopify_sessions": "Shopify",
}
_MEANS: Final = {
    "ua": message("a visit of one single page"),
    "ga4": message("a visit without engagement, as Google Analytics 4 defines it (1 - engaged / visits)"),
}
_DIMENSIONS: Final = {
    "channel": message("channel"),
    "landing_page": message("landing page"),
    "device": message("device"),
    "country": message("country"),
    "traffic_source": message("source of visits"),
    "campaign": message("campaign"),
}


@dataclass(frozen=True, slots=True)
class VisitNotes:
    """The notes beside a share of visits."""

    visits: Visits

    def __call__(self, scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
        """Return the notes that a reader needs to interpret the number."""
        reports = self.visits.reports(scope)
        if reports.source is None:
            return (message("No report is split by what is filtered"),) if scope.question.filters else ()
        return (
            *_as_of(scope),
            *self._definition(reports),
            *_beyond(estimates),
            *self._others(scope, reports),
            *_added_up(reports),
            *self._totals(scope, estimates),
            *_early(scope, reports),
            *self._splits(scope, reports),
        )

    def _totals(self, scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
        """Return a note if the interval cannot allow for variation between days."""
        is_uncertain = not np.isnan(estimates.low[0]) or not 0 <= estimates.value[0] <= 1
        if is_uncertain or self.visits.by_day(scope):
            return ()
        return (
            message(
                "The report has one total of several days. How much its days differ is not known, so there "
                "is no interval and nothing is compared"
            ),
        )

    def _definition(self, reports: Reports) -> tuple[Message, ...]:
        figures = reports.figures
        if figures.defined:
            return (message("A bounce is {what}", what=_MEANS[reports.means]),)
        sentences = []
        if len({f.below for f in self.visits.options}) > 1:
            carts = figures.below == "cart_additions"
            sentences.append(
                message("Of carts: the file does not carry checkouts")
                if carts
                else message("Of checkouts: who reached checkout and did not complete it")
            )
        if figures.above == "transactions":
            sentences.append(
                message("Purchases stand for visits that completed the goal; a visit may hold two")
            )
        elif reports.source in GOAL_TOOLS:
            sentences.append(
                message("The goal is what {tool} is told to count as one", tool=_tool(str(reports.source)))
            )
        return tuple(sentences)

    def _others(self, scope: Scope, reports: Reports) -> tuple[Message, ...]:
        """Return notes on other tools that count the same visits, and on the value by another definition."""
        others = self.visits.others(scope)
        if reports.figures.defined:
            return tuple(
                sentence
                for means in sorted({s.means for s in others} - {reports.means})
                for sentence in self._other_definition(scope, [s for s in others if s.means == means])
            )
        tools = sorted({s.source for s in others} - {str(reports.source)})
        if not tools:
            return ()
        return (
            message(
                "As {tool} counts; {others} counts the same visits too and is not added",
                tool=_tool(str(reports.source)),
                others=_joined([_tool(tool) for tool in tools]),
            ),
        )

    def _other_definition(self, scope: Scope, others: Sequence[Stretch]) -> tuple[Message, ...]:
        totals = {s.source: sum(o.below for o in others if o.source == s.source) for s in others}
        lead = max(sorted(totals), key=lambda source: totals[source])
        above, below = self.visits.of_other(scope, tuple(s for s in others if s.source == lead))
        if not below:
            return ()
        return (
            message(
                "As {what} it is {percent} of {visits} visits that {tool} counts; the two are not joined",
                what=_MEANS[others[0].means],
                percent=percent(above / below),
                visits=int(below),
                tool=_tool(lead),
            ),
        )

    def _splits(self, scope: Scope, reports: Reports) -> tuple[Message, ...]:
        """Return a note on the splits that another tool provides."""
        by_tool: dict[str, list[Message]] = {}
        for name, dimension_words in _DIMENSIONS.items():
            other = self.visits.reports(scope, name)
            if other.source not in {None, reports.source}:
                by_tool.setdefault(str(other.source), []).append(dimension_words)
        return tuple(
            message("By {dimensions}: as {tool} counts", dimensions=_joined(names), tool=_tool(tool))
            for tool, names in by_tool.items()
        )


def _as_of(scope: Scope) -> tuple[Message, ...]:
    if scope.question.as_of is not None or not scope.dated:
        return ()
    return (message("Up to {day}, the last day of the visits", day=as_date(scope.window.last_day)),)


def _beyond(estimates: Estimates) -> tuple[Message, ...]:
    value = estimates.value[0]
    if value < 0:
        return (message("More were finished than started: buy-now buttons skip the cart"),)
    if value > 1:
        return (message("More than one for each visit: the tool counts it several times a visit"),)
    return ()


def _added_up(reports: Reports) -> tuple[Message, ...]:
    """Return notes on visits that were added up from parts or websites, or that cover only some visitors."""
    sentences = []
    parts = {s.dimensions for s in reports.picked if s.dimensions}
    if parts:
        names = list(dict.fromkeys(name for dimensions in sorted(parts) for name in dimensions))
        dimension_words = [_DIMENSIONS.get(name, name) for name in names]
        sentences.append(
            message("Added up from a report by {dimensions}", dimensions=_joined(dimension_words))
        )
    sites = sorted({s.site for s in reports.picked if s.site})
    if len(sites) > 1:
        sentences.append(message("Websites added up: {names}", names=", ".join(sites)))
    if any(s.of_some for s in reports.picked):
        sentences.append(message("The file counts a part of the visitors alone"))
    return tuple(sentences)


def _early(scope: Scope, reports: Reports) -> tuple[Message, ...]:
    """Return a note on rows of several days that begin before the window."""
    window = scope.window
    first = [
        s.first for s in reports.picked if s.first < window.first_day <= s.last <= window.last_day and s.dated
    ]
    if not first:
        return ()
    return (message("A row of several days begins before the period, on {day}", day=as_date(min(first))),)


def _tool(source: str) -> str | Message:
    return _TOOLS.get(source, message("a table of visits"))


def _joined(names: Sequence[str | Message]) -> str | Message:
    """Return names as a list in one text."""
    if len(names) == 1:
        return names[0]
    return message("{one}, {more}", one=names[0], more=_joined(names[1:]))
