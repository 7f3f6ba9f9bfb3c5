"""The steps from a visit to an order: a bar for each, as wide as the share that reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.charts.base import template
from engagement.charts.base.text import plain, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette

_ROW: Final = 52
_TOP: Final = 8
_FOOT: Final = 6
#: Pixels from the middle of a row up to its name, and from the end of a bar to its number.
_NAME_UP: Final = 20
_BESIDE: Final = 6
#: The height of a bar as a share of its row.
_BAR: Final = 0.42


def funnel_bars(
    steps: Sequence[tuple[str, float, str]], colours: Palette, *, hovers: Sequence[str]
) -> go.Figure:
    """Draw steps from the top: name, share of the first step (0 to 1), and the text beside the bar."""
    rows = list(range(len(steps)))
    room = max((width(text) for _, _, text in steps), default=0.0) + _BESIDE + 4
    return template.figure(
        [
            template.bar(
                x=[max(share, 0.0) for _, share, _ in steps],
                y=rows,
                orientation="h",
                width=_BAR,
                marker={"color": colours.accent, "line": {"width": 0}},
                hoverinfo="text",
                hovertext=[plain(text) for text in hovers],
            )
        ],
        colours,
        height=_TOP + _ROW * max(1, len(steps)) + _FOOT,
        margin={"l": 0, "r": room, "t": _TOP, "b": _FOOT},
        xaxis=template.axis(colours, range=[0, 1], showticklabels=False),
        yaxis=template.axis(colours, range=[max(1, len(steps)) - 0.5, -0.5], showticklabels=False),
        annotations=[
            *(
                template.note(
                    plain(name), colours.ink, x=0, xanchor="left", y=row, yanchor="middle", yshift=_NAME_UP
                )
                for row, (name, _, _) in enumerate(steps)
            ),
            *(
                template.note(
                    plain(text), colours.ink, x=max(share, 0.0), xanchor="left", xshift=_BESIDE, y=row,
                    yanchor="middle",
                )
                for row, (_, share, text) in enumerate(steps)
            ),
        ],
    )  # fmt: skip
