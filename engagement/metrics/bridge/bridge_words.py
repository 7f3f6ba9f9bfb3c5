"""Names of the figures, causes and switches of the reconciliation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.sums.periods import as_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.bridge.basis import Cause, System
    from engagement.metrics.bridge.month_account import MonthAccount

PLATFORMS: Final[Mapping[System, str]] = {
    "shopify": "Shopify",
    "woocommerce": "WooCommerce",
    "bigcommerce": "BigCommerce",
    "wix": "Wix",
}
CAUSES: Final[Mapping[Cause, Message]] = {
    "time_zone": message("Orders on the other side of midnight: the dashboard's clock is another"),
    "cancelled": message("Cancelled orders, which we leave out"),
    "unpaid": message("Orders that await payment, which we count"),
    "failed": message("Orders whose payment failed or expired, which we leave out"),
    "tests": message("Test orders, which we leave out"),
    "discounts": message("Discounts, which we have taken off"),
    "refund_day": message("Refunds booked on another day than their order's"),
    "refunds": message("Refunds"),
    "tax": message("Tax, which is within our amounts"),
    "shipping": message("Shipping, which is within our amounts"),
    "tips": message("Tips, which are within our amounts"),
    "gift_cards": message("Gift cards sold, by the product's name: theirs counts them when they are used"),
    "rounding": message("Cents of rounding, where tax lies within shipping, a discount or a refund"),
    "refunded_tax": message(
        "Tax within refunds of a part of an order with several rates of tax: the files do not say which part"
    ),
    "set_aside": message("Orders on rows that could not be read"),
    "same_month": message("Customers whose first order lies in this month, too"),
}
#: Our settings that would make our figure agree with theirs, by cause.
SWITCHES: Final[Mapping[str, Message]] = {
    "refunds": message("Money net of refunds, in the filters, deducts what was paid back."),
    "time_zone": message("Say by how many hours the dashboard's clock is ahead of the files'."),
    "refund_day": message(
        "Our refunds lie on the day of the order; the filters offer their own day where the files say it."
    ),
}
_SALES: Final = ("gross_sales", "net_sales", "total_sales")
_UNSAID: Final[Mapping[str, Message]] = {
    "tax": message("tax"),
    "shipping": message("shipping"),
    "discount": message("discounts"),
    "tip": message("tips"),
}


def notes(account: MonthAccount, rows_set_aside: int = 0) -> list[Message]:
    """Return notes on further differences: data that the files lack, and rows that we do not count."""
    lines = _missing_amounts(account)
    lines += [
        message("The files do not say this of any order: {what}.", what=_UNSAID[name])
        for name in account.unsaid
        if name in _UNSAID
    ]
    if account.other_currencies:
        lines.append(
            message(
                "{count} order is in another currency and in none of our amounts.",
                "{count} orders are in other currencies and in none of our amounts.",
                n=account.other_currencies,
                count=account.other_currencies,
            )
        )
    if account.unnamed:
        lines.append(
            message(
                "{count} order names no customer: guests may be among the dashboard's customers.",
                "{count} orders name no customer: guests may be among the dashboard's customers.",
                n=account.unnamed,
                count=account.unnamed,
            )
        )
    if account.partly_refunded:
        lines.append(
            message(
                "{count} order was refunded in part, and the files do not say for what: it is read as goods "
                "with their tax.",
                "{count} orders were refunded in part, and the files do not say for what: it is read as "
                "goods with their tax.",
                n=account.partly_refunded,
                count=account.partly_refunded,
            )
        )
    if account.system == "shopify" and any(one.remainder and one.figure in _SALES for one in account.bridges):
        lines.append(
            message(
                "Shopify books what is added to an order or taken off it later on the day of that change, "
                "which its export does not say."
            )
        )
    if rows_set_aside:
        lines.append(
            message(
                "{count} row of the files could not be read and is in none of our figures.",
                "{count} rows of the files could not be read and are in none of our figures.",
                n=rows_set_aside,
                count=rows_set_aside,
            )
        )
    return lines


def _missing_amounts(account: MonthAccount) -> list[Message]:
    """Return a note on the days of the month without data; an empty list where there is none."""
    month, data_window = account.month, account.data_window
    if data_window is None:
        return [message("The files hold no order.")]
    first, last = as_date(data_window.first_day), as_date(data_window.last_day)
    if data_window.last_day < month.first_day or data_window.first_day > month.last_day:
        return [
            message(
                "The files hold no order of this month: theirs are from {first} to {last}.",
                first=first,
                last=last,
            )
        ]
    if data_window.first_day > month.first_day:
        return [message("The files begin on {day}, within the month.", day=first)]
    if data_window.last_day < month.last_day:
        return [message("The files end on {day}, within the month.", day=last)]
    return []
