"""All products in a table that can be searched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import page_links
from engagement.app.navigation import question as asking
from engagement.app.readable import downloads, screen
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.holding import contents
from engagement.metrics.products import tables
from engagement.metrics.products.sold import FEWEST
from engagement.readable.named_tables import of_named
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import Question
    from engagement.metrics.views.owners import OwnersView

_KEY = "products"
#: The columns of a product: what was sold, and how often its orders were refunded.
_SHEET: Final = replace(
    tables.PRODUCTS, columns={**tables.PRODUCTS.columns, **tables.PRODUCT_REFUNDS.columns}
)
_FOLD = "products_fold"


@redrawn_alone
def show(view: OwnersView, frame: pd.DataFrame, currency: str | None) -> None:
    """Show the table `products`, most revenue first, as far as it holds the words that are searched for."""
    t = words()
    head.section(
        message("All products"),
        message(
            "From all orders up to the last day, whatever the period above. Revenue before refunds. Empty: "
            "fewer than {count} customers began with it 90 days ago or more. Refunded: orders of which "
            "anything was paid back; files do not say for which product.",
            count=FEWEST,
        ),
        key=_KEY,
    )
    if contents.parent_names(view.data):
        _choose_folding(view.question)
    wanted = st.text_input(
        say(message("Find a product")),
        key="products_find",
        type="search",
        live=True,
        placeholder=say(message("a word of its name")),
        width=420,
    )
    refunds = view.table(tables.PRODUCT_REFUNDS.name).drop(columns="orders")
    listed = searched(frame.merge(refunds, on="product"), str(wanted or "")).sort_values(
        ["revenue", "orders", "product"], ascending=[False, False, True], ignore_index=True
    )
    st.caption(say(counted(len(frame), len(listed), bool(wanted))))
    if listed["revenue"].isna().any():
        st.caption(say(message("No revenue: the files do not give the price of each piece.")))
    if listed.empty:
        return
    first = str(listed["product"].iloc[0])
    page_links.to(
        "mailing", say(message("Who bought: {product}", product=inert(first))), {"list": f"product:{first}"}
    )
    sheet = of_named(_SHEET, listed, t, grain=view.question.grain, currency=currency)
    with st.container(key=f"fig_{_KEY}", gap="xxsmall"):
        screen.show(sheet, t.t(tables.PRODUCTS.title), _KEY)
        with st.container(horizontal=True):
            downloads.show(lambda: sheet, lambda: listed, _KEY, _KEY)


def _choose_folding(question: Question) -> None:
    """Let the reader count a product's variants as one; everything on the page follows."""
    st.session_state[_FOLD] = question.fold
    st.toggle(
        say(message("Variants of a product together")),
        key=_FOLD,
        on_change=lambda: asking.ask(replace(asking.current_question(), fold=st.session_state[_FOLD])),
        help=say(
            message(
                "By the list of products where there is one, else by what stands before the dash in names "
                "that share it: Tee - Large / Blue."
            )
        ),
    )


def searched(frame: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Return the rows whose product has every word of `wanted`, in any order, case and accents aside."""
    parts = fold(wanted).split()
    names = frame["product"].map(fold)
    return frame[[all(part in name for part in parts) for name in names]]


def counted(products: int, matches: int, search: bool) -> Message:  # noqa: FBT001 - as it is asked
    """Say how many products there are, how many were found, and how many of them the screen shows."""
    shown = min(matches, screen.MOST_ROWS)
    if not search and shown == matches:
        return message("{count} product", "{count} products", n=products, count=products)
    if shown == matches:
        return message("Found: {found} of {count} product", "Found: {found} of {count} products",
                       n=products, count=products, found=matches)  # fmt: skip
    return message(
        "Found: {found} of {count} product. Shown: the {shown} with the most revenue; the files have all.",
        "Found: {found} of {count} products. Shown: the {shown} with the most revenue; the files have all.",
        n=products,
        count=products,
        found=matches,
        shown=shown,
    )
