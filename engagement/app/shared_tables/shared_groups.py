"""Customer groups and levels of engagement for guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figures import customer_headings
from engagement.app.figures.customer_headings import ORDERS, RECENCY
from engagement.app.shared_tables import level_flow, shared_words
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.text import plain
from engagement.charts.cohort_map import CohortCell, CohortRow, cohort_map
from engagement.locale import Message, message
from engagement.metrics.customers import tables
from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.ladders import tables as ladders

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from engagement.metrics.publishing.recipients_view import PublishedView


def show(view: PublishedView, nobody: Message) -> None:
    """Show the published tables of groups; `nobody` is the name of those who had not ordered before."""
    if not shared_words.rounded(view, "orders"):
        return
    left, right = st.columns([7, 5], gap="medium")
    with left:
        _groups(view)
    with right:
        _scores(view)
    _moves(view, nobody)


def levels(view: PublishedView, translated: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Show the customers by level of engagement and who moved from level to level, if published."""
    if not shared_words.rounded(view, "levels"):
        return
    frame = view.table(ladders.ENGAGEMENT_LEVELS.name)
    customer_headings.levels()
    read = translated(frame)
    drawn = shared_words.shares(
        read["words"].tolist(), frame["value"], (frame["customers"], frame["n"]), frame["customers"]
    )
    text = ladders.ENGAGEMENT_LEVELS.title
    shared_words.show(
        view, drawn, ladders.ENGAGEMENT_LEVELS, frame, text, counts=("customers", "n"), readable=read
    )
    st.caption(say(shared_words.under(view)))
    if view.has_table(ladders.ENGAGEMENT_LEVEL_MOVEMENT.name):
        _level_moves(view)


def _level_moves(view: PublishedView) -> None:
    customer_headings.level_moves()
    st.caption(say(message("Within the last 365 days. Moves of under {k} customers are left out.", k=view.k)))
    table = ladders.ENGAGEMENT_LEVEL_MOVEMENT
    moves = view.table(table.name).fillna({"from": level_flow.NEWCOMER})
    read = moves.assign(**{end: [level_flow.called(key) for key in moves[end]] for end in ("from", "to")})
    sides = (say(message("before")), say(message("now")))
    drawn = level_flow.level_flow(moves, sides) if len(moves) else None
    shared_words.show(view, drawn, table, moves, table.title, counts=("customers",), readable=read)


def _groups(view: PublishedView) -> None:
    frame = view.table(tables.RFM.name)
    head.section(
        message("Groups of customers"),
        message("Eight groups by last order, number of orders and money: the share of the customers."),
        key="groups",
    )
    called = _called()
    names = [called[key] for key in frame["group"]]
    totals = (frame["customers"] / frame["share"]).round()
    drawn = shared_words.shares(names, frame["share"], (frame["customers"], totals), frame["customers"])
    read = frame.assign(group=names)
    shared_words.show(view, drawn, tables.RFM, frame, tables.RFM.title, counts=("customers",), readable=read)
    st.caption(say(shared_words.under(view)))
    with st.expander(say(message("What each group is"))):
        for group in GROUPS:
            st.markdown(f"**{say(group.name)}**  \n{say(group.meaning)}")


def _scores(view: PublishedView) -> None:
    frame, t = view.table(tables.RFM_SCORES.name), words()
    customer_headings.scores()
    counted = {(int(r), int(f)): int(n) for r, f, n in frame[["r", "f", "customers"]].itertuples(index=False)}
    rows = []
    for r, fifth in RECENCY.items():
        cells = []
        for f, orders in ORDERS.items():
            count = counted.get((r, f), 0)
            title = t.t(message("{fifth}, orders: {orders}", fifth=say(fifth), orders=orders))
            number = t.number(count, 0) if count else t.t(message("under {k}", k=view.k))
            cells.append(
                CohortCell(
                    f, float(count), t.number(count, 0) if count else "", complete=True,
                    hover=f"<b>{plain(title)}</b><br>{plain(number)}",
                )
            )  # fmt: skip
        rows.append(CohortRow(say(fifth), cells))
    drawn = cohort_map(rows, 1, palette(theme()), columns=list(ORDERS.values()))
    text = tables.RFM_SCORES.title
    shared_words.show(view, drawn, tables.RFM_SCORES, frame, text, counts=("customers",))


def _moves(view: PublishedView, nobody: Message) -> None:
    frame, called = view.table(tables.RFM_MOVEMENT.name), _called()
    head.section(
        message("Who moved from group to group"),
        message("Within the last 365 days. Moves of under {k} customers are left out.", k=view.k),
        key="moves",
    )
    read = frame.assign(
        **{
            "from": [called.get(key, say(nobody)) for key in frame["from"]],
            "to": [called[key] for key in frame["to"]],
        }
    ).sort_values("customers", ascending=False, kind="stable")
    text = tables.RFM_MOVEMENT.title
    moves = frame.loc[read.index]
    lasting = moves[moves["from"].notna()]
    drawn = shared_words.flow_chart(
        lasting, lambda key: called[str(key)], (say(message("before")), say(message("now")))
    )
    shared_words.show(view, drawn, tables.RFM_MOVEMENT, moves, text, counts=("customers",), readable=read)


def _called() -> dict[str, str]:
    return {group.key: say(group.name) for group in GROUPS}
