"""The comparisons that can become findings: splits, ratios, months, cohorts, products, order steps.

Everything that could become a sentence is one family of comparisons (`comparing.verdicts.INSIGHTS`), each
with a weight in the family-wise error rate. What shops act on has a larger weight: with equal ones, fifty
irrelevant splits would hide the five relevant ones.

Figures of customers are only split by attributes of the customer or of the first order: split by the
channel of orders, frequent customers would be in more channels, and each channel would differ for that
reason alone. Months are only tested for figures that do not change with a shop's age.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.findings.findings import (
    RATIOS,
    CohortFinding,
    ComparedItem,
    GatewayFinding,
    MonthFinding,
    OneShortFinding,
    RatioFinding,
    SegmentFinding,
    difference,
    least,
    p_of_ratio,
    strength_of_ratio,
)
from engagement.metrics.model import OTHER
from engagement.metrics.retention.pooled_cohorts import against_elders
from engagement.statistics.control import against_the_past
from engagement.statistics.interval import LEVEL, normal_quantile
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from engagement.metrics.model import View
    from engagement.metrics.views.owners import OwnersView

#: The splits to compare, by figure; None: all that the data have except those below. Of figures that move
#: together only one is here: each further one lowers the weight of the others, and takes the reader's time.
_SPLITS: Final[Mapping[str, tuple[str, ...] | None]] = {
    "repeat_within_90_days": ("country", "region", "channel", "discount_code"),
    "repeat_purchase_rate": ("country",),
    "days_between_orders": ("country",),
    "average_order_value": ("country", "channel"),
    "refund_rate": ("country", "channel"),
    "cancellation_rate": ("country",),
    "discount_share": ("country", "channel"),
    "net_promoter_score": None,
    "effort_easy_share": None,
    "customer_satisfaction": None,
    "engagement_rate_by_reach": ("type", "network"),
    "engagement_rate_by_impressions": ("type", "network"),
    "click_through_rate": ("type",),
    "conversion_rate": None,
    "cart_abandonment_rate": None,
    "checkout_abandonment_rate": None,
    "bounce_rate": None,
    "open_rate": ("list",),
    "click_rate": ("list",),
    "unsubscribe_rate": ("list",),
    "revenue_per_recipient": ("list",),
}
#: Figures equivalent to another one, which is compared instead if the data have it.
_SAME: Final[Mapping[str, str]] = {
    "engagement_rate_by_impressions": "engagement_rate_by_reach",
    "cart_abandonment_rate": "checkout_abandonment_rate",
}
_NEVER: Final = frozenset({"question", "survey", "month", "property", "currency", "source", "status"})
#: Figures whose months are compared.
MONTHLY: Final = (
    "net_promoter_score",
    "effort_easy_share",
    "customer_satisfaction",
    "engagement_rate_by_reach",
    "engagement_rate_by_impressions",
    "click_through_rate",
    "conversion_rate",
    "cart_abandonment_rate",
    "checkout_abandonment_rate",
    "bounce_rate",
    "open_rate",
    "click_rate",
    "unsubscribe_rate",
)
#: Weights of splits, larger for those that shops ask for first; any other split has 1.
_MAIN: Final = frozenset(
    {
        ("repeat_within_90_days", "country"),
        ("repeat_within_90_days", "channel"),
        ("net_promoter_score", "country"),
        ("engagement_rate_by_reach", "type"),
        ("average_order_value", "country"),
    }
)
_MAIN_PART, _RATIO_PART, _MONTH_PART, _COHORT_PART, _PRODUCT_PART = 10.0, 10.0, 3.0, 4.0, 8.0
#: The newest months of a series: the last one is tested, and their mean.
_NEW: Final = 3
#: The number of newest cohorts that are compared with older ones.
_COHORTS: Final = 3
#: The age at which cohorts are compared, in months.
_AGE: Final = 1
#: The fewest customers who began with a product, and without it, for a comparison.
_FEWEST: Final = 30
#: The step before the tenth order, and the fewest customers on it for a finding.
_NINE, _FEWEST_STANDING = 9, 10


def candidates(view: OwnersView) -> list[ComparedItem]:
    """Return all comparisons, each with its p (None: not tested) and its share of the error rate."""
    keys = reported_together(view)
    comparisons = [*segments(view, keys), *_ratios(view, keys), *_months(view, keys)]
    locked = view.locked_tables()
    if "cohorts" not in locked:
        comparisons += _cohorts(view)
    if "gateway_products" not in locked:
        comparisons += _products(view)
    return comparisons


def reported_together(view: View) -> frozenset[str]:
    """Return the unlocked figures, without those that are equivalent to another one."""
    unlocked = frozenset(view.keys())
    return unlocked - {key for key, other in _SAME.items() if other in unlocked}


def one_short_of_tenth(view: OwnersView) -> list[OneShortFinding]:
    """Return the number of customers one order short of the tenth, which is not a tested claim."""
    if {"order_ladder", "orders_per_customer"} & view.locked_tables().keys():
        return []
    ladder, per_customer = view.table("order_ladder"), view.table("orders_per_customer")
    customers = int(per_customer.loc[per_customer["orders"] == _NINE, "customers"].sum())
    steps = ladder.loc[ladder["order"] == _NINE, ["share", "low", "high", "eligible"]].to_numpy(np.float64)
    if customers < _FEWEST_STANDING or not steps.size or np.isnan(steps).any():
        return []
    share, low, high, eligible = steps[0].tolist()
    return [OneShortFinding("order_ladder", _NINE, customers, share, low, high, int(eligible))]


def segments(view: View, keys: frozenset[str]) -> Iterator[ComparedItem]:
    """Yield each split of the figures in `keys`, with the segment that differs most, if any."""
    frames: dict[tuple[str, str], pd.DataFrame] = {}
    for key, wanted in _SPLITS.items():
        offered = view.dimensions(key) if key in keys else ()
        splits = [by for by in (offered if wanted is None else wanted) if by in offered and by not in _NEVER]
        frames |= {(key, by): view.breakdown(key, by) for by in splits}
    compared = sum(int(frame["p"].notna().sum()) for frame in frames.values())
    for (key, by), frame in frames.items():
        named = frame["segment"].notna() & (frame["segment"] != OTHER)
        rows = frame[frame["differs"].astype(bool) & frame["value"].notna() & named]
        differing = [difference(key, by, row, compared) for row in rows.to_dict("records")]
        most: SegmentFinding | None = max(differing, key=lambda each: each.strength, default=None)
        part = _MAIN_PART if (key, by) in _MAIN else 1.0
        yield ComparedItem(f"{key} {by}", least(frame) if most else _untold(least(frame)), part, most)


def _untold(p: float | None) -> float | None:
    """Return the p of a comparison without a segment to report: 1, or None where it was not tested."""
    return None if p is None else 1.0


def _ratios(view: OwnersView, keys: frozenset[str]) -> Iterator[ComparedItem]:
    for key in RATIOS:
        if key in keys:
            reading = view.reading(key)
            yield ComparedItem(
                key, p_of_ratio(reading), _RATIO_PART, RatioFinding(key, reading, strength_of_ratio(reading))
            )


def _months(view: OwnersView, keys: frozenset[str]) -> Iterator[ComparedItem]:
    monthly = view.ask(replace(view.question, grain="month", by=None))
    for key in MONTHLY:
        if key not in keys:
            continue
        frame = monthly.trend(key, trailing=False)
        frame = frame[frame["complete"].astype(bool)]
        frame = _since_break(view, key, frame)
        values, low, high = (frame[name].to_numpy(dtype=np.float64) for name in ("value", "low", "high"))
        errors = (high - low) / (2 * normal_quantile(LEVEL))
        for last in (1, _NEW):
            recent = against_the_past(values, errors, last, _NEW) if len(frame) > _NEW else None
            finding = None
            if recent is not None:
                spread = (recent.high - recent.low) / 6
                finding = MonthFinding(
                    key,
                    frame["start"].iloc[-1].date(),
                    last,
                    recent.value,
                    recent.low,
                    recent.high,
                    int(frame["n"].iloc[-last:].sum()),
                    abs(recent.value - (recent.low + recent.high) / 2) / spread if spread else 0.0,
                )
            yield ComparedItem(f"{key} month {last}", recent and recent.p, _MONTH_PART, finding)


def _since_break(view: OwnersView, key: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the months of a trend since the metric's definition last changed."""
    broken = view.breaks(key)
    if not broken or frame.empty:
        return frame
    days = frame["start"].to_numpy(dtype="datetime64[D]").astype(np.int64)
    first_day = days[days <= broken[-1].day].max(initial=days[0])
    recent: pd.DataFrame = frame[days >= first_day]
    return recent


