"""Recipients of a campaign by customer group, and who ordered in the days after it; not in links."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.channels.tables_of_people import RECIPIENT_GROUPS
from engagement.metrics.channels.written_to import DAYS, OF_THEIR_OWN, TOLD_APART
from engagement.metrics.rules.groups_followed import COMPARED
from engagement.readable.named_tables import of_named
from engagement.readable.one_line import plain
from engagement.readable.value_labels import NO, YES

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.views.owners import OwnersView

_CAMPAIGN: Final = "sent_campaign"
_WITHIN: Final = "sent_days"
_PART: Final = "sent_by"
_LONGEST: Final = 80
#: The default grouping, if the list has it.
_FIRST: Final = ("written_to", "group", "clicked", "opened")


@redrawn_alone
def show(view: OwnersView) -> None:
    """Show the table `recipient_groups` for a chosen campaign, number of days and grouping."""
    frame, t = view.table(RECIPIENT_GROUPS.name), words()
    if frame.empty:
        return
    head.section(
        RECIPIENT_GROUPS.title,
        message(
            "People of a list of recipients who ordered from the day of sending on, by group. Only a control "
            "group drawn by lot shows what a message did."
        ),
        key="recipients",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        campaign_rows = frame[frame["campaign"] == _campaign(frame)]
        days = _days(campaign_rows)
    campaign_rows = campaign_rows[campaign_rows["days"] == days]
    by = _told_apart(campaign_rows)  # below, where a phone breaks its line
    read = frame.assign(
        by=[t.t(TOLD_APART[str(name)]) for name in frame["by"]],
        key=[_name(str(by), str(key)) for by, key in zip(frame["by"], frame["key"], strict=True)],
    )
    for row in campaign_rows[campaign_rows["by"] == "all"].to_dict("records"):
        st.write(say(_summary(row)))
    rows = campaign_rows[campaign_rows["by"] == by] if by else campaign_rows[campaign_rows["by"] == "all"]
    shown = as_breakdown(
        list(read.loc[rows.index, "key"]), rows["share"], rows["n"],
        limits=(rows["low"], rows["high"]), counts=(rows["bought"], rows["n"]), differs=rows["differs"],
        difference=rows["difference"], small_under=COMPARED,
    )  # fmt: skip
    name = message("Bought within {days} days", days=days)
    drawn = None
    if rows["share"].notna().any():
        drawn = dots(shown, ValueFormat("share", None, t), palette(theme()), better="up", in_order=True)
    currency = view.scope("orders").currency
    sheet = of_named(RECIPIENT_GROUPS, read, t, grain=view.question.grain, currency=currency)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.subheader(say(name), anchor=False)
        alt = describe_breakdown(name, shown, "share", None, t)
        figure.show(drawn, "recipients", say(alt), sheet, frame)
    with right:
        for sentence in conclusions(rows, by):
            st.write(say(sentence))


def conclusions(rows: pd.DataFrame, by: str | None) -> list[Message]:
    """Return sentences: which groups differ from the others and by how much, and what may mislead."""
    t = words()
    parts: list[Message] = []
    differing = rows[rows["differs"]]
    if by == "written_to":
        differing = differing[differing["key"] == "yes"]
    parts += [
        message(
            "{name}: {share} bought, {others} of the others; difference {difference} "
            "points ({low} to {high}).",
            name=_name(str(row["by"]), str(row["key"])),
            share=t.percent(float(row["share"]), 1),
            others=t.percent(float(row["others_share"]), 1),
            difference=t.signed(100 * float(row["difference"]), "score", digits=1),
            low=t.signed(100 * float(row["difference_low"]), "score", digits=1),
            high=t.signed(100 * float(row["difference_high"]), "score", digits=1),
        )
        for row in differing.to_dict("records")
    ]
    if by is not None and not parts:
        enough = bool(rows["difference"].notna().any())
        parts.append(
            message("No group can be told apart from the others.")
            if enough
            else message("Comparing takes {count} recipients on either side.", count=COMPARED)
        )
    if by in OF_THEIR_OWN:
        parts.append(
            message("Who opens or clicks chose to, and buys more anyway: this is not what the message did.")
        )
    elif rows["unlike_before"].any():
        parts.append(
            message(
                "The groups bought differently in the days before the message, too: they were chosen, not "
                "drawn by lot, so the difference says little of the message."
            )
        )
    elif by is not None:
        parts.append(
            message(
                "Before the message the groups bought alike, as groups drawn by lot do. If yours were chosen "
                "(a segment, a list), the difference is theirs and not the message's."
            )
        )
    if by == "opened":
        parts.append(
            message('Apple\'s Mail opens every message by itself, so many who "opened" it have not seen it.')
        )
    return parts


def _summary(row: dict[Any, Any]) -> Message:
    t = words()
    day = t.day_short(dt.date.fromisoformat(str(row["sent"])))
    count, days = int(row["n"]), int(row["days"])
    if math.isnan(row["share"]):
        return message(
            "Sent on {day}; {count} recipients; too few for a share of those who ordered within {days} days.",
            day=day,
            count=count,
            days=days,
        )
    share = t.percent(float(row["share"]), 1)
    return message(
        "Sent on {day}; {count} recipients; {share} ordered within {days} days.",
        day=day,
        count=count,
        share=share,
        days=days,
    )


def _campaign(frame: pd.DataFrame) -> str:
    names = list(dict.fromkeys(frame["campaign"]))
    current = one_of.current(_CAMPAIGN, names, names[0])
    if len(names) > 1:
        st.selectbox(
            say(message("Campaign")),
            names,
            format_func=lambda name: plain(name, _LONGEST),
            key=_CAMPAIGN,
            on_change=one_of.changed(_CAMPAIGN, names[0]),
        )
    else:
        st.markdown(f"**{inert(current, _LONGEST)}**")
    return current


def _days(campaign_rows: pd.DataFrame) -> int:
    available = [str(days) for days in DAYS if (campaign_rows["days"] == days).any()]
    first = str(DAYS[1]) if str(DAYS[1]) in available else available[-1]
    return int(one_of.segments(message("Days after the message"), _WITHIN, available, first))


def _told_apart(campaign_rows: pd.DataFrame) -> str | None:
    available = [grouping for grouping in _FIRST if (campaign_rows["by"] == grouping).any()]
    if not available:
        return None
    return one_of.segments(
        message("Told apart by"), _PART, available, available[0], lambda by: say(TOLD_APART[by])
    )


def _name(by: str, key: str) -> str:
    t = words()
    if by == "all":
        return t.t(TOLD_APART["all"])
    if by == "written_to":
        return t.t(message("Written to") if key == "yes" else message("Held back (control group)"))
    if by == "group":
        return key or t.t(message("without a group"))
    return f"{t.t(TOLD_APART[by])}: {t.t(YES if key == 'yes' else NO)}"
