"""Notes beside the purchase figures, and the accounts of the orders that they leave out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from engagement.locale import Message, message
from engagement.metrics.core.placing import unripe_from
from engagement.metrics.model import Window, public
from engagement.metrics.purchases.purchase_phrases import REFUND_DAYS
from engagement.metrics.purchases.scans.customers import customer_numbers
from engagement.metrics.purchases.scans.order_sums import order_sums
from engagement.metrics.purchases.scans.returns import gaps, second_orders
from engagement.metrics.purchases.spend import SPLIT, spend_split
from engagement.metrics.rules.two_groups import FEWEST_IN_GROUP
from engagement.metrics.sums.group_sums import WHOLE
from engagement.metrics.sums.periods import as_date
from engagement.metrics.words.phrases import OUTSIDE

if TYPE_CHECKING:
    from engagement.metrics.core.definition import Notes
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates
    from engagement.metrics.sums.clustered import Clustered

    Left = tuple[tuple[Message, int], ...]

#: The number of customers below which a purchase frequency has a warning.
FEW: Final = 300
#: The days of data before the window below which returning customers have a warning.
YEAR: Final = 365

_CANCELLED: Final = message("cancelled or voided")
_UNPAID: Final = message("payment failed or expired")
_TEST: Final = message("a test")
_UNNAMED: Final = message("without a customer")
_CURRENCY: Final = message("in another currency")
_OTHER_ORDERS: Final = message("no first or second order of these customers")
_UNMARKED: Final = message("not known whether by a guest")


_ON_ORDER_DAY: Final = public(message("Refunds are taken off on the day of the order."))

#: The note on amounts in other currencies, by the reason for the currency used.
_APART: Final = {
    "most": message("In {currency}, the currency of most orders. Amounts in {others} are not added to it."),
    "asked": message("In {currency}, as chosen. Amounts in {others} are not added to it."),
    "rates": message("There is no rate for {others}; these amounts are not added to {currency}."),
}


def _count_of(scope: Scope, name: str) -> int:
    return int(scope.sums(order_sums, WHOLE)[name][0])


def _base(scope: Scope) -> list[tuple[Message, int]]:
    """Return the orders that every figure leaves out, by reason."""
    everything = scope.order_days.read_in(scope.currency, net=scope.net)["all_rows"].sum()
    outside = int(everything) - _count_of(scope, "all_rows")
    return [
        (OUTSIDE, outside),
        (_CANCELLED, _count_of(scope, "cancelled")),
        (_UNPAID, _count_of(scope, "unpaid")),
        (_TEST, _count_of(scope, "tests")),
    ]


def of_orders(scope: Scope) -> tuple[Left, int]:
    """Account for all orders that count."""
    return _exclusions(_base(scope)), _count_of(scope, "orders")


def of_money(scope: Scope) -> tuple[Left, int]:
    """Account for the orders that count, in the scope's currency."""
    paid = _count_of(scope, "paid")
    return _exclusions([*_base(scope), (_CURRENCY, _count_of(scope, "orders") - paid)]), paid


def of_customers(scope: Scope) -> tuple[Left, int]:
    """Account for the orders that count and name a customer."""
    unnamed = _count_of(scope, "anonymous")
    return _exclusions([*_base(scope), (_UNNAMED, unnamed)]), _count_of(scope, "orders") - unnamed


def of_customers_money(scope: Scope) -> tuple[Left, int]:
    """Account for the orders that count and name a customer, in the scope's currency."""
    unnamed, unnamed_paid = _count_of(scope, "anonymous"), _count_of(scope, "anonymous_paid")
    foreign = _count_of(scope, "orders") - unnamed - _count_of(scope, "paid") + unnamed_paid
    used = _count_of(scope, "paid") - unnamed_paid
    return _exclusions([*_base(scope), (_UNNAMED, unnamed), (_CURRENCY, foreign)]), used


def of_guests(scope: Scope) -> tuple[Left, int]:
    """Account for the orders whose file states if a guest placed them; all orders where it never does."""
    known_orders, orders = _count_of(scope, "guest_known"), _count_of(scope, "orders")
    if not known_orders:
        return of_orders(scope)
    return _exclusions([*_base(scope), (_UNMARKED, orders - known_orders)]), known_orders


