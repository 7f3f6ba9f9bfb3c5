"""Invented shops of every kind of file, and what an attacker knows of its people who has read a bundle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from engagement.metrics.model import OTHER, Window
from engagement.metrics.purchases.scans.returns import FOLLOW_UPS
from tests.metrics.invented import campaigns, members, responses, sessions
from tests.metrics.shared_shop import FIRST_DAY, as_orders, questions, shop
from tests.metrics.shared_sums import left_over, reduced

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from engagement.metrics.publishing.recipients_view import PublishedView

#: Days of orders that follow on an answer.
_AFTER = 90
#: Pairs of so many small atoms are tried.
_MOST_ATOMS = 80


@dataclass(frozen=True)
class Files:
    """What each file holds, as frames whose `day` is a number."""

    orders: pd.DataFrame
    members: pd.DataFrame
    answers: pd.DataFrame
    visits: pd.DataFrame
    campaigns: pd.DataFrame

    def until(self, last_day: int) -> Files:
        """Return what was known on a day."""
        parts = (getattr(self, name) for name in self.__dataclass_fields__)
        return Files(*(part[part["day"] <= last_day] for part in parts))

    def tables(self) -> dict[str, pa.Table]:
        """Return the canonical tables."""
        made = {
            "members": members(*_rows(self.members)),
            "responses": responses(*_rows(self.answers)),
            "sessions": sessions(*_rows(self.visits.assign(last_day=self.visits["day"]))),
            "campaigns": campaigns(*_rows(self.campaigns)),
        }
        return {"orders": as_orders(self.orders)} | {n: t for n, t in made.items() if t.num_rows}


def without_one(known: Files, name: str, seed: int, before: int) -> Files:
    """Return the files without one row of one of them, of a day before `before`."""
    frame = getattr(known, name)
    early = frame.index[frame["day"] < before]
    if early.empty:
        return known
    return replace(known, **{name: frame.drop(early[seed % early.size])})


def files(seed: int, people: int, months: int, joining: float) -> Files:
    """Make a shop whose customers join a programme, answer a survey, visit and get letters."""
    dice = np.random.default_rng(seed)
    bought = shop(seed, people, months, 0.03)
    keys = bought["customer_key"].dropna().unique()
    joined = keys[dice.random(keys.size) < joining]
    answered = keys[dice.random(keys.size) < 0.6]
    span = months * 30
    days = np.arange(FIRST_DAY, FIRST_DAY + span)
    carts = dice.poisson(2.0, span)
    reached = dice.binomial(carts, 0.7)
    ends = dice.binomial(reached, 0.6)
    sent = dice.integers(40, 400, span // 5)
    arrived = sent - dice.binomial(sent, 0.01)
    return Files(
        bought,
        pd.DataFrame({"customer_key": joined, "day": FIRST_DAY + dice.integers(-60, span, joined.size)}),
        pd.DataFrame(
            {
                "customer_key": answered,
                "day": FIRST_DAY + dice.integers(0, span, answered.size),
                "score": dice.choice([10.0, 9.0, 8.0, 4.0, 0.0], answered.size),
            }
        ),
        pd.DataFrame(
            {
                "day": days,
                "source": "shopify",
                "sessions": carts + dice.poisson(8.0, span),
                "cart_additions": carts,
                "reached_checkout": reached,
                "completed": ends,
            }
        ),
        pd.DataFrame(
            {
                "day": days[::5][: sent.size],
                "recipients": sent,
                "delivered": arrived,
                "unique_opens": dice.binomial(arrived, 0.3),
                "orders": dice.binomial(arrived, 0.01),
                "revenue": dice.integers(0, 20_000, sent.size),
                "currency": "EUR",
            }
        ),
    )


@dataclass(frozen=True)
class Told:
    """A number that a bundle tells, and how often each unit counts in it: a person, or visits of a day."""

    about: str
    number: float
    of: pd.Series


@dataclass(frozen=True)
class _Cell:
    """What is told of a metric for some days, and for one group of a split."""

    about: str
    window: Window
    n: float
    numerator: float
    denominator: float
    by: str | None = None
    segment: str | None = None
    named: tuple[str, ...] = ()

    def holds(self, days: pd.Series) -> pd.Series:
        return days.between(self.window.first_day, self.window.last_day)


def people_told(view: PublishedView, known: Files) -> Iterator[Told]:
    """Yield the counts of people that follow-ups, members against others and promoters' spend tell."""
    yield from _sides_told(view, known)
    yield from _answers_told(view, known)
    for question in questions(view):
        asked_view, orders = view.ask(question), known.orders.dropna(subset="customer_key")
        for by, values in question.filters:
            orders = orders[orders[by].isin(values)]
        for days in FOLLOW_UPS:
            for cell in _cells(asked_view, f"repeat_within_{days}_days"):
                first, gap = _first_orders(orders, cell)
                new = cell.holds(first)
                yield Told(f"{cell.about} all", cell.denominator, new)
                yield Told(f"{cell.about} back", cell.numerator, new & (gap <= days))


