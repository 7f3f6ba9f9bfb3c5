"""The common style of all charts: transparent background, fonts, no title, no legend, no dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go

from engagement.charts.base.palette import faded
from engagement.charts.base.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.charts.base.palette import Palette
    from engagement.charts.base.scale import Scale

#: For `st.plotly_chart(figure, theme=None, config=CONFIG)`.
CONFIG: Final[dict[str, Any]] = {
    "displayModeBar": False,
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "staticPlot": False,
}

#: The fonts of .streamlit/config.toml; none is downloaded.
FONT: Final = (
    "Inter, 'Segoe UI Variable Text', 'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, "
    "'Noto Sans', 'Helvetica Neue', Arial, sans-serif"
)
TEXT_SIZE: Final = 12.5
NOTE_SIZE: Final = 11.5
#: The line height of a note in pixels.
LINE: Final = 15

TREND_HEIGHT: Final = 276
PHONE_HEIGHT: Final = 230
SMALL_HEIGHT: Final = 190
#: The heights of `along_note` and `up_note` in pixels.
ALONG_HEIGHT: Final = 16
UP_HEIGHT: Final = 24


def figure(
    traces: Sequence[dict[str, Any]],
    colours: Palette,
    *,
    height: int,
    margin: dict[str, float],
    **layout: Any,
) -> go.Figure:
    """Build a figure in the common style; `margin` in pixels as {"l", "r", "t", "b"}."""
    base: dict[str, Any] = {
        "template": {},
        "height": height,
        "autosize": True,
        "margin": {**margin, "pad": 0, "autoexpand": False},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": TEXT_SIZE, "color": colours.quiet},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours.second_ground,
            "bordercolor": colours.axis,
            "align": "left",
            "font": {"family": FONT, "size": TEXT_SIZE, "color": colours.ink},
        },
    }
    return go.Figure({"data": list(traces), "layout": {**base, **layout}})


def scatter(**trace: Any) -> dict[str, Any]:
    """Return a scatter trace as a plain dict, which Plotly validates once in the figure instead of twice."""
    return {"type": "scatter", **trace}


def bar(**trace: Any) -> dict[str, Any]:
    """Return a bar trace."""
    return {"type": "bar", **trace}


def axis(colours: Palette, *, grid: bool = False, **more: Any) -> dict[str, Any]:
    """Return an axis that cannot be dragged, without line and ticks; with a grid only on request."""
    return {
        "fixedrange": True,
        "automargin": False,
        "showgrid": grid,
        "gridcolor": colours.grid,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "tickfont": {"size": TEXT_SIZE, "color": colours.quiet},
        **more,
    }


def value_axis(colours: Palette, scale: Scale, ticks: Sequence[str], **more: Any) -> dict[str, Any]:
    """Return the value axis: grid lines at the ticks of its scale, labelled with `ticks`."""
    return axis(
        colours,
        range=[scale.low, scale.high],
        tickmode="array",
        tickvals=list(scale.ticks),
        ticktext=list(ticks),
        **{"grid": True, **more},
    )


def zero_line(colours: Palette, scale: Scale) -> dict[str, Any]:
    """Return the properties of a line at zero, if zero is within the scale and not at its end."""
    return {"zeroline": scale.low < 0 < scale.high, "zerolinecolor": colours.axis, "zerolinewidth": 1}


def bottom_line(colours: Palette) -> dict[str, Any]:
    """Return the properties of the axis line at the bottom of a chart: 1 px, with ticks of 4 px."""
    return {
        "showline": True,
        "linecolor": colours.axis,
        "linewidth": 1,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": colours.axis,
    }


def note(text: str, colour: str, *, size: float = NOTE_SIZE, **place: Any) -> dict[str, Any]:
    """Return an annotation without arrow or frame. `text` must be escaped already."""
    return {
        "text": text,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": colour},
        **place,
    }


def along_note(words: str, colour: str) -> dict[str, Any]:
    """Return what a bottom axis counts, under its ticks; it takes `ALONG_HEIGHT` more of the foot."""
    place: dict[str, Any] = {"xref": "paper", "x": 0.5, "xanchor": "center", "yref": "paper", "y": 0}
    return note(plain(words), colour, **place, yanchor="top", yshift=-22)


def up_note(words: str, colour: str) -> dict[str, Any]:
    """Return what an upright axis counts, above the plot's left edge; it takes `UP_HEIGHT` of the top."""
    place: dict[str, Any] = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1}
    return note(plain(words), colour, **place, yanchor="bottom", yshift=5)


def line(colour: str, opacity: float = 1.0, *, width: float = 1, dash: str = "solid") -> dict[str, Any]:
    """Return the style of a line."""
    return {"color": faded(colour, opacity) if opacity < 1 else colour, "width": width, "dash": dash}
