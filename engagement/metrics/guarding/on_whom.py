"""On which people each metric that may be published rests; a metric without an entry is never published.

Metrics that lie near to one another, so that their difference could be a small group (one follow-up and
the next, carts beside checkouts, recipients beside deliveries), have that difference among their parts.

Posts and audiences are public figures of the networks and need no guard (`PUBLIC`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import numpy as np

from engagement.metrics.core.cells import (
    PartsOf,
    begun,
    came_back,
    counted,
    later_orders,
    marked,
    new_customers,
    paid,
    second_timers,
)
from engagement.metrics.core.parts import NOBODY, PREVAILS, Lettered
from engagement.metrics.email.campaigns import Campaigns, letters_with_orders
from engagement.metrics.joined.spend_afterwards import FOLLOW_UP
from engagement.metrics.loyalty.days import side_days, side_steps
from engagement.metrics.loyalty.orders import side_people
from engagement.metrics.purchases.scans.customers import customer_numbers, customer_sums
from engagement.metrics.purchases.scans.returns import FOLLOW_UPS, gaps
from engagement.metrics.sums.groups import Cut
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.metrics.core.cells import Cell
    from engagement.metrics.core.parts import Part
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.clustered import Clustered
    from engagement.metrics.sums.groups import Sums
    from engagement.statistics.interval import Array

#: The follow-up that pages show first.
WATCHED: Final = 90
#: Tables of public figures.
PUBLIC: Final = frozenset({"posts", "audience"})
#: Counts of people that a published cell gives away, and that do not add up over days.
Own: TypeAlias = "Callable[[Scope, Cut], Sequence[Array]]"


#: Named parts.
Chain: TypeAlias = "tuple[tuple[str, PartsOf], ...]"


@dataclass(frozen=True, slots=True)
class Rests:
    """What a metric's number rests on.

    `chain`: named parts of its rows, each of which splits the ones before; all add up over days.
    `own`: further counts of people that one cell tells, whatever its days. `splits`: it may be split.
    Members against others, follow-ups and gaps are not: one person may stand in several groups, so that
    the groups less the whole are those who do, or in one by their first order while the second lies in
    another, which the parts of a group do not see. `orders_after`: days for which orders have to follow
    on a row until it is known what it counts as: where that is not so yet, an edge lies between.
    """

    chain: Chain
    own: Own | None = None
    splits: bool = True
    orders_after: int = 0


def _orders(*names: str) -> tuple[str, PartsOf]:
    return " ".join(names), partial(marked, subject="orders", names=names)


def _answers(kind: str, *names: str) -> tuple[str, PartsOf]:
    return f"{kind} {' '.join(names)}", partial(marked, subject=kind, names=names)


def _customers(*shares: str) -> Own:
    """Return customers, and those of whom a share tells, and all others."""

    def own(scope: Scope, cut: Cut) -> list[Array]:
        found = scope.sums(customer_numbers, cut)
        every = found["customers"]
        return [every, *(part for name in shares for part in (found[name], every - found[name]))]

    return own


def _with_gaps(scope: Scope, cut: Cut) -> list[Array]:
    """Return customers with an order that follows another, and those with their first order alone."""
    every, found = scope.sums(customer_numbers, cut), cast("Clustered", scope.stats(gaps, cut))
    followed = found.clusters()
    if cut.by is not None:
        of = dict(zip(found.labels, followed, strict=True))
        followed = np.asarray([of.get(label, 0.0) for label in every.labels])
    return [followed, every["customers"] - followed]


def _buyers(scope: Scope, cut: Cut) -> list[Array]:
    """Return customers with one and with several orders in the currency, and those with none in it.

    They are few, too, where one of them has nearly all that these paid.
    """
    found = scope.sums(customer_sums, cut)
    one, buyers = found["one"], found["buyers"]
    arms = [one, buyers - one]
    if "max_one" in found.columns:
        largest = (found["max_one"], found["max_many"])
        paid_by = (found["one_s"], found["s"] - found["one_s"])
        arms = [
            np.where(most * (1 + PREVAILS) > every, np.minimum(of, NOBODY), of)
            for of, every, most in zip(arms, paid_by, largest, strict=True)
        ]
    return [*arms, found["customers"] - buyers]


def _in_currency(scope: Scope, cut: Cut) -> list[Array]:
    found = scope.sums(customer_sums, cut)
    return [found["buyers"], found["customers"] - found["buyers"]]


def _answered(key: str, *names: str) -> Own:
    """Return how many answers a cell counts, by what they say: those of one question alone lead it."""

    def own(scope: Scope, cut: Cut) -> list[Array]:
        found = scope.sums(_source(key), cut)
        told = [found[name] for name in names]
        return [*told, found["n"] - sum(told)]

    return own


def _source(key: str) -> Callable[[Scope, Cut], Sums]:
    return cast("Callable[[Scope, Cut], Sums]", DEFINITIONS[key].source)


def _beside(key: str, above: str, below: str) -> tuple[str, PartsOf]:
    """Return those above the line of a share of visits, recipients or members, and those beside it."""

    def split(found: Sums) -> list[Array]:
        return [found[above], found[below] - found[above]]

    return key, counted(_source(key), split)


def _share(key: str, above: str, below: str) -> Rests:
    """Return what a share of people who each stand for themselves rests on."""
    return Rests((_beside(key, above, below),))


def _back_within(days: int) -> Rests:
    """Return new customers by when they came back: by 90 days, on which the figure to watch rests, or later.

    The other follow-ups part these further, step by step, and are told of the same months: so no rate
    less a nearby one is a small group, and the months of the figure to watch stay as short as they can.
    """
    parts = [(-1, WATCHED)]
    ends = [-1, *(step for step in FOLLOW_UPS if step <= days)]
    if days < WATCHED:
        ends.append(WATCHED)
    if days != WATCHED:
        parts += [step for step in pairwise(ends) if days < WATCHED or step[0] >= WATCHED]
    steps = [(f"back {a} to {b}", partial(came_back, after=a, until=b)) for a, b in parts]
    return Rests((_NEW, *steps), splits=False)


def _carts(cell: Cell) -> list[Part]:
    """Return visits that filled a cart by what became of it, and how many they are beside the others."""

    def visits(key: str) -> Sums:
        return cell.scope.sums(_source(key), Cut(along=cell.days))

    carts, checkouts, every = (
        visits(key) for key in ("cart_abandonment_rate", "checkout_abandonment_rate", "conversion_rate")
    )
    filled = carts["n"]
    parts = [carts["k"], filled - carts["k"], filled - checkouts["n"], every["n"] - filled]
    return [cell.counted(part) for part in parts]


def _recipients(cell: Cell) -> list[Part]:
    """Return recipients, those whom it did not reach, and the orders that followed, as far as it is said."""
    along = Cut(along=cell.days)
    delivered = cell.scope.sums(Campaigns("delivered", "recipients", money=True).sums, along)
    ordered = cell.scope.sums(Campaigns("orders", "recipients", money=True).sums, along)
    sent = cell.scope.sums(_source("revenue_per_recipient"), along)
    parts = sent["x"], delivered["x"] - delivered["y"], ordered["y"]
    return [cell.counted(part) for part in parts]


def _money_of_letters(cell: Cell) -> list[Part]:
    """Return the orders that followed, with their money, as far as it is said how many they are."""
    day, orders, revenue = letters_with_orders(cell.scope)
    return [Lettered.of(cell.days, day, orders, revenue)]


def _on_sides(scope: Scope, cut: Cut) -> list[Array]:
    """Return customers with orders in the currency as members, others, both, one alone; and all others."""
    found = scope.sums(side_people, cut)
    member, other, both = (found[f"{side}_m"] for side in ("in", "out", "both"))
    elsewhere = [found[side] - found[f"{side}_m"] for side in ("in", "out")]
    # By this number less that of customers, or of new ones.
    every = scope.sums(customer_numbers, cut)
    new = every["customers"] - every["returning"]
    beside = [np.abs(member + other - of) for of in (every["customers"], new)]
    return [member, other, both, member - both, other - both, *elsewhere, *beside]


def _watched_on_sides(scope: Scope, cut: Cut) -> list[Array]:
    """Return customers with days on the sides, and how many more they are than those with orders there.

    So many are told by this number less that of `member_order_value_gap`.
    """
    found, ordered = side_days(scope, cut), scope.sums(side_people, cut)
    more = [days - ordered[f"{side}_m"] for days, side in zip(found, ("in", "out"), strict=False)]
    return [*found, *(np.abs(each) for each in (*more, sum(more)))]


_ALL: Final = _orders("orders")
_NEW: Final = ("new", new_customers)
_SECOND: Final = ("second", second_timers)
#: Customers as they are counted, each once in a window: so windows that touch tell who stands in several.
COUNTED_ONCE: Final = "customers"
_ONCE: Final = (COUNTED_ONCE, partial(marked, subject="orders", names=("named",)))
_LATER: Final = ("later", later_orders)
_FOREIGN: Final = _orders("foreign")
_IDENTITY: Final = _orders("anonymous", "named")
_GUESTS: Final = _orders("guests", "others", "unmarked", "anonymous", "named")
_EFFORT: Final = _answers("effort", "good", "not_good")
_CLICKED: Final = _beside("click_to_open_rate", "y", "x")
_SUBMISSIONS: Final = _answers("submissions", "answered", "silent")
#: What was paid: of few, too, where one customer has nearly all of it.
_PAID: Final = ("paid", partial(paid, subject="orders", names=("own",)))
_MONEY: Final = Rests((_ALL, _FOREIGN, _PAID))
_NPS: Final = _answers("nps", "promoters", "passives", "detractors")
_CHECKOUTS: Final = _beside("checkout_abandonment_rate", "k", "n")
_SIDES: Final = ("sides", partial(marked, subject="sides", names=("in", "out", "unsaid")))
_SIDES_PAID: Final = (
    "sides paid",
    partial(marked, subject="sides", names=("in_own", "out_own", "in_foreign", "out_foreign")),
)
_SIDES_MONEY: Final = ("sides money", partial(paid, subject="sides", names=("in_own", "out_own")))
#: Of two windows that begin before the first order, how many stand in the longer alone.
_SIDES_BEGUN: Final = ("sides begun", partial(begun, subject="sides", names=("in_own", "out_own")))
_WATCHED: Final = (
    "sides watched",
    partial(
        marked,
        subject="sides",
        names=("later_in", "later_out", "joining", "opening_in", "opening_out"),
    ),
)
_SPENT: Final = (
    "spent",
    partial(
        marked,
        subject="spend",
        names=("used_promoters", "used_detractors", "left_promoters", "left_detractors"),
    ),
)
_SPENT_MONEY: Final = (
    "spent money",
    partial(paid, subject="spend", names=("used_promoters", "used_detractors")),
)

RESTS: Final[Mapping[str, Rests]] = {
    "orders": Rests((_ALL,)),
    "revenue": _MONEY,
    "average_order_value": _MONEY,
    "median_order_value": _MONEY,
    "customers": Rests((_ALL, _ONCE, _NEW), _customers()),
    "returning_customer_rate": Rests((_ALL, _ONCE, _NEW), _customers("returning")),
    "repeat_purchase_rate": Rests((_ALL, _ONCE, _NEW, _SECOND), _customers("repeat")),
    # How many gaps end on some days are the orders there that follow another: with new customers and all
    # orders they tell those without a customer. A breakdown goes by the first order, a choice by each.
    "days_between_orders": Rests((_ALL, _NEW, _IDENTITY, _LATER), _with_gaps, splits=False),
    "purchase_frequency": Rests((_ALL, _ONCE, _NEW, _IDENTITY), _customers("repeat")),
    **{f"repeat_within_{days}_days": _back_within(days) for days in FOLLOW_UPS},
    "typical_basket": Rests((_ALL, _FOREIGN, _PAID, _orders("named_foreign")), _in_currency),
    "repeat_vs_one_time_spend": Rests((_ALL, _FOREIGN, _PAID, _orders("named_foreign")), _buyers),
    "orders_without_customer": Rests((_ALL, _IDENTITY)),
    "guest_checkout_rate": Rests((_ALL, _GUESTS)),
    "cancellation_rate": Rests((_ALL, _orders("cancelled"))),
    "refund_rate": Rests((_ALL, _orders("refunded", "not_refunded"))),
    "discount_share": Rests((_ALL, _orders("discounted", "not_discounted"))),
    "net_promoter_score": Rests(
        (_NPS,),
        _answered("net_promoter_score", "promoters", "detractors"),
    ),
    "customer_effort_score": Rests((_EFFORT,), _answered("customer_effort_score", "good")),
    "effort_easy_share": Rests((_EFFORT,), _answered("effort_easy_share", "good")),
    "customer_satisfaction": Rests(
        (_answers("satisfaction", "good", "not_good"),), _answered("customer_satisfaction", "good")
    ),
    # Who answers one kind of question and not another is told by the difference to all.
    "answers": Rests((_SUBMISSIONS, _answers("submissions", "without"))),
    "response_share": Rests((_SUBMISSIONS, _answers("submissions", "without"))),
    "conversion_rate": _share("conversion_rate", "k", "n"),
    "abandonment_rate": _share("abandonment_rate", "k", "n"),
    "cart_abandonment_rate": Rests((_CHECKOUTS, ("carts", _carts))),
    "checkout_abandonment_rate": Rests((_CHECKOUTS,)),
    "bounce_rate": _share("bounce_rate", "k", "n"),
    # Whoever opened and did not click is told by the two rates together.
    "open_rate": Rests((_CLICKED, _beside("open_rate", "y", "x"))),
    "click_rate": Rests((_CLICKED, _beside("click_rate", "y", "x"))),
    "click_to_open_rate": Rests((_CLICKED,)),
    "unsubscribe_rate": _share("unsubscribe_rate", "y", "x"),
    "revenue_per_recipient": Rests((("recipients", _recipients), ("letters paid", _money_of_letters))),
    "member_share": Rests((_ALL, _IDENTITY, _SIDES), splits=False),
    "member_order_value_gap": Rests(
        (_ALL, _IDENTITY, _SIDES, _SIDES_PAID, _SIDES_MONEY, _SIDES_BEGUN), _on_sides, splits=False
    ),
    "member_frequency_gap": Rests(
        (_ALL, _IDENTITY, _SIDES, _WATCHED, ("watch", side_steps)), _watched_on_sides, splits=False
    ),
    "redemption_rate": _share("redemption_rate", "k", "n"),
    "referral_share": _share("referral_share", "k", "n"),
    "promoter_spend_ratio": Rests((_NPS, _SPENT, _SPENT_MONEY), splits=False, orders_after=FOLLOW_UP),
}

#: Named tables that may be published, the metric by whose people each stands or falls, and its parts.
TABLES: Final[Mapping[str, tuple[str, PartsOf | None]]] = {
    "nps_shares": ("net_promoter_score", None),
    "nps_distribution": ("net_promoter_score", partial(marked, subject="nps", names=("step",))),
    "effort_distribution": ("customer_effort_score", partial(marked, subject="effort", names=("step",))),
    "satisfaction_distribution": (
        "customer_satisfaction",
        partial(marked, subject="satisfaction", names=("step",)),
    ),
}
