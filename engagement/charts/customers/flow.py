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

#: Pixels between the plot and what its sides are, at least, and what that takes itself.
_HEAD: Final = 12
_SIDE: Final = 14
#: Pixels that all together are thick, and that a line of a name takes.
_THICK: Final = 190
_LINE: Final = 17
_BOX: Final = 8
_GAP: Final = 9
#: The widest that a line of a name gets: two names and a band between them fit a phone.
_NAME: Final = 98
_BAND: Final = {"noise": 0.7, "better": 0.55, "worse": 0.55}
#: Plotly takes a place of 0 for none.
_EDGE: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Node:
    """A group on one side: its name, how many it has (more than none), `count` as text.

    `hover` is what it says when pointed at, inert.
    """

    name: str
    size: int
    count: str
    hover: str


@dataclass(frozen=True, slots=True)
class FlowLink:
    """The number of customers who moved from a place on the left to one on the right; `hover` is inert."""

    origin: int
    target: int
    size: int
    tone: Tone
    hover: str


@dataclass(frozen=True, slots=True)
class FlowWords:
    """What a flow chart says: of a group by its key, of a number, and of a number of people."""

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
    """Draw moves, each from a group to a group and of how many, more than none.

    `order` gives by what the groups of a side are sorted, by key and size. `sides` says what each side is.
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
    """Draw the moves; both sides hold the same people, and `sides` says what each side is."""
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
    head = max([_HEAD, *above])  # the first name may be taller than what it names, as the last
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
    """Return the lines of a name: its number stands behind the last where that has room, else below."""
    lines = fold(node.name, _NAME)
    with_count = f"{lines[-1]} · {node.count}"
    return [*lines[:-1], with_count] if width(with_count) <= _NAME else [*lines, node.count]


def _places(sizes: Sequence[int], plot: float) -> list[float]:
    """Return the middle of each, from 0 at the top to 1, if the total thickness is `_THICK`."""
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
    """Return what a side is, `above` its names, in pixels: a phone has no room for both side by side."""
    return template.note(
        plain(words), colours.quiet, xref="paper", x=0 if left else 1, xanchor="right" if left else "left",
        xshift=-_GAP if left else _GAP, yref="paper", y=1, yanchor="bottom", yshift=above,
    )  # fmt: skip
