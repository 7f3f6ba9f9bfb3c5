"""Convert answers in words or signs to a number scale: "Very satisfied", "Good", a smiley.

By the word files, a label is split into a family (satisfaction, ease, ...), a side (good or bad) and a degree
(very, somewhat, not at all), so that no list of whole labels is needed. Labels are compared folded with
their marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from engagement.sources.meaning import signs
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ScaleFamily = Literal["satisfaction", "agreement", "ease", "likelihood", "quality", "amount"]
Degree = Literal["none", "little", "few", "extreme", "very", "slight", "some", "plain", "middle"]

#: The patterns of degrees; the first match counts: "not at all" before "not so" before "very".
_DEGREES: Final = tuple(
    (cast("Degree", degree), re.compile(phrases)) for degree, phrases in patterns("answer-degrees").items()
)
_BAD_SIDE: Final = patterns("answers-bad")
#: The families, each with the pattern of its bad side and that of its good side.
_STEMS: Final = tuple(
    (cast("ScaleFamily", family), re.compile(_BAD_SIDE[family]), re.compile(good))
    for family, good in patterns("answers-good").items()
)
#: The rank of each word for quality, from 5 (the best) to 0 (the worst).
_QUALITY: Final = {
    word: rank
    for rank, phrases in zip(range(5, -1, -1), words("answer-quality").values(), strict=True)
    for word in (fold(one, marks=True) for one in phrases)
}
#: The middle rank, neither good nor bad.
_FAIR: Final = 2
_WHOLE: Final = {
    meaning: frozenset(fold(one, marks=True) for one in phrases)
    for meaning, phrases in words("answer-words").items()
}
#: Zendesk's ratings: with and without a comment.
_GOOD: Final = _WHOLE["good"]
_BAD: Final = _WHOLE["bad"]
#: Words for no answer.
NO_ANSWER: Final = _WHOLE["no_answer"]


@dataclass(frozen=True, slots=True)
class Label:
    """One worded answer: `side` is 1 (good), 0 (middle) or -1 (bad), `degree` how far from the middle."""

    family: ScaleFamily | None
    side: int
    degree: Degree


@dataclass(frozen=True, slots=True)
class Worded:
    """Worded answers on a scale from `low` to `high`; `scores[i]` is the i-th label's, None without one."""

    family: ScaleFamily
    scores: tuple[float | None, ...]
    low: float
    high: float


#: A smiley before or after the words.
_SIGN: Final = r"[\u2600-\u27bf\U0001f300-\U0001faff\s]+"
_SIGNS: Final = re.compile(rf"^{_SIGN}(?=\w)|(?<=\w){_SIGN}$")
#: Degrees with which a good word is a bad answer: "not at all satisfied".
_LOW: Final = frozenset({"none", "little", "few"})
#: The most words of a label that consists of a degree only.
_BARE: Final = 4


def _degree(text: str) -> Degree:
    return next((degree for degree, pattern in _DEGREES if pattern.search(text)), "plain")


def _plain(label: str) -> str:
    """Return the folded label without a smiley before or after its words ("🙂 Satisfied")."""
    return _SIGNS.sub("", fold(label, marks=True))


def read_label(label: str) -> Label | None:
    """Return a label's family, side and degree; None if it is not one of a scale. A middle has no family."""
    text = _plain(label)
    if len(text) > 60:
        return None
    degree = _degree(text)
    if degree == "middle":
        return Label(None, 0, "middle")
    for family, bad, good in _STEMS:
        if bad.search(text):
            return Label(family, -1, "very" if degree == "none" else degree)
        if good.search(text):
            # "Not at all satisfied" and "not so satisfied" are on the bad side of the middle.
            return Label(family, -1 if degree in _LOW else 1, degree)
    return _amount(degree) if len(text.split()) <= _BARE else None


def _amount(degree: Degree) -> Label | None:
    """Return the label of a degree without another word ("very", "poco"), in the family "amount"."""
    if degree == "plain":
        return None
    if degree in _LOW or degree == "slight":
        return Label("amount", -1, "very" if degree == "none" else "few")
    return Label("amount", 1, degree)


def read_words(labels: Sequence[str], weights: Sequence[int]) -> Worded | None:
    """Return worded answers on a scale of 1 to 5 (1 to 7 if the labels have seven steps), or None.

    `weights` has the number of answers with each label. At least nine in ten must be labels of one family;
    answers such as "not applicable" are not counted.
    """
    plain_labels = [_plain(label) for label in labels]
    answered = [i for i, text in enumerate(plain_labels) if text not in NO_ANSWER]
    if not answered or len(answered) > 12:
        return None
    return (
        _signed(signs.spelt(plain_labels), answered)
        or _good_or_bad(plain_labels, answered)
        or _quality(plain_labels, answered)
        or _graded(labels, answered, weights)
        or _signed(signs.faces(labels), answered)
    )


