"""Posts ranked by a chosen rate: the best and the worst with links, and all in a table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engagement.app.channel_pages.ranking import choose_rate, show_best_and_worst
from engagement.app.readable import downloads, screen
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.channels import tables
from engagement.metrics.channels.published_posts import RATES as OF_POSTS
from engagement.metrics.words.network_names import network_name
from engagement.readable.named_tables import of_named
from engagement.readable.value_labels import value_label
from engagement.readable.value_names import with_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View

_LONGEST: Final = 90
_COUNTED: Final[Mapping[str, Message]] = {
    "by_impressions": message("{above} interactions, shown {below} times"),
    "by_reach": message("{above} interactions, {below} people reached"),
    "clicks": message("{above} clicks, shown {below} times"),
}


def show(view: View, frame: pd.DataFrame) -> str:
    """Show the table `posts` and return the chosen rate."""
    head.section(
        message("Best and worst posts"),
        message(
            "Posts of the period. Each rate is drawn towards the mean of its network, the more so the fewer "
            "have seen the post; so one that 30 people saw neither leads nor comes last."
        ),
        key="posts",
    )
    rate = choose_rate(frame, OF_POSTS, "post_rate")
    ranked = show_best_and_worst(frame, rate, _post)
    t = words()
    sheet = of_named(tables.POSTS, with_names(ranked, t), t, grain=view.question.grain, currency=None)
    with st.expander(say(message("All posts: {count}", count=len(ranked))), key="data_posts"):
        screen.show(sheet, t.t(tables.POSTS.title), "posts")
        with st.container(horizontal=True):
            downloads.show(lambda: sheet, lambda: ranked, "posts", "posts")
    return rate


def _post(row: dict[Any, Any], rate: str, key: str) -> None:
    t = words()
    above, below = (float(row[name]) for name in (OF_POSTS[rate].above, OF_POSTS[rate].below))
    counted = _COUNTED[rate].filled(above=t.number(above, 0), below=t.number(below, 0))
    text = (
        row["text"] if isinstance(row["text"], str) and row["text"].strip() else say(message("without text"))
    )
    called = inert(text, _LONGEST)
    # The table only has web addresses; brackets and blanks cannot end the link.
    link = row["permalink"]
    address = link.replace("(", "%28").replace(")", "%29") if isinstance(link, str) else None
    facts = (
        t.day_short(dt.date.fromisoformat(row["day"])),
        network_name(row["network"]),
        value_label("type", row["type"], t) if isinstance(row["type"], str) else "",
    )
    own_rate = message("{rate} of its own", rate=t.percent(float(row[f"rate_{rate}"])))
    shrunk = t.percent(float(row[f"shrunk_{rate}"]))
    with st.container(key=f"rule_post_{key}", gap="xxsmall"):
        st.markdown(f"**{shrunk}** · " + (f"[{called}]({address})" if address else called))
        st.caption(" · ".join((*(inert(fact) for fact in facts if fact), say(own_rate), say(counted))))
