"""Which figures each kind of file unlocks, now and if one were added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.metrics.model import Metric, View
    from engagement.sources.model.account import ExportKind, Report

#: What a file of each kind would add, and where to find it.
EXPORT: Final[Mapping[ExportKind, Message]] = {
    "orders": message(
        "An **orders export** would add repeat purchase, frequency and order value. "
        "In Shopify: Orders, Export, all orders, plain CSV."
    ),
    "surveys": message(
        "A **survey export** would add promoters, effort and satisfaction. "
        "In your survey tool: Responses, Export, CSV."
    ),
    "social": message(
        "A **posts export** would add reach, engagement and clicks. "
        "In Meta Business Suite: Insights, Content, Export."
    ),
    "web": message(
        "A **sessions report** would add conversion, abandonment and bounce. "
        "In Shopify: Analytics, Reports, Sessions over time, Export."
    ),
    "email": message(
        "A **list of campaigns** would add opens, clicks and revenue per recipient. "
        "In Mailchimp or Klaviyo: Campaigns, Export."
    ),
    "loyalty": message(
        "A **list of members** would compare members with other customers. In your "
        "loyalty programme: Members or Customers, Export, with the day of joining."
    ),
    "costs": message(
        "A **list of products with costs** would add margin, and **advertising spend** what a new customer "
        "costs. In Shopify: Products, Export; in Meta or Google Ads: a report by day."
    ),
}
#: The kind of file that gives a metric, by the metric's family; a joined one counts by its survey.
KIND_OF_FAMILY: Final[Mapping[str, ExportKind]] = {
    "purchases": "orders",
    "surveys": "surveys",
    "joined": "surveys",
    "social": "social",
    "web": "web",
    "email": "email",
    "loyalty": "loyalty",
}


@dataclass(frozen=True, slots=True)
class FiguresOfKind:
    """The metrics of one kind of file.

    `here` is True where the shop has such a file. `unlocked` are the metrics that the data unlock. `groups`
    are the others by the sentence that says what would unlock them. Metrics are in reading order.
    """

    kind: ExportKind
    has_files: bool
    unlocked: tuple[Metric, ...]
    groups: tuple[tuple[Message, tuple[Metric, ...]], ...]

    @property
    def locked(self) -> tuple[Metric, ...]:
        """All metrics that the data do not unlock."""
        return tuple(metric for _, group in self.groups for metric in group)

    @property
    def template_helps(self) -> bool:
        """Return whether a template filled in by hand would unlock any of them."""
        return any(DEFINITIONS[metric.key].in_template for metric in self.locked)


def parts(view: View, reports: Sequence[Report]) -> tuple[FiguresOfKind, ...]:
    """Return the metrics of each kind of file; `reports` are those of the shop's files."""
    kinds_here = {report.kind for report in reports}
    locked = view.locked()
    unlocked: dict[ExportKind, list[Metric]] = {kind: [] for kind in EXPORT}
    groups: dict[ExportKind, dict[str, list[Metric]]] = {kind: {} for kind in EXPORT}
    for key in (*view.keys(), *locked):
        metric = view.metric(key)
        kind = KIND_OF_FAMILY[metric.family]
        if key in locked:
            groups[kind].setdefault(str(locked[key]), []).append(metric)
        else:
            unlocked[kind].append(metric)
    return tuple(
        FiguresOfKind(
            kind,
            kind in kinds_here,
            tuple(unlocked[kind]),
            tuple((locked[metrics[0].key], tuple(metrics)) for metrics in groups[kind].values()),
        )
        for kind in EXPORT
    )
