"""On which people each metric that may be published rests; a metric without an entry is never published.

Without an entry are those that lie so near to another one that their difference is a small group (the
other follow-ups, carts beside checkouts), and those whose people nobody has counted yet.

Posts and audiences are public figures of the networks and need no guard (`PUBLIC`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from engagement.metrics.people import PartsOf, counted, marked, new_customers, second_timers
from engagement.metrics.purchases_customers import customer_numbers, customer_sums
from engagement.metrics.registry import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.metrics.groups import Cut, Sums
    from engagement.metrics.scope import Scope
    from engagement.statistics.interval import Array

#: Tables of public figures.
PUBLIC: Final = frozenset({"posts", "audience"})
#: Days of follow-up of the one such rate that is published: the customers who came back between two
#: of them would be a group of their own.
FOLLOW_UP: Final = 90

#: Counts of people that a published cell gives away, and that do not add up over periods.
Own: TypeAlias = "Callable[[Scope, Cut], Sequence[Array]]"


@dataclass(frozen=True, slots=True)
class Rests:
    """What a metric's number rests on.

    `chain`: named parts of its rows, each of which splits the ones before; all add up over periods.
    `own`: further counts of people that one cell tells, whatever its periods.
    """

    chain: tuple[tuple[str, PartsOf], ...]
    own: Own | None = None


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


def _buyers(scope: Scope, cut: Cut) -> list[Array]:
    """Return customers with one and with several orders in the currency, and those with none in it."""
    found = scope.sums(customer_sums, cut)
    one, buyers = found["one"], found["buyers"]
    return [one, buyers - one, found["customers"] - buyers]


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


def _back_within(key: str) -> Rests:
    def split(found: Sums) -> list[Array]:
        within = found[f"within_{FOLLOW_UP}"]
        return [within, found[f"eligible_{FOLLOW_UP}"] - within]

    return Rests((_ALL, _NEW, (key, counted(_source(key), split))))


_ALL: Final = _orders("orders")
_NEW: Final = ("new", new_customers)
_SECOND: Final = ("second", second_timers)
_FOREIGN: Final = _orders("foreign")
_IDENTITY: Final = _orders("anonymous", "named")
_GUESTS: Final = _orders("guests", "others", "unmarked", "anonymous", "named")
_EFFORT: Final = _answers("effort", "good", "not_good")
_CLICKED: Final = _beside("click_to_open_rate", "y", "x")
_SUBMISSIONS: Final = _answers("submissions", "answered", "silent")
_MONEY: Final = Rests((_ALL, _FOREIGN))

RESTS: Final[Mapping[str, Rests]] = {
    "orders": Rests((_ALL,)),
    "revenue": _MONEY,
    "average_order_value": _MONEY,
    "median_order_value": _MONEY,
    "customers": Rests((_ALL, _NEW), _customers()),
    "returning_customer_rate": Rests((_ALL, _NEW), _customers("returning")),
    "repeat_purchase_rate": Rests((_ALL, _NEW, _SECOND), _customers("repeat")),
    "days_between_orders": Rests((_ALL, _NEW, _SECOND), _customers("repeat")),
    "purchase_frequency": Rests((_ALL, _NEW, _IDENTITY), _customers("repeat")),
    f"repeat_within_{FOLLOW_UP}_days": _back_within(f"repeat_within_{FOLLOW_UP}_days"),
    "typical_basket": Rests((_ALL, _FOREIGN, _orders("named_foreign")), _in_currency),
    "repeat_vs_one_time_spend": Rests((_ALL, _FOREIGN, _orders("named_foreign")), _buyers),
    "orders_without_customer": Rests((_ALL, _IDENTITY)),
    "guest_checkout_rate": Rests((_ALL, _GUESTS)),
    "cancellation_rate": Rests((_ALL, _orders("cancelled"))),
    "refund_rate": Rests((_ALL, _orders("refunded", "not_refunded"))),
    "discount_share": Rests((_ALL, _orders("discounted", "not_discounted"))),
    "net_promoter_score": Rests(
        (_answers("nps", "promoters", "passives", "detractors"),),
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
    "checkout_abandonment_rate": _share("checkout_abandonment_rate", "k", "n"),
    "bounce_rate": _share("bounce_rate", "k", "n"),
    # Whoever opened and did not click is told by the two rates together.
    "open_rate": Rests((_CLICKED, _beside("open_rate", "y", "x"))),
    "click_rate": Rests((_CLICKED, _beside("click_rate", "y", "x"))),
    "click_to_open_rate": Rests((_CLICKED,)),
    "unsubscribe_rate": _share("unsubscribe_rate", "y", "x"),
    "redemption_rate": _share("redemption_rate", "k", "n"),
    "referral_share": _share("referral_share", "k", "n"),
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
