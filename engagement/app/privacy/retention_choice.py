"""The retention time of each kind of rows, and how many a shorter one would delete."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import session_of_shop
from engagement.app.ui import doing
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import Message, message
from engagement.store.upkeep import retention

if TYPE_CHECKING:
    from engagement.store import Workspace

_KINDS: Final[dict[str, Message]] = {
    "orders": message("Orders"),
    "responses": message("Survey answers"),
    "posts": message("Posts and daily data of accounts"),
    "sessions": message("Website"),
    "campaigns": message("E-mail campaigns"),
    "members": message("Loyalty programme"),
    "ad_spend": message("Costs and advertising"),
}
#: 0: for ever.
_CHOICES: Final = (0, 3, 6, 12, 18, 24, 36, 60, 84, 120)


def show(workspace: Workspace) -> None:
    """Show the choices to an owner, with what would be deleted, and save on confirmation."""
    terms = retention.terms(workspace.storage)
    present = {name for dataset in workspace.datasets() for name in dataset.rows}
    kinds = [kind for kind in retention.KINDS if kind in terms or present.intersection(retention.KINDS[kind])]
    with st.container(key="rule_retention"):
        st.header(say(message("For how long rows are kept")), anchor=False)
        st.caption(
            say(
                message(
                    "For ever, unless you choose a time. Then each night whole months that have "
                    "become older are deleted, from every version and for good. A member and a row "
                    "without a day of its own count from the day on which their file was uploaded."
                )
            )
        )
        for kind in kinds:
            _choose(workspace, kind, terms.get(kind, 0))


def _choose(workspace: Workspace, kind: str, months_now: int) -> None:
    choices = sorted({months_now, *_CHOICES})
    months = st.selectbox(
        say(_KINDS[kind]),
        choices,
        index=choices.index(months_now),
        format_func=_time,
        key=f"retention_{kind}_{months_now}",
    )
    if months:
        _outlook(workspace, kind, months)
    if months != months_now and st.button(
        say(message("Save")), key=session_of_shop.key(workspace, f"retention_save_{kind}")
    ):
        doing.do(lambda: retention.keep_for(workspace.storage, kind, months or None, visitor().who))


def _time(months: int) -> str:
    if not months:
        return say(message("for ever"))
    if months % 12 == 0:
        years = months // 12
        return say(message("{count} year", "{count} years", n=years, count=years))
    return say(message("{count} month", "{count} months", n=months, count=months))


def _outlook(workspace: Workspace, kind: str, months: int) -> None:
    expected = retention.outlook(workspace.storage, kind, months, dt.datetime.now(dt.UTC).date())
    first = words().day(expected.first_day)
    if not expected.rows:
        st.caption(say(message("Nothing is older now; the data reach back to {day} at most.", day=first)))
        return
    st.caption(
        say(
            message(
                "{count} row goes next night; the data then begin on {day} at the earliest.",
                "{count} rows go next night; the data then begin on {day} at the earliest.",
                n=expected.rows,
                count=expected.rows,
                day=first,
            )
        )
    )
