"""What kind of question a column is: read from its wording and from its answers, never from one alone.

The wording proposes (recommend, effort, satisfaction; English, Italian, Spanish, Polish, German,
French, Portuguese), the answers decide: recommending counts as NPS only on 0 to 10, a bare 1 to 5
stays a rating, however tempting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import Message, message
from engagement.sources.scales import NO_ANSWER, read_label, read_words
from engagement.sources.wording import (
    AMOUNT,
    COUNT,
    DIFFICULT,
    EASY,
    HARD,
    OPEN,
    PROMOTER,
    Topic,
    fold,
    topic_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["nps", "effort", "satisfaction", "rating", "choice", "comment", "number"]


@dataclass(frozen=True, slots=True)
class Tally:
    """The distinct answers of one column and how often each was given; blanks are not counted."""

    labels: Sequence[str]
    weights: Sequence[int]

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.weights)


@dataclass(frozen=True, slots=True)
class Question:
    """What a column asks. `scores[i]` is the number of the tally's i-th label; None: not on the scale.

    `scores` is None for choice and comment. `reversed` is None where there is no score.
    """

    kind: Kind
    scores: tuple[float | None, ...] | None = None
    low: float | None = None
    high: float | None = None
    reversed: bool | None = None
    warnings: tuple[Message, ...] = ()


_STATED: Final = re.compile(
    r"(?<![\d.,/-])([01])\s*(?:[-–—/]|\.{2,3}|to|a|bis|do|ate|through|and|und|e|y|i|et)"
    r"\s*(5|6|7|10|100)(?![\d/.-]\d|\d|%)"
)
_OUT_OF: Final = re.compile(r"(?:\bout of|\bsu|\bsur|\bde|\bvon|\bna) (5|7|10)\b")

_NUMBER: Final = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,6})?")
_ANCHORED: Final = re.compile(r"(\d{1,3})\s*(?:[-–—:=.)]\s*|\()(\D*[^\W\d]\D*?)\)?")
_ANCHORED_AFTER: Final = re.compile(r"(\D*[^\W\d]\D*?)\s*(?:[-–—:=]\s*|\()(\d{1,3})\)?")
_FRACTION: Final = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s*(?:/|out of|su|de|von|sur|na|z)\s*(5|7|10|100)")
_STARS: Final = re.compile(
    r"(\d{1,2})\s*(?:stars?|stell[ae]|estrellas?|gwiazd\w*|sterne?|etoiles?|estrelas?)"
)
_SIGNS: Final = re.compile(r"((?:[★⭐]\ufe0f?)+)☆*")


def recognise(wording: str, tally: Tally) -> Question | None:
    """Return what the column asks, or None where nobody answered."""
    if not tally.answers:
        return None
    text = fold(wording)
    topic = topic_of(text)
    if (numbers := _Numbers.of(tally)) is not None:
        return _numeric(wording, text, topic, numbers)
    open_text = topic is None and OPEN.search(text)
    if not open_text and (question := _worded(wording, text, topic, tally)) is not None:
        return question
    return Question(_choice_or_comment(text, tally))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A column of numbers: the value of each label, and what its labels say about the scale."""

    tally: Tally
    values: tuple[float | None, ...]
    anchors: tuple[tuple[float, str], ...]
    out_of: float | None

    @classmethod
    def of(cls, tally: Tally) -> _Numbers | None:
        """Read the column as numbers if nine answers in ten are."""
        if not _may_be_numbers(tally.labels):
            return None
        asked = sum(w for t, w in zip(tally.labels, tally.weights, strict=True) if fold(t) not in NO_ANSWER)
        read = [_number(label) for label in tally.labels]
        fit = sum(w for r, w in zip(read, tally.weights, strict=True) if r is not None)
        if not asked or fit < 0.9 * asked:
            return None
        anchors = tuple((r.value, r.anchor) for r in read if r is not None and r.anchor)
        out_of = {r.out_of for r in read if r is not None and r.out_of}
        values = tuple(None if r is None else r.value for r in read)
        return cls(tally, values, anchors, out_of.pop() if len(out_of) == 1 else None)

    def share(self, low: float, high: float, step: float = 1) -> float:
        """How much of the column lies on low, low + step, ... high, of all that is a number."""
        pairs = [(v, w) for v, w in zip(self.values, self.tally.weights, strict=True) if v is not None]
        fit = sum(w for v, w in pairs if low <= v <= high and (v / step).is_integer())
        return fit / sum(w for _, w in pairs)

    def range(self, low: float, high: float) -> tuple[float, float]:
        """Return the smallest and the largest value between `low` and `high`."""
        inside = [v for v in self.values if v is not None and low <= v <= high]
        return min(inside), max(inside)

    @property
    def scale(self) -> tuple[float, float]:
        """The usual scale into which the answers fit: .. 5, .. 7, .. 10 or .. 100."""
        for high in (5, 7, 10, 100):
            if self.share(0, high, 0.01) >= _CLEAN:
                bottom, _ = self.range(0, high)
                low = 0 if bottom < 1 or high == 100 else 1
                return low, 10 if low == 0 and high == 7 else high
        raise ValueError


