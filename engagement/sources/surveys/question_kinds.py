"""The kind of question of a column, from both its wording and its answers.

The wording suggests a kind (recommendation, effort, satisfaction; English, Italian, Spanish, Polish, German,
French, Portuguese), and the answers confirm or reject it: recommendation is NPS only on a scale of 0 to 10
(or 1 to 10, if stated); otherwise it is a rating.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import Message, message
from engagement.sources.meaning.answer_scales import NO_ANSWER, read_words, side_of
from engagement.sources.meaning.survey_topics import (
    AMOUNT,
    COUNT,
    DIFFICULT,
    EASY,
    HARD,
    OPEN,
    PROMOTER,
    Topic,
    topic_of,
)
from engagement.sources.surveys.options import several
from engagement.sources.surveys.scores import CLEAN, NAMED, Numbers, Tally, named_ends
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.model.hints import StatedQuestion

QuestionKind = Literal["nps", "effort", "satisfaction", "rating", "choice", "comment", "number"]


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """The question of a column.

    - `scores[i]`: the number of the i-th label of the tally, None if it is not on the scale; `scores` is None
      for choices and comments.
    - `low`, `high`: the ends of the scale. `reversed`: whether low scores are good; None without scores.
    - `warnings`: sentences for the import report.
    """

    kind: QuestionKind
    scores: tuple[float | None, ...] | None = None
    low: float | None = None
    high: float | None = None
    reversed: bool | None = None
    warnings: tuple[Message, ...] = ()


def recognise(wording: str, tally: Tally) -> ColumnQuestion | None:
    """Return the question of a column with this header and these answers; None without answers."""
    if not tally.answers:
        return None
    text = fold(wording, marks=True)
    topic = topic_of(text)
    if (numbers := Numbers.of(tally)) is not None:
        return _numeric(wording, text, topic, numbers)
    open_text = topic is None and OPEN.search(text)
    if not open_text and (question := _worded(wording, text, topic, tally)) is not None:
        return question
    return ColumnQuestion(_choice_or_comment(text, tally))


def kind_of_answers(
    given_kind: StatedQuestion, wording: str, tally: Tally, recognised: ColumnQuestion
) -> ColumnQuestion:
    """Return the question as stated by a person; `recognised` is the automatic result.

    If the answers contain no scores, `recognised` stays, with a warning.
    """
    question = (
        recognised
        if given_kind.kind == recognised.kind
        else _overruled(given_kind, wording, tally, recognised)
    )
    if question is None:
        doubt = message("“{question}” has no answers of such a kind; it is read as before", question=wording)
        return replace(recognised, warnings=(*recognised.warnings, doubt))
    if given_kind.reversed is None or question.scores is None:
        return question
    # A person has settled the other doubts; only answers off the scale are still reported.
    return replace(
        question, reversed=given_kind.reversed, warnings=_left_out(wording, tally, question.scores)
    )


def _overruled(
    given_kind: StatedQuestion, wording: str, tally: Tally, recognised: ColumnQuestion
) -> ColumnQuestion | None:
    """Return the question as the kind that a person has chosen; None if the answers do not allow it."""
    kind, numbers = given_kind.kind, Numbers.of(tally)
    if kind == "ignored":
        return None
    if kind in {"choice", "comment"}:
        return ColumnQuestion(kind)
    if numbers is None:
        return (
            None if recognised.scores is None or kind in {"nps", "number"} else replace(recognised, kind=kind)
        )
    return _scored_as(kind, wording, numbers, turned=recognised.reversed or False)


def _scored_as(kind: QuestionKind, wording: str, numbers: Numbers, *, turned: bool) -> ColumnQuestion | None:
    if kind == "number":
        return ColumnQuestion("number", numbers.values, reversed=False)
    if kind == "nps":
        return _scored("nps", wording, numbers, (0, 10))
    if numbers.share(0, 100, None) < CLEAN:
        return None
    scale = numbers.named_scale(fold(wording, marks=True)) or numbers.scale
    return _scored(kind, wording, numbers, scale, turned=turned)


#: The most distinct answers of a choice question.
_MOST_OPTIONS: Final = 60
#: From so many answers, all from 1 to 5, a question named NPS is a rating.
_MANY: Final = 20
_HALF: Final = 50
_STOPS: Final = (".", "!", "?", "…")


def _numeric(wording: str, text: str, topic: Topic | None, numbers: Numbers) -> ColumnQuestion:
    named_scale = numbers.named_scale(text)
    if named_scale is None and numbers.are_flags:
        return _flags(topic, numbers)
    if topic == "nps" and _is_nps(text, named_scale, numbers):
        return _nps(wording, _scale_of_nps(text, named_scale, numbers), numbers)
    if _is_plain(text, topic, named_scale, numbers):
        return ColumnQuestion("number", numbers.values, reversed=False)
    scale = named_scale or numbers.scale
    if topic == "effort":
        turned, doubts = _direction(wording, text, numbers)
        return _scored("effort", wording, numbers, scale, turned=turned, warnings=doubts)
    if topic == "satisfaction":
        turned = _turned(text, numbers) or False
        return _scored("satisfaction", wording, numbers, scale, turned=turned)
    return _rating(wording, topic, named_scale, scale, numbers)


def _flags(topic: Topic | None, numbers: Numbers) -> ColumnQuestion:
    """Return the question of a column of 0 and 1: satisfaction (as 1 and 5 of 5) or a choice."""
    if topic == "satisfaction":
        scores = tuple(None if value is None else 1 + 4 * value for value in numbers.values)
        return ColumnQuestion("satisfaction", scores, 1, 5, False)
    return ColumnQuestion("choice")


def _is_plain(
    text: str, topic: Topic | None, named_scale: tuple[float, float] | None, numbers: Numbers
) -> bool:
    """Return whether the numbers are counts or measurements instead of ratings on a scale."""
    counts = COUNT.search(text) is not None or numbers.in_percent
    if (topic is None and counts) or numbers.share(0, 100, None) < CLEAN:
        return True
    if named_scale is not None:
        return False
    if numbers.share(0, 10, 0.5) >= CLEAN or (topic is not None and numbers.slips):
        return False
    # Of many answers on a scale to 100, some exceed 50; sums of other answers need not.
    of_hundred = numbers.tally.answers < _MANY or numbers.range(0, 100)[1] > _HALF
    return topic != "satisfaction" or not of_hundred or numbers.share(0, 100, 0.5) < CLEAN


def _is_nps(text: str, named_scale: tuple[float, float] | None, numbers: Numbers) -> bool:
    """Return whether a question about recommending is NPS: whole numbers, 0 to 10 (or 1 to 10, if stated).

    The scale must be stated, or proven by an answer of 0 or above 7. The name "NPS" proves it too, unless
    there are many answers and all are from 1 to 5.
    """
    if numbers.share(0, 10) < (CLEAN if named_scale is None and not numbers.slips else NAMED):
        return False
    if named_scale is not None:
        return named_scale in {(0, 10), (1, 10)}
    bottom, top = numbers.range(0, 10)
    if PROMOTER.search(text):
        return bottom == 0 or top > 5 or numbers.tally.answers < _MANY
    return bottom == 0 or top > 7


def _scale_of_nps(
    text: str, named_scale: tuple[float, float] | None, numbers: Numbers
) -> tuple[float, float]:
    """Return the scale of an NPS question: the one in the wording, else 0 to 10.

    The end of answers like "8/10" is not used, as it does not state where the scale begins.
    """
    scale = named_scale if numbers.out_of is None else replace(numbers, out_of=None).named_scale(text)
    return scale or (0, 10)


def _nps(wording: str, scale: tuple[float, float], numbers: Numbers) -> ColumnQuestion:
    """Return an NPS question, with a warning if its scale begins at 1."""
    if scale[0] == 0:
        return _scored("nps", wording, numbers, scale)
    doubt = message(
        "“{question}” was asked from 1 to 10, not from 0: 9 and 10 count as promoters, 1 to 6 as detractors",
        question=wording,
    )
    return _scored("nps", wording, numbers, scale, warnings=(doubt,))


def _rating(
    wording: str,
    topic: Topic | None,
    named_scale: tuple[float, float] | None,
    scale: tuple[float, float],
    numbers: Numbers,
) -> ColumnQuestion:
    doubts: tuple[Message, ...] = ()
    if topic == "nps" and not named_scale:
        doubts = (
            message(
                "“{question}” has no answer that proves a scale of 0 to 10; it is a rating, not NPS",
                question=wording,
            ),
        )
    turned = _turned(fold(wording, marks=True), numbers) or False
    return _scored("rating", wording, numbers, scale, turned=turned, warnings=doubts)


def _scored(
    kind: QuestionKind,
    wording: str,
    numbers: Numbers,
    scale: tuple[float, float],
    *,
    turned: bool = False,
    warnings: tuple[Message, ...] = (),
) -> ColumnQuestion:
    low, high = scale
    is_whole = kind == "nps"
    scores = tuple(
        v if v is not None and low <= v <= high and (v.is_integer() or not is_whole) else None
        for v in numbers.values
    )
    return ColumnQuestion(
        kind, scores, low, high, turned, warnings + _left_out(wording, numbers.tally, scores)
    )


def _left_out(wording: str, tally: Tally, scores: tuple[float | None, ...]) -> tuple[Message, ...]:
    """Return a warning about answers that are not on the scale, if any; "not applicable" is not counted."""
    count = sum(
        weight
        for label, weight, score in zip(tally.labels, tally.weights, scores, strict=True)
        if score is None and fold(label, marks=True) not in NO_ANSWER
    )
    if not count:
        return ()
    return (
        message(
            "{count} answer to “{question}” is not on its scale and is left out",
            "{count} answers to “{question}” are not on its scale and are left out",
            n=count,
            count=count,
            question=wording,
        ),
    )


def _direction(wording: str, text: str, numbers: Numbers | None) -> tuple[bool, tuple[Message, ...]]:
    """Return whether a low effort score is good, and a warning if neither wording nor answers say so."""
    if (turned := _turned(text, numbers)) is not None:
        return turned, ()
    easy, hard = EASY.search(text), HARD.search(text)
    if easy and not DIFFICULT.search(text):
        return False, ()
    if not easy and hard and (AMOUNT.search(text) or DIFFICULT.search(text)):
        return True, ()
    doubt = message(
        "“{question}” does not say whether a high answer means easy; it is read as: high is easy",
        question=wording,
    )
    return False, (doubt,)


def _turned(text: str, numbers: Numbers | None) -> bool | None:
    """Return whether the low end of the scale is the good one, by the words at its ends; None if unknown."""
    anchors = [*named_ends(text), *(numbers.anchors if numbers else ())]
    good = [value for value, anchor in anchors if side_of(anchor) > 0]
    bad = [value for value, anchor in anchors if side_of(anchor) < 0]
    if good and bad:
        return min(good) < min(bad)
    if numbers and (good or bad):
        middle = sum(numbers.scale) / 2
        return any(value < middle for value in good) or any(value > middle for value in bad)
    return None


def _worded(wording: str, text: str, topic: Topic | None, tally: Tally) -> ColumnQuestion | None:
    words = read_words(tally.labels, tally.weights)
    if words is None or (words.family == "amount" and topic is None):
        return None
    warnings = _left_out(wording, tally, words.scores)
    if words.family == "satisfaction" or (topic == "satisfaction" and words.family != "likelihood"):
        return ColumnQuestion("satisfaction", words.scores, words.low, words.high, False, warnings)
    if words.family == "ease":
        return ColumnQuestion("effort", words.scores, words.low, words.high, False, warnings)
    if topic == "effort" and words.family in {"agreement", "amount"}:
        turned, doubts = _direction(wording, text, None)
        return ColumnQuestion("effort", words.scores, words.low, words.high, turned, warnings + doubts)
    return ColumnQuestion("rating", words.scores, words.low, words.high, False, warnings)


def _choice_or_comment(text: str, tally: Tally) -> QuestionKind:
    """Return "choice" for few repeated texts, "comment" for mostly different or long ones."""
    distinct, answers = len(tally.labels), tally.answers
    if distinct == 1 and _is_option(text, fold(tally.labels[0], marks=True)):
        return "choice"
    repeated = distinct <= min(_MOST_OPTIONS, answers / 2)
    if OPEN.search(text):
        return "choice" if repeated and answers >= 20 and distinct <= 12 else "comment"
    if repeated or (answers >= _MANY and several(tally.labels, tally.weights) is not None):
        return "choice"
    if distinct == answers and (answers >= 3 or any(label.endswith(_STOPS) for label in tally.labels)):
        return "comment"
    return "comment" if _median_length(tally) > 15 or distinct > 0.8 * answers > 8 else "choice"


def _is_option(text: str, only: str) -> bool:
    """Return whether the header `text` ends with the column's only answer, as for one option of several."""
    return text == only or text.endswith((f" {only}", f"[{only}]", f"({only})", f":{only}"))


def _median_length(tally: Tally) -> int:
    ordered = sorted(zip((len(label) for label in tally.labels), tally.weights, strict=True))
    remaining = tally.answers / 2
    for length, weight in ordered:
        remaining -= weight
        if remaining <= 0:
            return length
    return 0
