"""The flow of customers between levels of engagement, the same for the team and for guests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.customers.flow import FlowWords, flow_between
from engagement.locale import message
from engagement.metrics.ladders.ladder_of_people import LEVELS, SHORT

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from engagement.charts.base.palette import Tone

#: The key of who had not ordered by then, last on its side.
NEWCOMER: Final = ""
_ORDER: Final = (*reversed(tuple(LEVELS)), NEWCOMER)


def called(key: str) -> str:
    """Return the short name of a level in the reader's language; `NEWCOMER` had not ordered yet."""
    return say(SHORT[key]) if key else say(message("not a customer yet"))


def level_flow(moved: pd.DataFrame, sides: tuple[str, str]) -> go.Figure:
    """Draw rows with the columns from (`NEWCOMER`: from nowhere), to and customers; `sides` name the ends."""
    t = words()
    customers = moved["customers"].astype(int).tolist()
    return flow_between(
        [*zip(moved["from"].tolist(), moved["to"].tolist(), customers, strict=True)],
        lambda key, _: _ORDER.index(key),
        _tone,
        FlowWords(called, t.number, _people),
        sides,
        palette(theme()),
    )


def _people(count: int) -> str:
    return say(message("{count} customer", "{count} customers", n=count, count=count))


def _tone(origin: str, target: str) -> Tone:
    return "noise" if origin in {NEWCOMER, target} else "better"