def of_placed(scope: Scope) -> tuple[Left, int]:
    """Account for the orders that count and those that were cancelled or voided."""
    excluded = [pair for pair in _base(scope) if pair[0] is not _CANCELLED]
    return _exclusions(excluded), _count_of(scope, "placed")


def of_new_customers(scope: Scope) -> tuple[Left, int]:
    """Account for the first and second orders of a cohort; later orders are left out."""
    coverage = scope.data.coverage("orders")
    first = coverage.first_day if coverage else scope.window.first_day
    everything = Window(min(first, scope.window.first_day), scope.window.last_day)
    excluded, named = of_customers(replace(scope, window=everything, cohort=None))
    follow_up_sums = scope.sums(second_orders, WHOLE)
    used = int(follow_up_sums["eligible_0"][0] + follow_up_sums["back_ever"][0])
    return (*excluded, *_exclusions([(_OTHER_ORDERS, named - used)])), used


def _exclusions(pairs: list[tuple[Message, int]]) -> Left:
    return tuple((reason, count) for reason, count in pairs if count)


def about_window(scope: Scope) -> tuple[Message, ...]:
    """Return a sentence where the data do not cover the window."""
    coverage = scope.data.coverage(scope.table)
    if coverage is None or scope.question.days is None or coverage.reaches(scope.window.first_day):
        return ()
    return (message("The data begin on {day}, later than the period.", day=as_date(coverage.begins)),)


def about_money(scope: Scope, _: Estimates) -> tuple[Message, ...]:
    """Return sentences on the currency, other currencies left out, and how free orders and refunds count."""
    refunds = (_ON_ORDER_DAY,) if _count_of(scope, "refunds") and scope.net else ()
    return (*about_amounts(scope), *refunds, *about_window(scope))


def about_amounts(scope: Scope) -> tuple[Message, ...]:
    """Return sentences on the currency, other currencies left out, and how free orders count."""
    free = _count_of(scope, "free")
    if not free:
        return about_currencies(scope)
    counted = message(
        "{free} order with the value 0 counts as an order.",
        "{free} orders with the value 0 count as orders.",
        n=free,
        free=free,
    )
    return (*about_currencies(scope), counted)


def about_currencies(scope: Scope) -> tuple[Message, ...]:
    """Return sentences on the currency, the exchange rates used, and currencies left out."""
    sentences = _rates_used(scope)
    others = ", ".join(code for code in scope.currencies if code != scope.currency)
    if not others:
        return sentences
    return (
        *sentences,
        _APART[_currency_reason(scope)].filled(currency=scope.currency, others=others),
    )


def _rates_used(scope: Scope) -> tuple[Message, ...]:
    rates = scope.data.rates
    if rates is None or scope.currency != rates.to:
        return ()
    return tuple(
        message(
            "Converted at the rates of {day}: 1 {unit} = {rate} {to}.",
            day=rates.day,
            unit=code,
            rate=rates.per_unit[code],
            to=rates.to,
        )
        for code in scope.data.exchanged()
    )


def _currency_reason(scope: Scope) -> str:
    rates = scope.data.rates
    if rates is not None and scope.currency == rates.to:
        return "rates"
    return "most" if scope.currency == scope.leading else "asked"


