"""Every question of the surveys in its place: picked, said, drawn, over time and by part. For the house."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from engagement.app.figure_pages.breakdown import chosen as chosen_split
from engagement.app.survey_pages import of_choices, of_scores
from engagement.app.survey_pages.drawn_answers import Drawn
from engagement.app.ui import head
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.model import Window
from engagement.metrics.voices.chosen_answers import CHOSEN
from engagement.metrics.voices.every_question import TICKED, every_question
from engagement.metrics.voices.given_answers import given
from engagement.readable.one_line import plain
from engagement.readable.value_labels import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.views.owners import OwnersView
    from engagement.metrics.voices.every_question import AskedQuestion, Form

FORMS: Final[Mapping[Form, Message]] = {
    "scores": message("score"),
    "single": message("one option"),
    "several": message("several options"),
    "ranking": message("ranking"),
    "text": message("in words"),
    "number": message("number"),
}
_SCALES: Final = ((0, 10), (1, 5), (1, 7), (1, 10), (0, 100))
_LONGEST: Final = 90
#: A wording of so many words is put to somebody.
_WORDS: Final = 4


def show(view: OwnersView) -> None:
    """Show the question that the reader picks, with all that its kind allows."""
    scope = view.scope("responses")
    asked = [question for question in every_question(scope) if question.answers]
    if not asked:
        return
    head.section(
        message("Question by question"),
        message("Every question that the files hold, in the chosen period and with the chosen filters."),
        key="questions",
    )
    left, right = st.columns([7, 5], vertical_alignment="bottom")
    names = {question.key: name_of(question) for question in asked}
    # Scores that lead stand above already, and a column of the tool's own ("source") asks nobody.
    first = next((at for at, q in enumerate(asked) if q.form in CHOSEN and _is_put(q.wording)), 0)
    picked = left.selectbox(
        say(message("Question")),
        list(names),
        index=first,
        format_func=lambda key: names[key],
        key="question_asked",
    )
    with right:
        once = _counts_once()
    question = next((q for q in asked if q.key == picked), asked[0])
    question = _read_differently(question)
    found = given(scope, question, once=once)
    if not found.submissions:
        st.write(say(message("Nobody answered this question in the chosen period.")))
        return
    by = chosen_split(view, "answers")
    drawn = Drawn(
        view=view,
        scope=scope,
        asked=question,
        once=once,
        found=found,
        whole=given(_of_all_days(scope), question, once=False),
        by=by,
        parts=None if by is None else given(scope, question, once=once, by=by),
    )
    if question.form == "scores":
        of_scores.show(drawn)
    elif question.form in CHOSEN:
        of_choices.show(drawn)
    elif question.form == "number":
        _number(drawn)
    else:
        count = found.submissions
        st.write(
            say(
                message(
                    "{count} person answered in their own words; the comments stand below.",
                    "{count} people answered in their own words; the comments stand below.",
                    n=count,
                    count=count,
                )
            )
        )


def _is_put(wording: str) -> bool:
    return "?" in wording or len(wording.split()) >= _WORDS


def name_of(question: AskedQuestion) -> str:
    """Return a question as the picker says it, with how it is answered."""
    t = words()
    wording = t.t(message("Options that were ticked")) if question.wording == TICKED else question.wording
    how = word("kind", question.kind, t) if question.form == "scores" else say(FORMS[question.form])
    return f"{plain(wording, _LONGEST)} · {how}"


def _counts_once() -> bool:
    chosen = st.segmented_control(
        say(message("Of one person count")),
        [False, True],
        default=False,
        required=True,
        format_func=lambda once: say(message("the last answer") if once else message("every answer")),
        key="question_once",
    )
    return bool(chosen)


def _read_differently(question: AskedQuestion) -> AskedQuestion:
    """Say scale and direction; let the reader change them where the file does not prove them."""
    scale = question.scale
    if scale is None or question.kind == "nps":
        return question
    stated = scale.stated_low is not None and scale.stated_high is not None
    with st.popover(say(message("Scale and direction")), key=f"scale_of_{question.kind}"):
        st.caption(
            say(
                message("The scale stands in the file, or in the wording of the question.")
                if stated
                else message(
                    "The file does not state the scale; it is the smallest usual one that holds all answers"
                )
            )
        )
        own = (int(scale.low), int(scale.high))
        choices = list(dict.fromkeys([own, *(s for s in _SCALES if s[0] <= own[0] and s[1] >= own[1])]))
        picked = st.selectbox(
            say(message("Scale")),
            choices,
            format_func=lambda ends: say(message("{low} to {high}", low=ends[0], high=ends[1])),
            key=f"scale_{question.key}",
        )
        low_is_good = st.selectbox(
            say(message("Good is")),
            [False, True],
            index=int(scale.reversed),
            format_func=lambda low: say(message("low is good") if low else message("high is good")),
            key=f"good_{question.key}",
        )
        st.caption(
            say(message("It counts for this part of the page; the numbers above stay as the file was read."))
        )
    changed = replace(scale, low=float(picked[0]), high=float(picked[1]), reversed=bool(low_is_good))
    return replace(question, scale=changed)


def _of_all_days(scope: Scope) -> Scope:
    coverage = scope.data.coverage(scope.table)
    if coverage is None:
        return scope
    first = min(coverage.first_day, scope.window.last_day)
    return replace(scope, window=Window(first, scope.window.last_day))


def _number(drawn: Drawn) -> None:
    """Say a number that people gave: its median and the middle half."""
    t = words()
    score = drawn.found.score[~np.isnan(drawn.found.score)]
    if not score.size:
        return
    low, middle, high = (float(q) for q in np.quantile(score, [0.25, 0.5, 0.75]))
    shown = [t.number(value, 1 if math.modf(value)[0] else 0) for value in (low, middle, high)]
    st.write(
        say(
            message(
                "Answers: {count}. Half of them lie between {low} and {high}; the median is {middle}.",
                count=int(score.size),
                low=shown[0],
                middle=shown[1],
                high=shown[2],
            )
        )
    )
