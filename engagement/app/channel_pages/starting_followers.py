"""A question for the number of followers of an account whose files have gains only.

The answer is imported as a small file: it is listed on *Your data*, can be removed like any other, and is
in the log.
"""

from __future__ import annotations

import csv
import io
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import streamlit as st

from engagement.app.navigation import current_shop, session_of_shop
from engagement.app.ui import doing, head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.app.workspaces.intake import take
from engagement.locale import message
from engagement.metrics.social.posts import DAYS
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.periods import as_date
from engagement.metrics.words.network_names import network_name

if TYPE_CHECKING:
    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Workspace


def show(view: OwnersView) -> None:
    """Ask for the followers of each account with gains and no total; nothing where there is none."""
    unknown = _unknown(view)
    if not unknown or not visitor().may_edit:
        return
    head.section(
        message("How many followers are there?"),
        message(
            "These files say how many follow anew each day, not how many there are. Say it once, for the "
            "last day of the files, and the followers and their growth can be told. Where the gains leave "
            "out who has left, the days before come out too low."
        ),
        key="starting_followers",
    )
    workspace, t = current_shop.current(), words()
    for network, account, day in unknown:
        called = network_name(network) + (f", {inert(account)}" if account else "")
        with st.form(session_of_shop.key(workspace, f"followers_{network}_{account}"), border=False):
            label = message("{account}: followers on {day}", account=called, day=t.day(as_date(day)))
            count = st.number_input(say(label), min_value=1, value=None, step=1, width=420)
            sent = st.form_submit_button(say(message("Keep it")))
        if sent and count:
            doing.do(partial(keep, workspace, network, account, day, int(count), visitor().who))


def keep(workspace: Workspace, network: str, account: str, day: int, count: int, who: str) -> None:
    """Import a file with the number of followers of an account on a day (since 1970-01-01)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Date", "Network", *(["Account"] if account else []), "Followers"])
    writer.writerow([as_date(day).isoformat(), network, *([account] if account else []), count])
    name = f"followers {network} {as_date(day).isoformat()}.csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "followers.csv"
        path.write_text(text.getvalue(), "utf-8")
        take(workspace, [(path, name)], who=who, sure=True)


def _unknown(view: OwnersView) -> list[tuple[str, str, int]]:
    """Return the accounts with gains and without a total: network, name ("" for none), last day."""
    if not view.data.has(DAYS):
        return []
    rows = view.data.frame(DAYS).with_columns(name_=nw.col("account").fill_null(""))
    accounts = collect(
        rows.group_by("network", "name_").agg(
            totals=nw.col("followers").count(),
            gains=nw.col("new_followers").count(),
            last=nw.col("day").max(),
        )
    )
    columns = (accounts[name].tolist() for name in ("network", "name_", "last", "totals", "gains"))
    return sorted(
        (str(network), str(name), int(last))
        for network, name, last, totals, gains in zip(*columns, strict=True)
        if gains and not totals
    )
