"""A named table: its texts, its columns' texts, what unlocks it, and the function that computes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.publishing import GuardedTable
    from engagement.metrics.core.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTable:
    """A table of results that is not a single figure.

    `make` takes only a scope, so equal questions of equal data give equal rows; its frame has `columns` in
    their order. Shares are in 0..1, money is in major units of the scope's currency, and a value that must
    not be shown is NaN beside its counts. `meaning` says what is counted and how. `needs` are the filled
    columns that it requires, by table; `unlock` names the file that would provide them. `shares` and
    `money` name columns of these kinds whose names do not show it. `follows_split`: its rows depend on the
    question's split. It is never published, unless `publishing` names the figure and parts with which a
    link may contain it as it is (for rounded counts in links see `metrics.rounding`).
    """

    name: str
    title: Message
    meaning: Message
    columns: Mapping[str, Message]
    make: Callable[[Scope], pd.DataFrame]
    unlock: Message
    needs: Mapping[str, tuple[str, ...]]
    table: str = "orders"
    available: Callable[[Data], bool] | None = None
    follows_split: bool = False
    shares: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    publishing: GuardedTable | None = None
