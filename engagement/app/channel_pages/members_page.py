"""Members of a loyalty programme compared with others; tiers, referrals, time to joining."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engagement.app.channel_pages import referred_page
from engagement.app.navigation import current_shop
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import DotLabels, dots
from engagement.locale import message
from engagement.metrics.channels import tables, tables_of_people
from engagement.metrics.channels.members_compared import MEASURES, WAYS
from engagement.metrics.channels.programme import TOLD_APART
from engagement.readable.named_tables import of_named
from engagement.readable.value_labels import NO, YES

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View

_SMALL: Final = 30


def show(view: View) -> None:
    """Show the tables of members.

    Tiers are shown to members of the team only, as they may have few people.
    """
    if view.k is not None:
        return
    house = current_shop.owners_view(view.question)
    locked = house.locked_tables()
    currency = house.scope("orders").currency if house.data.has("orders") else None
    if tables.MEMBERS_COMPARED.name not in locked:
        _compared(house, currency)
    if tables.MEMBER_TIERS.name not in locked:
        _tiers(house, currency, says_whom=tables_of_people.REFERRED.name not in locked)
    if tables_of_people.REFERRED.name not in locked:
        referred_page.show(house, currency)
    if tables.TIME_TO_JOINING.name not in locked:
        _joining(house)


def _compared(view: View, currency: str | None) -> None:
    frame, t = view.table(tables.MEMBERS_COMPARED.name), words()
    head.section(
        tables.MEMBERS_COMPARED.title,
        message(
            "Over all orders. 1 is no difference. Today's list flatters: who buys much anyway joins sooner. "
            "The same members before they joined are the fairest comparison where they are enough; still, "
            "time has passed. No way of comparing proves a cause."
        ),
        key="members",
    )
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    read = frame.assign(
        words=[t.t(WAYS[str(key)]) for key in frame["key"]],
        measure=[t.t(MEASURES[str(key)]) for key in frame["measure"]],
    )
    for measure, of_measure in frame.groupby("measure", sort=False):
        name, words_of_measure = MEASURES[str(measure)], read.loc[of_measure.index]
        with grid.container(key=f"members_{measure}", gap="xxsmall"):
            st.subheader(say(name), anchor=False)
            valued = of_measure[of_measure["value"].notna()]
            drawn = None
            if len(valued):
                differs = (valued["low"] > 1) | (valued["high"] < 1)
                shown = as_breakdown(
                    list(words_of_measure.loc[valued.index, "words"]), valued["value"], valued["n_members"],
                    limits=(valued["low"], valued["high"]), differs=differs, difference=valued["value"] - 1,
                )  # fmt: skip
                drawn = dots(
                    shown,
                    ValueFormat("ratio", None, t),
                    palette(theme()),
                    overall=1.0,
                    labels=DotLabels(overall=message("no difference")),
                    better="up",
                    in_order=True,
                )
            sheet = of_named(
                tables.MEMBERS_COMPARED, words_of_measure, t, grain=view.question.grain, currency=currency
            )
            alt = message("Members divided by others: {measure}", measure=say(name))
            figure.show(drawn, f"members_{measure}", say(alt), sheet, of_measure)
            for row in words_of_measure.assign(way=of_measure["key"]).to_dict("records"):
                st.caption(say(_means(row, str(measure), currency)))


def _means(row: dict[Any, Any], measure: str, currency: str | None) -> Message:
    """Return "Members at the time …: 87 € against 67 € (552 and 1,185 customers)"."""
    t = words()
    means = [row["members"], row["others"]]
    if any(math.isnan(value) for value in means):
        if math.isnan(row["value"]):
            return message("{way}: too few, or too uneven, for a ratio.", way=row["words"])
        return message(
            "{way}: {ratio} times as much, without an interval.",
            way=row["words"],
            ratio=t.number(float(row["value"]), 2),
        )
    written = [t.money(v, currency) if measure == "order_value" else t.number(float(v), 2) for v in means]
    sentence = message(
        "{way}: {members} against {others} ({n_members} and {n_others} customers).",
        way=row["words"],
        members=written[0],
        others=written[1],
        n_members=int(row["n_members"]),
        n_others=int(row["n_others"]),
    )
    if not math.isnan(row["value"]):
        return sentence
    return message("{sentence} Too few, or too uneven, for a ratio.", sentence=say(sentence))


def _tiers(view: View, currency: str | None, *, says_whom: bool) -> None:
    frame, t = view.table(tables.MEMBER_TIERS.name), words()
    head.section(
        tables.MEMBER_TIERS.title,
        message(
            "Mean spend of members with all their orders. Who buys much reaches a higher tier and knows more "
            "people to bring: this is no effect of the programme."
        ),
        key="tiers",
    )
    read = frame.assign(
        by=[t.t(TOLD_APART[str(by)]) for by in frame["by"]],
        key=[_group(str(by), str(key)) for by, key in zip(frame["by"], frame["key"], strict=True)],
    )
    shown = frame[frame["mean_spend"].notna()]
    drawn = None
    if len(shown):
        names = [
            read.loc[i, "by"] if frame.loc[i, "by"] == "all" else f"{read.loc[i, 'by']}: {read.loc[i, 'key']}"
            for i in shown.index
        ]
        rows = as_breakdown(
            names, shown["mean_spend"], shown["buyers"],
            limits=(shown["low"], shown["high"]), small_under=_SMALL,
        )  # fmt: skip
        drawn = dots(rows, ValueFormat("money", currency, t), palette(theme()), in_order=True)
    sheet = of_named(tables.MEMBER_TIERS, read, t, grain=view.question.grain, currency=currency)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        figure.show(drawn, "tiers", say(message("Mean spend of members by tier")), sheet, frame)
    with right:
        for sentence in _points(frame, says_whom=says_whom):
            st.write(say(sentence))


def _points(frame: pd.DataFrame, *, says_whom: bool) -> list[Message]:
    """Return sentences on rewards taken, points earned and redeemed, and people referred."""
    t, all_members = words(), frame.iloc[0]
    members = int(all_members["members"])
    sentences = [
        message(
            "Members: {count}; {buyers} of them have ordered.",
            count=members,
            buyers=int(all_members["buyers"]),
        )
    ]
    if not math.isnan(all_members["redeemed"]):
        share = t.percent(float(all_members["redeemed"]) / members, 0)
        sentences.append(message("{share} have taken a reward or spent points.", share=share))
    if all_members["points_earned"] > 0 and not math.isnan(all_members["points_spent"]):
        sentences.append(
            message(
                "Points: {spent} of {earned} are spent, {share}.",
                spent=t.number(float(all_members["points_spent"]), 0),
                earned=t.number(float(all_members["points_earned"]), 0),
                share=t.percent(float(all_members["points_spent"] / all_members["points_earned"]), 0),
            )
        )
    if not math.isnan(all_members["referrals"]):
        brought = frame[(frame["by"] == "referred") & (frame["key"] == "yes")]
        sentences.append(
            message(
                "Members who brought somebody in: {who}; people brought in: {whom}.",
                who=int(brought["members"].sum()),
                whom=int(all_members["referrals"]),
            )
            if says_whom
            else message(
                "Members who brought somebody in: {who}; people brought in: {whom}. The list does not "
                "say whom, so what they have bought is not known.",
                who=int(brought["members"].sum()),
                whom=int(all_members["referrals"]),
            )
        )
    return sentences


def _group(by: str, key: str) -> str:
    return words().t(YES if key == "yes" else NO) if by == "referred" else key


def _joining(view: View) -> None:
    frame, t = view.table(tables.TIME_TO_JOINING.name), words()
    head.section(
        tables.TIME_TO_JOINING.title,
        message("Share of all customers who have joined, so many days after their first order."),
        key="joining",
    )
    names = [
        say(message("with the first order or before"))
        if day == 0
        else say(message("within {count} days", count=int(day)))
        for day in frame["day"]
    ]
    is_known = frame["value"].notna()
    shown = as_breakdown(
        [name for name, has_value in zip(names, is_known, strict=True) if has_value],
        frame.loc[is_known, "value"], frame.loc[is_known, "still_none"] + frame.loc[is_known, "joined"],
        limits=(frame.loc[is_known, "low"], frame.loc[is_known, "high"]),
    )  # fmt: skip
    drawn = (
        dots(shown, ValueFormat("share", None, t), palette(theme()), in_order=True)
        if is_known.any()
        else None
    )
    sheet = of_named(tables.TIME_TO_JOINING, frame, t, grain=view.question.grain, currency=None)
    alt = message("Share of customers who have joined, by days since the first order")
    figure.show(drawn, "joining", say(alt), sheet, frame)
