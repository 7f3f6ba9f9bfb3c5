"""Labels in the right margin, moved apart where they would overlap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base.template import LINE, NOTE_SIZE, TEXT_SIZE, note
from engagement.charts.base.text import fold, plain, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.charts.base.palette import Palette
    from engagement.charts.base.scale import Scale

#: Pixels between plot and label.
_GAP: Final = 6
_NARROWEST: Final = 14


@dataclass(frozen=True, slots=True)
class MarginLabel:
    """Text (not yet escaped) in the right margin at the height of `value`."""

    value: float
    words: str
    #: The width in pixels from which the text is wrapped.
    room: float = 84
    #: The colour of a label that is emphasised in bold.
    strong: str | None = None

    @property
    def lines(self) -> list[str]:
        """The text, wrapped."""
        return [self.words] if self.strong else fold(self.words, self.room, NOTE_SIZE)

    @property
    def size(self) -> float:
        """The font size in pixels."""
        return TEXT_SIZE if self.strong else NOTE_SIZE

    @property
    def width(self) -> float:
        """The width of the widest line in pixels."""
        return max(width(text, self.size * (1.06 if self.strong else 1)) for text in self.lines)

    @property
    def height(self) -> float:
        """The height of all lines in pixels."""
        return LINE * len(self.lines)


def margin_width(labels: Sequence[MarginLabel]) -> float:
    """Return the width of the right margin that holds the labels, in pixels."""
    widest = max((label.width for label in labels), default=0.0)
    return max(_NARROWEST, widest + 2 * _GAP)


def margin_notes(
    labels: Sequence[MarginLabel], axis: Scale, plot_height: float, colours: Palette
) -> list[dict[str, Any]]:
    """Return the labels as annotations, each at the height of its value or next to it."""
    ordered = sorted(labels, key=lambda label: label.value)
    wanted = [axis.pixel(label.value, plot_height) for label in ordered]
    placed = _spread(wanted, [label.height for label in ordered], plot_height)
    return [
        note(
            _markup(label),
            label.strong or colours.quiet,
            size=label.size,
            xref="paper",
            x=1,
            xanchor="left",
            xshift=_GAP,
            y=label.value,
            yanchor="middle",
            yshift=round(place - want, 1),
            align="left",
        )
        for label, want, place in zip(ordered, wanted, placed, strict=True)
    ]


def _markup(label: MarginLabel) -> str:
    text = "<br>".join(plain(line) for line in label.lines)
    return f"<b>{text}</b>" if label.strong else text


def _spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Move centres up until no label overlaps another, then down again those that left the plot."""
    placed: list[float] = []
    for index, want in enumerate(wanted):
        floor = (
            placed[-1] + (heights[index - 1] + heights[index]) / 2 if placed else heights[index] / 2 - LINE
        )
        placed.append(max(want, floor))
    ceiling = room + LINE
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], ceiling - heights[index] / 2)
        ceiling = placed[index] - heights[index] / 2
    return placed
