"""Campaigns ranked by a shrunk rate, and which properties go with a high one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engagement.app.channel_pages import explained_rows
from engagement.app.channel_pages.ranking import choose_rate, show_best_and_worst
from engagement.app.readable import downloads, screen
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.channels import tables
from engagement.metrics.channels.explained import FEWEST
from engagement.metrics.channels.sent_campaigns import RATES as OF_CAMPAIGNS
from engagement.readable.named_tables import of_named
from engagement.readable.value_names import RATES, with_names

if TYPE_CHECKING:
    from engagement.metrics.model import View

_LONGEST: Final = 90


@redrawn_alone
def show(view: View, currency: str | None) -> None:
    """Show the tables `campaigns` and `campaign_kinds` of the period."""
    frame = view.table(tables.CAMPAIGNS.name)
    if frame.empty:
        return
    head.section(
        message("Best and worst campaigns"),
        message(
            "Each rate is of the messages delivered, and drawn towards the mean of its channel, the more so "
            "the fewer got the message. Opens are too many: Apple's Mail and others fetch the pictures of "
            "every message by themselves, which counts as an open. Clicks tell more."
        ),
        key="campaigns",
    )
    rate = choose_rate(frame, OF_CAMPAIGNS, "campaign_rate")
    show_best_and_worst(frame, rate, _campaign, lowest_first=rate == "unsubscribe")
    t = words()
    sheet = of_named(tables.CAMPAIGNS, with_names(frame, t), t, grain=view.question.grain, currency=currency)
    with st.expander(say(message("All campaigns: {count}", count=len(frame))), key="data_campaigns"):
        screen.show(sheet, t.t(tables.CAMPAIGNS.title), "campaigns")
        with st.container(horizontal=True):
            downloads.show(lambda: sheet, lambda: frame, "campaigns", "campaigns")
    kinds = view.table(tables.CAMPAIGN_KINDS.name)
    kinds = kinds[kinds["rate"] == ("open" if rate == "open" else "click")]
    if kinds.empty:
        return
    head.section(
        tables.CAMPAIGN_KINDS.title,
        message(
            "By list, subject and time of sending: the mean of each campaign's own rate ({rate}), against "
            "all other campaigns. Who gets a list and when goes together with what is sent to it.",
            rate=say(RATES[str(kinds["rate"].iloc[0])]),
        ),
        key="campaign_kinds",
    )
    channel = explained_rows.channels(kinds, "campaigns")
    of_channel = kinds[kinds["channel"] == channel]
    explained_rows.show(view, of_channel, tables.CAMPAIGN_KINDS, "campaign_kinds", FEWEST)


def _campaign(row: dict[Any, Any], rate: str, key: str) -> None:
    t = words()
    above, below = (float(row[name]) for name in OF_CAMPAIGNS[rate])
    name = row["subject"] if isinstance(row["subject"], str) else row["campaign"]
    called = inert(name, _LONGEST) if isinstance(name, str) else say(message("without a name"))
    day = t.day_short(dt.date.fromisoformat(row["day"])) if isinstance(row["day"], str) else ""
    facts = (day, row["list"] if isinstance(row["list"], str) else "")
    own_rate = message("{rate} of its own", rate=t.percent(float(row[f"rate_{rate}"])))
    counted = message("{count} of {of}", count=t.number(above, 0), of=t.number(below, 0))
    with st.container(key=f"rule_campaign_{key}", gap="xxsmall"):
        st.markdown(f"**{t.percent(float(row[f'shrunk_{rate}']))}** · {called}")
        st.caption(" · ".join((*(inert(fact) for fact in facts if fact), say(own_rate), say(counted))))