def visits_told(view: PublishedView, known: Files) -> Iterator[Told]:
    """Yield the counts of visits; a unit is a day and how far a visit came."""
    stages = {
        "cart_abandonment_rate": (("carts", "reached"), ("carts", "reached", "done")),
        "checkout_abandonment_rate": (("reached",), ("reached", "done")),
        "conversion_rate": (("done",), ("none", "carts", "reached", "done")),
    }
    for key, sides in stages.items():
        for cell in _cells(view, key):
            inside = cell.holds(known.visits["day"])
            for number, side in zip((cell.numerator, cell.denominator), sides, strict=True):
                of = pd.concat({stage: inside * (stage in side) for stage in VISITS})
                yield Told(f"{cell.about} {side}", number, of)
    reached = list(VISITS)
    for row in view.table("funnel").to_dict("records"):
        inside = next(_cells(view, "conversion_rate")).holds(known.visits["day"])
        at = ("session", "cart", "checkout", "order").index(row["key"])
        of = pd.concat({stage: inside * (reached.index(stage) >= at) for stage in reached})
        yield Told(f"funnel {row['key']}", row["visits"], of)


def letters_told(view: PublishedView, known: Files) -> Iterator[Told]:
    """Yield the counts of messages, and of the orders whose money is told."""
    sides = {"revenue_per_recipient": ("arrived", "lost"), "open_rate": ("arrived",)}
    for key, side in sides.items():
        for cell in _cells(view, key):
            inside = cell.holds(known.campaigns["day"])
            of = {unit: inside * (unit in side) for unit in ("arrived", "lost", "bought")}
            yield Told(f"{cell.about} {side}", cell.denominator, pd.concat(of))
            if key == "revenue_per_recipient":
                money = {unit: inside * (unit == "bought") for unit in of}
                yield Told(f"{cell.about} orders", np.nan, pd.concat(money))


#: How far a visit came, and how many of a day came no further.
VISITS = {
    "none": lambda day: day["sessions"] - day["cart_additions"],
    "carts": lambda day: day["cart_additions"] - day["reached_checkout"],
    "reached": lambda day: day["reached_checkout"] - day["completed"],
    "done": lambda day: day["completed"],
}


def sizes_of_visits(known: Files) -> pd.Series:
    return pd.concat({stage: count(known.visits) for stage, count in VISITS.items()})


def sizes_of_letters(known: Files) -> pd.Series:
    sent = known.campaigns
    lost = sent["recipients"] - sent["delivered"]
    return pd.concat({"arrived": sent["delivered"], "lost": lost, "bought": sent["orders"]})


def small_sums(told: list[Told], sizes: pd.Series, k: int) -> list[str]:
    """Return sums of what is told that count a group of fewer than k, each once, and nobody else.

    Units that nothing tells apart are one atom. Tried are one small atom, two, and whatever remains
    when the numbers are subtracted from one another until each has an atom of its own.
    """
    matrix = np.unique(np.array([one.of.reindex(sizes.index).fillna(0) for one in told], float), axis=0)
    there = matrix.any(axis=0) & (sizes.to_numpy() > 0)
    atoms, place = np.unique(matrix[:, there].T, axis=0, return_inverse=True)
    people = np.bincount(np.ravel(place), sizes.to_numpy()[there])
    rows = reduced(atoms.T)
    result = [row for row in rows if 0 < people[row != 0].sum() < k and np.ptp(row[row != 0]) < 1e-9]
    result += [group for group in _few(people, k) if not left_over(rows, group).any()]
    return [f"{int(people[row != 0].sum())} people of {len(told)} numbers" for row in result]


def _few(people: np.ndarray, k: int) -> Iterator[np.ndarray]:
    """Yield groups of one small atom, and of two where these are not too many to try."""
    small = np.flatnonzero(people < k)
    pairs = [(i, j) for i in small for j in small if i < j] if small.size <= _MOST_ATOMS else []
    for atoms in [*((i, i) for i in small), *pairs]:
        group = np.zeros(people.size)
        group[list(atoms)] = 1
        if people[group > 0].sum() < k:
            yield group


