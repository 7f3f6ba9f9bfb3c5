"""The beginning of every page of figures: question, view, heading, filter bar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import of_customers as known_of
from engagement.app.choosing import two_splits
from engagement.app.figure_pages import bar
from engagement.app.figure_pages.bar import ALL_PARTS, BarDimensions, BarParts
from engagement.app.figures import question_in_words
from engagement.app.figures.split_names import in_sentence, value_of
from engagement.app.guests import guest
from engagement.app.importing import first_files
from engagement.app.navigation import current_shop, nothing_yet
from engagement.app.navigation import question as asking
from engagement.app.sharing import free_choice, guest_words
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import Message, message
from engagement.metrics.comparing.named_periods import OTHER_WEEKDAYS, on_other_weekdays, running
from engagement.metrics.model import Window
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.rounding.every import ROUNDED
from engagement.metrics.segments.dimensions import SPLIT
from engagement.metrics.views.owners import OwnersView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import Question, View


#: The table of the pages whose money is that of orders.
_ORDERS: Final = "orders"


def view_for(
    title: Message,
    keys: Sequence[str],
    missing: tuple[Message, Message],
    *,
    parts: BarParts = ALL_PARTS,
    ends: bool = True,
    tables: Sequence[str] = (),
) -> tuple[View, list[str]]:
    """Draw a page's heading and filter bar; return the view and those of `keys` that the data unlock.

    - `missing`: what is missing and how to get it, shown if no key is unlocked.
    - `parts`: the parts of the filter bar.
    - `ends`: whether the run ends if no key is unlocked; it continues if a link has one of `tables`.
    """
    question = asking.current_question()
    view = current_shop.view(question)
    available = [key for key in keys if key in view.keys()]  # noqa: SIM118 - a method, not a dict
    told_tables = [name for name in tables if isinstance(view, PublishedView) and view.has_table(name)]
    if not available and not told_tables:
        _nothing(title, missing)
        if ends:
            st.stop()
        return view, []
    window = _window(view, available, told_tables)
    last_day, end = window.last_day, _data_end(view, available[0]) if available else None
    facts: list[Message | str] = [*_subject(view, last_day)]
    if end is not None:
        facts.append(message("data to {day}", day=words().day(end)))
    facts += [*running(view.question, end), *_money_in(view, available)]
    if parts.over_time and parts.compares:
        facts.append(question_in_words.compared_with(view.question, last_day))
        if on_other_weekdays(view.question, last_day):
            facts.append(OTHER_WEEKDAYS)
    facts += [
        message("“{given}” in the address is no period, so the usual one stands", given=inert(text, 40))
        for text in asking.unread_periods()
    ]
    facts.append(message("small numbers: 95% interval"))
    head.show(title, facts, _on_paper(view.question, last_day))
    if visitor().is_guest:
        guest_words.note(guest.link())
        guest_words.other_pages(guest.link())
        free_choice.show(view)
    else:
        bar.show(question, view, window, end, _dimensions(view, available, parts), parts)
    return view, available


def _money_in(view: View, keys: Sequence[str]) -> list[Message]:
    """Return the currency of money on a page of orders, if amounts in other currencies are left out."""
    if not isinstance(view, OwnersView) or not any(view.metric(key).table == _ORDERS for key in keys):
        return []
    scope = view.scope(_ORDERS)
    others = [value_of("currency", code) for code in scope.order_days.by_currency() if code != scope.currency]
    if not others:
        return []
    return [
        message(
            "money in {currency}, without amounts in {others}",
            currency=value_of("currency", scope.currency),
            others=", ".join(others),
        )
    ]


def _dimensions(view: View, keys: Sequence[str], parts: BarParts) -> BarDimensions:
    """Return the dimensions of the figures by which the page can be filtered and split."""
    of_rows = list(dict.fromkeys(d for key in keys for d in view.dimensions(key)))
    of_lines = list(dict.fromkeys(d for key in keys for d in view.line_dimensions(key)))
    of_customers = list(dict.fromkeys(d for key in keys for d in view.customer_dimensions(key)))
    splits: tuple[str, ...] = ()
    if parts.splits:
        offered = (
            view.customer_splits() if parts.splits == "customers" else (*of_rows, *of_lines, *of_customers)
        )
        splits = (*dict.fromkeys(offered), *known_of.saved(of_customers))
    second = _second(view, keys if parts.splits is True else (), splits)
    return BarDimensions([*of_rows, *of_lines], of_customers, splits, second)


def _second(view: View, keys: Sequence[str], parts: Sequence[str]) -> tuple[str, ...]:
    """Return the dimensions of a second split: of the figures, else (without any) of customers."""
    by = view.question.by
    if by is None or by not in parts:
        return ()
    if not keys:
        return tuple(other for other in parts if other != by and not other.startswith(SPLIT))
    return tuple(dict.fromkeys(other for key in keys for other in two_splits.offered(view, key, by)))


def _window(view: View, keys: Sequence[str], tables: Sequence[str]) -> Window:
    """Return the window of the page that ends last: of its figures, or of a link's tables without any."""
    # A published window ends with its figure; the data end with the last of them.
    windows = [view.window(key) for key in (keys[:1] if view.k is None else keys)]
    windows += [Window(day, day) for day in _days_of(view, tables) if not keys]
    return max(windows, key=lambda each: each.last_day)


def _days_of(view: View, tables: Sequence[str]) -> list[int]:
    """Return the last days (since 1970-01-01) of the tables of a link."""
    groups = {ROUNDED[name].group for name in tables}
    days = [view.counted_until(group) for group in groups if isinstance(view, PublishedView)]
    return [day for day in days if day is not None]


def _data_end(view: View, key: str) -> int | None:
    """Return the last day of the data (since 1970-01-01); None for a link with a fixed last day."""
    question = view.question
    if question.as_of is None:
        return view.window(key).last_day
    if view.k is not None:
        return None
    return view.ask(replace(question, period=None, days=None, as_of=None)).window(key).last_day


def _on_paper(question: Question, last_day: int) -> list[str]:
    """Return the choices of the filter bar as text for print, which omits the bar; none for a guest."""
    if visitor().is_guest:
        return []
    phrases = question_in_words.in_words(question, last_day)
    if question.by:
        named = " · ".join(in_sentence(by) for by in (question.by, question.and_by) if by)
        phrases.append(say(message("breakdown: {dimension}", dimension=named)))
    return phrases


def _nothing(title: Message, missing: tuple[Message, Message]) -> None:
    """Draw a page without figures: what is missing, or for a guest the notes of the link."""
    if not visitor().is_guest:
        head.show(title, [inert(current_shop.title())])
        if first_files.reads_first_files(current_shop.current()):
            first_files.in_brief()
        else:
            nothing_yet.show(*missing)
        return
    link = guest.link()
    head.show(title)
    guest_words.note(link)
    guest_words.other_pages(link)
    st.write(say(message("Nothing is shared on this page.")))
    guest_words.foot(link)


def _subject(view: View, last_day: int) -> list[str]:
    """Return the facts below the heading: the shop for the team, the period for a guest."""
    if visitor().is_guest:
        return question_in_words.in_words(view.question, last_day, guest.link().terms.hidden)
    return [inert(current_shop.title())]
