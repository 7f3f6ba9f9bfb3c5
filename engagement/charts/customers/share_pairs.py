"""Two shares per row, one bar below the other: the share of customers, and their share of revenue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.charts.base import chosen_rows, template
from engagement.charts.base.number_columns import (
    NAME_LINE,
    NO_NAMES,
    Name,
    NumberCell,
    NumberColumn,
    are_above,
    column_notes,
    columns_width,
    name_notes,
    names_width,
)
from engagement.charts.base.scale import ValueFormat, scale, tick_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator

_ROW: Final = 34
_TOP: Final = 8
_FOOT: Final = 24
#: In pixels: the thickness of a bar, its distance from the middle of the row, and that of the name.
_BAR: Final = 11
_OFF: Final = 6
_NAME_UP: Final = 20
_TICKS: Final = 3


@dataclass(frozen=True, slots=True)
class SharePair:
    """A row: its name, two shares from 0 to 1, and the tooltip of each (escaped).

    `key` is the result of a click; None: the row cannot be selected.
    """

    name: str
    shares: tuple[float, float]
    hovers: tuple[str, str]
    key: str | None = None


def share_pairs(
    rows: Sequence[SharePair],
    colours: Palette,
    t: Translator,
    *,
    selected: str | None = None,
) -> go.Figure:
    """Draw the rows in their order: the first share in grey above, the second in petrol below.

    A click anywhere on a row with a `key` returns the key; the row of the key `selected` has a background.
    """
    value_format, keys = ValueFormat("share", None, t), [row.key for row in rows]
    columns = [
        NumberColumn(
            "", [NumberCell(value_format.bare(row.shares[which], 1), colour, which == 1) for row in rows]
        )
        for which, colour in enumerate((colours.quiet, colours.accent))
    ]
    names = [Name(row.name, colours.ink) for row in rows]
    right = columns_width(columns)
    above = are_above(names, right)
    left = NO_NAMES if above else names_width(names, right)
    tall = _ROW + NAME_LINE * above
    axis = scale("share", [share for row in rows for share in row.shares], ticks=_TICKS)
    return template.figure(
        [
            template.bar(
                orientation="h",
                y=[row_index + (_OFF if which else -_OFF) / tall for row_index in range(len(rows))],
                x=[row.shares[which] for row in rows],
                width=_BAR / tall,
                marker={"color": colour, "line": {"width": 0}},
                hoverinfo="text",
                hovertext=[row.hovers[which] for row in rows],
                customdata=keys if any(keys) else None,
            )
            for which, colour in enumerate((colours.neutral, colours.accent))
        ]
        + chosen_rows.whole_rows(keys, [row.hovers[0] for row in rows], axis),
        colours,
        height=_TOP + max(1, len(rows)) * tall + _FOOT,
        margin={"l": left, "r": right, "t": _TOP, "b": _FOOT},
        barmode="overlay",
        shapes=[ground] if (ground := chosen_rows.ground(keys, selected, colours)) else [],
        xaxis=template.axis(
            colours,
            grid=True,
            range=[axis.low, axis.high],
            tickmode="array",
            tickvals=list(axis.ticks),
            ticktext=tick_labels(axis, value_format),
        ),
        yaxis=template.axis(colours, range=[max(1, len(rows)) - 0.5, -0.5], showticklabels=False),
        annotations=[
            *name_notes(names, left, colours.quiet, above=_NAME_UP * above),
            *column_notes(columns, colours.quiet),
        ],
    )