def _cells(view: PublishedView, key: str) -> Iterator[_Cell]:
    if key not in view.keys():  # noqa: SIM118 - a method, not a dict
        return
    name, reading, change = f"{key} {view.question.filters}", view.reading(key), view.change(key)
    for about, told in ((name, reading), (f"{name} before", change.before)):
        if told is not None:
            yield _Cell(about, told.window, told.n, told.numerator, told.denominator)
    trend = view.trend(key)
    for row in trend[trend["status"] != "withheld"].to_dict("records"):
        month = pd.Timestamp(row["start"]).to_period("M")
        first, last = ((edge - pd.Timestamp(0)).days for edge in (month.start_time, month.end_time))
        days = Window(first, min(last, reading.window.last_day))
        yield _Cell(f"{name} {month}", days, row["n"], row["numerator"], row["denominator"])
    for by in view.dimensions(key):
        split = view.breakdown(key, by)
        named = tuple(v for v in split["segment"] if v != OTHER)
        for row in split.to_dict("records"):
            figures = (row["n"], row["numerator"], row["denominator"])
            about = f"{name} {by} {row['segment']}"
            yield _Cell(about, reading.window, *figures, by, row["segment"], named)


def _first_orders(orders: pd.DataFrame, cell: _Cell) -> tuple[pd.Series, pd.Series]:
    """Return the first day of each customer of the cell's group, and the days to the second order."""
    label = OTHER if cell.by is None else orders[cell.by].where(orders[cell.by].isin(cell.named), OTHER)
    ordered = orders.assign(label=label).sort_values(["day", "label"]).groupby("customer_key")
    days, labels = ordered["day"], ordered["label"].first()
    ours = labels == (OTHER if cell.by is None else cell.segment)
    second = days.nth(1).set_axis(orders.loc[days.nth(1).index, "customer_key"])
    gap = (second.reindex(labels.index) - days.first()).fillna(np.inf)
    return days.first()[ours], gap[ours]


def _sides_told(view: PublishedView, known: Files) -> Iterator[Told]:
    named = with_sides(known).dropna(subset="customer_key")
    for cell in _cells(view, "member_order_value_gap"):
        here = named[cell.holds(named["day"])].groupby("customer_key")["by_member"]
        yield Told(cell.about, cell.n, here.nunique())
    first = named.groupby("customer_key")["day"].min() + 1
    joined = known.members.groupby("customer_key")["day"].min().reindex(first.index).fillna(np.inf)
    for cell in _cells(view, "member_frequency_gap"):
        opens = first.clip(lower=cell.window.first_day)
        member = np.maximum(opens, joined + 1) <= cell.window.last_day
        other = opens <= np.minimum(joined, cell.window.last_day)
        yield Told(cell.about, cell.n, member * 1 + other * 1)


def with_sides(known: Files) -> pd.DataFrame:
    """Return the orders, and whether each is of a member at the time."""
    joined = known.orders["customer_key"].map(known.members.groupby("customer_key")["day"].min())
    named = known.orders["customer_key"].notna()
    by_member = named & (joined <= known.orders["day"]).fillna(value=False)
    return known.orders.assign(by_member=by_member.astype(bool), told_apart=named)


def _answers_told(view: PublishedView, known: Files) -> Iterator[Told]:
    answers = known.answers.set_index("customer_key")
    first = known.orders.groupby("customer_key")["day"].min().reindex(answers.index)
    ripe = answers["day"] + _AFTER <= known.orders["day"].max()
    promoters, detractors = answers["score"] >= 9, answers["score"] <= 6
    used = ripe & (first <= answers["day"]) & (promoters | detractors)
    for cell in _cells(view, "promoter_spend_ratio"):
        yield Told(cell.about, cell.n, cell.holds(answers["day"]) & used)
    for cell in _cells(view, "net_promoter_score"):
        inside = cell.holds(answers["day"])
        yield Told(f"{cell.about} n", cell.n, inside)
        yield Told(f"{cell.about} score", cell.numerator, inside * (promoters * 1 - detractors * 1))
    shares = view.table("nps_shares")
    if len(shares) and view.question.by is None:
        inside = next(_cells(view, "net_promoter_score")).holds(answers["day"])
        row = shares.iloc[0]
        yield Told("nps promoters", row["promoters"], inside & promoters)


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]
