"""The common parts of figures of posts: texts, and the definition by the columns that posts have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.core.definition import Definition
from engagement.metrics.social.notes import PostNotes
from engagement.metrics.social.rules import MeanByPost, Total

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.core.page import Place
    from engagement.metrics.model import Metric
    from engagement.metrics.rules.plain import Rule
    from engagement.metrics.social.posts import Facts

SOURCE: Final = message(
    "A post counts on the day it was published, with its numbers up to the export. "
    "Where a network's posts do not carry a number, its daily numbers stand in; the "
    "two are never added."
)
BY_MEAN: Final = message(
    "95%, for a mean over posts: of fewer than 400 by drawing them again (bootstrap-t), of more Student's t."
)


def figure(
    metric: Metric, facts: Facts, rule: Rule, *, page: Place, unlock: Message, in_template: bool = True
) -> Definition:
    """Return the definition of a figure of posts; a mean by post is the mean of the posts' own rates."""
    return Definition(
        metric=metric,
        source=facts.rate_sums if isinstance(rule, MeanByPost) else facts.ratio_sums,
        rule=rule,
        account=facts.account,
        rows=facts.behind,
        page=page,
        publishing="public",
        unlock=unlock,
        notes=PostNotes(facts),
        available=facts.available,
        in_template=in_template,
        adds_up=isinstance(rule, Total),
    )
