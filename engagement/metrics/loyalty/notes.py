"""Notes beside the comparisons of members with others, and the accounts of the orders left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engagement.locale import message
from engagement.metrics.loyalty.member_orders import before_and_after, matched, order_sums, side_sums
from engagement.metrics.loyalty.person_days import at_equal_age, day_sums, same_members
from engagement.metrics.purchases.notes import about_money, about_window, of_customers, of_customers_money
from engagement.metrics.rules.two_groups import FEWEST_IN_GROUP
from engagement.metrics.sums.group_sums import WHOLE

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates

    Left = tuple[tuple[Message, int], ...]


def of_orders(scope: Scope) -> tuple[Left, int]:
    """Account for the orders by reason: used are those whose customer is known to be a member or not."""
    left_out, named = of_customers(scope)
    known_members = int(scope.sums(order_sums, WHOLE)["m"][0])
    return _with_unknown(left_out, named - known_members), known_members


def of_money(scope: Scope) -> tuple[Left, int]:
    """Account for the same orders in the scope's currency."""
    left_out, named = of_customers_money(scope)
    side_counts = scope.sums(side_sums, WHOLE)
    used = int((side_counts["in_m"] + side_counts["out_m"])[0])
    return _with_unknown(left_out, named - used), used


def about_share(scope: Scope, _: Estimates) -> tuple[Message, ...]:
    """Return a sentence on how many members were found among the customers."""
    return (*_matched(scope), *about_window(scope))


def about_value(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return a sentence that compares the gap with the same members' order value before joining."""
    same_members = before_and_after(scope)
    sentences = (
        (
            message(
                "The same members before they joined: {before} an order; afterwards {after}, "
                "{ratio} times as much ({n} member with orders on both sides)",
                "The same members before they joined: {before} an order; afterwards {after}, "
                "{ratio} times as much ({n} members with orders on both sides)",
                n=int(same_members["both"]),
                before=round(same_members["value_out"], 2),
                after=round(same_members["value_in"], 2),
                ratio=round(same_members["value_in"] / same_members["value_out"], 2),
            ),
        )
        if same_members["both"] and same_members["value_out"] > 0
        else (message("No member has orders both before joining and afterwards"),)
    )
    return (*_guards(estimates), *sentences, *_matched(scope), *about_money(scope, estimates))


def about_frequency(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return sentences that compare the gap with the same members before joining, and at equal age."""
    members, alike = same_members(scope), at_equal_age(scope)
    sentences = [
        message(
            "The same members before they joined: {before} orders a year; afterwards {after} "
            "({n} member with days on both sides)",
            "The same members before they joined: {before} orders a year; afterwards {after} "
            "({n} members with days on both sides)",
            n=int(members["both"]),
            before=round(members["before"], 2),
            after=round(members["after"], 2),
        )
        if members["both"]
        else message("No member has days both before joining and afterwards")
    ]
    if estimates.also["enough"][0] and np.isfinite(alike):
        sentences.append(
            message(
                "At equal time since the first order: {ratio} times as many. Customers drift away with time, "
                "and days as a member come later.",
                ratio=round(alike, 2),
            )
        )
    return (*_guards(estimates), *sentences, *_matched(scope), *about_window(scope))


def of_days(scope: Scope) -> tuple[Left, int]:
    """Account for the orders after a customer's first day, which only starts the observation."""
    left_out, known_members = of_orders(scope)
    day_counts = scope.sums(day_sums, WHOLE)
    later = int((day_counts["in_e"] + day_counts["out_e"])[0])
    opening = message("of a customer's first day, from which on orders are counted")
    return (*left_out, *(((opening, known_members - later),) if known_members > later else ())), later


def _with_unknown(left_out: Left, unknown: int) -> Left:
    reason = message("of members whose day of joining is not known")
    return (*left_out, *(((reason, unknown),) if unknown else ()))


def _matched(scope: Scope) -> tuple[Message, ...]:
    all_members, matched_members = matched(scope)
    return (
        message(
            "{both} of {members} members are among the customers", both=matched_members, members=all_members
        ),
    )


def _guards(estimates: Estimates) -> tuple[Message, ...]:
    """Return sentences that say why a ratio is hidden."""
    members, others = (int(estimates.also[side][0]) for side in ("in", "out"))
    if min(members, others) < FEWEST_IN_GROUP:
        return (
            message(
                "Needs {arm} customers on either side; there are {members} as members and {others} as "
                "others.",
                arm=FEWEST_IN_GROUP,
                members=members,
                others=others,
            ),
        )
    if not estimates.also["balanced"][0]:
        return (message("Not shown: one customer makes more than a fifth of a side."),)
    return ()
