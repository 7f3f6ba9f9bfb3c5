"""Who was written to and who bought: recipients by group, and their orders in the days after the message."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.placing import all_days
from engagement.metrics.email.campaigns import TABLE as CAMPAIGNS
from engagement.metrics.purchases.scans.histories import histories, orders_until
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import places_among
from engagement.statistics import means
from engagement.statistics.interval import LEVEL
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe, wilson

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

    Mask = NDArray[np.bool_]

TABLE: Final = "recipients"
#: Days after the message in which orders count; its own day counts with them.
DAYS: Final = (7, 30, 90)
#: By what recipients of a campaign are told apart; the last two they chose themselves.
TOLD_APART: Final[Mapping[str, Message]] = {
    "all": message("All recipients"),
    "written_to": message("Written to"),
    "group": message("Group"),
    "opened": message("Opened"),
    "clicked": message("Clicked"),
}
#: Told apart by what they did themselves, which no lot can draw.
OF_THEIR_OWN: Final = frozenset({"opened", "clicked"})
#: Recipients on either side from which two shares are compared, and under which no mean is shown.
COMPARED: Final = 30
#: A share of fewer is not shown.
_FEWEST: Final = 10
#: Groups of a campaign that are told apart; the largest.
_MOST: Final = 12
_DID: Final = ("delivered", "opened", "clicked", "unsubscribed")
_FLAGS: Final = ("held_back", *_DID, "bounced")
COLUMNS: Final = (
    *("campaign", "sent", "days", "by", "key", "recipients", *_DID, "n", "bought", "share", "low", "high"),
    *("spend", "spend_low", "spend_high", "others_n", "others_bought", "others_share"),
    *("difference", "difference_low", "difference_high", "p", "differs"),
    *("before", "others_before", "unlike_before"),
)
#: Where the columns stand that are known only once all rows are there.
_AT_P: Final = COLUMNS.index("p")

#: Counts that are always known.
_WHOLE: Final = ("recipients", "n", "bought", "others_n", "others_bought")


def has_recipients(data: Data) -> bool:
    """Whether a list of recipients names people with orders, and a day of sending is known of any."""

    def count() -> bool:
        bought = data.frame("orders").filter(nw.col("counts"), ~nw.col("customer_key").is_null())
        known = data.frame(TABLE).join(bought.select("customer_key").unique(), on="customer_key", how="semi")
        dated = bool(collect(data.frame(TABLE).select(nw.col("day").count()))["day"][0])
        return bool(collect(known.select(n=nw.len()))["n"][0]) and (dated or bool(_days_of_campaigns(data)))

    return data.has(TABLE) and data.has("orders") and data.remember("any recipients", count)


def recipient_groups(scope: Scope) -> pd.DataFrame:
    """Return `COLUMNS`: of each campaign, newest first, its recipients by group, and who bought in `DAYS`.

    `recipients` are all of a group, `n` those whose days are over: of them `share` bought, from the day of
    sending on, and spent so much each; `others` are all other recipients of the campaign, and `difference`
    is against them, with p after Holm over the table. `before` and `others_before` are shares that had bought
    in as many days before: `unlike_before`, where these differ, tells that no lot drew the group. What a file
    does not say is NaN, as are shares under 10 and comparisons under 30 a side.
    """
    whole = all_days(scope, "orders")
    own = replace(whole, question=replace(whole.question, filters=()))  # who got it, bought or not
    return own.remember("recipient groups", lambda: _compared(own))


class _Followed(NamedTuple):
    """What the recipients of one campaign did, an entry each, in so many days; money in major units."""

    bought: Mask
    before: Mask
    spend: Array


@dataclass(frozen=True, slots=True)
class _Campaign:
    """The recipients of one campaign: their keys, the day, groups, and flags (NaN: not said)."""

    name: str
    day: int
    key: NDArray[np.int64]
    group: NDArray[np.str_]
    flags: Mapping[str, Array]

    def parts(self) -> Iterator[tuple[str, str, Mask]]:
        """Yield by what, which, and who."""
        whole = np.ones(self.key.size, dtype=bool)
        yield "all", "", whole
        held = self.flags["held_back"] == 1
        if held.any() and not held.all():
            yield "written_to", "yes", ~held
            yield "written_to", "no", held
        names, counts = np.unique(self.group, return_counts=True)
        if names.size > 1:
            for at in np.argsort(-counts, kind="stable")[:_MOST]:
                yield "group", str(names[at]), self.group == names[at]
        for name in ("opened", "clicked"):
            said = self.flags[name]
            if (said == 1).any() and (said == 0).any():
                yield name, "yes", (said == 1) & ~held
                yield name, "no", (said == 0) & ~held


def _compared(scope: Scope) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = []
    tests: list[tuple[float, float]] = []
    for campaign in _campaigns(scope):
        parts = list(campaign.parts())
        for days in DAYS:
            found = _followed(scope, campaign, days)
            if found is None:
                continue
            for by, key, of in parts:
                among = np.ones(of.size, dtype=bool)
                if by in OF_THEIR_OWN:
                    among = np.any([other for name, _, other in parts if name == by], axis=0)
                values, both = _row(campaign, found, of, among & ~of, alone=by == "all")
                rows.append((campaign.name, campaign.day, days, by, key, *values))
                tests.append(both)
    adjusted = [_corrected([row[:4] for row in rows], [pair[i] for pair in tests]) for i in (0, 1)]
    for at, row in enumerate(rows):
        p, before = (float(one[at]) for one in adjusted)
        shown = (*row[:_AT_P], p, p < 1 - LEVEL, *row[_AT_P:], before < 1 - LEVEL)
        rows[at] = shown
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame = frame.astype(dict.fromkeys(_WHOLE, np.int64))
    sent = pd.to_datetime(frame["sent"].astype("float64"), unit="D")
    return frame.assign(sent=sent.dt.strftime("%Y-%m-%d") if len(frame) else frame["sent"])


def _corrected(asked: Sequence[tuple[object, ...]], p: Sequence[float]) -> Array:
    """Return p after Holm; two parts that are each other's rest are one comparison."""
    values = np.asarray(p, dtype=np.float64)
    many = Counter(asked)
    twice = [at for at in range(1, len(asked)) if asked[at] == asked[at - 1] and many[asked[at]] == 2]
    once = values.copy()
    once[twice] = np.nan
    found = holm(once)
    found[twice] = found[np.asarray(twice, dtype=np.int64) - 1]
    return found


