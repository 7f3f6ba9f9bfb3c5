"""The form of a link: pages, sender, terms, expiry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures import question_in_words
from engagement.app.figures.figure_places import page_of
from engagement.app.figures.split_names import label_of, value_of
from engagement.app.guests import conflicts
from engagement.app.navigation import page_links, router
from engagement.app.sharing import link_draft, share_button
from engagement.app.ui.address import to_address
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.rounding.every import TABLES_OF
from engagement.metrics.views.owners import OwnersView
from engagement.store.sharing import links
from engagement.store.sharing.links import LONGEST_NOTE, LONGEST_TITLE
from engagement.store.sharing.terms import PAGES, SMALLEST_K, USUAL_K

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from engagement.app.sharing.link_draft import Draft
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


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A submitted form without faults; `see` is True for a preview, False to make the link."""

    draft: Draft
    see: bool


def show(view: View, sender: str, workspace: Workspace) -> LinkRequest | None:
    """Show the form, and return the request once it is submitted without faults; else None.

    Choices are above the form, as they decide which further ones there are. Typed fields are inside, so that
    they are sent together. `sender` is the default name of the sender.
    """
    pages = _pages(view)
    _fixed(view)
    end = _end()
    follows = _follows()
    with st.expander(say(message("What it may show")), type="compact"):
        hidden, free = _dimensions(view)
    with st.form("link", border=False, enter_to_submit=False):
        title = st.text_input(say(message("Title")), max_chars=LONGEST_TITLE, key="link_title",
                              placeholder=say(message("How engaged are the customers?")))  # fmt: skip
        sender = st.text_input(say(message("Shared by")), sender, max_chars=LONGEST_TITLE, key="link_sender",
                               placeholder=say(message("your name, or the shop's")))  # fmt: skip
        note = st.text_area(
            say(message("Note to the recipient")), max_chars=LONGEST_NOTE, key="link_note", height=80
        )
        last_day = _last_day(end)
        password = st.text_input(
            say(message("Password")), type="password", autocomplete="new-password", key="link_password"
        )
        st.caption(say(link_draft.strength(password)))
        k = _smallest_group()
        with st.expander(say(message("Where it may be embedded")), type="compact"):
            origins = _origins()
        with st.container(horizontal=True):
            make = st.form_submit_button(say(message("Create link")), key="link_make", type="primary")
            see = st.form_submit_button(say(message("See it as the recipient does")), key="link_see")
    draft = link_draft.Draft(
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
    conflict = conflicts.conflict(
        workspace, draft.question, links.links(workspace.storage), pages=draft.pages
    )
    if conflict is not None:
        st.error(say(conflict))
    if not (make or see):
        return None
    wrong = link_draft.faults(draft) if make else link_draft.faults_of_a_preview(draft)
    for fault in wrong:
        st.error(say(fault))
    return None if wrong or conflict is not None else LinkRequest(draft, see=see)


def _pages(view: View) -> tuple[str, ...]:
    filled = _ALWAYS | {page_of(key) for key in view.keys()}  # noqa: SIM118 - a method, not a dict
    if isinstance(view, OwnersView):
        missing = view.locked_tables()
        filled |= {page for page, names in TABLES_OF.items() if any(name not in missing for name in names)}
    names = {entry.stem: entry.name for entry in router.ENTRIES}
    offered = [page for page in PAGES if page in filled]
    picked = st.pills(
        say(message("Pages")), offered, selection_mode="multi", wrap=True, key="link_pages",
        default=[page for page in offered if page == share_button.came_from()],
        format_func=lambda page: say(names[page]),
    )  # fmt: skip
    return tuple(page for page in PAGES if page in picked)


def _fixed(view: View) -> None:
    key = view.keys()[0]
    parts = question_in_words.in_words(view.question, view.window(key).last_day)
    with st.container(key="link_fixed", gap="xxsmall"):
        st.caption(say(message("Fixed for the recipient")))
        st.markdown(" · ".join(parts))
        label = say(message("Choose another period or filter"))
        page_links.to(share_button.came_from(), label, to_address(view.question))


def _end() -> int:
    names: Mapping[int, Message] = {
        **{days: message("{days} day", "{days} days", n=days, days=days) for days in _DAYS},
        _OWN_DAY: message("pick a date"),
        _NEVER: message("no expiry"),
    }
    picked = st.segmented_control(
        say(message("Expires after")), list(names), default=_USUAL_DAYS, required=True, wrap=True,
        format_func=lambda days: say(names[days]), key="link_days",
    )  # fmt: skip
    if picked == _NEVER:
        st.warning(say(message("A link without expiry stays open until somebody revokes it.")))
    return _USUAL_DAYS if picked is None else int(picked)


def _last_day(days: int) -> date | None:
    """Return the last day for a chosen number of days; for an own day, show its field."""
    if days == _NEVER:
        return None
    if days != _OWN_DAY:
        return link_draft.today() + timedelta(days=days)
    return st.date_input(
        say(message("Open until")), link_draft.today() + timedelta(days=_USUAL_DAYS),
        min_value=link_draft.today(), format=words().day_pattern, key="link_day",
    )  # fmt: skip


def _follows() -> bool:
    names = {True: message("Follow the newest data"), False: message("Stay with today's data")}
    picked = st.radio(
        say(message("Data")), list(names), format_func=lambda follows: say(names[follows]), horizontal=True,
        key="link_follows",
    )  # fmt: skip
    return bool(picked)


def _dimensions(view: View) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    dimensions = list(dict.fromkeys(d for key in view.keys() for d in view.dimensions(key)))  # noqa: SIM118 - a method
    hidden = st.multiselect(
        say(message("Hidden breakdowns")), dimensions, format_func=partial(label_of, markdown=False),
        key="link_hidden", placeholder=say(message("nothing is hidden")),
    )  # fmt: skip
    fixed = dict(view.question.filters)
    offered = [d for d in dimensions if d not in hidden and d not in fixed]
    free = st.selectbox(
        say(message("Recipient may filter by")), offered, index=None,
        format_func=partial(label_of, markdown=False), key="link_free",
        placeholder=say(message("nothing, all is fixed")),
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
    picked = st.number_input(
        say(message("Smallest group of people")), SMALLEST_K, _LARGEST_K, USUAL_K, step=1, key="link_k",
        help=say(
            message("Smaller groups are counted under Other, so that nobody can be recognised from a "
                    "number.")
        ),
    )  # fmt: skip
    return int(picked)


def _origins() -> str:
    return st.text_area(
        say(message("Sites that may embed it")), key="link_origins", height=68,
        placeholder="https://www.example.com",
        help=say(message("One per line. Without any, the page opens in its own window only.")),
    ) or ""  # fmt: skip
