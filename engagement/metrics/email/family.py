"""What letters set in motion: opens, clicks, goodbyes and money, of campaigns by e-mail, SMS and push."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.email import words
from engagement.metrics.email.campaigns import TABLE, Campaigns, currencies
from engagement.metrics.rules.by_cluster import FEW_CLUSTERS, ShareByCluster
from engagement.metrics.rules.plain import RatioByPost

if TYPE_CHECKING:
    from engagement.metrics.core.definition import Field
    from engagement.metrics.model import Metric
    from engagement.metrics.rules.plain import Rule

_ABOVE: Final[frozenset[Field]] = frozenset({"value", "low", "high", "se", "numerator"})
_BY_CAMPAIGN: Final = RatioByPost(
    method="delta_by_campaign", of_few="bootstrap_t_by_campaign", comparison="difference_by_campaign"
)

_SHARE: Final = ShareByCluster(
    m="x",
    k="y",
    mm="xx",
    kk="yy",
    mk="xy",
    enough=FEW_CLUSTERS,
    method="wilson_by_campaign",
    comparison="newcombe_by_campaign",
)


def _of(
    metric: Metric, campaigns: Campaigns, rule: Rule, money: frozenset[Field] = frozenset()
) -> Definition:
    return Definition(
        metric=metric,
        source=campaigns.sums,
        rule=rule,
        account=campaigns.account,
        rows=campaigns.behind,
        notes=campaigns.notes,
        money=money,
        available=campaigns.available,
    )


def _rate(metric: Metric, above: str, below: str = "delivered") -> Definition:
    return _of(metric, Campaigns(above, below), _SHARE)


FAMILY: Final = Family(
    table=TABLE,
    currencies=currencies,
    dimensions={
        "channel": nw.col("channel"),
        "month": nw.col("instant").dt.to_string("%Y-%m"),
        "list": nw.col("list"),
        "currency": nw.col("currency"),
    },
    definitions=(
        _rate(words.OPEN_RATE, "unique_opens"),
        _rate(words.CLICK_RATE, "unique_clicks"),
        _rate(words.CLICK_TO_OPEN_RATE, "unique_clicks", "unique_opens"),
        _rate(words.UNSUBSCRIBE_RATE, "unsubscribes"),
        _of(
            words.REVENUE_PER_RECIPIENT, Campaigns("revenue", "recipients", money=True), _BY_CAMPAIGN, _ABOVE
        ),
    ),
)