def about_guests(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return a sentence where orders without a customer id count as guest orders."""
    if _count_of(scope, "guest_known") or not estimates.n[0]:
        return about_window(scope)
    unmarked = message(
        "An estimate, since the file does not mark guest orders: the share of orders without a customer id."
    )
    return (public(unmarked), *about_window(scope))


def about_frequency(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return a warning for few customers."""
    is_small = 0 < estimates.n[0] < FEW
    warning = message("Under {few} customers this interval is only a rough one.", few=FEW)
    return (*((warning,) if is_small else ()), *about_window(scope))


def about_repeat(scope: Scope, _: Estimates) -> tuple[Message, ...]:
    """Return how repeat and returning customers differ."""
    numbers = scope.sums(customer_numbers, WHOLE)
    sentence = message(
        "Repeat customers have more than one order inside the period, here {repeat}. "
        "Returning customers have an order before it as well, here {returning}.",
        repeat=int(numbers["repeat"][0]),
        returning=int(numbers["returning"][0]),
    )
    return (sentence, *about_window(scope))


def about_returning(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return how far the data reach back: a customer whose earlier orders lie before them looks new."""
    coverage = scope.data.coverage("orders")
    history = scope.window.first_day - coverage.begins if coverage else 0
    if history <= 0:
        blind = message("The period begins with the data, so nobody can be known to have ordered before it.")
        return (blind, *about_repeat(scope, estimates))
    if history >= YEAR:
        return about_repeat(scope, estimates)
    short = message(
        "The data look back {days} days behind the period; who last ordered before that looks new.",
        days=history,
    )
    return (short, *about_repeat(scope, estimates))


def about_follow_up(days: int) -> Notes:
    """Return how many customers are too recent, and where the file's history ends."""

    def notes(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
        ever = replace(scope, cohort=None).sums(second_orders, WHOLE)
        everyone, ripe = int(ever["eligible_0"][0]), int(ever[f"eligible_{days}"][0])
        waiting = everyone - ripe
        coverage = scope.data.coverage("orders")
        sentences: list[Message] = []
        if ripe > int(estimates.n[0]):
            sentences.append(
                message(
                    "Of all customers ever, {back} of {ripe} came back within {days} days.",
                    back=int(ever[f"within_{days}"][0]),
                    ripe=ripe,
                    days=days,
                )
            )
        if waiting:
            sentences.append(
                message(
                    "{waiting} customer whose first order is less than {days} days old is not counted yet.",
                    "{waiting} customers whose first order is less than {days} days old are not counted yet.",
                    n=waiting,
                    waiting=waiting,
                    days=days,
                )
            )
        if coverage is not None:
            first = as_date(coverage.begins)
            sentences.append(
                message("A first order is the first since {day}, when the data begin.", day=first)
            )
        return tuple(sentences)

    return notes


def about_spend(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return the parts of the ratio, or why it is hidden."""
    one_time_buyers, repeat_buyers = int(estimates.also["one"][0]), int(estimates.also["many"][0])
    if min(one_time_buyers, repeat_buyers) < FEWEST_IN_GROUP:
        too_few = message(
            "Needs {arm} customers on either side; there are {many} repeat and {one} one-time customers.",
            arm=FEWEST_IN_GROUP,
            many=repeat_buyers,
            one=one_time_buyers,
        )
        return (too_few, *about_money(scope, estimates))
    if not estimates.also["enough"][0]:
        outweighed = message("Not shown: a single customer makes more than a fifth of one side's money.")
        return (outweighed, *about_money(scope, estimates))
    ratio = dict(zip(SPLIT, spend_split(scope)[list(SPLIT)].to_numpy()[-1], strict=True))
    sentence = message(
        "It is {orders} times the orders, each of {value} times the value.",
        orders=round(float(ratio["orders_per_customer"]), 2),
        value=round(float(ratio["order_value"]), 2),
    )
    return (sentence, *about_money(scope, estimates))


def about_gaps(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return how many gaps are 0 days."""
    if not estimates.n[0]:
        return about_window(scope)
    same = int((cast("Clustered", scope.stats(gaps, WHOLE)).values == 0).sum())
    sentence = message(
        "{same} of {gaps} gaps are of 0 days: two orders on one day.", same=same, gaps=int(estimates.n[0])
    )
    return (sentence, *about_window(scope))


def about_cancellations(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return a doubt where a file has no cancelled order."""
    if estimates.numerator[0] or not estimates.n[0]:
        return about_window(scope)
    doubt = message("The data hold no cancelled order in the period; many exports leave them out.")
    return (doubt, *about_window(scope))


def about_refunds(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return from which day on refunds are still to come, and a doubt where a file has no refund."""
    young = unripe_from(scope, REFUND_DAYS)
    sentences = list(about_window(scope))
    if young is not None:
        still = message(
            "Orders from {day} on are younger than {days} days and may still be refunded.",
            day=as_date(young),
            days=REFUND_DAYS,
        )
        sentences.insert(0, public(still))
    if not estimates.numerator[0] and estimates.n[0]:
        sentences.insert(0, message("The data hold no refund in the period; many exports leave them out."))
    return tuple(sentences)


def only_window(scope: Scope, _: Estimates) -> tuple[Message, ...]:
    """Say only where the data do not fill the window."""
    return about_window(scope)
