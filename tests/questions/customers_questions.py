"""Questions as customers type them, 50 for each language and later ones, with what is right to understand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.questions.figure_question import FigureQuestion
from engagement.questions.understanding import understood

if TYPE_CHECKING:
    import datetime as dt

    from engagement.metrics.views.owners import OwnersView

ASKED: Final = Path(__file__).parent / "asked"
_GRAINS: Final = ("day", "week", "month", "quarter", "year")


def questions(name: str) -> list[tuple[str, tuple[FigureQuestion, ...]]]:
    """Return the questions of a set, each with the right reading; none where it is to be asked back."""
    lines = (ASKED / f"{name}.txt").read_text("utf-8").splitlines()
    parted = [line.split(" => ") for line in lines if line and not line.startswith("#")]
    return [
        (
            sentence,
            () if right == "?" else tuple(each for part in right.split(" && ") for each in _read(part)),
        )
        for sentence, right in parted
    ]


def _read(text: str) -> tuple[FigureQuestion, ...]:
    """Read "figure + figure | days | by dimension | in dimension=value,value": one reading for each figure.

    Further parts are "not dimension=value", "vs comparison", "each step", "share", "share of dimension" and
    "lowest". A comma of a value itself is written as a semicolon. "&&" stands between readings that differ
    in more than their figure.
    """
    figures, *parts = text.split(" | ")
    as_share, lowest_first = any(part.split()[0] == "share" for part in parts), "lowest" in parts
    within = [part.removeprefix("share of ") for part in parts if part.startswith("share of ")]
    parts = [part for part in parts if part.split()[0] not in {"share", "lowest"}]
    value_of: dict[str, str] = {}
    named: dict[str, list[tuple[str, tuple[str, ...]]]] = {"in": [], "not": []}
    for part in parts:
        kind, _, rest = part.partition(" ")
        value_of[kind if rest else "period"] = rest or part
        if kind in named:
            by, _, values = rest.partition("=")
            named[kind].append((by, tuple(value.replace(";", ",") for value in values.split(","))))
    split, _, and_split = value_of.get("by", "").partition(",")
    grain = next((grain for grain in _GRAINS if grain == value_of.get("each")), None)
    filters, without = (tuple(named[kind]) for kind in ("in", "not"))
    return tuple(
        FigureQuestion(
            figure,
            value_of.get("period"),
            split or None,
            filters,
            value_of.get("vs"),
            grain,
            without,
            and_split or None,
            as_share,
            tuple(within[0].split(",")) if within else (),
            lowest_first,
        )
        for figure in figures.split(" + ")
    )


def check(name: str, most_asked_back: float, view: OwnersView | None = None, today: dt.date | None = None):
    """Fail where a sentence of a set is misread, or more than this share of the set is asked back."""
    read = [(text, understood(text, None, view, today).questions, right) for text, right in questions(name)]
    wrong = [(text, found, right) for text, found, right in read if found not in {(), right}]
    assert wrong == [], wrong
    back = [text for text, found, right in read if not found and right]
    assert len(back) <= len(read) * most_asked_back, back
