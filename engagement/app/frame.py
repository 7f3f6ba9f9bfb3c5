"""What every reading page does first: the question, the view, the head, the filter bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app import asking, guest, shop
from engagement.app.components import asked, bar, empty, first_files, free, head, shared
from engagement.app.current import visitor
from engagement.app.dimensions import label_of
from engagement.app.escape import inert
from engagement.app.reader import say, words
from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import Question, View


def view_for(
    title: Message, keys: Sequence[str], missing: tuple[Message, Message], *, splits: bool = True
) -> tuple[View, list[str]]:
    """Draw a page's head and bar; return the view and those of `keys` that the data unlock.

    The bar offers a split where the page's charts follow it.

    Where they unlock none of them, the page says what is `missing` (what, how to get it) and ends.
    """
    question = asking.asked()
    view = shop.view(question)
    here = [key for key in keys if key in view.keys()]  # noqa: SIM118 - a method, not a dict
    if not here:
        _nothing(title, missing)
        st.stop()
    # A published window ends where its own figure does; the data go as far as the last of them.
    last_day = max(view.window(key).last_day for key in (here[:1] if view.k is None else here))
    facts: list[Message | str] = [*_subject(view, last_day)]
    facts.append(message("data to {day}", day=words().day(last_day)))
    facts.append(asked.compared_with(view.question))
    facts.append(message("small numbers: 95% interval"))
    head.show(title, facts, _on_paper(question, last_day))
    if visitor().is_guest:
        shared.note(guest.link())
        shared.others(guest.link())
        free.show(view)
    else:
        dimensions = list(dict.fromkeys(d for key in here for d in view.dimensions(key)))
        bar.show(question, view, dimensions, last_day, splits=splits)
    return view, here


def _on_paper(question: Question, last_day: int) -> list[str]:
    """Say what the filter bar says: a print leaves the bar out. A guest has none, and reads it anyway."""
    if visitor().is_guest:
        return []
    said = asked.in_words(question, last_day)
    if question.by:
        said.append(say(message("breakdown: {dimension}", dimension=label_of(question.by).lower())))
    return said


def _nothing(title: Message, missing: tuple[Message, Message]) -> None:
    """Draw a page without figures: what is missing; to a guest not what, but all else that a link says."""
    if not visitor().is_guest:
        head.show(title, [inert(shop.title())])
        if first_files.reads_first_files(shop.current()):
            first_files.in_brief()
        else:
            empty.show(*missing)
        return
    link = guest.link()
    head.show(title)
    shared.note(link)
    shared.others(link)
    st.write(say(message("Nothing is shared on this page.")))
    shared.foot(link)


def _subject(view: View, last_day: int) -> list[str]:
    """Say what is looked at: the house reads the shop here and the period in the bar, a guest the period."""
    if visitor().is_guest:
        return asked.in_words(view.question, last_day, guest.link().terms.hidden)
    return [inert(shop.title())]
