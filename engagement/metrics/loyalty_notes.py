"""Sentences beside members against others, and the account of the orders that they leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.metrics.arms import ARM
from engagement.metrics.groups import WHOLE
from engagement.metrics.loyalty_orders import EITHER_SIDE, before_and_after, matched, order_sums, side_sums
from engagement.metrics.purchases_notes import about_money, about_window, of_customers, of_customers_money

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.rules import Estimates
    from engagement.metrics.scope import Scope

    Left = tuple[tuple[Message, int], ...]


def of_orders(scope: Scope) -> tuple[Left, int]:
    """Account for orders of whose customers it is known whether they were members."""
    left_out, named = of_customers(scope)
    known = int(scope.sums(order_sums, WHOLE)["m"][0])
    return _with_unknown(left_out, named - known), known


def of_money(scope: Scope) -> tuple[Left, int]:
    """Account for the same orders in one currency."""
    left_out, named = of_customers_money(scope)
    found = scope.sums(side_sums, WHOLE)
    used = int((found["in_m"] + found["out_m"])[0])
    return _with_unknown(left_out, named - used), used


def about_share(scope: Scope, _: Estimates) -> tuple[Message, ...]:
    """Say how many members were found among the customers."""
    return (*_matched(scope), *about_window(scope))


def about_value(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Set the order value of the same members before they joined beside the gap."""
    found = before_and_after(scope)
    said = (
        (
            message(
                "The same members before they joined: {before} an order; afterwards {after}, "
                "{ratio} times as much ({n} member with orders on both sides)",
                "The same members before they joined: {before} an order; afterwards {after}, "
                "{ratio} times as much ({n} members with orders on both sides)",
                n=int(found["both"]),
                before=round(found["value_out"], 2),
                after=round(found["value_in"], 2),
                ratio=round(found["value_in"] / found["value_out"], 2),
            ),
        )
        if found["both"] and found["value_out"] > 0
        else (message("No member has orders both before joining and afterwards"),)
    )
    return (*_guards(estimates), *said, *_matched(scope), *about_money(scope, estimates))


def about_frequency(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Set the orders of the same members before they joined beside the gap, in equal time."""
    found = before_and_after(scope)
    said = (
        message(
            "The same members, each with {days} days on either side: {before} orders before they joined, "
            "{after} afterwards, the day of joining left out ({n} member)",
            "The same members, each with {days} days on either side: {before} orders before they joined, "
            "{after} afterwards, the day of joining left out ({n} members)",
            n=int(found["long"]),
            days=EITHER_SIDE,
            before=round(found["often_out"], 2),
            after=round(found["often_in"], 2),
        )
        if found["long"]
        else message("No member is known for {days} days before joining and after it", days=EITHER_SIDE)
    )
    return (*_guards(estimates), said, *_matched(scope), *about_window(scope))


def _with_unknown(left_out: Left, unknown: int) -> Left:
    reason = message("of members whose day of joining is not known")
    return (*left_out, *(((reason, unknown),) if unknown else ()))


def _matched(scope: Scope) -> tuple[Message, ...]:
    every, both = matched(scope)
    return (message("{both} of {members} members are among the customers", both=both, members=every),)


def _guards(estimates: Estimates) -> tuple[Message, ...]:
    """Say why a ratio is not shown."""
    members, others = (int(estimates.also[side][0]) for side in ("in", "out"))
    if min(members, others) < ARM:
        return (
            message(
                "Needs {arm} customers on either side; there are {members} with orders as members and "
                "{others} with others.",
                arm=ARM,
                members=members,
                others=others,
            ),
        )
    if not estimates.also["balanced"][0]:
        return (message("Not shown: one customer makes more than a fifth of a side."),)
    return ()
