"""Several numbers of a view at once: a trend, a breakdown, the rows behind a number."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.comparing.verdicts import DIFFERENCES
from engagement.metrics.loyalty.person_days import day_sums
from engagement.metrics.model import BREAKDOWN_COLUMNS, PAIR, TREND_COLUMNS, Window
from engagement.metrics.sums.group_sums import WHOLE, Cut
from engagement.metrics.sums.states_of_windows import NEW, RETURNING
from engagement.metrics.views.compare import against_others
from engagement.metrics.views.headline import units
from engagement.metrics.views.products_held import figures, of_contents, of_contents_and

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.metrics.core.definition import Definition
    from engagement.metrics.core.scope import Scope, StatsSource
    from engagement.metrics.sums.periods import Periods

#: Dimensions that cannot be combined with another one, because they determine the question or the unit.
ALONE: Final = frozenset({"question", "survey", "currency"})
#: Tables whose rows have all of their dimensions at once.
PAIRED: Final = frozenset({"orders", "responses", "posts", "campaigns"})
#: Scans that watch each customer from day to day: they have no windows that could be narrowed.
_FROM_DAY_TO_DAY: Final[frozenset[StatsSource]] = frozenset({day_sums})
_DAY: Final = np.timedelta64(1, "D")
_EPOCH: Final = np.datetime64("1970-01-01", "D")


def trend(definition: Definition, scope: Scope, periods: Periods) -> pd.DataFrame:
    """Return `TREND_COLUMNS`, one row per period.

    A filter by what a customer is in a window, such as new, is asked of each period's window.
    """
    if scope.cohort is None and scope.is_of_window:
        asked = None if definition.source in _FROM_DAY_TO_DAY else _of_each_window(scope)
        return _each_alone(definition, scope, periods) if asked is None else trend(definition, asked, periods)
    estimates = definition.rule.estimate(scope.stats(definition.source, Cut(along=periods)))
    frame = figures(definition, scope, estimates)
    return _dated(frame, periods)


def _dated(frame: pd.DataFrame, periods: Periods) -> pd.DataFrame:
    """Return `TREND_COLUMNS` of the figures of all periods."""
    frame["start"] = (_EPOCH + np.asarray(periods.starts()) * _DAY).astype("datetime64[s]")
    # A period that ends after the scope's days is still running, or its follow-up time is not over.
    frame["complete"] = periods.complete()
    return frame[list(TREND_COLUMNS)]


def _of_each_window(scope: Scope) -> Scope | None:
    """Return the scope that asks of each window who is new in it, or returning; None for other states."""
    if not scope.states_asked <= {NEW, RETURNING}:
        return None
    return replace(scope.of_any_state(), states=scope.states_asked, read_in=scope.currency)


def _each_alone(definition: Definition, scope: Scope, periods: Periods) -> pd.DataFrame:
    """Return `TREND_COLUMNS`, each period read in its own window, which takes a scan for each of them."""
    rows = []
    for start, end in zip(periods.starts(), periods.ends(), strict=True):
        first = periods.covered_from if periods.length is None else end - periods.length + 1
        window = Window(start if periods.length == 0 else first, end)
        alone = replace(scope, window=window, read_in=scope.currency)
        rows.append(
            figures(definition, alone, definition.rule.estimate(alone.stats(definition.source, Cut())))
        )
    frame = pd.concat(rows, ignore_index=True)
    return _dated(frame, periods)


def breakdown(definition: Definition, scope: Scope, by: str) -> pd.DataFrame:
    """Return `BREAKDOWN_COLUMNS`, one row per segment, largest n first.

    With two dimensions at once (`pair_of`), orders may have several values of one; ValueError for both.
    """
    if PAIR in by and any(scope.data.is_of_lines(dimension, scope.table) for dimension in by.split(PAIR)):
        return ordered(of_contents_and(definition, scope, by))
    if by == "currency" and definition.money and scope.data.rates is None:
        return _by_currency(definition, scope)
    if scope.data.is_of_lines(by, scope.table):
        return ordered(of_contents(definition, scope, by))
    stats = scope.stats(definition.source, Cut(by=by))
    estimates = definition.rule.estimate(stats)
    frame = figures(definition, scope, estimates).assign(segment=pd.Series(stats.labels, dtype=object))
    comparison, p, is_large = against_others(definition, stats, estimates)
    unit = units(definition, scope, "value")
    with np.errstate(invalid="ignore"):
        frame["differs"] = np.asarray(is_large & (p <= DIFFERENCES))
    frame["p"] = p
    frame["difference"], frame["difference_low"], frame["difference_high"] = (
        p / unit for p in comparison[:3]
    )
    return ordered(frame[frame["n"] > 0])


def rows(selection: Frame, limit: int | None) -> pd.DataFrame:
    """Return rows as shown to people, oldest first; a customer is a short code."""
    moment = "instant" if "instant" in selection.collect_schema().names() else "day"
    ordered = selection.sort(moment, "line") if limit is None else selection.sort(moment, "line").head(limit)
    frame: pd.DataFrame = ordered.collect("pyarrow").to_native().to_pandas(integer_object_nulls=True)
    if "customer_key" in frame:
        codes = [None if pd.isna(key) else short_code(int(key)) for key in frame.pop("customer_key")]
        frame.insert(0, "customer", codes)
    return frame


def short_code(key: int) -> str:
    """Return an eight-character code for a customer, from which the key cannot be derived."""
    digest = hashlib.blake2b(key.to_bytes(8, "little", signed=True), digest_size=5).digest()
    return base64.b32encode(digest).decode()


def _by_currency(definition: Definition, scope: Scope) -> pd.DataFrame:
    """Return one row per currency, each in its own money: they are not compared."""
    parts = []
    for code in scope.currencies or (scope.currency,):
        in_currency = replace(scope, read_in=code)
        estimates = definition.rule.estimate(in_currency.stats(definition.source, WHOLE))
        parts.append(figures(definition, in_currency, estimates).assign(segment=code))
    none = dict.fromkeys(("difference", "difference_low", "difference_high", "p"), np.nan)
    return ordered(pd.concat(parts, ignore_index=True).assign(differs=False, **none))


def ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `BREAKDOWN_COLUMNS`, the largest segment first."""
    largest_first = frame.sort_values(["n", "segment"], ascending=[False, True], ignore_index=True)
    return largest_first[list(BREAKDOWN_COLUMNS)]
