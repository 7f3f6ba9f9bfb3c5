"""The notes beside revenue and its account, which depend on the day on which refunds are taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.purchases import notes
from engagement.metrics.purchases.scans.refunds import refunded_before, refunds_without_day
from engagement.metrics.words.phrases import OUTSIDE

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates

_ON_REFUND_DAY: Final = message("Refunds are taken off on the day on which they were paid back.")


def of_revenue(scope: Scope) -> tuple[notes.Left, int]:
    """Account for the orders in the scope's currency, and earlier ones refunded in the window."""
    excluded, used = notes.of_money(scope)
    earlier = refunded_before(scope)
    if not earlier:
        return excluded, used
    counts = [(reason, count - earlier if reason is OUTSIDE else count) for reason, count in excluded]
    return tuple((reason, count) for reason, count in counts if count), used + earlier


def about_revenue(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return the sentences on money, and on which day refunds are taken off."""
    if not (scope.on_refund_day and scope.order_days.columns["refunds"].any()):
        return notes.about_money(scope, estimates)
    sentences = [_ON_REFUND_DAY, *notes.about_amounts(scope)]
    unsaid, earlier = refunds_without_day(scope, inside=True), refunded_before(scope)
    if earlier:
        sentences.append(
            message(
                "{count} order from before the period was refunded in it.",
                "{count} orders from before the period were refunded in it.",
                n=earlier,
                count=earlier,
            )
        )
    if unsaid:
        sentences.append(
            message(
                "{count} refund has no day of its own and is taken off on the day of the order.",
                "{count} refunds have no day of their own and are taken off on the day of the order.",
                n=unsaid,
                count=unsaid,
            )
        )
    return (*sentences, *notes.about_window(scope))
