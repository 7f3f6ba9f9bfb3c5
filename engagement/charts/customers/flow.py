"""A flow chart of customers between groups: before on the left, now on the right, bands between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
from engagement.charts.base.palette import faded
from engagement.charts.base.text import fold, plain, width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette, Tone

#: The least distance in pixels between the plot and the titles of its sides, and their height.
_HEAD: Final = 12
_SIDE: Final = 14
#: The thickness of all groups together and the line height of names, in pixels.
_THICK: Final = 190
_LINE: Final = 17
_BOX: Final = 8
_GAP: Final = 9
#: The greatest width of a name in pixels: two names and a band between them fit on a phone.
_NAME: Final = 98
_BAND: Final = {"noise": 0.7, "better": 0.55, "worse": 0.55}
#: The lowest position: Plotly reads 0 as missing.
_EDGE: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Node:
    """A group on one side: its name, its number of customers (above 0), and that number as text in `count`.

    `hover` is the tooltip, escaped.
    """

    name: str
    size: int
    count: str
    hover: str


@dataclass(frozen=True, slots=True)
class FlowLink:
    """The number of customers who moved from a group on the left to one on the right; `hover` is escaped."""

    origin: int
    target: int
    size: int
    tone: Tone
    hover: str


@dataclass(frozen=True, slots=True)
class FlowWords:
    """The texts of a flow chart: for a group by its key, for a number, and for a number of people."""

    called: Callable[[str], str]
    number: Callable[[int], str]
    people: Callable[[int], str]


def flow_between(
    moves: Sequence[tuple[str, str, int]],
    order: Callable[[str, int], Any],
    tone: Callable[[str, str], Tone],
    words: FlowWords,
    sides: tuple[str, str],
    colours: Palette,
) -> go.Figure:
    """Draw moves: for each, the group before, the group after, and the number of people (above 0).

    `order` returns the sort key of a group from its key and size. `sides` are the titles of both sides.
    """
    sizes: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for origin, target, size in moves:
        for sizes_of_side, key in zip(sizes, (origin, target), strict=True):
            sizes_of_side[key] = sizes_of_side.get(key, 0) + size
    groups = [sorted(side, key=lambda key, side=side: order(key, side[key])) for side in sizes]  # type: ignore[misc]

    def hover(name: str, size: int) -> str:
        return f"<b>{plain(name)}</b><br>{plain(words.people(size))}"

    nodes = [
        [
            Node(words.called(key), side[key], words.number(side[key]), hover(words.called(key), side[key]))
            for key in keys
        ]
        for keys, side in zip(groups, sizes, strict=True)
    ]
    links = [
        FlowLink(
            groups[0].index(origin),
            groups[1].index(target),
            size,
            tone(origin, target),
            hover(f"{words.called(origin)} → {words.called(target)}", size),
        )
        for origin, target, size in moves
    ]
    return flow(nodes[0], nodes[1], links, sides, colours)


def flow(
    before: Sequence[Node],
    after: Sequence[Node],
    moves: Sequence[FlowLink],
    sides: tuple[str, str],
    colours: Palette,
) -> go.Figure:
    """Draw the moves; both sides contain the same people, and `sides` are their titles."""
    name_lines = [[_name_lines(node) for node in side] for side in (before, after)]
    lines = max((len(name) for side in name_lines for name in side), default=1)
    plot = _THICK + _LINE * lines * (max(len(before), len(after), 1) - 1)
    places = [_places([node.size for node in side], plot) for side in (before, after)]
    written = [*sides, *(line for side in name_lines for name in side for line in name)]
    margin = max(map(width, written)) + _GAP
    above = (
        len(names[0]) * _LINE // 2 - round(middles[0] * plot)
        for names, middles in zip(name_lines, places, strict=True)
        if names
    )
    head = max([_HEAD, *above])  # the first and the last name may be taller than their groups
    foot = _LINE * lines // 2 + 4
    nodes = [*before, *after]
    fill = {"noise": colours.neutral, "better": colours.accent, "worse": colours.worse}
    return template.figure(
        [
            {
                "type": "sankey",
                "arrangement": "fixed",
                "node": {
                    "x": [_EDGE] * len(before) + [1 - _EDGE] * len(after),
                    "y": [max(_EDGE, place) for side in places for place in side],
                    "label": [""] * len(nodes),
                    "pad": _LINE * lines,
                    "thickness": _BOX,
                    "color": colours.noise,
                    "line": {"width": 0},
                    "customdata": [node.hover for node in nodes],
                    "hovertemplate": "%{customdata}<extra></extra>",
                },
                "link": {
                    "source": [move.origin for move in moves],
                    "target": [len(before) + move.target for move in moves],
                    "value": [move.size for move in moves],
                    "color": [faded(fill[move.tone], _BAND[move.tone]) for move in moves],
                    "customdata": [move.hover for move in moves],
                    "hovertemplate": "%{customdata}<extra></extra>",
                },
            }
        ],
        colours,
        height=head + _SIDE + plot + foot,
        margin={"l": margin, "r": margin, "t": head + _SIDE, "b": foot},
        annotations=[
            *_names(name_lines[0], places[0], colours, left=True),
            *_names(name_lines[1], places[1], colours, left=False),
            _side_title(sides[0], head, colours, left=True),
            _side_title(sides[1], head, colours, left=False),
        ],
    )


def _name_lines(node: Node) -> list[str]:
    """Return the lines of a name; the number follows on the last line if it fits, else on its own line."""
    lines = fold(node.name, _NAME)
    with_count = f"{lines[-1]} · {node.count}"
    return [*lines[:-1], with_count] if width(with_count) <= _NAME else [*lines, node.count]


def _places(sizes: Sequence[int], plot: float) -> list[float]:
    """Return the middle of each group, from 0 (top) to 1; their total thickness is `_THICK`."""
    thick = [size / max(1, sum(sizes)) * _THICK for size in sizes]
    between = (plot - _THICK) / max(1, len(sizes) - 1)
    ends = list(accumulate(thick))
    return [
        (end - thickness / 2 + index * between) / plot
        for index, (end, thickness) in enumerate(zip(ends, thick, strict=True))
    ]


def _names(
    names: Sequence[Sequence[str]], places: Sequence[float], colours: Palette, *, left: bool
) -> list[dict[str, Any]]:
    return [
        template.note(
            "<br>".join(plain(line) for line in lines),
            colours.ink,
            size=template.TEXT_SIZE,
            xref="paper",
            x=0 if left else 1,
            xanchor="right" if left else "left",
            xshift=-_GAP if left else _GAP,
            yref="paper",
            y=1 - place,
            yanchor="middle",
            align="right" if left else "left",
        )
        for lines, place in zip(names, places, strict=True)
    ]


def _side_title(words: str, above: int, colours: Palette, *, left: bool) -> dict[str, Any]:
    """Return the title of a side, `above` its names in pixels: a phone is too narrow for it beside them."""
    return template.note(
        plain(words), colours.quiet, xref="paper", x=0 if left else 1, xanchor="right" if left else "left",
        xshift=-_GAP if left else _GAP, yref="paper", y=1, yanchor="bottom", yshift=above,
    )  # fmt: skip
