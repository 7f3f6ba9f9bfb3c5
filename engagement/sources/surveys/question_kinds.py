"""The kind of question of a column, from both its wording and its answers.

The wording proposes (recommendation, effort, satisfaction; English, Italian, Spanish, Polish, German,
French, Portuguese), the answers decide: recommendation counts as NPS only on 0 to 10, and a plain 1 to 5
stays a rating.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import Message, message
from engagement.sources.meaning.answer_scales import NO_ANSWER, read_label, read_words
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
    """The question of a column. `scores[i]` is the number of the tally's i-th label; None: not on the scale.

    `scores` is None for choice and comment. `reversed` is None if there is no score.
    """

    kind: QuestionKind
    scores: tuple[float | None, ...] | None = None
    low: float | None = None
    high: float | None = None
    reversed: bool | None = None
    warnings: tuple[Message, ...] = ()


def recognise(wording: str, tally: Tally) -> ColumnQuestion | None:
    """Return the question of a column, or None without answers."""
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
    # What is said is in doubt no more; only answers off the scale are still to be told of.
    return replace(
        question, reversed=given_kind.reversed, warnings=_left_out(wording, tally, question.scores)
    )


def _overruled(
    given_kind: StatedQuestion, wording: str, tally: Tally, recognised: ColumnQuestion
) -> ColumnQuestion | None:
    """The question as another kind than it was recognised as; None where its answers forbid that."""
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


#: More options than this have no choice question.
_MOST_OPTIONS: Final = 60
#: So many answers, all of 1 to 5, are no NPS even under its name.
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
    """Yes and no as 1 and 0: satisfied or not is the two ends of 1 to 5, all else a choice."""
    if topic == "satisfaction":
        scores = tuple(None if value is None else 1 + 4 * value for value in numbers.values)
        return ColumnQuestion("satisfaction", scores, 1, 5, False)
    return ColumnQuestion("choice")


def _is_plain(
    text: str, topic: Topic | None, named_scale: tuple[float, float] | None, numbers: Numbers
) -> bool:
    """Whether the column counts or measures something instead of judging it on a scale."""
    counts = COUNT.search(text) is not None or numbers.in_percent
    if (topic is None and counts) or numbers.share(0, 100, None) < CLEAN:
        return True
    if named_scale is not None:
        return False
    if numbers.share(0, 10, 0.5) >= CLEAN or (topic is not None and numbers.slips):
        return False
    # On a scale to 100 some of many answers lie in its upper half; sums of other answers may lie anywhere.
    of_hundred = numbers.tally.answers < _MANY or numbers.range(0, 100)[1] > _HALF
    return topic != "satisfaction" or not of_hundred or numbers.share(0, 100, 0.5) < CLEAN


def _is_nps(text: str, named_scale: tuple[float, float] | None, numbers: Numbers) -> bool:
    """Recommending is NPS on whole numbers 0 to 10 (or 1 to 10, if it says so), proven by a 0 or more than 7.

    Its name proves it too, unless many answers keep to 1 to 5.
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
    """The scale of recommending: 0 to 10, unless the wording names another; "8/10" says its end alone."""
    scale = named_scale if numbers.out_of is None else replace(numbers, out_of=None).named_scale(text)
    return scale or (0, 10)


def _nps(wording: str, scale: tuple[float, float], numbers: Numbers) -> ColumnQuestion:
    """The score of recommending on its scale; one that begins at 1 is told of."""
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
    return _scored("rating", wording, numbers, scale, warnings=doubts)


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
    """Tell how many answers are not on the scale; "not applicable" is no answer."""
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
    """Return whether a low effort score is the good one, and a doubt where nothing tells."""
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
    """Return what the named ends of the scale say: is low the good end? None where they do not tell."""
    anchors = [*named_ends(text), *(numbers.anchors if numbers else ())]
    # How much there was of it ("a lot") does not say whether that is good.
    labels = [(value, read_label(anchor)) for value, anchor in anchors]
    sides = [(value, label.side) for value, label in labels if label and label.family != "amount"]
    good = [value for value, direction in sides if direction > 0]
    bad = [value for value, direction in sides if direction < 0]
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
    """Few repeated answers are a choice; mostly different ones, or long ones, a comment."""
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
    """Whether a column's only answer is named in its header: one option of several to tick."""
    return text == only or text.endswith((f" {only}", f"[{only}]", f"({only})", f":{only}"))


def _median_length(tally: Tally) -> int:
    ordered = sorted(zip((len(label) for label in tally.labels), tally.weights, strict=True))
    remaining = tally.answers / 2
    for length, weight in ordered:
        remaining -= weight
        if remaining <= 0:
            return length
    return 0
