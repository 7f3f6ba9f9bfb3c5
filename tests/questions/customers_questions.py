"""Questions as customers type them, 50 for each language and later ones, with what is right to understand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from engagement.questions.figure_question import FigureQuestion

ASKED: Final = Path(__file__).parent / "asked"
_GRAINS: Final = ("day", "week", "month", "quarter", "year")


def questions(name: str) -> list[tuple[str, FigureQuestion | None]]:
    """Return the questions of a language, or "later", each with the right answer; None: to be asked back."""
    lines = (ASKED / f"{name}.txt").read_text("utf-8").splitlines()
    parted = [line.split(" => ") for line in lines if line and not line.startswith("#")]
    return [(sentence, None if right == "?" else _read(right)) for sentence, right in parted]


def _read(text: str) -> FigureQuestion:
    """Read "figure | days | by dimension | in dimension=value,value | vs comparison | each step".

    A comma of a value itself is written as a semicolon.
    """
    figure, *parts = text.split(" | ")
    said: dict[str, str] = {}
    filters = []
    for part in parts:
        kind, _, rest = part.partition(" ")
        said[kind if rest else "period"] = rest or part
        if kind == "in":
            by, _, values = rest.partition("=")
            filters.append((by, tuple(value.replace(";", ",") for value in values.split(","))))
    return FigureQuestion(
        figure,
        said.get("period"),
        said.get("by"),
        tuple(filters),
        said.get("vs"),
        next((grain for grain in _GRAINS if grain == said.get("each")), None),
    )
