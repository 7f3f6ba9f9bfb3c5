"""Recipients of campaigns by group, and their orders in the days after the message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.placing import all_days
from engagement.metrics.email.campaigns import TABLE as CAMPAIGNS
from engagement.metrics.purchases.scans.histories import histories, orders_until
from engagement.metrics.rules.groups_followed import COMPARED, mean_spend, share_of
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.periods import as_date
from engagement.metrics.sums.sorted_keys import places_among
from engagement.statistics.interval import LEVEL
from engagement.statistics.multiple import holm
from engagement.statistics.proportions import newcombe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

    Mask = NDArray[np.bool_]

TABLE: Final = "recipients"
#: The days after the message in which orders count, including the day of the message.
DAYS: Final = (7, 30, 90)
#: The groupings of a campaign's recipients; the last two depend on their own behaviour.
TOLD_APART: Final[Mapping[str, Message]] = {
    "all": message("All recipients"),
    "written_to": message("Written to"),
    "group": message("Group"),
    "opened": message("Opened"),
    "clicked": message("Clicked"),
}
#: Groupings by the recipients' own behaviour, which cannot be assigned at random.
OF_THEIR_OWN: Final = frozenset({"opened", "clicked"})
#: The most groups of a campaign; the largest are used.
_MOST: Final = 12
_DID: Final = ("delivered", "opened", "clicked", "unsubscribed")
_FLAGS: Final = ("held_back", *_DID, "bounced")
COLUMNS: Final = (
    *("campaign", "sent", "days", "by", "key", "recipients", *_DID, "n", "bought", "share", "low", "high"),
    *("spend", "spend_low", "spend_high", "others_n", "others_bought", "others_share"),
    *("difference", "difference_low", "difference_high", "p", "differs"),
    *("before", "others_before", "unlike_before"),
)


def has_recipients(data: Data) -> bool:
    """Return whether a list of recipients names customers with orders, and a campaign of it has a day."""

    def count() -> bool:
        bought = data.frame("orders").filter(nw.col("counts"), ~nw.col("customer_key").is_null())
        known_recipients = data.frame(TABLE).join(
            bought.select("customer_key").unique(), on="customer_key", how="semi"
        )
        listed = collect(data.frame(TABLE).group_by("campaign").agg(nw.col("day").count()))
        dated = bool(np.any(listed["day"])) or not _days_of_campaigns(data).keys().isdisjoint(
            listed["campaign"]
        )
        return dated and bool(collect(known_recipients.select(n=nw.len()))["n"][0])

    return data.has(TABLE) and data.has("orders") and data.remember("any recipients", count)


def recipient_groups(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`: recipients of each campaign by group, and who bought in `DAYS`.

    Newest campaign first. `recipients` are all of a group, `n` those whose `DAYS` are over. Of them `share`
    bought within `DAYS` of sending, with a mean spend. `others` are all other recipients of the campaign,
    and `difference` compares with them, with p after Holm's correction over the table. `before` and
    `others_before` are the shares that had bought in as many days before; `unlike_before`, where these
    differ, shows that the group was not drawn at random. Values that a file does not have are NaN, as are
    shares under 10 and comparisons under 30 per side.
    """
    all_orders = all_days(scope, "orders")
    unfiltered = replace(
        all_orders, question=replace(all_orders.question, filters=())
    )  # recipients, whether they bought or not
    return unfiltered.remember("recipient groups", lambda: _compared(unfiltered))


class _Followed(NamedTuple):
    """The orders and spend of one campaign's recipients within some days, an entry each; in major units."""

    bought: Mask
    before: Mask
    spend: Array


class _RecipientPart(NamedTuple):
    """Some recipients of a campaign, grouped `by` something, and those with whom they are compared."""

    by: str
    key: str
    recipients: Mask
    others: Mask


@dataclass(frozen=True, slots=True)
class _Campaign:
    """The recipients of one campaign: their keys, the day, groups, and flags (NaN: unknown)."""

    name: str
    day: int
    key: NDArray[np.int64]
    group: NDArray[np.str_]
    flags: Mapping[str, Array]

    def parts(self) -> Iterator[_RecipientPart]:
        """Yield the parts to compare, those of one grouping next to each other."""
        everybody = np.ones(self.key.size, dtype=bool)
        yield _RecipientPart("all", "", everybody, ~everybody)
        held_back = self.flags["held_back"] == 1
        if held_back.any() and not held_back.all():
            yield _RecipientPart("written_to", "yes", ~held_back, held_back)
            yield _RecipientPart("written_to", "no", held_back, ~held_back)
        names, counts = np.unique(self.group, return_counts=True)
        if names.size > 1:
            for index in np.argsort(-counts, kind="stable")[:_MOST]:
                inside = self.group == names[index]
                yield _RecipientPart("group", str(names[index]), inside, ~inside)
        for name in ("opened", "clicked"):
            flag = self.flags[name]
            if (flag == 1).any() and (flag == 0).any():
                did, did_not = (flag == 1) & ~held_back, (flag == 0) & ~held_back
                yield _RecipientPart(name, "yes", did, did_not)
                yield _RecipientPart(name, "no", did_not, did)


