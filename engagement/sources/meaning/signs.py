"""Scores from 1 to 5 of answers given as a face, or as a number in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Faces and thumbs, the worst first.
_FACES: Final = {
    sign: float(score)
    for score, signs in enumerate(
        ("😡😠🤬😤😢😭😞👎💔", "🙁☹😕😟😒", "😐😑😶", "🙂😊😀☺👌", "😍🤩😁😄😃🥰👍❤"), 1
    )
    for sign in signs
}
#: Google's stars in words, and Intercom's faces.
_STARS: Final = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0}
_INTERCOM: Final = {"terrible": 1.0, "bad": 2.0, "ok": 3.0, "okay": 3.0, "great": 4.0, "amazing": 5.0}
#: A longer text is a comment, even with an emoji.
_LONGEST: Final = 24


def faces(labels: Sequence[str]) -> list[float | None]:
    """Return each label's score by its face; None without one, with different ones, or for a long text."""
    return [_face(label) for label in labels]


def spelt(labels: Sequence[str]) -> list[float | None]:
    """Return the score of stars in words (FIVE, four stars), or of Intercom's five answers."""
    texts = [text.removesuffix(" stars").removesuffix(" star") for text in labels]
    words = _INTERCOM if {"terrible", "amazing"} & set(texts) else _STARS
    return [words.get(text) for text in texts]


def _face(label: str) -> float | None:
    scores = {_FACES[sign] for sign in label if sign in _FACES}
    return scores.pop() if len(scores) == 1 and len(label) <= _LONGEST else None
