"""Do promoters spend more afterwards? Answers and orders of the same customers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.cells import marked, paid
from engagement.metrics.core.definition import Definition, Family, ResultTable
from engagement.metrics.core.page import OPINION_AND_SPEND, Place
from engagement.metrics.core.publishing import Guarded
from engagement.metrics.joined.spend_afterwards import (
    FOLLOW_UP,
    Respondents,
    named_answers,
    orders_of_window,
    people,
)
from engagement.metrics.model import Metric
from engagement.metrics.purchases.notes import about_currencies
from engagement.metrics.rules.groups_followed import FEWEST, mean_spend
from engagement.metrics.rules.plain import Estimates
from engagement.metrics.rules.two_groups import FEWEST_IN_GROUP, LARGEST_SHARE, ShownWhereEnough
from engagement.metrics.sums.group_sums import WHOLE, collect
from engagement.metrics.surveys.answers import EARLIER, TABLE, account, answers, has_kind
from engagement.metrics.surveys.family import DIMENSIONS, NPS_PARTS
from engagement.statistics import means
from engagement.statistics.bootstrap import joint_bootstrap
from engagement.statistics.studentised import level_for_few

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array


@dataclass(frozen=True, slots=True)
class PromoterSpendRatio(ShownWhereEnough):
    """Mean spend of promoters over that of detractors, with a bootstrap interval by customer.

    `also`: customers in each group, the largest share that one of them has of a group's revenue, and
    whether that is enough for a ratio.
    """

    method: str = "bootstrap_by_customer"
    comparison: str = "log_ratio_by_customer"

    def estimate(self, stats: Respondents) -> Estimates:
        """Return the ratio of each group; no interval where it must not be shown."""
        rows = [_ratio(*stats.promoters_and_detractors(place)) for place in range(len(stats))]
        names = (
            "value",
            "low",
            "high",
            "se",
            "numerator",
            "denominator",
            "promoters",
            "detractors",
            "largest",
        )
        columns = dict(zip(names, np.asarray(rows, dtype=np.float64).reshape(-1, len(names)).T, strict=True))
        also = {name: columns.pop(name) for name in ("promoters", "detractors", "largest")}
        firm = _firm(np.minimum(also["promoters"], also["detractors"]), also["largest"])
        also["enough"] = (firm & ~np.isnan(columns["value"])).astype(np.float64)
        n = also["promoters"] + also["detractors"]
        value, low, high, se, above, below = (columns[name] for name in names[:6])
        return Estimates(value, low, high, se, above, below, n, also)


def _firm(smaller: Array | float, largest: Array | float) -> Array:
    return np.asarray((np.asarray(smaller) >= FEWEST_IN_GROUP) & (np.asarray(largest) <= LARGEST_SHARE))


def _ratio(promoters: Array, detractors: Array) -> tuple[float, ...]:
    """Return value, low, high, se, both means, both sizes and the largest share of a group's revenue."""
    first, second = means.mean(promoters), means.mean(detractors)
    largest = max(_largest_share(promoters), _largest_share(detractors))
    sizes = (float(promoters.size), float(detractors.size))
    if not (promoters.size and detractors.size and second.value > 0):
        return (np.nan, np.nan, np.nan, np.nan, first.value, second.value, *sizes, largest)
    value, low, high = first.value / second.value, np.nan, np.nan
    if _firm(min(sizes), largest):
        _, low, high = joint_bootstrap(
            _columns(promoters, detractors), _ratio_of_draws, level=level_for_few(min(sizes))
        )
    relative = np.hypot(first.se / first.value if first.value else np.nan, second.se / second.value)
    return (value, low, high, value * relative, first.value, second.value, *sizes, largest)


def _largest_share(spend: Array) -> float:
    total = float(spend.sum())
    return float(spend.max()) / total if spend.size and total > 0 else 0.0


def _columns(promoters: Array, detractors: Array) -> Array:
    """Return one row per customer: is a promoter, their spend, is a detractor, their spend."""
    rows = np.zeros((promoters.size + detractors.size, 4))
    rows[: promoters.size, 0], rows[: promoters.size, 1] = 1, promoters
    rows[promoters.size :, 2], rows[promoters.size :, 3] = 1, detractors
    return rows


def _ratio_of_draws(sums: Array) -> Array:
    return np.asarray((sums[:, 1] / sums[:, 0]) / (sums[:, 3] / sums[:, 2]))


def _counts(scope: Scope) -> dict[str, int]:
    """Return the numbers of the window's answers by how they count."""
    respondents = scope.remember("people", lambda: people(scope, WHOLE))
    all_answers, named = named_answers(scope)
    used = respondents.had_ordered & respondents.is_complete
    passive = (respondents.score > 6) & (respondents.score < 9)
    return {
        "all": all_answers,
        "unnamed": all_answers - named,
        "repeated": named - respondents.score.size,
        "strangers": int((~respondents.had_ordered).sum()),
        "unripe": int((respondents.had_ordered & ~respondents.is_complete).sum()),
        "passive": int((used & passive).sum()),
        "used": int((used & ~passive).sum()),
        "matched": int(respondents.had_ordered.sum()),
        "people": int(respondents.score.size),
    }


