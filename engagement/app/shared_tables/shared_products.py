"""Products for guests: those that fewer than k customers bought are not named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.shared_tables import shared_words
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.model import OTHER
from engagement.metrics.products import tables
from engagement.metrics.products.sold import WITHIN

if TYPE_CHECKING:
    from engagement.metrics.publishing.recipients_view import PublishedView

#: The number of products drawn, those with most customers.
_DRAWN: Final = 12


def show(view: PublishedView) -> None:
    """Show the published tables of products."""
    if not shared_words.rounded(view, "orders"):
        return
    left, right = st.columns([6, 6], gap="medium")
    with left:
        _products(view)
    with right:
        _gateway(view)
    _journey(view)


def _products(view: PublishedView) -> None:
    frame, t = view.table(tables.PRODUCTS.name), words()
    head.section(
        message("Products by customers"),
        message(
            "The {count} products with the most customers; n: how many began with it. Left out: what under "
            "{k} customers bought.",
            count=_DRAWN,
            k=view.k,
        ),
        key="products",
    )
    if frame.empty:
        st.write(say(message("No product has {k} customers.", k=view.k)))
        return
    top = frame.head(_DRAWN)
    listed = ", ".join(
        f"{product} {t.number(count, 0)}"
        for product, count in zip(top["product"].tolist()[:3], top["customers"].tolist()[:3], strict=True)
    )
    text = message("Most customers: {list}.", list=listed)
    counts = ("customers", "first_orders")
    rows = as_breakdown(top["product"].tolist(), top["customers"], top["first_orders"])
    drawn = dots(rows, ValueFormat("count", None, t), palette(theme()), in_order=True, total=True)
    shared_words.show(view, drawn, tables.PRODUCTS, frame, text, counts=counts)
    st.caption(say(shared_words.under(view)))


def _gateway(view: PublishedView) -> None:
    frame = view.table(tables.GATEWAY_PRODUCTS.name)
    head.section(
        message("What customers begin with"),
        message(
            "Share of the customers who began with a product and ordered anything again within {days} days. "
            "The {count} products that most began with.",
            days=WITHIN,
            count=_DRAWN,
        ),
        key="gateway",
    )
    if frame.empty:
        st.write(say(message("Under {k} customers began with any product.", k=view.k)))
        return
    most = frame.sort_values(["began", "product"], ascending=[False, True]).head(_DRAWN)
    top = most.sort_values(["share", "product"], ascending=[False, True])
    names = top["product"].tolist()
    drawn = shared_words.shares(names, top["share"], (top["came_back"], top["began"]))
    shown_columns = frame.drop(columns="differs")
    text = tables.GATEWAY_PRODUCTS.title
    shared_words.show(
        view, drawn, tables.GATEWAY_PRODUCTS, shown_columns, text, counts=("began", "came_back")
    )


def _journey(view: PublishedView) -> None:
    frame = view.table(tables.PRODUCT_JOURNEY.name)
    head.section(
        message("What they go on to"),
        message(
            "An order stands for the product on which most was spent in it. Ways of under {k} customers are "
            "left out.",
            k=view.k,
        ),
        key="journey",
    )
    if frame.empty:
        st.write(say(message("Under {k} customers went any of these ways.", k=view.k)))
        return
    read = frame.assign(**{end: [_called(name) for name in frame[end]] for end in ("from", "to")})
    first = frame[(frame["order"] == 1) & frame["to"].notna()]
    sides = tuple(say(message("Order {number}", number=number)) for number in (1, 2))
    drawn = shared_words.flow_chart(first, _called, (sides[0], sides[1]))
    text = tables.PRODUCT_JOURNEY.title
    shared_words.show(
        view, drawn, tables.PRODUCT_JOURNEY, frame, text, counts=("customers", "of"), readable=read
    )


def _called(name: object) -> str:
    if not isinstance(name, str):
        return say(message("no further order"))
    return say(message("all others")) if name == OTHER else name
