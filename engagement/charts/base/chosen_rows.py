"""Selection of rows in a chart: the clickable area of each, and the background of the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from engagement.charts.base import template
from engagement.charts.base.palette import faded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.charts.base.palette import Palette
    from engagement.charts.base.scale import Scale

_GROUND: Final = 0.07


def whole_rows(keys: Sequence[object], hovers: Sequence[str], axis: Scale) -> list[dict[str, Any]]:
    """Return invisible bars over the rows that have a key, which a click returns: a dot is a small target.

    `keys` and `hovers` have one entry per row; a row without a key cannot be selected.
    """
    places = [index for index, key in enumerate(keys) if key is not None]
    if not places:
        return []
    return [
        template.bar(
            orientation="h",
            base=[axis.low] * len(places),
            x=[axis.high - axis.low] * len(places),
            y=places,
            width=1,
            marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
            hoverinfo="text",
            hovertext=[hovers[index] for index in places],
            customdata=[keys[index] for index in places],
        )
    ]


def ground(keys: Sequence[object], selected: object, colours: Palette) -> dict[str, Any] | None:
    """Return the background of the row whose key is `selected`, as wide as the plot; None without one."""
    row = next((index for index, key in enumerate(keys) if selected is not None and key == selected), None)
    if row is None:
        return None
    place = {"xref": "paper", "x0": 0, "x1": 1, "y0": row - 0.5, "y1": row + 0.5}
    looks = {"layer": "below", "fillcolor": faded(colours.ink, _GROUND), "line": {"width": 0}}
    return {"type": "rect", **place, **looks}