def _account(scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
    count = _counts(scope)
    # Of the answers of one person the first counts, even if the question counts only the last elsewhere.
    others = [(reason, rows) for reason, rows in account(scope, "nps")[0] if reason is not EARLIER]
    reasons = (
        *others,
        (message("Answers without a customer"), count["unnamed"]),
        (message("Later answers of the same customer"), count["repeated"]),
        (message("People without an order before they answered"), count["strangers"]),
        (message("People whose days after the answer are not over"), count["unripe"]),
        (message("Passives (7 and 8)"), count["passive"]),
    )
    return tuple((reason, rows) for reason, rows in reasons if rows), count["used"]


def _notes(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    count, also = _counts(scope), estimates.also
    promoters, detractors = int(also["promoters"][0]), int(also["detractors"][0])
    sizes = message(
        "{promoters} promoters and {detractors} detractors, each with {days} days after the answer",
        promoters=promoters,
        detractors=detractors,
        days=FOLLOW_UP,
    )
    matched = message(
        "{matched} of {all} answers belong to a customer who had ordered by then",
        matched=count["matched"],
        all=count["all"],
    )
    too_few = message("Too few for a ratio: it needs {least} customers on either side", least=FEWEST_IN_GROUP)
    dominated = message("One customer makes more than a fifth of a side's revenue, so there is no ratio")
    guards = (
        *((too_few,) if min(promoters, detractors) < FEWEST_IN_GROUP else ()),
        *((dominated,) if also["largest"][0] > LARGEST_SHARE else ()),
    )
    cause = message("Associated with the answer; not proof of a cause")
    return (*guards, sizes, matched, cause, *about_currencies(scope))


def _behind(scope: Scope) -> Frame:
    return answers(scope, "nps").filter(~nw.col("customer_key").is_null())


def _available(data: Data) -> bool:
    def count() -> bool:
        named = [
            data.frame(name).select(nw.col("customer_key").count()) if data.has(name) else None
            for name in ("orders", TABLE)
        ]
        return all(frame is not None and bool(collect(frame)["customer_key"][0]) for frame in named)

    return has_kind(data, "nps") and data.remember("named on both sides", count)


def spend_by_answer(scope: Scope) -> pd.DataFrame:
    """Return group, customers, mean, low, high, in major units of the scope's currency.

    promoters, passives, detractors: spend in the days after the answer. answered, silent: spend in the
    window of customers who ever answered and of those who never did, which shows whether respondents are
    representative. A mean of fewer than 10 is NaN.
    """
    respondents = scope.remember("people", lambda: people(scope, WHOLE))
    used, score = respondents.had_ordered & respondents.is_complete, respondents.score
    window = orders_of_window(scope)
    groups = {
        "promoters": respondents.spend[used & (score >= 9)],
        "passives": respondents.spend[used & (score > 6) & (score < 9)],
        "detractors": respondents.spend[used & (score <= 6)],
        "answered": window[window[:, 0] == 1, 1],
        "silent": window[window[:, 0] == 0, 1],
    }
    rows = [
        (group, spends.size, *mean_spend(spends / scope.minor, FEWEST)) for group, spends in groups.items()
    ]
    return pd.DataFrame(rows, columns=["group", "customers", "mean", "low", "high"])


_SPENT: Final = (
    "spent",
    partial(
        marked,
        subject="spend",
        names=("used_promoters", "used_detractors", "left_promoters", "left_detractors"),
    ),
)
_SPENT_MONEY: Final = (
    "spent money",
    partial(paid, subject="spend", names=("used_promoters", "used_detractors")),
)

FAMILY: Final = Family(
    table=TABLE,
    dimensions=DIMENSIONS,
    definitions=(
        Definition(
            metric=Metric(
                key="promoter_spend_ratio",
                family="joined",
                table=TABLE,
                unit="ratio",
                name=message("Spend of promoters against detractors"),
                numerator=message(
                    "mean spend of promoters in the {days} days after their answer", days=FOLLOW_UP
                ),
                denominator=message(
                    "mean spend of detractors in the {days} days after their answer", days=FOLLOW_UP
                ),
                counts=message(
                    "Customers who answered and had ordered by then; who orders nothing afterwards counts "
                    "with 0. "
                    "Each customer's first answer counts, and orders from the day after it."
                ),
                leaves_out=message(
                    "Answers without a customer, of people who are not among the customers, and of the last "
                    "{days} days. "
                    "There is no ratio under {least} customers on either side, or where one of them makes "
                    "more than "
                    "a fifth of a side's revenue.",
                    days=FOLLOW_UP,
                    least=FEWEST_IN_GROUP,
                ),
                origin=message(
                    "A definition of this dashboard, to see whether the answers go with what people do."
                ),
                interval=message(
                    "95%, by drawing the customers again 2,000 times, the same draws every time."
                ),
                columns=("customer_key",),
            ),
            source=people,
            rule=PromoterSpendRatio(),
            account=_account,
            rows=_behind,
            page=Place(heading=OPINION_AND_SPEND),
            publishing=Guarded((NPS_PARTS, _SPENT, _SPENT_MONEY), splits=False, orders_after=FOLLOW_UP),
            unlock=message(
                "A file of orders, and a survey of recommending that names the same customers, "
                "by e-mail or customer id."
            ),
            notes=_notes,
            money=frozenset({"numerator", "denominator"}),
            available=_available,
        ),
    ),
    tables={"spend_by_answer": ResultTable(make=spend_by_answer, publishing="never")},
)
