"""What a metric is: its words, its scan, the rule that makes a number of it, and where it stands."""

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

#: Which of a reading's figures are minor units of the scope's currency and have to be divided.
Field: TypeAlias = Literal["value", "low", "high", "se", "numerator", "denominator"]
#: Sentences about a reading; the `Estimates` are those of the whole, one entry.
Notes: TypeAlias = "Callable[[Scope, Estimates], tuple[Message, ...]]"
#: Rows that a number leaves out, by reason, and how many it uses.
RowAccount: TypeAlias = "Callable[[Scope], tuple[tuple[tuple[Message, int], ...], int]]"
#: The rows behind a number.
RowsOfFigure: TypeAlias = "Callable[[Scope], Frame]"
#: Now minus before where the same people stand in both: (scope now, scope before, now, before).
Paired: TypeAlias = "Callable[[Scope, Scope, Estimates, Estimates], Comparison[Array]]"
#: Whether the data unlock a metric, where filled columns alone cannot tell.
Available: TypeAlias = "Callable[[Data], bool]"


def _no_notes(_scope: Scope, _estimates: Estimates) -> tuple[Message, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One metric, defined once: its headline, breakdown, trend and change come from this.

    `metric`: its texts. `source`: the scan that provides its sums; `rule`: calculates the number from them.
    `account`: the rows that it leaves out, by reason, and how many it uses; `rows`: the rows behind it.
    `page`: its place in the app. `publishing`: whom it counts when a link publishes it. `unlock`: which
    file or column unlocks it, shown while it is locked; `available` decides in place of the table and of
    `metric.columns` whether the data do.

    `notes`: the sentences beside it. `money`: the fields that are minor units of the currency. `paired`
    compares two windows that contain the same people. `neighbours`: the keys of figures that are easily
    confused with it. `in_template`: whether the table to fill in (`app.data.template_downloads`) has its
    columns.

    `follow_up` marks a metric of new customers who have had so many days since their first order, and
    `ripens` one of orders that are so many days old: on which days each rests, `placing` says. `everybody`
    marks a metric of all members, whenever they joined; over time they stand at their day of joining.
    `mixes`: its value depends on how many customers are new and how many old. `looks_back`: its value
    depends on orders before the window, so that two windows compare only with equal history. `adds_up`:
    what it is of two days is the sum of both; not so of people, who may be the same on both.
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
    available: Available | None = None
    neighbours: tuple[str, ...] = ()
    in_template: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """A named result table: `make` returns it of a scope; `publishing` says when a link may hold it."""

    make: Callable[[Scope], pd.DataFrame]
    publishing: TablePublishing


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Subject):
    """The metrics of one table, in reading order, and its named tables."""

    definitions: tuple[Definition, ...]
    tables: Mapping[str, ResultTable] = field(default_factory=dict)