def side_of(label: str) -> int:
    """Return 1 if a label is on the good side of a scale, -1 for the bad side, 0 if it does not say so.

    How much there is of something ("a lot") does not say whether that is good.
    """
    rank = _QUALITY.get(_plain(label))
    if rank is not None:
        return 1 if rank > _FAIR else -1 if rank < _FAIR else 0
    worded = read_label(label)
    return 0 if worded is None or worded.family == "amount" else worded.side


def _signed(scores: Sequence[float | None], rows: Sequence[int]) -> Worded | None:
    """Return answers as scores of 1 to 5 by a sign or word, if all have one and they differ."""
    if any(scores[i] is None for i in rows) or len({scores[i] for i in rows}) < 2:
        return None
    return Worded("quality", tuple(scores), 1, 5)


def _good_or_bad(labels: Sequence[str], rows: Sequence[int]) -> Worded | None:
    if not {labels[i] for i in rows} <= _GOOD | _BAD:
        return None
    scores = tuple(5.0 if text in _GOOD else 1.0 if text in _BAD else None for text in labels)
    return Worded("quality", scores, 1, 5)


def _quality(labels: Sequence[str], rows: Sequence[int]) -> Worded | None:
    """Return scores for words of quality, if all answers are such words; the scale depends on those used."""
    ranks = {labels[i]: _QUALITY.get(labels[i]) for i in rows}
    used = set(ranks.values())
    if None in used or ranks.keys() <= _WHOLE["bare_ok"]:
        return None
    if {4, 5} <= used or (4 in used and 0 not in used):
        scale = {5: 5.0, 4: 4.0, 3: 3.0, 2: 2.0, 1: 1.0, 0: 1.0}
    else:
        scale = {5: 5.0, 4: 5.0, 3: 4.0, 2: 3.0, 1: 2.0, 0: 1.0}
    return Worded("quality", tuple(scale[_QUALITY[t]] if t in ranks else None for t in labels), 1, 5)


def _graded(labels: Sequence[str], rows: Sequence[int], weights: Sequence[int]) -> Worded | None:
    read = {i: label for i in rows if (label := read_label(labels[i])) is not None}
    families = {label.family for label in read.values()} - {None}
    if len(families) > 1:
        families -= {"amount"}  # "Very satisfied", then only "somewhat", "not at all"
    total = sum(weights[i] for i in rows)
    if len(families) != 1 or sum(weights[i] for i in read) < 0.9 * total:
        return None
    scale, high = _steps(read.values())
    scores = tuple(scale(read[i]) if i in read else None for i in range(len(labels)))
    return Worded(next(f for f in families if f is not None), scores, 1, high)


def _steps(labels: Iterable[Label]) -> tuple[_Scale, float]:
    """Return the scale that fits the degrees of the labels, one of three, and its highest score."""
    all_labels = list(labels)
    good = {label.degree for label in all_labels if label.side > 0}
    bad = {label.degree for label in all_labels if label.side < 0}
    middle = any(label.side == 0 for label in all_labels)
    if not middle and ({"extreme", "very"} <= good or ("little" in bad and "some" in good)):
        # Extremely, very, somewhat, not so, not at all: every step is a degree of the good side.
        return _Scale(_ONE_SIDED, _ONE_SIDED_BAD, 3), 5
    if any(len(_bands(degrees)) > 2 for degrees in (good, bad)):
        return _Scale(_SEVEN, {d: 8 - s for d, s in _SEVEN.items()}, 4), 7
    return _Scale(_FIVE, {d: 6 - s for d, s in _FIVE.items()} | {"none": 1, "little": 2, "few": 2}, 3), 5


def _bands(degrees: set[Degree]) -> set[int]:
    return {_SEVEN[degree] for degree in degrees if degree in _SEVEN}


_ONE_SIDED: Final[dict[Degree, int]] = {"extreme": 5, "very": 4, "plain": 4, "some": 3, "slight": 2}
_ONE_SIDED_BAD: Final[dict[Degree, int]] = {
    "little": 2, "few": 2, "none": 1, "some": 2, "slight": 2, "plain": 2, "very": 1, "extreme": 1,
}  # fmt: skip
_FIVE: Final[dict[Degree, int]] = {"extreme": 5, "very": 5, "plain": 4, "some": 4, "slight": 4}
_SEVEN: Final[dict[Degree, int]] = {
    "extreme": 7, "very": 7, "plain": 6, "some": 5, "slight": 5, "none": 7, "little": 5, "few": 5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scale:
    good: dict[Degree, int]
    bad: dict[Degree, int]
    middle: int

    def __call__(self, label: Label) -> float:
        if label.side == 0:
            return self.middle
        return (self.good if label.side > 0 else self.bad)[label.degree]
