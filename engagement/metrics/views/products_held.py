"""A breakdown by contents of orders, with several values per order: products, product types, vendors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.comparing.verdicts import DIFFERENCES
from engagement.metrics.holding import contents
from engagement.metrics.model import PAIR, pair_of, sides_of
from engagement.metrics.sums.group_sums import Cut, collect
from engagement.metrics.views.compare import alone_against
from engagement.metrics.views.headline import units
from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.core.definition import Definition, Field
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates

#: The most frequent values are compared: as many as this number of rows allows with all orders, within
#: limits.
_ROWS: Final = 3_000_000
#: The values compared within a second dimension, each with a scan of its own: limited by the total number
#: of orders, but at least as many as a chart of pairs shows.
_LOOKS: Final = 3_000_000
_FEWEST_PAIRED: Final = 5


def of_contents(definition: Definition, scope: Scope, by: str) -> pd.DataFrame:
    """Return one row per value of order lines, the most frequent: an order counts in each of its values.

    Segments overlap, so each is compared with the orders without it, not with all others. Customers are
    split by the first order of the window, as in other breakdowns: by whether it has the value.
    """
    wanted = most_frequent_values(scope, by)
    stats = scope.stats(definition.source, Cut(by=contents.each_of(by, wanted)))
    estimates, beside = definition.rule.estimate(stats), definition.rule.estimate(stats.others())
    place_of = {contents.sides(label): place for place, label in enumerate(stats.labels)}
    known_places = [place for place in range(len(wanted)) if (place, True) in place_of]
    shown = _taken(estimates, [place_of[place, True] for place in known_places])
    # A value that all orders have has no others; its comparison is then with an empty group.
    pairs = [place for place in known_places if (place, False) in place_of]
    frame = figures(definition, scope, shown)
    frame["segment"] = pd.Series([wanted[place] for place in known_places], dtype=object)
    compared = np.full((5, len(known_places)), np.nan)
    if pairs:
        inside_places, others = (
            [place_of[place, is_inside] for place in pairs] for is_inside in (True, False)
        )
        # Customers on both sides are among the others of each value.
        shared = _taken(beside, inside_places).also
        outside = _taken(estimates, others)
        outside = replace(outside, also={**shared, **outside.also})
        comparison, is_large = alone_against(definition, _taken(estimates, inside_places), outside)
        inside = np.isin(known_places, pairs)
        compared[:, inside] = [*comparison, is_large]
    value, low, high, p, many_enough = compared
    unit, p = units(definition, scope, "value"), holm(p)
    with np.errstate(invalid="ignore"):
        frame["differs"] = (many_enough > 0) & (p <= DIFFERENCES)
    frame["p"] = p
    frame["difference"], frame["difference_low"], frame["difference_high"] = (
        value / unit,
        low / unit,
        high / unit,
    )
    return frame[frame["n"] > 0]


def of_contents_and(definition: Definition, scope: Scope, pair: str) -> pd.DataFrame:
    """Return one row per pair of a value of order lines, the most frequent, and a value of another dimension.

    Pairs overlap as the values do, and each is compared with all other orders. All comparisons are one
    family (Holm).
    """
    first_dimension, other = pair.split(PAIR)
    first = scope.data.is_of_lines(first_dimension, scope.table)
    by, beside = (first_dimension, other) if first else (other, first_dimension)
    if scope.data.is_of_lines(beside, scope.table):
        raise ValueError(pair)
    wanted = most_frequent_values(scope, by)
    parts = [
        _pairs_of(definition, scope, by, value, beside, first=first) for value in wanted[: _pairs(scope)]
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["p"] = holm(frame["p"].to_numpy(np.float64))
    with np.errstate(invalid="ignore"):
        frame["differs"] = frame.pop("many_") & (frame["p"] <= DIFFERENCES)
    return frame[frame["n"] > 0]


def _pairs_of(
    definition: Definition, scope: Scope, by: str, value: str | None, other: str, *, first: bool
) -> pd.DataFrame:
    """Return the rows of one value with all of the other dimension, p not yet corrected."""
    stats = scope.stats(definition.source, Cut(by=pair_of(contents.dimension_of_value(by, value), other)))
    estimates, others = definition.rule.estimate(stats), definition.rule.estimate(stats.others())
    sides = [sides_of(label) for label in stats.labels]
    known_places = [place for place, (which, _) in enumerate(sides) if which == contents.INSIDE]
    inside_estimates = _taken(estimates, known_places)
    frame = figures(definition, scope, inside_estimates)
    labels = [(value or "", sides[place][1] or "") for place in known_places]
    frame["segment"] = pd.Series([pair_of(*(pair if first else pair[::-1])) for pair in labels], dtype=object)
    comparison, frame["many_"] = alone_against(definition, inside_estimates, _taken(others, known_places))
    unit = units(definition, scope, "value")
    frame["p"] = comparison.p
    frame["difference"], frame["difference_low"], frame["difference_high"] = (
        p / unit for p in comparison[:3]
    )
    return frame


def _pairs(scope: Scope) -> int:
    """Return the number of values compared within another dimension: each needs a scan of all orders."""
    orders = int(collect(scope.frame("orders").select(n=nw.len()))["n"][0])
    return min(max(_LOOKS // max(orders, 1), _FEWEST_PAIRED), contents.FEWEST_SHOWN)


def most_frequent_values(scope: Scope, by: str) -> list[str | None]:
    """Return the values that most orders of the window have, and None if some have none."""
    inside = scope.frame("orders").filter(nw.col("counts")).filter(scope.inside())
    values, orders = contents.count_values(scope.data, inside, by)
    return [*list(values)[: most(orders) - 1], None]


def most(orders: int) -> int:
    """Return the number of values compared for this many orders, including "not said"."""
    return min(max(_ROWS // max(orders, 1), contents.FEWEST_SHOWN + 1), contents.MOST)


def figures(definition: Definition, scope: Scope, estimates: Estimates) -> pd.DataFrame:
    """Return the figures of each group in the metric's unit, without those that must not be shown."""
    status = np.asarray(definition.rule.status(estimates), dtype=object)
    hidden = np.isin(status.astype(str), ["hidden", "missing"])

    def figure(field: Field) -> np.ndarray:
        return np.asarray(getattr(estimates, field)) / units(definition, scope, field)

    shown = {name: np.where(hidden, np.nan, figure(name)) for name in ("value", "low", "high")}
    counts = {name: figure(name) for name in ("numerator", "denominator")}
    return pd.DataFrame({**shown, **counts, "n": estimates.n.astype(np.int64), "status": status})


def _taken(estimates: Estimates, places: Sequence[int]) -> Estimates:
    """Return the estimates of some groups."""
    names = ("value", "low", "high", "se", "numerator", "denominator", "n")
    arrays = {name: getattr(estimates, name)[places] for name in names}
    also = {name: values[places] for name, values in estimates.also.items()}
    methods = tuple(estimates.methods[place] for place in places) if estimates.methods else ()
    return replace(estimates, **arrays, also=also, methods=methods)
