"""The basis of an amount: the orders, parts of amounts and refunds that it counts, and the time zone.

The figures of every shop system, and ours, are described by a basis. Two bases that differ in one respect
differ by its amount, so a walk from one to the other names every cause without a remainder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from engagement.shared_columns import NOT_COUNTED, ORDER_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Why two figures of one month differ.
Cause = Literal[
    "time_zone",
    "cancelled",
    "unpaid",
    "failed",
    "tests",
    "discounts",
    "refund_day",
    "refunds",
    "tax",
    "shipping",
    "tips",
    "gift_cards",
    "same_month",
    "set_aside",
    "rounding",
    "refunded_tax",
]
System = Literal["shopify", "woocommerce", "bigcommerce", "wix"]
ShopFigure = Literal["orders", "gross_sales", "net_sales", "total_sales", "returning_customer_rate"]
SYSTEMS: Final[tuple[System, ...]] = ("shopify", "woocommerce", "bigcommerce", "wix")
FIGURES: Final[tuple[ShopFigure, ...]] = (
    *("orders", "gross_sales", "net_sales", "total_sales", "returning_customer_rate"),
)
COUNTED: Final = ORDER_STATUSES - NOT_COUNTED
#: Orders that were never paid.
_FAILED: Final = frozenset({"failed", "expired"})
#: Cancelled orders, including those with a voided payment.
_CANCELLED: Final = frozenset({"cancelled", "voided"})


@dataclass(frozen=True, slots=True)
class Basis:
    """What counts. `statuses`: the orders by status.

    `tax`, `shipping`, `tips` and `gifts` (gift cards sold): whether the amount includes these;
    `before_discounts`: whether discounts are added back. `refunds`: not deducted, deducted by the `parts`
    that the amount has, or deducted `whole`. `returned`: cancelled orders are deducted as returns. `hours`:
    the offset of the time zone of days from that of the file. `same_month`: customers with two orders within
    the period count as returning. `own_day`: refunds are deducted on the day of the refund, where the files
    have it.
    """

    statuses: frozenset[str] = COUNTED
    tax: bool = True
    shipping: bool = True
    tips: bool = True
    gifts: bool = True
    before_discounts: bool = False
    refunds: Literal["none", "parts", "whole"] = "none"
    returned: bool = False
    hours: int = 0
    same_month: bool = False
    own_day: bool = False


#: Shopify reports every order except tests; a cancelled one is a sale and a return, and a gift card is sold
#: when it is used.
_SHOPIFY: Final = Basis(
    ORDER_STATUSES - {"test"},
    tips=False,
    gifts=False,
    refunds="parts",
    returned=True,
    same_month=True,
    own_day=True,
)
#: WooCommerce leaves out pending, failed and cancelled orders; a tip is a fee, and fees are sales.
_WOO: Final = Basis(COUNTED - {"pending"}, refunds="parts", same_month=True, own_day=True)
#: BigCommerce counts eligible orders: neither incomplete, declined nor cancelled.
_BIGCOMMERCE: Final = Basis(COUNTED, refunds="parts", same_month=True, own_day=True)
#: Wix adds tips to total sales and deducts refunds from net sales alone.
_WIX: Final = Basis(COUNTED, refunds="parts", same_month=True, own_day=True)

_BARE: Final[Mapping[str, Any]] = {"tax": False, "shipping": False}
_GROSS: Final[Mapping[str, Any]] = {**_BARE, "before_discounts": True, "refunds": "none", "returned": False}


def _figures(base: Basis, *, tips: bool, total: Mapping[str, Any]) -> dict[ShopFigure, Basis]:
    """Return the figures of a system; `tips`: whether sales include tips, `total`: fields of its total."""
    return {
        "orders": replace(base, refunds="none", returned=False),
        "gross_sales": replace(base, tips=tips, **_GROSS),
        "net_sales": replace(base, tips=tips, **_BARE),
        "total_sales": replace(base, **total),
        "returning_customer_rate": replace(base, refunds="none", returned=False),
    }


#: What each figure of each system counts.
THEIRS: Final[Mapping[System, Mapping[ShopFigure, Basis]]] = {
    "shopify": _figures(_SHOPIFY, tips=False, total={}),
    "woocommerce": _figures(_WOO, tips=True, total={}),
    "bigcommerce": _figures(_BIGCOMMERCE, tips=False, total={}),
    "wix": _figures(_WIX, tips=False, total={"refunds": "none"}),
}


def our_basis(*, net: bool, on_refund_day: bool = False) -> Basis:
    """Return the basis of our revenue, orders and returning customers."""
    return Basis(refunds="whole" if net else "none", own_day=net and on_refund_day)


def steps_between(theirs: Basis, to: Basis) -> Iterator[tuple[Cause, Basis]]:
    """Yield the bases from `theirs` to another, one difference at a time, each with its cause."""
    current = theirs
    for cause, changed in _changes(to).items():
        following = changed(current)
        if following != current:
            current = following
            yield cause, current


def _changes(to: Basis) -> dict[Cause, Any]:
    def takes(which: frozenset[str]) -> Any:
        return lambda basis: replace(basis, statuses=(basis.statuses - which) | (to.statuses & which))

    return {
        "time_zone": lambda basis: replace(basis, hours=to.hours),
        "cancelled": lambda basis: replace(takes(_CANCELLED)(basis), returned=to.returned),
        "unpaid": takes(frozenset({"pending"})),
        "failed": takes(_FAILED),
        "tests": takes(frozenset({"test"})),
        "discounts": lambda basis: replace(basis, before_discounts=to.before_discounts),
        "refund_day": lambda basis: replace(basis, own_day=to.own_day),
        "refunds": lambda basis: replace(basis, refunds=to.refunds),
        "tax": lambda basis: replace(basis, tax=to.tax),
        "shipping": lambda basis: replace(basis, shipping=to.shipping),
        "tips": lambda basis: replace(basis, tips=to.tips),
        "gift_cards": lambda basis: replace(basis, gifts=to.gifts),
        "same_month": lambda basis: replace(basis, same_month=to.same_month),
    }


def variant_bases(basis: Basis, figure: ShopFigure) -> Iterator[Basis]:
    """Yield the bases that a shop's settings may give a figure; each differs in one respect."""
    for hours in sorted(range(-14, 15), key=abs):
        if hours:
            yield replace(basis, hours=hours)
    for which in (_CANCELLED, frozenset({"pending"}), _FAILED, frozenset({"test"})):
        toggled = basis.statuses - which if which <= basis.statuses else basis.statuses | which
        yield replace(basis, statuses=toggled)
    if figure in {"orders", "returning_customer_rate"}:
        return
    if basis.refunds != "none":
        yield replace(basis, own_day=not basis.own_day)
    yield replace(basis, returned=not basis.returned)
    yield replace(basis, tips=not basis.tips)
    yield replace(basis, gifts=not basis.gifts)
    yield replace(basis, tax=not basis.tax)
    yield replace(basis, shipping=not basis.shipping)
    yield replace(basis, before_discounts=not basis.before_discounts)
    yield from (replace(basis, refunds=way) for way in ("none", "parts", "whole") if way != basis.refunds)