_SAMPLE: Final = 300
#: More options than this have no choice question.
_MOST_OPTIONS: Final = 60
_STOPS: Final = (".", "!", "?", "…")

#: A scale may hold one stray answer in fifty (a code for "no answer"); it is left out and told.
_CLEAN: Final = 0.98


@dataclass(frozen=True, slots=True)
class _Read:
    value: float
    anchor: str = ""
    out_of: float | None = None


def _may_be_numbers(labels: Sequence[str]) -> bool:
    """Look at a sample first: a column of a hundred thousand comments is not parsed one by one."""
    sample = labels[:_SAMPLE]
    return len(labels) <= _SAMPLE or sum(map(bool, map(_number, sample))) > len(sample) / 2


def _number(label: str) -> _Read | None:
    """Read 7, 4,5, "10 - Extremely likely", "Extremely likely - 10", 4/5, "4 stars", ★★★★."""
    text = " ".join(label.split())
    if _NUMBER.fullmatch(text):
        return _Read(_decimal(text))
    if len(text) > 80:
        return None
    return _signs(text) or _fraction(fold(text)) or _anchored(fold(text))


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _signs(text: str) -> _Read | None:
    if match := _SIGNS.fullmatch(text.replace(" ", "")):
        return _Read(float(match[1].count("★") + match[1].count("⭐")), out_of=5)
    return None


def _fraction(text: str) -> _Read | None:
    if match := _FRACTION.fullmatch(text):
        return _Read(_decimal(match[1]), out_of=float(match[2]))
    if match := _STARS.fullmatch(text):
        return _Read(float(match[1]), out_of=5)
    return None


def _anchored(text: str) -> _Read | None:
    if match := _ANCHORED.fullmatch(text):
        return _Read(float(match[1]), match[2])
    if match := _ANCHORED_AFTER.fullmatch(text):
        return _Read(float(match[2]), match[1])
    return None


def _numeric(wording: str, text: str, topic: Topic | None, numbers: _Numbers) -> Question:
    stated = _stated(text, numbers)
    if topic == "nps" and _is_nps(text, stated, numbers):
        return _scored("nps", wording, numbers, (0, 10))
    if topic is None and stated is None and numbers.share(0, 1) == 1:
        return Question("choice")
    if _is_plain(text, topic, stated, numbers):
        return Question("number", numbers.values, reversed=False)
    scale = stated or numbers.scale
    if topic == "effort":
        turned, doubts = _direction(wording, text, numbers)
        return _scored("effort", wording, numbers, scale, turned=turned, warnings=doubts)
    if topic == "satisfaction":
        return _scored("satisfaction", wording, numbers, scale)
    return _rating(wording, topic, stated, scale, numbers)


def _is_plain(text: str, topic: Topic | None, stated: tuple[float, float] | None, numbers: _Numbers) -> bool:
    """Whether the column counts or measures something instead of judging it on a scale."""
    if (topic is None and COUNT.search(text)) or numbers.share(0, 100, 0.01) < _CLEAN:
        return True
    if stated is not None:
        return False
    return numbers.share(0, 100 if topic == "satisfaction" else 10, 0.5) < _CLEAN


