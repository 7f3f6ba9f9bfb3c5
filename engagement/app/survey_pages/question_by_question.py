"""Every question of the surveys: picker, value, distribution, trend, split. Not in links."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.figure_pages.breakdown import chosen_split
from engagement.app.navigation import question as asking
from engagement.app.survey_pages import of_choices, of_scores
from engagement.app.survey_pages.drawn_answers import DrawnQuestion
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.model import ReadScale, Window
from engagement.metrics.surveys.questions import address_key, read_as
from engagement.metrics.voices.chosen_answers import CHOICE_FORMS
from engagement.metrics.voices.every_question import TICKED, every_question, scale_kind
from engagement.metrics.voices.given_answers import answers_in_window
from engagement.metrics.voices.tables import SURVEY_QUESTIONS
from engagement.readable.one_line import plain
from engagement.readable.value_labels import value_label
from engagement.reports.tables.table_words import FORMS

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import Unit
    from engagement.metrics.surveys.questions import SurveyQuestion
    from engagement.metrics.views.owners import OwnersView
    from engagement.metrics.voices.every_question import AskedQuestion

_GOOD: Final[Mapping[str, Message]] = {
    "high": message("high is good"),
    "low": message("low is good"),
}
_SCALES: Final = ((0, 10), (1, 5), (1, 7), (1, 10), (0, 100))
_LONGEST: Final = 90
#: The most questions that are shown as rows; more are a menu.
_ROWS: Final = 9
#: The name in the address of the question that is looked at.
QUESTION: Final = "asked"
#: A wording with this many words is a question to a person.
_WORDS: Final = 4


@redrawn_alone
def show(view: OwnersView) -> None:
    """Show the question that the reader picks, with the charts of its kind."""
    scope = view.scope("responses")
    answered = [question for question in every_question(scope) if question.answers]
    if not answered:
        return
    head.section(
        message("Question by question"),
        message("Every question that the files hold, in the chosen period and with the chosen filters."),
        key="questions",
    )
    question = _pick(view, answered)
    st.space("xsmall")
    with st.container(key="head_question", gap=None):
        st.subheader(inert(name_of(question)), anchor=False)
    last_only = view.question.last_answers
    question = _read_differently(view, question)
    answers = answers_in_window(scope, question, one_per_person=last_only)
    if not answers.submissions:
        st.write(say(message("Nobody answered this question in the chosen period.")))
        return
    by = chosen_split(view, "answers")
    drawn = DrawnQuestion(
        view=view,
        scope=scope,
        question=question,
        one_per_person=last_only,
        answers=answers,
        all_answers=answers_in_window(_of_all_days(scope), question, one_per_person=False),
        by=by,
        parts=None if by is None else answers_in_window(scope, question, one_per_person=last_only, by=by),
    )
    if question.form == "scores":
        of_scores.show(drawn)
    elif question.form in CHOICE_FORMS:
        of_choices.show(drawn)
    elif question.form == "number":
        _number(drawn)
    else:
        count = answers.submissions
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


def _pick(view: OwnersView, questions: Sequence[AskedQuestion]) -> AskedQuestion:
    """Let the reader choose a question: from rows with their values, or from a menu if there are many."""
    by_name = {address_key(question.key): question for question in questions}
    # Leading scores are shown above, and a column of the tool ("source") is no question.
    put = [q for q in questions if q.form in CHOICE_FORMS and _is_put(q.wording)]
    scope = view.scope("responses")
    answered_now = (q for q in [*put, *questions] if answers_in_window(scope, q).submissions)
    default = address_key(next(answered_now, (put or questions)[0]).key)
    picked = one_of.current(QUESTION, list(by_name), default)
    label, change = say(message("Question")), one_of.changed(QUESTION, default)

    def called(name: str) -> str:
        return name_of(by_name[name])

    if len(by_name) > _ROWS:
        st.selectbox(label, list(by_name), format_func=called, key=QUESTION, on_change=change)
        return by_name[picked]
    values = view.table(SURVEY_QUESTIONS.name).to_dict("records")
    all_questions = every_question(view.scope("responses"))
    rows = {address_key(question.key): row for question, row in zip(all_questions, values, strict=True)}
    st.radio(
        label,
        list(by_name),
        format_func=called,
        captions=[_in_short(question, rows[name]) for name, question in by_name.items()],
        key=QUESTION,
        on_change=change,
        label_visibility="collapsed",
    )
    return by_name[picked]


def _in_short(question: AskedQuestion, row: Mapping[Hashable, Any]) -> str:
    """Return in one line how many answered and the value."""
    t, n = words(), int(row["n"])
    sentences = [say(message("{count} answer", "{count} answers", n=n, count=n))]
    if question.form == "scores" and not math.isnan(row["value"]):
        unit: Unit = "points" if question.kind == "nps" else "score"
        value, low, high = (t.value(row[name], unit) for name in ("value", "low", "high"))
        sentences.append(say(message("{value} ({low} to {high})", value=value, low=low, high=high)))
    return " · ".join(sentences)


def _is_put(wording: str) -> bool:
    return "?" in wording or len(wording.split()) >= _WORDS


def name_of(question: AskedQuestion) -> str:
    """Return the name of a question in the picker, with its kind."""
    t = words()
    wording = t.t(message("Options that were ticked")) if question.wording == TICKED else question.wording
    how = value_label("kind", question.kind, t) if question.form == "scores" else say(FORMS[question.form])
    return f"{plain(wording, _LONGEST)} · {how}"


def _read_differently(view: OwnersView, question: AskedQuestion) -> AskedQuestion:
    """Show scale and direction, which the reader may change where the file does not prove them."""
    scale = question.scale
    if scale is None or question.kind == "nps":
        return question
    is_stated = scale.stated_low is not None and scale.stated_high is not None
    with st.popover(say(message("Scale and direction")), key=f"scale_of_{question.kind}"):
        st.caption(
            say(
                message("The scale stands in the file, or in the wording of the question.")
                if is_stated
                else message(
                    "The file does not state the scale; it is the smallest usual one that holds all answers"
                )
            )
        )
        file_ends = _ends(scale)
        wider = [s for s in _SCALES if s[0] <= file_ends[0] and s[1] >= file_ends[1]]
        name = address_key(question.key)
        now = read_as(scale, scale_kind(question), view.question.scales)
        st.session_state[f"scale.{name}"] = _ends(now)
        st.session_state[f"good.{name}"] = "low" if now.low_is_good else "high"
        keep = partial(_keep_scale, name, file_ends, low_is_good=scale.low_is_good)
        st.selectbox(
            say(message("Scale")),
            list(dict.fromkeys([file_ends, *wider, _ends(now)])),
            format_func=lambda ends: say(message("{low} to {high}", low=ends[0], high=ends[1])),
            key=f"scale.{name}",
            on_change=keep,
        )
        st.selectbox(
            say(message("Good is")),
            list(_GOOD),
            format_func=lambda key: say(_GOOD[key]),
            key=f"good.{name}",
            on_change=keep,
        )
        st.caption(
            say(
                message("The figures above follow where they rest on this question. A link shows the file's.")
            )
        )
    return replace(question, scale=now)


def _keep_scale(name: str, file_scale: tuple[int, int], *, low_is_good: bool) -> None:
    """Set the chosen scale in the current question; the file's own scale (`file_scale`) removes it."""
    ends, low = st.session_state[f"scale.{name}"], st.session_state[f"good.{name}"] == "low"
    question = asking.current_question()
    scales = [scale for scale in question.scales if scale.of != name]
    if (ends, low) != (file_scale, low_is_good):
        scales.append(ReadScale(name, float(ends[0]), float(ends[1]), low))
    asking.ask(replace(question, scales=tuple(scales)))


def _ends(scale: SurveyQuestion) -> tuple[int, int]:
    """Return the smallest and largest score as whole numbers."""
    return math.floor(scale.low), math.ceil(scale.high)


def _of_all_days(scope: Scope) -> Scope:
    coverage = scope.data.coverage(scope.table)
    if coverage is None:
        return scope
    first = min(coverage.first_day, scope.window.last_day)
    return replace(scope, window=Window(first, scope.window.last_day))


def _number(drawn: DrawnQuestion) -> None:
    """Show the median and quartiles of a numeric question."""
    t = words()
    score = drawn.answers.score[~np.isnan(drawn.answers.score)]
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
