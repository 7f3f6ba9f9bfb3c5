"""Historic lifetime value: what customers had spent 30, 90, 180 and 365 days after their first order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.customers.rfm import scored
from engagement.metrics.model import PAIR
from engagement.metrics.purchases.scans.customers import named_orders
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.retention.cohorts import SMALLEST_COHORT, cohort_of_each
from engagement.metrics.split_up.customer_parts import FIRST_PRODUCT, parts
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import first_of_each
from engagement.statistics.means import means_of_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

AGES: Final = (30, 90, 180, 365)
#: A mean of fewer customers is not shown.
FEWEST: Final = 10
_KEY: Final = "customer_key"


def lifetime_value(scope: Scope) -> pd.DataFrame:
    """Return, for each age, the mean spend per customer up to it, in major units of the scope's currency.

    Only customers whose first order is at least that old and who have an order in the currency are counted.
    The last day of the age is included. Limits allow for the few who spend most (`means.means_of_groups`);
    all are NaN for fewer than 10 customers.
    """
    rows = []
    for age, spent, old in _by_age(histories(scope)):
        customers = int(old.sum())
        # Minor units add up exactly, so a mean is the same in whatever order the customers come.
        means = means_of_groups(spent[old].astype(np.float64), np.zeros(customers, dtype=np.int64), 1)
        minor = scope.minor if customers >= FEWEST else np.nan
        rows.append((age, customers, *(float(part[0]) / minor for part in means[:3])))
    return pd.DataFrame(rows, columns=["age_days", "customers", "mean", "low", "high"])


def lifetime_value_by_cohort(scope: Scope) -> pd.DataFrame:
    """Return the same for each cohort of customers, by the period of their first order.

    Ages that no customer of a cohort has reached have no row. Where only a part of the cohort has reached an
    age, the row is about that part. Means and limits are NaN for fewer than 30 customers.
    """
    history = histories(scope)
    names, cohort = cohort_of_each(history, scope.question.grain)
    return _in_groups(scope, history, "cohort", names, cohort)


def lifetime_value_by_group(scope: Scope) -> pd.DataFrame:
    """Return the same for each group of customers: by the question's split, else by RFM group.

    The split may combine two dimensions. A customer belongs to the group of their first order ever. RFM
    groups are those of the as-of day, so the spend shown is part of what put a customer into the group.
    """
    history = histories(scope)
    names: Sequence[str | None]
    split = scope.question.split
    if split is None or not is_split(scope.data, split):
        names, group = [each.key for each in GROUPS], scored(history).group
    elif FIRST_PRODUCT in split.split(PAIR):  # of which a customer may have several: the largest parts
        groups = parts(scope, split)
        members = np.concatenate([np.zeros(0, dtype=np.int64), *groups.places])
        group_index = np.repeat(np.arange(len(groups.names)), [each.size for each in groups.places])
        return _in_groups(scope, history, "group", groups.names, group_index, members)
    else:
        names, group = _parts(scope, split)
    return _in_groups(scope, history, "group", names, group)


def is_split(data: Data, split: str | None) -> bool:
    """Return whether `split` can group customers: a dimension of orders, or one of customers."""
    available = [*(data.dimensions("orders") if data.has("orders") else ())]
    available += [FIRST_PRODUCT] if data.has("lines") else []
    return split is not None and all(
        dimension in available or data.is_of_customers(dimension) for dimension in split.split(PAIR)
    )


def _by_age(history: Histories) -> Iterator[tuple[int, Array, NDArray[np.bool_]]]:
    """Yield each age with the customers' spend up to it in minor units, and a mask of those that old."""
    for age in AGES:
        is_old = history.first_day <= history.last_day - age
        yield age, history.spent_until(age), history.paying & is_old


def _in_groups(
    scope: Scope,
    history: Histories,
    called: str,
    names: Sequence[str | None],
    group: NDArray[np.int64],
    members: NDArray[np.int64] | None = None,
) -> pd.DataFrame:
    """Return the means of groups: `group` of each customer, or of `members`, some of them in several."""
    members = np.arange(history.customers) if members is None else members
    rows = []
    for age, spent, all_old in _by_age(history):
        old = all_old[members]
        customers = np.bincount(group[old], minlength=len(names))
        group_means = means_of_groups(spent[members[old]].astype(np.float64), group[old], len(names))
        minor = np.where(customers >= SMALLEST_COHORT, scope.minor, np.nan)
        columns = {
            called: pd.Series(list(names), dtype=object),
            "age_days": age,
            "customers": customers,
            "mean": group_means.value / minor,
            "low": group_means.low / minor,
            "high": group_means.high / minor,
        }
        rows.append(pd.DataFrame(columns).assign(place=np.arange(len(names))))
    frame = pd.concat(rows)
    frame = frame[frame["customers"] > 0].sort_values(["place", "age_days"], ignore_index=True)
    return frame.drop(columns="place")


def _parts(scope: Scope, by: str) -> tuple[list[str | None], NDArray[np.int64]]:
    """Return a dimension's values, largest first, and the index of that of each customer's first order."""
    rows = scope.labelled(named_orders(scope), by, "part_", "orders")
    first_orders = collect(rows.group_by(_KEY, "part_").agg(nw.col("instant").min()))
    names, part = np.unique(np.asarray(first_orders["part_"], dtype=str), return_inverse=True)
    key = np.asarray(first_orders[_KEY], dtype=np.int64)
    # Of two at the same moment the first by name counts.
    first = part[first_of_each(key, np.asarray(first_orders["instant"]), part)]
    by_size = np.argsort(-np.bincount(first, minlength=names.size), kind="stable")
    place = np.empty(names.size, dtype=np.int64)
    place[by_size] = np.arange(names.size)
    return [str(names[i]) or None for i in by_size], place[first]