def _compared(scope: Scope) -> pd.DataFrame:
    rows = []
    for campaign in _campaigns(scope):
        parts = list(campaign.parts())
        sent = as_date(campaign.day).isoformat()
        for days in DAYS:
            followed = _followed(scope, campaign, days)
            if followed is not None:
                heading = {"campaign": campaign.name, "sent": sent, "days": days}
                rows += [heading | _row(campaign, followed, part) for part in parts]
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS))
    frame = pd.DataFrame(rows)
    p, before = _corrected(frame, "p"), _corrected(frame, "p_before")
    frame = frame.assign(p=p, differs=p < 1 - LEVEL, unlike_before=before < 1 - LEVEL)
    return frame[list(COLUMNS)]


def _corrected(frame: pd.DataFrame, name: str) -> Array:
    """Return a column of p after Holm's correction; two complementary parts are one comparison."""
    comparisons = frame.groupby(["campaign", "days", "by"], sort=False)["by"]
    is_complement = np.asarray((comparisons.cumcount() == 1) & (comparisons.transform("size") == 2))
    adjusted = holm(np.where(is_complement, np.nan, frame[name]))
    return np.where(is_complement, np.roll(adjusted, 1), adjusted)


def _row(campaign: _Campaign, followed: _Followed, part: _RecipientPart) -> dict[str, object]:
    """Return the row of a part, with uncorrected p and `p_before`."""
    recipients, others_mask = part.recipients, part.others
    n, others = int(recipients.sum()), int(others_mask.sum())
    bought, others_bought = int(followed.bought[recipients].sum()), int(followed.bought[others_mask].sum())
    before, others_before = int(followed.before[recipients].sum()), int(followed.before[others_mask].sum())
    gap, p_before = (float("nan"),) * 4, float("nan")
    if min(n, others) >= COMPARED:
        gap = (*newcombe(float(bought), float(n), float(others_bought), float(others)),)
        p_before = newcombe(float(before), float(n), float(others_before), float(others)).p
    return {
        "by": part.by,
        "key": part.key,
        "recipients": n,
        **{name: _sum(campaign.flags[name][recipients]) for name in _DID},
        "n": n,
        "bought": bought,
        **dict(zip(("share", "low", "high"), share_of(bought, n), strict=True)),
        **dict(
            zip(("spend", "spend_low", "spend_high"), mean_spend(followed.spend[recipients]), strict=True)
        ),
        "others_n": others,
        "others_bought": others_bought,
        "others_share": share_of(others_bought, others)[0],
        **dict(zip(("difference", "difference_low", "difference_high", "p"), gap, strict=True)),
        "before": share_of(before, n)[0],
        "others_before": share_of(others_before, others)[0],
        "p_before": p_before,
    }


def _sum(flags: Array) -> float:
    return float(np.nansum(flags)) if (~np.isnan(flags)).any() else float("nan")


def _followed(scope: Scope, campaign: _Campaign, days: int) -> _Followed | None:
    """Return the recipients' orders in the days after and before; None where the data do not cover them."""
    history = histories(scope)
    if campaign.day + days > history.last_day:
        return None
    place, is_customer = places_among(history.key, campaign.key)
    on = np.full(place.size, campaign.day, dtype=np.int64)
    steps = [orders_until(history, place, on + step) for step in (-days - 2, -1, days)]
    spend = np.where(is_customer, history.spent(place, steps[1], steps[2]) / scope.minor, 0.0)
    return _Followed(is_customer & (steps[2] > steps[1]), is_customer & (steps[1] > steps[0]), spend)


def _campaigns(scope: Scope) -> list[_Campaign]:
    """Return the campaigns whose day is known, newest first."""
    columns = ("campaign", "customer_key", "day", "group", *_FLAGS)
    rows: pd.DataFrame = scope.data.frame(TABLE).select(*columns).collect("pyarrow").to_native().to_pandas()
    sent = _days_of_campaigns(scope.data)
    campaigns = []
    for name, recipients in rows.groupby("campaign", sort=True):
        days = recipients["day"].dropna()
        day = int(days.mode().iloc[0]) if len(days) else sent.get(str(name))
        if day is None:
            continue
        flags: dict[str, Array] = {flag: np.asarray(recipients[flag], dtype=np.float64) for flag in _FLAGS}
        flags["delivered"] = np.where(flags["bounced"] == 1, 0.0, flags["delivered"])
        group = recipients["group"].fillna("").astype(str).to_numpy(dtype=str)
        campaigns.append(
            _Campaign(str(name), day, recipients["customer_key"].to_numpy(dtype=np.int64), group, flags)
        )
    return sorted(campaigns, key=lambda campaign: (-campaign.day, campaign.name))


def _days_of_campaigns(data: Data) -> dict[str, int]:
    """Return the day of sending of the campaigns of a list, by name and by subject."""
    if not data.has(CAMPAIGNS):
        return {}
    rows = data.frame(CAMPAIGNS).select("name", "subject", "day").filter(~nw.col("day").is_null())
    campaigns = rows.collect("pyarrow").to_native().to_pylist()
    return {
        row[name_column]: int(row["day"])
        for name_column in ("subject", "name")
        for row in campaigns
        if row[name_column]
    }
