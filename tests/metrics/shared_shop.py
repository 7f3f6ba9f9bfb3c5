"""Invented shops for the tests of published bundles, and what an attacker knows who has read one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from engagement import tables
from engagement.metrics.model import OTHER, TREND_COLUMNS
from tests.metrics.orders import day
from tests.metrics.shared_sums import NOUGHT, reduced, remainder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engagement.metrics.model import Question, Window
    from engagement.metrics.publishing.recipients_view import PublishedView

FIRST_DAY = day("2025-01-01")
GRAINS = {"week": "W", "month": "M", "quarter": "Q"}
#: Which rows of orders stand above the line of a metric, and which below it.
PARTS = {
    "orders": ("counts", None),
    "discount_share": ("discounted", "counts"),
    "refund_rate": ("was_refunded", "counts"),
    "orders_without_customer": ("anonymous", "counts"),
    "member_share": ("by_member", "told_apart"),
}


def shop(seed: int, people: int, months: int, guests: float) -> pd.DataFrame:
    """Orders of `months` months by people of few large and many small countries and channels."""
    dice = np.random.default_rng(seed)
    country = dice.choice(["IT", "ES", "PL", "DE", "MT"], people, p=[0.5, 0.25, 0.15, 0.07, 0.03])
    joined = dice.integers(0, max(months * 30 - 5, 1), people)
    who = np.repeat(np.arange(people), 1 + dice.poisson(2.5, people))
    late = joined[who] + dice.integers(0, months * 30, who.size)
    ours = (late < months * 30) | (dice.random(who.size) < 0.2)
    who, late = who[ours], np.minimum(late[ours], months * 30 - 1)
    order = np.argsort(late, kind="stable")
    who, late = who[order], late[order]
    count = who.size
    key = pd.array((who + 1) * 7_000_000_000_003, dtype="Int64")
    key[dice.random(count) < guests] = pd.NA
    return pd.DataFrame(
        {
            "order_id": [f"order-{seed}-{i}" for i in range(count)],
            "source": "test",
            "customer_key": key,
            "day": (FIRST_DAY + late).astype("int32"),
            "instant": pd.to_datetime(FIRST_DAY + late, unit="D").as_unit("us"),
            "gross": dice.integers(100, 9_000, count),
            "refunded": np.where(dice.random(count) < 0.06, 50, 0),
            "currency": "EUR",
            "status": "paid",
            "counts": True,
            "country": np.where(dice.random(count) < 0.9, country[who], None),
            "channel": dice.choice(["web", "shop", "fair"], count, p=[0.7, 0.25, 0.05]),
            "discount_code": np.where(dice.random(count) < 0.1, "HELLO", None),
            "line": np.arange(2, count + 2),
        }
    )


def as_orders(frame: pd.DataFrame) -> pa.Table:
    return tables.conform("orders", pa.Table.from_pandas(frame, preserve_index=False))


def until(frame: pd.DataFrame, last_day: int) -> pd.DataFrame:
    return frame[frame["day"] <= last_day]


@dataclass(frozen=True)
class Known:
    """A number that the bundle tells, and the rows that it is the sum over."""

    about: str
    number: float
    rows: np.ndarray
    money: bool = False


def knowledge(view: PublishedView, frame: pd.DataFrame) -> Iterator[Known]:
    """Yield every sum over orders that a bundle tells, for each of its questions."""
    marks = frame.assign(
        discounted=frame["discount_code"].notna(),
        was_refunded=frame["refunded"] > 0,
        anonymous=frame["customer_key"].isna(),
    )
    for question in questions(view):
        asked_view = view.ask(question)
        inside = frame["counts"].to_numpy(dtype=bool).copy()
        for by, values in question.filters:
            inside &= frame[by].isin(values).to_numpy()
        for key in asked_view.keys():  # noqa: SIM118 - a method, not a dict
            if key in PARTS:
                yield from _of_key(asked_view, key, marks, inside)
            if key == "revenue":
                yield from _of_revenue(asked_view, marks, inside)
            if key == "days_between_orders":
                yield from _of_gaps(asked_view, marks, inside)


def questions(view: PublishedView) -> list[Question]:
    """Return the questions that a reader can reach."""
    if view.free is None:
        return [view.question]
    by, values = view.free
    fixed = view.question
    return [fixed, *(replace(fixed, filters=(*fixed.filters, (by, (value,)))) for value in values)]


def _of_key(view: PublishedView, key: str, marks: pd.DataFrame, inside: np.ndarray) -> Iterator[Known]:
    sides = [
        (name, side) for name, side in zip(("numerator", "denominator"), PARTS[key], strict=True) if side
    ]
    for about, told, rows in _cells(view, key, marks, inside):
        for name, mark in sides:
            if told[name] is not None and not np.isnan(told[name]):
                yield Known(f"{about} {name}", told[name], rows & marks[mark].to_numpy())


def _of_revenue(view: PublishedView, marks: pd.DataFrame, inside: np.ndarray) -> Iterator[Known]:
    for about, told, rows in _cells(view, "revenue", marks, inside):
        if told["value"] is not None and not np.isnan(told["value"]):
            yield Known(f"{about} revenue", told["value"], rows, money=True)
            yield Known(f"{about} n", told["n"], rows)


def _of_gaps(view: PublishedView, marks: pd.DataFrame, inside: np.ndarray) -> Iterator[Known]:
    """Yield how many orders follow another of the same customer: so many gaps end there."""
    named = marks[inside & ~marks["anonymous"].to_numpy()]
    later = marks.index.isin(named.index[named["customer_key"].duplicated()])
    for about, told, rows in _cells(view, "days_between_orders", marks, inside):
        if told["value"] is not None and not np.isnan(told["value"]):
            yield Known(f"{about} gaps", told["n"], rows & later)


def _cells(view, key, marks, inside):
    reading, change = view.reading(key), view.change(key)
    name = f"{key} {view.question.filters}"
    yield name, _numbers(reading), inside & _within(marks, reading.window)
    if change.before is not None:
        yield f"{name} before", _numbers(change.before), inside & _within(marks, change.before.window)
    trend = view.trend(key)
    assert list(trend.columns) == list(TREND_COLUMNS)
    for row in trend.to_dict("records"):
        if row["status"] == "withheld":
            assert np.isnan(row["value"])
            assert row["n"] == 0
            continue
        period = pd.Timestamp(row["start"]).to_period(GRAINS[view.question.grain])
        here = pd.to_datetime(marks["day"], unit="D").dt.to_period(period.freq) == period
        here &= marks["day"] <= reading.window.last_day
        yield f"{name} {period}", row, inside & here.to_numpy()
    for by in view.dimensions(key):
        split = view.breakdown(key, by)
        window = _within(marks, reading.window)
        named = set(split["segment"]) - {OTHER}
        for row in split.to_dict("records"):
            own = marks[by] == row["segment"] if row["segment"] != OTHER else ~marks[by].isin(named)
            yield f"{name} {by} {row['segment']}", row, inside & window & own.to_numpy()


def _numbers(reading) -> dict[str, float]:
    return {n: getattr(reading, n) for n in ("value", "numerator", "denominator", "n")}


def _within(frame: pd.DataFrame, window: Window) -> np.ndarray:
    return frame["day"].between(window.first_day, window.last_day).to_numpy()


def small_groups_told(known: list[Known], frame: pd.DataFrame, k: int) -> list[str]:
    """Return groups of fewer than k people whose number follows from what is known by adding and subtracting.

    Rows that no known number tells apart make one atom. A union of up to three small atoms is told if
    its indicator lies in the space that the known sums span.
    """
    spans = np.unique(np.array([one.rows for one in known], dtype=np.float64), axis=0)
    atoms, place = np.unique(spans.T, axis=0, return_inverse=True)
    place = np.ravel(place)
    inside = Atoms.of(frame, place, len(atoms))
    touched = atoms.any(axis=1)
    small = [i for i in range(len(atoms)) if touched[i] and inside.people([i]) < k]
    told = reduced(atoms.T)
    # What is missed of a union is the sum of what is missed of its atoms.
    left = {i: remainder(told, np.eye(1, len(atoms), i)[0]) for i in small}
    result = []
    for union in _unions(small):
        if 0 < inside.people(union) < k and not (np.abs(sum(left[i] for i in union)) > NOUGHT).any():
            orders = sum(inside.orders[i] for i in union)
            result.append(f"{orders} orders of {inside.people(union)} people")
    return result


@dataclass(frozen=True)
class Atoms:
    """Who stands in each atom of a frame's rows: its customers, its orders of nobody, its orders."""

    customers: list[frozenset[int]]
    anonymous: list[int]
    orders: list[int]

    @classmethod
    def of(cls, frame: pd.DataFrame, place: np.ndarray, many: int) -> Atoms:
        codes, _ = pd.factorize(frame["customer_key"])
        each = [codes[place == i] for i in range(many)]
        customers = [frozenset(of[of >= 0].tolist()) for of in each]
        return cls(customers, [int((of < 0).sum()) for of in each], [of.size for of in each])

    def people(self, union: list[int]) -> int:
        """Return how many people stand in atoms: customers; where there is none, the orders of nobody."""
        result = frozenset().union(*(self.customers[i] for i in union))
        return len(result) or sum(self.anonymous[i] for i in union)


def _unions(small: list[int]) -> Iterator[list[int]]:
    for i, one in enumerate(small):
        yield [one]
        for j, two in enumerate(small[i + 1 :], i + 1):
            yield [one, two]
            if len(small) <= 12:
                yield from ([one, two, three] for three in small[j + 1 :])
