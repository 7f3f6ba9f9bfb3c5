"""Answers as numbers, and what they show about the scale.

Numbers are plain (7, "4,5"), with a named end of the scale ("10 - Extremely likely"), a fraction ("4/5"),
in per cent ("80 %") or signs ("★★★").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.sources.meaning.answer_scales import NO_ANSWER, read_label
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED_SCALE: Final = re.compile(
    r"(?<![\w.,/-])([01])\s*(?:[-–—/]|\.{2,3}|to|a|al|bis|do|ate|through|and|und|e|y|i|et)"
    r"\s*(5|6|7|10|100)(?![\d/.-]\d|\d|%)"
)
#: The ends of a scale as named in a question: "(1 = very difficult, 7 = very easy)".
_ENDS: Final = re.compile(
    r"\b([01])\s*(?:[=:–-]|means)\s*([^\d=]{3,60}?)[\s,;.)/]+(?:and |e |y |i |und |et )?"
    r"(5|6|7|10|100)\s*(?:[=:–-]|means)\s*([^\d=)]{3,60})"
)
_OUT_OF: Final = re.compile(r"(?:\bout of|\bsu|\bsur|\bde|\bvon|\bvan|\bna) (5|7|10)\b")

_NUMBER: Final = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,6})?")
_ANCHORED: Final = re.compile(r"(\d{1,3})\s*(?:[-–—:=.)]\s*|\()(\D*[^\W\d]\D*?)\)?")
#: "10 Extremely likely": without punctuation between them, only known words of a scale are accepted.
_WORDED: Final = re.compile(
    r"(?s:(?!.{161}))(?:(?P<before>\d{1,3})\s+(?P<words>\D*[^\W\d]\D*)|(?P<said>\D*[^\W\d]\D*?)\s+(?P<after>\d{1,3}))"
)
#: Limited to 160 characters, as the time grows by the square of the length.
_ANCHORED_AFTER: Final = re.compile(r"(?s:(?!.{161}))(\D*[^\W\d]\D*?)\s*(?:[-–—:=]\s*|\()(\d{1,3})\)?")
_STAR: Final = r"(?:stars?|stell[ae]|estrellas?|gwiazd\w*|⭐\ufe0f?|★|sternen?|etoiles?|estrelas?|sterren?)"
_FRACTION: Final = re.compile(
    rf"(\d{{1,3}}(?:[.,]\d)?)\s*(?:/|out of|su|de|von|van|sur|na|z)\s*(5|7|10|100)(?:\s*{_STAR})?"
)
_PERCENT: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?) ?%")
_STARS: Final = re.compile(rf"(\d{{1,2}})\s*{_STAR}")
_SIGNS: Final = re.compile(r"((?:[★⭐]\ufe0f?)+)☆*")

#: Words that may follow every number of a scale ("4 stars").
_UNIT: Final = re.compile(
    r"^(?:stars?|stell|estrell|gwiazd|stern|etoil|estrel|points?|punt|punkt|score|rating|note?\b|nota\b|voto|ocena)"
)
#: The fewest distinct numbers without words between the ends of a scale, and the number of its ends.
_FEWEST_BARE: Final = 3
_ENDS_OF_A_SCALE: Final = 2
_LOWEST: Final = (0, 1)
_HIGHEST: Final = (5, 7, 10)
_SAMPLE: Final = 300
#: The share of answers that must be on the scale; the others (codes for "no answer") are left out.
CLEAN: Final = 0.98
#: From so many answers, a single one beyond 10 is a typing error.
_FEW: Final = 10
#: The same share if the wording names the scale.
NAMED: Final = 0.9


@dataclass(frozen=True, slots=True)
class Tally:
    """The distinct answers of one column and how often each was given; blanks are not counted."""

    labels: Sequence[str]
    weights: Sequence[int]

    @property
    def answers(self) -> int:
        """Return the number of answers."""
        return sum(self.weights)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers: the value of each label, and what the labels show about the scale.

    - `values`: one number per label of `tally`; None for a label that is no number.
    - `anchors`: the numbers that have words, with them ("10 - Extremely likely").
    - `out_of`: the end of the scale, if all fractions state the same ("8/10").
    - `in_percent`: each label is in per cent ("80 %").
    """

    tally: Tally
    values: tuple[float | None, ...]
    anchors: tuple[tuple[float, str], ...]
    out_of: float | None
    in_percent: bool = False

    @classmethod
    def of(cls, tally: Tally) -> Numbers | None:
        """Return the column as numbers; None if less than nine answers in ten are numbers."""
        if not _may_be_numbers(tally.labels):
            return None
        answered = sum(
            w
            for t, w in zip(tally.labels, tally.weights, strict=True)
            if fold(t, marks=True) not in NO_ANSWER
        )
        read = _with_ends(tally.labels, _without_names([_number(label) for label in tally.labels]))
        fit = sum(w for r, w in zip(read, tally.weights, strict=True) if r is not None)
        if not answered or fit < 0.9 * answered:
            return None
        anchors = tuple((r.value, r.anchor) for r in read if r is not None and r.anchor)
        out_of = {r.out_of for r in read if r is not None and r.out_of}
        values = tuple(None if r is None else r.value for r in read)
        in_percent = all(
            _PERCENT.fullmatch(t.strip()) for t, v in zip(tally.labels, values, strict=True) if v
        )
        return cls(tally, values, anchors, out_of.pop() if len(out_of) == 1 else None, in_percent)

    def share(self, low: float, high: float, step: float | None = 1) -> float:
        """Return the share of the numbers that are multiples of `step` (None: any) from `low` to `high`."""
        pairs = [(v, w) for v, w in zip(self.values, self.tally.weights, strict=True) if v is not None]
        fit = sum(w for v, w in pairs if low <= v <= high and (step is None or (v / step).is_integer()))
        return fit / sum(w for _, w in pairs)

    @property
    def are_flags(self) -> bool:
        """Return whether exactly the values 0 and 1 occur, in at least four answers."""
        return self.share(0, 1) == 1 and len(set(self.values) - {None}) == 2 and self.tally.answers >= 4

    def range(self, low: float, high: float) -> tuple[float, float]:
        """Return the smallest and the largest value between `low` and `high`."""
        inside = [v for v in self.values if v is not None and low <= v <= high]
        return min(inside), max(inside)

    @property
    def slips(self) -> bool:
        """Return whether so few answers exceed 10 that they are typing errors instead of a scale to 100."""
        beyond = sum(
            w for v, w in zip(self.values, self.tally.weights, strict=True) if v is not None and v > 10
        )
        return 0 < beyond <= max(1, self.tally.answers // 50) and self.tally.answers >= _FEW

    @property
    def scale(self) -> tuple[float, float]:
        """Return the smallest usual scale for the answers, to 5, 7, 10 or 100.

        Raises ValueError if more than 2 % of them are outside 0 to 100.
        """
        slips = 1 - self.share(0, 10, None) if self.slips else 0
        for high in (5, 7, 10, 100):
            if self.share(0, high, None) >= CLEAN - slips:
                bottom, _ = self.range(0, high)
                low = 0 if bottom < 1 or high == 100 else 1
                return low, 10 if low == 0 and high == 7 else high
        raise ValueError

    def named_scale(self, text: str) -> tuple[float, float] | None:
        """Return the scale stated by the normalised wording or the answers; None if answers exceed it."""
        low, high, sure = 1.0, self.out_of, CLEAN
        if self.in_percent:
            return (0, 100) if self.share(0, 100, None) >= CLEAN else None
        if match := _NAMED_SCALE.search(text):
            low, high, sure = float(match[1]), float(match[2]), NAMED
        elif ends := named_ends(text):
            low, high = ends[0][0], ends[1][0]
        elif match := _OUT_OF.search(text):
            high = float(match[1])
        if high is None or self.share(0, high, None) < sure:
            return None
        return min(low, self.range(0, high)[0] // 1), high


def named_ends(text: str) -> tuple[tuple[float, str], ...]:
    """Return both ends in "(1 = very difficult, 7 = very easy)" with their words; empty without these."""
    if match := _ENDS.search(text):
        return (float(match[1]), match[2]), (float(match[3]), match[4])
    return ()


@dataclass(frozen=True, slots=True)
class _ReadScore:
    value: float
    anchor: str = ""
    out_of: float | None = None


def _may_be_numbers(labels: Sequence[str]) -> bool:
    """Return whether a sample is mostly numbers, so that long columns of comments are not parsed."""
    sample = labels[:_SAMPLE]
    return len(labels) <= _SAMPLE or sum(map(bool, map(_number, sample))) > len(sample) / 2


def _number(label: str) -> _ReadScore | None:
    """Return the number in an answer (7, "4,5", "10 - Extremely likely", "4/5", "80 %", "★★★★"), or None."""
    text = " ".join(label.split())
    if _NUMBER.fullmatch(text):
        return _ReadScore(_decimal(text))
    if len(text) > 80:
        return None
    return _signs(text) or _fraction(fold(text, marks=True)) or _anchored(fold(text, marks=True))


def _without_names(read: list[_ReadScore | None]) -> list[_ReadScore | None]:
    """Return the scores without numbered names: "cup-1" and "cup-2" have one word for several numbers."""
    beside: dict[str, set[float]] = {}
    for score in read:
        if score is not None and score.anchor:
            beside.setdefault(score.anchor, set()).add(score.value)
    names = {
        words
        for words, values in beside.items()
        if len(values) > 1 and not _UNIT.search(words) and read_label(words) is None
    }
    return [
        None if read_score is not None and read_score.anchor in names else read_score for read_score in read
    ]


def _with_ends(labels: Sequence[str], read: list[_ReadScore | None]) -> list[_ReadScore | None]:
    """Return the scores, with any words accepted at both ends of a scale: "10 Sicuramente", "9", "0 Mai"."""
    bare = [score.value for score in read if score is not None and not score.anchor]
    if len(bare) < _FEWEST_BARE:
        return read
    worded = [
        None if score is not None else _WORDED.fullmatch(label)
        for label, score in zip(labels, read, strict=True)
    ]
    ends = [(float(m["before"] or m["after"]), m["words"] or m["said"]) for m in worded if m is not None]
    low, high = sorted(value for value, _ in ends) if len(ends) == _ENDS_OF_A_SCALE else (-1.0, -1.0)
    # Words at one end alone do not make a scale: "6 or more" ends a count.
    if low not in _LOWEST or high not in _HIGHEST or not low < min(bare) <= max(bare) < high:
        return read
    places = iter(ends)
    return [score if m is None else _ReadScore(*next(places)) for score, m in zip(read, worded, strict=True)]


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _signs(text: str) -> _ReadScore | None:
    if match := _SIGNS.fullmatch(text.replace(" ", "")):
        return _ReadScore(float(match[1].count("★") + match[1].count("⭐")), out_of=5)
    return None


def _fraction(text: str) -> _ReadScore | None:
    if match := _FRACTION.fullmatch(text):
        return _ReadScore(_decimal(match[1]), out_of=float(match[2]))
    if match := _PERCENT.fullmatch(text):
        return _ReadScore(_decimal(match[1]), out_of=100)
    if match := _STARS.fullmatch(text):
        return _ReadScore(float(match[1]), out_of=5)
    return None


def _anchored(text: str) -> _ReadScore | None:
    if match := _ANCHORED.fullmatch(text):
        return _ReadScore(float(match[1]), match[2])
    if match := _ANCHORED_AFTER.fullmatch(text):
        return _ReadScore(float(match[2]), match[1])
    match = _WORDED.fullmatch(text)
    words = "" if match is None else match["words"] or match["said"]
    if match is not None and read_label(words) is not None:
        return _ReadScore(float(match["before"] or match["after"]), words)
    return None