def _stated(text: str, numbers: _Numbers) -> tuple[float, float] | None:
    """Return the scale that the wording or the answers name, if the answers keep to it."""
    low, high = 1.0, numbers.out_of
    if match := _STATED.search(text):
        low, high = float(match[1]), float(match[2])
    elif match := _OUT_OF.search(text):
        high = float(match[1])
    if high is None:
        return None
    if numbers.share(0, high, 0.01) < _CLEAN:
        return None
    return (min(low, numbers.range(0, high)[0] // 1), high)


def _is_nps(text: str, stated: tuple[float, float] | None, numbers: _Numbers) -> bool:
    """Recommending is NPS on whole numbers 0 to 10, proven by a 0, by more than 7, or by the words."""
    if numbers.share(0, 10) < _CLEAN:
        return False
    if stated is not None:
        return stated == (0, 10)
    bottom, top = numbers.range(0, 10)
    return bottom == 0 or top > 7 or bool(PROMOTER.search(text))


def _rating(
    wording: str,
    topic: Topic | None,
    stated: tuple[float, float] | None,
    scale: tuple[float, float],
    numbers: _Numbers,
) -> Question:
    doubts: tuple[Message, ...] = ()
    if topic == "nps" and not stated:
        doubts = (
            message(
                "“{question}” has no answer that proves a scale of 0 to 10; it is a rating, not NPS",
                question=wording,
            ),
        )
    return _scored("rating", wording, numbers, scale, warnings=doubts)


def _scored(
    kind: Kind,
    wording: str,
    numbers: _Numbers,
    scale: tuple[float, float],
    *,
    turned: bool = False,
    warnings: tuple[Message, ...] = (),
) -> Question:
    low, high = scale
    whole = kind == "nps"
    scores = tuple(
        v if v is not None and low <= v <= high and (v.is_integer() or not whole) else None
        for v in numbers.values
    )
    return Question(kind, scores, low, high, turned, warnings + _left_out(wording, numbers.tally, scores))


def _left_out(wording: str, tally: Tally, scores: tuple[float | None, ...]) -> tuple[Message, ...]:
    """Tell how many answers are not on the scale; "not applicable" is no answer."""
    count = sum(
        weight
        for label, weight, score in zip(tally.labels, tally.weights, scores, strict=True)
        if score is None and fold(label) not in NO_ANSWER
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


def _direction(wording: str, text: str, numbers: _Numbers | None) -> tuple[bool, tuple[Message, ...]]:
    """Return whether a low effort score is the good one, and a doubt where nothing tells."""
    sides = [(v, label.side) for v, a in numbers.anchors if (label := read_label(a))] if numbers else []
    good = [v for v, side in sides if side > 0]
    bad = [v for v, side in sides if side < 0]
    if good and bad:
        return min(good) < min(bad), ()
    if numbers and (good or bad):
        middle = sum(numbers.scale) / 2
        return any(v < middle for v in good) or any(v > middle for v in bad), ()
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


def _worded(wording: str, text: str, topic: Topic | None, tally: Tally) -> Question | None:
    words = read_words(tally.labels, tally.weights)
    if words is None:
        return None
    warnings = _left_out(wording, tally, words.scores)
    if words.family == "satisfaction" or (topic == "satisfaction" and words.family != "likelihood"):
        return Question("satisfaction", words.scores, words.low, words.high, False, warnings)
    if words.family == "ease":
        return Question("effort", words.scores, words.low, words.high, False, warnings)
    if topic == "effort" and words.family == "agreement":
        turned, doubts = _direction(wording, text, None)
        return Question("effort", words.scores, words.low, words.high, turned, warnings + doubts)
    return Question("rating", words.scores, words.low, words.high, False, warnings)


def _choice_or_comment(text: str, tally: Tally) -> Kind:
    """Few repeated answers are a choice; mostly different ones, or long ones, a comment."""
    distinct, answers = len(tally.labels), tally.answers
    if distinct == 1 and _is_option(text, fold(tally.labels[0])):
        return "choice"
    repeated = distinct <= min(_MOST_OPTIONS, answers / 2)
    if OPEN.search(text):
        return "choice" if repeated and answers >= 20 and distinct <= 12 else "comment"
    if repeated:
        return "choice"
    if distinct == answers and (answers >= 3 or any(label.endswith(_STOPS) for label in tally.labels)):
        return "comment"
    return "comment" if _median_length(tally) > 15 or distinct > 0.8 * answers > 8 else "choice"


def _is_option(text: str, only: str) -> bool:
    """Whether a column's only answer is named in its header: one option of several to tick."""
    return text == only or text.endswith((f" {only}", f"[{only}]", f"({only})", f":{only}"))


def _median_length(tally: Tally) -> int:
    ordered = sorted(zip((len(label) for label in tally.labels), tally.weights, strict=True))
    left = tally.answers / 2
    for length, weight in ordered:
        left -= weight
        if left <= 0:
            return length
    return 0
