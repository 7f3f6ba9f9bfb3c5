"""The definition of a metric: its texts, its scan, the rule that computes it, and its place in the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from engagement.metrics.core.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.page import Place
    from engagement.metrics.core.publishing import Publishing, TablePublishing
    from engagement.metrics.core.scope import Scope, StatsSource
    from engagement.metrics.model import Metric
    from engagement.metrics.rules.plain import Estimates, Rule
    from engagement.statistics.interval import Array, Comparison

#: The fields of a reading that are minor units of the scope's currency and have to be divided.
Field: TypeAlias = Literal["value", "low", "high", "se", "numerator", "denominator"]
#: Returns notes on a reading; the `Estimates` are those of the whole, with one entry.
Notes: TypeAlias = "Callable[[Scope, Estimates], tuple[Message, ...]]"
#: Returns the rows that a number leaves out, by reason, and how many it uses.
RowAccount: TypeAlias = "Callable[[Scope], tuple[tuple[tuple[Message, int], ...], int]]"
#: Returns the rows behind a number.
RowsOfFigure: TypeAlias = "Callable[[Scope], Frame]"
#: Compares two windows that share people: (scope now, scope before, now, before).
Paired: TypeAlias = "Callable[[Scope, Scope, Estimates, Estimates], Comparison[Array]]"
#: Returns whether the data unlock a metric, if this does not follow from filled columns.
Available: TypeAlias = "Callable[[Data], bool]"


def _no_notes(_scope: Scope, _estimates: Estimates) -> tuple[Message, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A metric, defined once: its headline, breakdown, trend and change are computed from this.

    `metric`: its texts. `source`: the scan that provides its sums; `rule`: computes the number from them.
    `account`: the rows that it leaves out, by reason, and how many it uses; `rows`: the rows behind it.
    `page`: its place in the app. `publishing`: the people that it counts, for links. `unlock`: the file or
    column that unlocks it, shown while it is locked; `available` decides whether it is unlocked, in place
    of the table and `metric.columns`.

    `notes`: sentences beside it. `money`: the fields that are minor units of the currency. `paired`
    compares two windows that contain the same people. `neighbours`: the keys of figures that are easily
    confused with it. `in_template`: whether the table to fill in (`app.data.template_downloads`) has its
    columns.

    `follow_up`: for a metric of new customers, the days since their first order that must have passed;
    `ripens`: for a metric of orders, the age in days that they must have reached. `placing` chooses the
    days of both. `everybody`: a metric of all members, whenever they joined; its trend counts them on the
    day of joining. `mixes`: its value depends on the shares of new and old customers. `looks_back`: its
    value depends on orders before the window, so that two windows are only comparable with equal history.
    `adds_up`: its value for two days is the sum of both; this does not hold for people, who may be the same
    on both. `moves_refunds`: it deducts refunds on their own day, if that is asked for.
    """

    metric: Metric
    source: StatsSource
    rule: Rule
    account: RowAccount
    rows: RowsOfFigure
    page: Place
    publishing: Publishing
    unlock: Message
    notes: Notes = _no_notes
    money: frozenset[Field] = frozenset()
    paired: Paired | None = None
    follow_up: int | None = None
    ripens: int = 0
    everybody: bool = False
    mixes: bool = False
    looks_back: bool = False
    adds_up: bool = False
    moves_refunds: bool = False
    available: Available | None = None
    neighbours: tuple[str, ...] = ()
    in_template: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """A named result table: `make` computes it from a scope; `publishing` says when a link may contain it."""

    make: Callable[[Scope], pd.DataFrame]
    publishing: TablePublishing


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Subject):
    """The metrics of one table, in reading order, and its named tables."""

    definitions: tuple[Definition, ...]
    tables: Mapping[str, ResultTable] = field(default_factory=dict)
