"""The groups: how many customers and how much revenue each has, what it is, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from engagement.app.choosing import chosen_segment
from engagement.app.navigation import page_links
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.app.who_they_are.group_names import names
from engagement.charts.base.palette import palette
from engagement.charts.base.text import plain
from engagement.charts.customers.share_pairs import SharePair, share_pairs
from engagement.locale import message
from engagement.metrics.customers import tables
from engagement.metrics.customers.groups import GROUPS
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.customers.groups import Group
    from engagement.metrics.model import View


#: The dimension by which customers fall into the groups.
GROUP: Final = "rfm_group"


def chart(view: View, frame: pd.DataFrame, currency: str | None) -> None:
    """Show the table `rfm` of all groups as two shares of each; one that is chosen filters the page."""
    t, called = words(), names()
    choice = chosen_segment.choice(view, GROUP, frame.loc[frame["customers"] > 0, "group"])
    conclusion = _conclusion(frame)
    head.section(
        conclusion,
        message(
            "Eight groups by last order, number of orders and money. Upper bar, grey: share of the "
            "customers. Lower bar, petrol: share of the revenue. Click a group to see it alone."
        ),
        key="groups",
    )
    revenue = float(frame["revenue"].sum())
    pairs = [
        _pair(called[row["group"]], row, row["revenue"] / revenue if revenue > 0 else 0.0, currency)
        for row in frame.to_dict("records")
    ]
    sheet = of_named(
        tables.RFM, frame.assign(group=frame["group"].map(called)), t, grain=view.question.grain,
        currency=currency,
    )  # fmt: skip
    drawn = share_pairs(pairs, palette(theme()), t, selected=choice.current)
    figure.show(drawn, "groups", say(conclusion), sheet, frame, choice=choice)


def explained(frame: pd.DataFrame, currency: str | None) -> None:
    """Say of each group what it is and what to do."""
    head.section(
        message("What each group is, and what to do"),
        message(
            "Groups compare the customers of this shop with each other: there are always some of the best."
        ),
        key="groups_explained",
    )
    grid = st.grid(4, min_column_width=225, gap=(20, 26))
    by_key = {str(row["group"]): row for row in frame.to_dict("records")}
    for group in GROUPS:
        with grid.container(key=f"rule_group_{group.key}", gap="xxsmall"):
            _group_pair(group, by_key[group.key], currency)


def _group_pair(group: Group, row: dict[Any, Any], currency: str | None) -> None:
    st.subheader(say(group.name), anchor=False)
    st.caption("  \n".join(" · ".join(say(part) for part in line) for line in _figures(row, currency)))
    st.write(f"{say(group.meaning)} {say(group.advice)}")
    if row["customers"]:
        page_links.to(
            "mailing",
            say(message("List: {group}", group=say(group.name))),
            {"list": f"group:{group.key}"},
        )


def _figures(row: dict[Any, Any], currency: str | None) -> list[list[Message | str]]:
    """Return the lines of a group's figures."""
    t, count = words(), int(row["customers"])
    if not count:
        return [[message("Nobody is in this group now.")]]
    orders = int(row["orders"])
    totals: list[Message | str] = [
        message("{count} customer", "{count} customers", n=count, count=count),
        t.percent(float(row["share"]), 1),
        message("{count} order", "{count} orders", n=orders, count=orders),
        t.money(float(row["revenue"]), currency, 0),
    ]
    if pd.isna(row["median_recency"]):
        return [totals]
    days = round(float(row["median_recency"]))
    half = message(
        "Half of them ordered within the last {count} day.",
        "Half of them ordered within the last {count} days.",
        n=days,
        count=days,
    )
    return [totals, [half]]


def _pair(name: str, row: dict[Any, Any], of_revenue: float, currency: str | None) -> SharePair:
    t, count = words(), int(row["customers"])
    customers = message("{count} customer", "{count} customers", n=count, count=count)
    share, heading = float(row["share"]), f"<b>{plain(name)}</b><br>"
    money = plain(t.money(float(row["revenue"]), currency))
    return SharePair(
        name,
        (share, of_revenue),
        (
            f"{heading}{plain(t.t(customers))} · {plain(t.percent(share, 1))}",
            f"{heading}{money} · {plain(t.percent(of_revenue, 1))}",
        ),
        row["group"] if count else None,
    )


def _conclusion(frame: pd.DataFrame) -> Message:
    """Say how much of the revenue the two best groups have brought."""
    t = words()
    best = frame[frame["group"].isin(["champions", "loyal"])]
    revenue = float(frame["revenue"].sum())
    if not best["customers"].sum() or revenue <= 0:
        return message("Customers by group: nobody has ordered often and lately yet.")
    return message(
        "Champions and loyal customers are {share} of all customers and have brought {part} of the revenue.",
        share=t.percent(float(best["share"].sum()), 0),
        part=t.percent(float(best["revenue"].sum()) / revenue, 0),
    )
