"""Movement: in which group customers are, and in which they were one period before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.app.who_they_are.group_names import NOBODY, names
from engagement.charts.base.palette import palette
from engagement.charts.customers.flow import FlowWords, flow_between
from engagement.locale import message
from engagement.locale.translator import day_to_date
from engagement.metrics.customers import tables
from engagement.metrics.customers.groups import GROUPS, SEEN_LATELY
from engagement.metrics.customers.rfm import days_back
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd
    import plotly.graph_objects as go

    from engagement.charts.base.palette import Tone
    from engagement.locale import Message
    from engagement.metrics.model import View

#: Fewer customers are shown in the text and the table only.
_FEWEST: Final = 30
#: The key of who had not ordered by then; last on its side.
_NEWCOMER: Final = ""
_ORDER: Final = (*(group.key for group in GROUPS), _NEWCOMER)


def show(view: View, last_day: int) -> None:
    """Show the table `rfm_movement`; `last_day` is the as-of day, in days since 1970."""
    frame, t = view.table(tables.RFM_MOVEMENT.name), words()
    earlier_day, now = day_to_date(last_day - days_back(view.question)), day_to_date(last_day)
    head.section(
        message("Who moved from group to group"),
        message(
            "From {then} to {now}. The first four groups are customers seen lately. Orange: no longer among "
            "them. Petrol: back among them. Grey: stayed on their side, or new since.",
            then=earlier_day,
            now=now,
        ),
        key="moves",
    )
    moved = frame.assign(**{"from": frame["from"].fillna(_NEWCOMER)})
    earlier_customers = moved[moved["from"] != _NEWCOMER]
    sentences = " ".join(say(sentence) for sentence in _conclusions(earlier_customers, earlier_day))
    st.write(sentences)
    drawn = _drawn(moved, earlier_day, now) if int(earlier_customers["customers"].sum()) >= _FEWEST else None
    called = {**names(), _NEWCOMER: say(NOBODY)}
    read = moved.assign(**{end: moved[end].map(called) for end in ("from", "to")})
    sheet = of_named(tables.RFM_MOVEMENT, read, t, grain=view.question.grain, currency=None)
    figure.show(drawn, "moves", sentences, sheet, frame)


def _drawn(moved: pd.DataFrame, earlier_day: dt.date, now: dt.date) -> go.Figure:
    called, t = {**names(), _NEWCOMER: say(NOBODY)}, words()
    return flow_between(
        [*zip(moved["from"].tolist(), moved["to"].tolist(), moved["customers"].tolist(), strict=True)],
        lambda key, _: _ORDER.index(key),
        _tone,
        FlowWords(called.__getitem__, t.number, lambda size: say(_customers(size))),
        (t.day_short(earlier_day), t.day_short(now)),
        palette(theme()),
    )


def _customers(count: int) -> Message:
    return message("{count} customer", "{count} customers", n=count, count=count)


def _tone(origin: str, target: str) -> Tone:
    if origin == _NEWCOMER or (origin in SEEN_LATELY) == (target in SEEN_LATELY):
        return "noise"
    return "better" if target in SEEN_LATELY else "worse"


def _conclusions(moves: pd.DataFrame, earlier_day: dt.date) -> list[Message]:
    """Say how many have gone and how many are back."""
    total = int(moves["customers"].sum())
    if not total:
        return [message("Nobody was a customer on {day} yet, so nobody has moved.", day=earlier_day)]
    was, is_now = (moves[end].isin(SEEN_LATELY) for end in ("from", "to"))
    size = moves["customers"]
    lately, lost = int(size[was].sum()), int(size[was & ~is_now].sum())
    away, back = int(size[~was].sum()), int(size[~was & is_now].sum())
    sentences = []
    if total < _FEWEST:
        sentences.append(
            message(
                "Only {count} person was a customer on {day}: too few for a picture.",
                "Only {count} people were customers on {day}: too few for a picture.",
                n=total,
                count=total,
                day=earlier_day,
            )
        )
    if lately:
        sentences.append(
            message(
                "Of {count} customer seen lately on {day}, {part} no longer is.",
                "Of {count} customers seen lately on {day}, {part} no longer are.",
                n=lately,
                count=lately,
                day=earlier_day,
                part=lost,
            )
        )
    if away:
        sentences.append(
            message(
                "Of {count} customer not seen for long then, {part} is back.",
                "Of {count} customers not seen for long then, {part} are back.",
                n=away,
                count=away,
                part=back,
            )
        )
    return sentences
