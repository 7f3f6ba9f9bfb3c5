"""Shops whose data change after they were published, and what an attacker knows who has read every state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from engagement.metrics.guarding.only_added import carried_over
from engagement.metrics.guarding.published_before import PastPublication
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish, published_record
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import view_of
from engagement.store.sharing.publications import days_of
from tests.metrics.shared_shop import FIRST_DAY, Known, as_orders, knowledge, shop, small_groups_told

if TYPE_CHECKING:
    import pyarrow as pa

    from engagement.metrics.views.owners import OwnersView
    from engagement.store.sharing.terms import Terms

CHANGES = ("late", "corrected", "cancelled", "erased", "older", "taken back", "refunded", "none")

#: The states that were looked at last, by their rows.
_VIEWS: dict[tuple[int, ...], OwnersView] = {}
_MOST_VIEWS = 4
#: What was published first of a state, and of which.
_FIRST: dict[tuple[int, str, str], tuple[pa.Table, OwnersView]] = {}


@dataclass
class Watcher:
    """Somebody who keeps every bundle of a shop. `rows` are all rows that ever were, in every form.

    `past` is what the guard knows of what was told; `known` what the watcher does.
    """

    rows: pd.DataFrame
    past: list[PastPublication] = field(default_factory=list)
    states: list[np.ndarray] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)

    def look(self, there: np.ndarray, terms: Terms, question: Question) -> PublishedView:
        """Publish what is there, and take note of it."""
        frame = self.rows[there]
        view = self._view(frame).ask(question)
        table = self._published(view, terms)
        self.past.append(PastPublication(published_record(table), view))
        self.states.append(there)
        published = PublishedView(table)
        place = np.flatnonzero(there)
        for one in knowledge(published, frame.reset_index(drop=True)):
            whole = frame["gross"].to_numpy()[one.rows].sum() / 100 if one.money else one.rows.sum()
            assert one.number == pytest.approx(whole), one.about
            rows = np.zeros(len(self.rows), dtype=bool)
            rows[place[one.rows]] = True
            self.known.append(replace(one, rows=rows))
        return published

    def _published(self, view: OwnersView, terms: Terms) -> pa.Table:
        """Return what is published; of equal data, with nothing told before, it is the same each time."""
        if self.past:
            return publish(view, terms, carried_over(self.past, view))
        cache_key = (id(view.data), repr(view.question), repr(terms))
        if cache_key not in _FIRST:
            _FIRST.clear()
            _FIRST[cache_key] = (publish(view, terms, ()), view)
        return _FIRST[cache_key][0]

    @staticmethod
    def _view(frame: pd.DataFrame) -> OwnersView:
        """Return the view of a state; whoever reads the same rows shares what has been computed of them."""
        key = tuple(pd.util.hash_pandas_object(frame, index=False))
        view = _VIEWS.pop(key, None)
        if view is None:
            view = view_of({"orders": as_orders(frame.reset_index(drop=True))}, Question())
        _VIEWS[key] = view
        for old in list(_VIEWS)[:-_MOST_VIEWS]:
            del _VIEWS[old]
        return view

    def erase(self, gone: np.ndarray) -> None:
        """Take rows out of all that is kept, as an erasure does; what was seen stays seen."""
        days = days_of([("orders", as_orders(self.rows[gone].reset_index(drop=True)))])
        past = []
        for one, there in zip(self.past, self.states, strict=True):
            left = self.rows[there & ~gone].reset_index(drop=True)
            question = one.view.question if one.view is not None else Question()
            changed = {"orders": sorted({*one.changed_days.get("orders", ()), *days.get("orders", ())})}
            past.append(PastPublication(one.content, view_of({"orders": as_orders(left)}, question), changed))
        self.past = past

    def small_groups(self, k: int) -> list[str]:
        """Return the groups of fewer than k people that follow from all that is known."""
        return small_groups_told(self.known, self.rows, k) if self.known else []


def changed(seed: int, kind: str, people: int, months: int, guests: float, few: int) -> tuple:
    """Return all rows that ever were, and which of them are there before and after a change of `few` orders.

    Also which are erased in it.
    """
    dice = np.random.default_rng(seed)
    rows = shop(seed, people, months, guests)
    last = FIRST_DAY + months * 30 - 40
    closed = np.flatnonzero(rows["day"] < last - 20)
    closed_days = np.sort(dice.choice(closed, min(few, closed.size), replace=False))
    before, after = np.ones(len(rows), dtype=bool), np.ones(len(rows), dtype=bool)
    gone = np.zeros(len(rows), dtype=bool)
    other = rows.iloc[closed_days].copy()
    if kind == "late":
        before[closed_days] = False
    elif kind == "taken back":
        after[closed_days] = False
    elif kind == "older":
        before &= (rows["day"] >= FIRST_DAY + int(dice.integers(5, 40))).to_numpy()
    elif kind == "erased":
        gone = rows["customer_key"].isin(rows["customer_key"].iloc[closed_days].dropna()).to_numpy()
        after &= ~gone
    elif kind in {"corrected", "cancelled", "refunded"}:
        if kind == "corrected":
            other["gross"] += 100
        elif kind == "refunded":
            other["refunded"] = 50
        else:
            other["counts"], other["status"] = False, "cancelled"
        rows = pd.concat([rows, other], ignore_index=True)
        more = np.zeros(len(other), dtype=bool)
        before, after = np.concatenate([before, more]), np.concatenate([after, ~more])
        after[closed_days] = False
        gone = np.zeros(len(rows), dtype=bool)
    order = np.argsort(rows["day"].to_numpy(), kind="stable")
    return rows.iloc[order].reset_index(drop=True), before[order], after[order], gone[order]


def until(rows: pd.DataFrame, there: np.ndarray, last_day: int) -> np.ndarray:
    return there & (rows["day"] <= last_day).to_numpy()
