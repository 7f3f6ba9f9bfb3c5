"""Notes beside the survey readings: the leading question, its scale, and values that are too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.metrics.model import public
from engagement.metrics.surveys.answers import (
    answers_of_the_same_people,
    main_questions,
    questions,
    questions_on_scale,
)
from engagement.metrics.surveys.rules import COMPARED, SHOWN

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates
    from engagement.metrics.surveys.questions import ScoreKind, SurveyQuestion


def nps_notes(scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
    """Return notes on values too small to show or compare, and on the leading question."""
    n = int(estimates.n[0])
    too_few = message(
        "{count} answer is too few for a score, which needs {least}",
        "{count} answers are too few for a score, which needs {least}",
        n=n,
        count=n,
        least=SHOWN,
    )
    alone = message("Under {least} answers the score is not compared with another", least=COMPARED)
    size = (too_few,) if 0 < n < SHOWN else (alone,) if 0 < n < COMPARED else ()
    return (*size, *_subject(scope, "nps"), *_repeated(scope, "nps"))


def effort_notes(scope: Scope, _estimates: Estimates) -> tuple[Message, ...]:
    """Return notes on the scale, the leading question, and repeated answers of the same people."""
    return _notes_on_scale(scope, "effort")


def satisfaction_notes(scope: Scope, _estimates: Estimates) -> tuple[Message, ...]:
    """Return notes on the scale, the leading question, and repeated answers of the same people."""
    return _notes_on_scale(scope, "satisfaction")


def _notes_on_scale(scope: Scope, kind: ScoreKind) -> tuple[Message, ...]:
    return (*_scale(scope, kind), *_subject(scope, kind), *_repeated(scope, kind))


def response_notes(scope: Scope, _estimates: Estimates) -> tuple[Message, ...]:
    """Return notes on the main question, and that the number of invitations is unknown."""
    lead = list(dict.fromkeys(q.question for q in main_questions(scope)))
    sentence = message(
        "The main question: {question}",
        "The main question of each survey: {question}",
        n=len(lead),
        question="; ".join(lead),
    )
    about_question = (sentence,) if lead else ()
    return (*about_question, message("Of those who began; how many were invited the file does not say"))


def _subject(scope: Scope, kind: ScoreKind) -> tuple[Message, ...]:
    """Return a note on the leading question if there are others of its kind."""
    lead = questions_on_scale(scope, kind)
    others = {q.same: q.question for q in questions(scope, kind) if q not in lead}
    if not others:
        return ()
    named = dict.fromkeys(others.values())
    return (
        message("It rests on the question with most answers: {question}", question=lead[0].question),
        message(
            "{count} other such question is left out; split by question to see it: {questions}",
            "{count} other such questions are left out; split by question to see them: {questions}",
            n=len(others),
            count=len(others),
            questions="; ".join(named),
        ),
    )


def _repeated(scope: Scope, kind: ScoreKind) -> tuple[Message, ...]:
    """Return a note that the interval is too narrow if people answered repeatedly, and alike."""
    count = answers_of_the_same_people(scope, kind)
    sentence = message(
        "{count} answer is of somebody who answered another time in the period too. The interval takes it "
        "for the answer of somebody else. Count only the last answer of each person for one that holds.",
        "{count} answers are of people who answered another time in the period too. The interval takes them "
        "for answers of others, so it is too narrow. Count only the last answer of each person for one that "
        "holds.",
        n=count,
        count=count,
    )
    return (sentence,) if count else ()


def _scale(scope: Scope, kind: ScoreKind) -> tuple[Message, ...]:
    """Return a note on the scale: its ends, which end is good, and from where an answer counts as good."""
    lead = questions_on_scale(scope, kind)
    if not lead:
        return ()
    question = lead[0]
    ends = (question.low, question.high, *question.best_scores(kind))
    low, high, first, last = (_without_decimals(score) for score in ends)
    sentence = (
        message(
            "From {low} to {high}, low is good; {first} to {last} count as good",
            low=low,
            high=high,
            first=first,
            last=last,
        )
        if question.low_is_good
        else message(
            "From {low} to {high}, high is good; {first} to {last} count as good",
            low=low,
            high=high,
            first=first,
            last=last,
        )
    )
    return (public(sentence), *_unstated(question))


def _unstated(question: SurveyQuestion) -> tuple[Message, ...]:
    if question.stated_low is not None and question.stated_high is not None:
        return ()
    unstated = message(
        "The file does not state the scale; it is the smallest usual one that holds all answers"
    )
    return (public(unstated),)


def _without_decimals(number: float) -> float | int:
    return int(number) if number.is_integer() else number