def _row(
    campaign: _Campaign, found: _Followed, of: Mask, rest: Mask, *, alone: bool
) -> tuple[tuple[float, ...], tuple[float, float]]:
    """Return what stands in a row from `recipients` on, without what is corrected, and both p."""
    n, others = int(of.sum()), 0 if alone else int(rest.sum())
    bought, theirs = int(found.bought[of].sum()), int(found.bought[rest].sum())
    did = [_sum(campaign.flags[name][of]) for name in _DID]
    nothing = float("nan")
    share = tuple(wilson(float(bought), float(n))) if n >= _FEWEST else (nothing,) * 3
    spend = (nothing,) * 3
    if n >= COMPARED:
        mean = means.means_of_groups(found.spend[of], np.zeros(n, dtype=np.int64), 1)
        low = float(mean.low[0])
        spend = (
            float(mean.value[0]),
            max(low, 0.0) if np.all(found.spend[of] >= 0) else low,
            float(mean.high[0]),
        )
    gap = (nothing,) * 3
    p = p_before = nothing
    before, before_rest = found.before[of], found.before[rest]
    if min(n, others) >= COMPARED:
        *gap_, p = newcombe(float(bought), float(n), float(theirs), float(others))
        gap = (float(gap_[0]), float(gap_[1]), float(gap_[2]))
        p_before = newcombe(float(before.sum()), float(n), float(before_rest.sum()), float(others)).p
    rate = theirs / others if others >= _FEWEST else nothing
    earlier = (
        float(before.mean()) if n >= _FEWEST else nothing,
        float(before_rest.mean()) if others >= _FEWEST else nothing,
    )
    beside = (float(others), float(theirs if others else 0), rate)
    counted = (float(n), *did, float(n), float(bought))
    return (*counted, *share, *spend, *beside, *gap, *earlier), (float(p), float(p_before))


def _sum(flags: Array) -> float:
    return float(np.nansum(flags)) if (~np.isnan(flags)).any() else float("nan")


def _followed(scope: Scope, campaign: _Campaign, days: int) -> _Followed | None:
    """Return what recipients did in the days after and before; None where the data do not reach so far."""
    history = histories(scope)
    if campaign.day + days > history.last_day:
        return None
    place, known = places_among(history.key, campaign.key)
    on = np.full(place.size, campaign.day, dtype=np.int64)
    steps = [orders_until(history, place, on + step) for step in (-days - 2, -1, days)]
    summed = np.concatenate(([0], np.cumsum(history.money)))
    start = history.start[place]
    spend = (summed[start + steps[2]] - summed[start + steps[1]]) / scope.minor
    return _Followed(
        known & (steps[2] > steps[1]), known & (steps[1] > steps[0]), np.where(known, spend, 0.0)
    )


def _campaigns(scope: Scope) -> list[_Campaign]:
    """Return the campaigns whose day is known, newest first."""
    columns = ("campaign", "customer_key", "day", "group", *_FLAGS)
    rows: pd.DataFrame = scope.data.frame(TABLE).select(*columns).collect("pyarrow").to_native().to_pandas()
    sent = _days_of_campaigns(scope.data)
    found = []
    for name, own in rows.groupby("campaign", sort=True):
        days = own["day"].dropna()
        day = int(days.mode().iloc[0]) if len(days) else sent.get(str(name))
        if day is None:
            continue
        flags: dict[str, Array] = {flag: np.asarray(own[flag], dtype=np.float64) for flag in _FLAGS}
        flags["delivered"] = np.where(flags["bounced"] == 1, 0.0, flags["delivered"])
        group = own["group"].fillna("").astype(str).to_numpy(dtype=str)
        found.append(_Campaign(str(name), day, own["customer_key"].to_numpy(dtype=np.int64), group, flags))
    return sorted(found, key=lambda one: (-one.day, one.name))


def _days_of_campaigns(data: Data) -> dict[str, int]:
    """Return the day of sending of the campaigns of a list, by name and by subject."""
    if not data.has(CAMPAIGNS):
        return {}
    rows = data.frame(CAMPAIGNS).select("name", "subject", "day").filter(~nw.col("day").is_null())
    found = rows.collect("pyarrow").to_native().to_pylist()
    return {row[by]: int(row["day"]) for by in ("subject", "name") for row in found if row[by]}