def _cohorts(view: OwnersView) -> Iterator[ComparedItem]:
    monthly = view.ask(replace(view.question, grain="month", by=None))
    compared = against_elders(monthly.table("cohorts"), _AGE)[-_COHORTS:]
    for each in compared:
        expected = each.expected
        p = None if np.isnan(expected.p) else float(expected.p)
        strength = abs(each.share - expected.value) / max(expected.high - expected.value, 1e-9)
        yield ComparedItem(f"cohort {each.cohort}", p, _COHORT_PART / _COHORTS, CohortFinding(each, strength))


def _products(view: OwnersView) -> Iterator[ComparedItem]:
    """Yield the comparison of gateway products: the best one, corrected for all candidates."""
    frame = view.table("gateway_products")
    frame = frame[(frame["began"] >= _FEWEST) & (frame["others"] >= _FEWEST)]
    if frame.empty:
        return
    columns = ("came_back", "began", "others_came_back", "others")
    back, began, others_back, others = (frame[c].to_numpy(np.float64) for c in columns)
    apart = newcombe(back, began, others_back, others)
    judged = holm(apart.p)
    ahead = np.where(np.asarray(apart.value) > 0, judged, np.inf)
    best = int(np.argmin(ahead))
    if not np.isfinite(ahead[best]):
        return
    row = frame.iloc[best]
    low, high = float(apart.low[best]), float(apart.high[best])
    finding = GatewayFinding(
        str(row["product"]),
        float(row["share"]),
        float(others_back[best] / others[best]),
        low,
        high,
        int(row["began"]),
        len(frame),
        float(apart.value[best]) / max((high - low) / 2, 1e-9),
    )
    yield ComparedItem("gateway_products", float(judged[best]), _PRODUCT_PART, finding)
