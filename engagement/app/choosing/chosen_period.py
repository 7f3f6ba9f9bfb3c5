"""The chosen point of a trend: the page shows its period and the rows behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.app.choosing import in_address
from engagement.app.readable.choice import ChartChoice
from engagement.app.ui.reader import say, words
from engagement.charts.base import period_axis
from engagement.locale import message
from engagement.metrics.sums.periods import first_day_of, period_of
from engagement.metrics.views.owners import OwnersView

if TYPE_CHECKING:
    from engagement.charts.base.points import Trend
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain, View

#: Suffix of the key of a point that covers the length of the page's period.
_ROLLING: Final = "~"
_EPOCH: Final = dt.date(1970, 1, 1)


def choice(view: View, read: Trend, *, trailing: bool) -> ChartChoice | None:
    """Return the choice among the points of complete periods; None for a guest."""
    if view.k is not None:
        return None
    mark = _ROLLING if trailing else ""
    options = [point.start.isoformat() for point in read.points if point.joined]
    address_value = in_address.chosen_in_address(in_address.AT) or ""
    current = address_value.removesuffix(_ROLLING)
    grain, t = view.question.grain, words()
    return ChartChoice(
        label=say(message("a period")),
        options=options[::-1],
        called=lambda start: called(grain, t, start + mark),
        current=current if current in options and address_value == current + mark else None,
        take=lambda start: in_address.choose(in_address.AT, None if start is None else start + mark),
    )


def view_at(view: View) -> View | None:
    """Return the view of the chosen period; None where none is chosen, or the address names no period."""
    address_value = in_address.chosen_in_address(in_address.AT)
    start = None if address_value is None else _start(address_value)
    if address_value is None or start is None or not isinstance(view, OwnersView):
        return None
    question = view.question
    first = (start - _EPOCH).days
    last = first_day_of(period_of(first, question.grain) + 1, question.grain) - 1
    days = question.days if address_value.endswith(_ROLLING) else last - first + 1
    return view.ask(replace(question, as_of=last, days=days, period=None))


def called(grain: Grain, t: Translator, key: str) -> str:
    """Return the name of a point's period as plain text; the key itself where it is invalid."""
    start = _start(key)
    if start is None:
        return key
    name = period_axis.name(start, grain, t)
    return t.t(message("up to the end of {period}", period=name)) if key.endswith(_ROLLING) else name


def _start(key: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(key.removesuffix(_ROLLING))
    except ValueError:
        return None
