"""Colours of evidence: grey within noise, petrol for significantly better, orange for worse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import Message, message
from engagement.metrics.sums.periods import as_date

if TYPE_CHECKING:
    from engagement.charts.base.palette import Tone
    from engagement.metrics.model import Change, Metric, Window

_YEAR: Final = 365

#: Streamlit's names for the colours of evidence; the theme defines their shades.
COLOURS: Final[dict[Tone, Literal["gray", "blue", "orange"]]] = {
    "noise": "gray",
    "better": "blue",
    "worse": "orange",
}


def tone(metric: Metric, change: Change) -> Tone:
    """Return the tone of a change; neutral within noise, and if no direction is better."""
    if not change.beyond_noise or metric.better is None or change.difference is None:
        return "noise"
    rose = change.difference > 0
    return "better" if rose == (metric.better == "up") else "worse"


def words_for(change: Change, window: Window | None) -> Message:
    """Return the meaning of a change's colour in words, or why there is nothing to compare."""
    if change.difference is None:
        if change.needs_from is not None:
            return message("To compare, this needs data from {day} on.", day=as_date(change.needs_from))
        if change.reason is not None:
            return message("not compared: {reason}", reason=change.reason)
        return NOT_COMPARED
    if change.beyond_noise is not None:
        return message("a real change") if change.beyond_noise else message("normal variation")
    return compared_with(change, window) if change.p is None else message("perhaps the season")


def compared_with(change: Change, window: Window | None) -> Message:
    """Return the days with which a total is compared: a year before, or the days just before."""
    earlier = change.before.window if change.before else None
    if window is None or earlier is None:
        return message("on the period before")
    if abs(window.last_day - earlier.last_day - _YEAR) <= 1:
        return message("on the year before")
    adjacent = earlier.last_day == window.first_day - 1
    return message("on the period before") if adjacent else message("on the period compared with")


#: The reason is in the notes of the change, which the panel behind the number shows.
NOT_COMPARED: Final = message("not compared")


def arrow(change: Change) -> Literal["up", "down", "off"]:
    """Return the direction of a change's arrow; "off" within noise."""
    if not change.beyond_noise or not change.difference:
        return "off"
    return "up" if change.difference > 0 else "down"
