"""The dialog that answers a question in words: how it was understood, the figure, and a link to it.

The question is in the address, so that a copied link or a reload answers it again. An unclear one is asked
back, with questions that may be meant.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from engagement.app.figures.figure_places import page_of
from engagement.app.navigation import current_shop, find_figures, page_links, router
from engagement.app.navigation import question as asking
from engagement.app.readable import screen
from engagement.app.searching import example_questions, search_places
from engagement.app.ui.address import METRIC, to_address
from engagement.app.ui.escape import Marked, inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor, visitor_in
from engagement.locale import message
from engagement.metrics.holding import contents
from engagement.metrics.sums.periods import as_date, first_day_of, period_of
from engagement.metrics.views.registry import DEFINITIONS
from engagement.metrics.words import phrases
from engagement.questions.answering import answer, question_of
from engagement.questions.beside import count_in_words
from engagement.questions.figure_question import NotAnswered
from engagement.questions.in_words import (
    compared,
    highest,
    mended_in_words,
    segment_rows,
    split_called,
    step_rows,
    understood_as,
)
from engagement.questions.shares_of_whole import share_in_words
from engagement.questions.understanding import about, understood_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain, Question, Reading
    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.figure_question import FigureQuestion
    from engagement.questions.in_words import TableRow
    from engagement.questions.sentence_meaning import Understood

#: The part of the address that is a question in words.
ASK: Final = "ask"
_LONGEST: Final = 400
_EXAMPLES: Final = 2
_OPEN: Final = "answer_open"
#: The most places offered whose names contain the typed text.
_PLACES: Final = 5


def ask(sentence: str) -> None:
    """Put a question into the address."""
    page_links.keep({ASK: sentence[:_LONGEST]})


def show() -> None:
    """Open the dialog if the address has a question and the visitor is no guest."""
    if visitor().kind != "house" or visitor().is_lost:
        return
    if not _sentence():
        if st.session_state.pop(_OPEN, False):
            page_links.write_anew()  # a way from the answer to its own page leaves the browser's as it was
        return
    st.session_state[_OPEN] = True
    name = current_shop.current_name()

    @st.dialog(say(message("Answer")), width="medium", on_dismiss=_leave)
    def dialog() -> None:
        if visitor_in(name).role is None:  # any more: a dialog is redrawn without its page
            st.rerun()
        with st.empty().container():  # blank at once where another answer still stands
            _content()

    dialog()


def _content() -> None:
    """Show the answer to the question in the address, or ask back."""
    sentence, view = _sentence(), _view()
    understood = understood_by(sentence, words().language, view)
    st.caption(inert(sentence, _LONGEST))
    if not understood.questions:
        _ask_back(sentence, understood, view)
        return
    for line in mended_in_words(understood.mended, words()):
        st.markdown(inert(line))
    for place, question in enumerate(understood.questions):
        if place:
            st.divider()
        try:
            _answer(view, question)
        except NotAnswered as refused:
            st.write(say(refused.sentence))
            _way_to_what_it_needs(question.figure, view)


def _sentence() -> str:
    return st.query_params.get(ASK, "").strip()[:_LONGEST]


def _leave() -> None:
    page_links.leave(ASK)


def _view() -> OwnersView:
    """Return the shop's view with the page's period and currency, without its filters and split."""
    question = asking.current_question()
    return current_shop.owners_view(replace(question, filters=(), by=None, and_by=None, compare=None))


def _answer(view: OwnersView, question: FigureQuestion) -> None:
    t = words()
    answered = answer(view, question, t)
    view = view.ask(question_of(view, question))
    reading, metric = view.reading(question.figure), view.metric(question.figure)
    parts = understood_as(view, question, t)
    if view.question.net:
        parts.append(t.t(phrases.net_of_refunds(on_refund_day=view.question.refund_day)))
    chips = Marked(" ".join(f":blue-badge[{inert(part)}]" for part in parts))
    st.markdown(say(message("Understood: {what}", what=chips)))
    share = None if question.split else answered.get("share", {}).get("share")
    if share is not None:
        st.metric(
            say(message("{figure}, as a share of the whole", figure=metric.name)), t.value(share, "share")
        )
    elif reading.value is not None:
        st.metric(inert(t.t(metric.name)), t.value(reading.value, reading.unit, reading.currency))
    if reading.value is not None:
        st.caption(inert(_weight(reading, t)))
    else:
        st.markdown(inert(answered["text"]))
    lines = (count_in_words(view, question.figure, t), share_in_words(view, question, t))
    for line in (*lines, compared(view, question, t)):
        if line:
            st.markdown(inert(line, 400))
    _tables(question, answered, reading)
    if answered["notes"]:
        st.caption(" · ".join(inert(note.rstrip("."), 400) for note in answered["notes"]))
    stem = page_of(question.figure)
    label = say(message("Open {page}", page=_called(stem)))
    page_links.to(stem, label, {**to_address(_on_its_page(view.question)), "figure": question.figure})


def _on_its_page(question: Question) -> Question:
    """Return a question as its page can be asked it: pages cannot leave out a product."""
    kept = tuple(pair for pair in question.filters if not pair[0].startswith(contents.HOLDS))
    return replace(question, filters=kept)


def _weight(reading: Reading, t: Translator) -> str:
    """Return the interval of a reading, if any, and its n, in words."""
    n = f"n\u00a0=\u00a0{t.number(reading.n)}"
    if reading.low is None or reading.high is None:
        return n
    interval = t.interval(reading.low, reading.high, reading.unit, reading.currency)
    return f"{t.t(message('Interval'))}: {interval} · {n}"


def _tables(question: FigureQuestion, answer: Mapping[str, Any], reading: Reading) -> None:
    t = words()
    rows, remaining = segment_rows(question, answer, reading, t)
    if question.split is not None:
        _table(rows, split_called(question, t))
        if remaining > 0:
            st.caption(say(message("… and {count} more", count=t.number(remaining))))
    if question.split is not None and (line := highest(replace(question, grain=None), answer, reading, t)):
        st.caption(inert(line, 400))
    if question.grain is not None:
        steps = {**answer, "trend": _within(answer["trend"], reading, question.grain)}
        _table(step_rows(question, steps, reading, t), t.t(message("Period")))
        if line := highest(question, steps, reading, t):
            st.caption(inert(line, 400))


def _within(steps: Sequence[Mapping[str, Any]], reading: Reading, grain: Grain) -> list[Mapping[str, Any]]:
    """Return the steps of a trend that are within the window of the reading."""
    if reading.window is None:
        return list(steps)
    first = as_date(first_day_of(period_of(reading.window.first_day, grain), grain)).isoformat()
    return [step for step in steps if step["start"] >= first]


def _table(rows: Sequence[TableRow], first: str) -> None:
    if not rows:
        return
    t = words()
    columns = {
        first: [row.name for row in rows],
        t.t(message("Value")): [row.value for row in rows],
        t.t(message("Interval")): [row.interval or "–" for row in rows],
        "n": [row.n for row in rows],
    }
    if not any(row.interval for row in rows):
        del columns[t.t(message("Interval"))]
    screen.plain_grid(pd.DataFrame(columns))


def _ask_back(sentence: str, interpretation: Understood, view: OwnersView) -> None:
    """Show what is not clear and what may be meant; two examples where nothing was understood."""
    called = search_places.called()
    containing = search_places.led_to(interpretation.elsewhere, called)
    containing = containing or find_figures.containing(sentence, called)
    containing = (containing or search_places.spoken_of(sentence, interpretation.unknown, called))[:_PLACES]
    if containing:
        st.markdown(say(message("This may show it:")))
        for found_place in containing:
            stem, address = find_figures.destination(found_place)
            page_links.to(stem, inert(say(find_figures.title(found_place))), address)
    elif interpretation.unknown and interpretation.suggested:
        st.markdown(say(message("Not understood: {words}.", words=", ".join(interpretation.unknown))))
    offered = [about(key, sentence, interpretation.language, view) for key in interpretation.suggested]
    if offered:
        st.markdown(say(message("Is it about one of these?")))
    elif not containing:
        st.markdown(say(message("Nothing of this was understood. Questions name one figure, like these:")))
        offered = list((example_questions.of_shop() or example_questions.of_any())[:_EXAMPLES])
    for place, suggestion in enumerate(dict.fromkeys(offered)):
        st.button(
            inert(suggestion), key=f"ask_back_{place}", on_click=ask, args=(suggestion,), width="stretch"
        )


def _way_to_what_it_needs(figure: str, view: OwnersView) -> None:
    if figure not in view.keys() and figure in DEFINITIONS:  # noqa: SIM118 - a method
        page_links.to("definitions", say(message("Definitions")), {METRIC: figure})


def _called(stem: str) -> str:
    return next(say(entry.name) for entry in router.ENTRIES if entry.stem == stem)
