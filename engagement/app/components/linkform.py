"""Making a link: what it shows, to whom it speaks, how long it is open."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app import figures, router, sharing, ways
from engagement.app.address import to_address
from engagement.app.components import asked, share
from engagement.app.dimensions import label_of, value_of
from engagement.app.escape import inert
from engagement.app.reader import say
from engagement.locale import message
from engagement.store import links
from engagement.store.links import LONGEST_NOTE, LONGEST_TITLE
from engagement.store.terms import PAGES, SMALLEST_K, USUAL_K

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from engagement.app.sharing import Draft
    from engagement.locale import Message
    from engagement.metrics.model import View
    from engagement.store import Workspace

_DAYS: Final = (7, 30, 90)
#: Pages with figures of whatever there is.
_ALWAYS: Final = frozenset({"overview", "definitions"})
_OWN_DAY: Final = 0
_NEVER: Final = -1
_USUAL_DAYS: Final = 30
_MOST_VALUES: Final = 40
_FIRST_VALUES: Final = 8
_LARGEST_K: Final = 1000


def show(view: View, sender: str, workspace: Workspace) -> Draft | None:
    """Show the form; return what was said once somebody asks for the link, if it can be made.

    `sender` is who the recipient reads that it comes from, unless somebody says otherwise.
    """
    title = st.text_input(say(message("Title")), max_chars=LONGEST_TITLE, key="link_title",
                          placeholder=say(message("How engaged are the customers?")))  # fmt: skip
    sender = st.text_input(say(message("Shared by")), sender, max_chars=LONGEST_TITLE, key="link_sender",
                           placeholder=say(message("your name, or the shop's")))  # fmt: skip
    note = st.text_area(
        say(message("Note to the recipient")), max_chars=LONGEST_NOTE, key="link_note", height=80
    )
    pages = _pages(view)
    _fixed(view)
    last_day = _end()
    password = st.text_input(
        say(message("Password")), type="password", autocomplete="new-password", key="link_password"
    )
    st.caption(say(sharing.strength(password)))
    follows = _follows()
    with st.expander(say(message("What it may show, and where")), type="compact"):
        hidden, free = _dimensions(view)
        k = _smallest_group()
        origins = _origins()
    draft = sharing.Draft(
        title=title or "",
        sender=sender or "",
        note=note or "",
        pages=pages,
        question=view.question,
        last_day=last_day,
        free=free,
        hidden=hidden,
        password=password or "",
        k=k,
        follows=follows,
        origins=origins,
    )
    _warn_of_another(workspace, draft)
    if not st.button(say(message("Create link")), key="link_make"):
        return None
    wrong = sharing.faults(draft)
    for fault in wrong:
        st.error(say(fault))
    return None if wrong else draft


def _pages(view: View) -> tuple[str, ...]:
    families = {view.metric(key).family for key in view.keys()}  # noqa: SIM118 - a method, not a dict
    filled = _ALWAYS | {figures.PAGES[family] for family in families}
    names = {entry.stem: entry.name for entry in router.ENTRIES}
    offered = [page for page in PAGES if page in filled]
    chosen = st.pills(
        say(message("Pages")), offered, selection_mode="multi", wrap=True, key="link_pages",
        default=[page for page in offered if page == share.came_from()],
        format_func=lambda page: say(names[page]),
    )  # fmt: skip
    return tuple(page for page in PAGES if page in chosen)


def _fixed(view: View) -> None:
    key = view.keys()[0]
    parts = asked.in_words(view.question, view.window(key).last_day)
    with st.container(key="link_fixed", gap="xxsmall"):
        st.caption(say(message("Fixed for the recipient")))
        st.markdown(" · ".join(parts))
        label = say(message("Choose another period or filter"))
        ways.to(share.came_from(), label, to_address(view.question))


def _warn_of_another(workspace: Workspace, draft: Draft) -> None:
    other = sharing.subtractable(draft.question, links.links(workspace.room))
    if other is not None:
        st.warning(
            say(
                message(
                    "The open link {title} has other filters: whoever has both can subtract one from the "
                    "other, and may be left with fewer than {k} people.",
                    title=f"“{inert(other.title)}”",
                    k=draft.k,
                )
            )
        )


def _end() -> date | None:
    names: Mapping[int, Message] = {
        **{days: message("{days} day", "{days} days", n=days, days=days) for days in _DAYS},
        _OWN_DAY: message("pick a date"),
        _NEVER: message("no expiry"),
    }
    chosen = st.segmented_control(
        say(message("Expires after")), list(names), default=_USUAL_DAYS, required=True, wrap=True,
        format_func=lambda days: say(names[days]), key="link_days",
    )  # fmt: skip
    if chosen == _NEVER:
        st.warning(say(message("A link without expiry stays open until somebody revokes it.")))
        return None
    if chosen == _OWN_DAY:
        return st.date_input(
            say(message("Open until")), sharing.today() + timedelta(days=_USUAL_DAYS),
            min_value=sharing.today(), key="link_day",
        )  # fmt: skip
    return sharing.today() + timedelta(days=chosen or _USUAL_DAYS)


def _follows() -> bool:
    names = {True: message("Follow the newest data"), False: message("Stay with today's data")}
    chosen = st.radio(
        say(message("Data")), list(names), format_func=lambda follows: say(names[follows]), horizontal=True,
        key="link_follows",
    )  # fmt: skip
    return bool(chosen)


def _dimensions(view: View) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    dimensions = list(dict.fromkeys(d for key in view.keys() for d in view.dimensions(key)))  # noqa: SIM118 - a method
    hidden = st.multiselect(
        say(message("Hidden breakdowns")), dimensions, format_func=label_of, key="link_hidden",
        placeholder=say(message("nothing is hidden")),
    )  # fmt: skip
    fixed = dict(view.question.filters)
    offered = [d for d in dimensions if d not in hidden and d not in fixed]
    free = st.selectbox(
        say(message("Recipient may filter by")), offered, index=None, format_func=label_of,
        key="link_free", placeholder=say(message("nothing, all is fixed")),
    )  # fmt: skip
    return tuple(hidden), {free: _free_values(view, free)} if free is not None else {}


def _free_values(view: View, dimension: str) -> tuple[str, ...]:
    values: Sequence[str] = view.values(dimension)[:_MOST_VALUES]
    return tuple(
        st.multiselect(
            say(message("among")), values, default=values[:_FIRST_VALUES], key=f"link_free_{dimension}",
            format_func=partial(value_of, dimension),
        )
    )  # fmt: skip


def _smallest_group() -> int:
    chosen = st.number_input(
        say(message("Smallest group of people")), SMALLEST_K, _LARGEST_K, USUAL_K, step=1, key="link_k",
        help=say(
            message("Smaller groups are counted under Other, so that nobody can be recognised from a "
                    "number.")
        ),
    )  # fmt: skip
    return int(chosen)


def _origins() -> str:
    return st.text_area(
        say(message("Sites that may embed it")), key="link_origins", height=68,
        placeholder="https://www.example.com",
        help=say(message("One per line. Without any, the page opens in its own window only.")),
    ) or ""  # fmt: skip
