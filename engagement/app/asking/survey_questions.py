"""The form for the questions of an unknown survey: the kind of each column, and which end is good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.sources.meaning.asked_roles import DIRECTED, QUESTIONS
from engagement.sources.model.hints import StatedQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.model.hints import SaidKind
    from engagement.sources.recognition.proposals import Proposal, QuestionGuess

#: The number of questions shown directly; the others are in an expander.
_SHOWN: Final = 12


def ask(place: str, proposal: Proposal, columns_with_role: set[str]) -> dict[str, StatedQuestion]:
    """Ask for the kind of question of each column without a role; `columns_with_role` have one."""
    free = [guess for guess in proposal.questions if guess.column not in columns_with_role]
    used = [guess for guess in free if guess.question.kind != "ignored"]
    first = used[:_SHOWN]
    question_kinds = _each(place, proposal, first)
    further = [guess for guess in free if guess not in first]
    if further:
        more = message("{count} more column", "{count} more columns", n=len(further), count=len(further))
        with st.expander(say(more), type="compact"):
            question_kinds |= _each(place, proposal, further)
    return question_kinds


def _each(place: str, proposal: Proposal, guesses: Sequence[QuestionGuess]) -> dict[str, StatedQuestion]:
    return {guess.column: _ask_kind(place, proposal, guess) for guess in guesses}


def _ask_kind(place: str, proposal: Proposal, guess: QuestionGuess) -> StatedQuestion:
    profile = proposal.profile(guess.column)
    left, middle, right = st.columns([5, 4, 3], vertical_alignment="top")
    shown = " · ".join(inert(text, 30) for text in profile.samples[:3]) if profile is not None else ""
    left.markdown(f"{inert(guess.column)}  \n:small[:gray[{shown}]]")
    kinds = list(QUESTIONS)
    kind: SaidKind = middle.selectbox(
        say(message("Asks")),
        kinds,
        index=kinds.index(guess.question.kind),
        format_func=lambda kind: say(QUESTIONS[kind][0]),
        label_visibility="collapsed",
        key=f"ask_{place}_asks_{guess.column}",
    )
    under = [say(message("Unlocks: {what}", what=QUESTIONS[kind][1]))]
    if kind == guess.question.kind:
        under.append(say(message("Guessed: {reason}.", reason=guess.reason)))
    middle.caption("  \n".join(under))
    if kind not in DIRECTED:
        return StatedQuestion(kind)
    return StatedQuestion(kind, _reversed(place, guess, right))


def _reversed(place: str, guess: QuestionGuess, right: st.delta_generator.DeltaGenerator) -> bool:
    """Ask which end of the scale is good (prefilled), and return whether it is the low one."""
    picked = right.selectbox(
        say(message("Good is")),
        [False, True],
        index=int(bool(guess.question.reversed)),
        format_func=lambda low: say(message("low is good") if low else message("high is good")),
        label_visibility="collapsed",
        key=f"ask_{place}_good_{guess.column}",
    )
    for doubt in guess.doubts:
        right.caption(say(doubt))
    return bool(picked)
