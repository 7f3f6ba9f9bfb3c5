"""The earlier window with which a window is compared, or why there is none.

Compared windows have equal length, season, history before them, follow-up time, and sources. Windows
shorter than a year are compared with the same days a year ago. If the data do not reach so far, they are
compared with the period before, and no difference is called a change, because the seasons differ. An
explicit comparison with the period before is tested, with a note on the season.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np

from engagement.locale import message
from engagement.metrics.comparing.history import unlike
from engagement.metrics.comparing.named_periods import have_other_weekdays, same_days_before
from engagement.metrics.core.placing import span_of
from engagement.metrics.model import Window, public
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.periods import as_date, years_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.locale import Message
    from engagement.metrics.core.definition import Definition
    from engagement.metrics.core.scope import Scope

_YEAR: Final = 365
#: The usual periods that end with the data.
_USUAL: Final = (365, 182, 91)
_ALL_DAYS: Final = public(message("All days are read, so there is no period before."))
_NO_DAYS: Final = message("No row of these data says its day, so there is no period before.")
_UNEQUAL: Final = public(message("Only two periods of the same length are compared."))
_OVERLAP: Final = public(message("Two periods that share days are not compared."))
_SEASON: Final = public(message("The period before lies in another season, which may be all that differs."))
_WEEKDAYS: Final = public(
    message("The days compared are other days of the week, which may be all that differs.")
)
_EVERYBODY: Final = public(
    message("Those who joined lately had less time than those before, so the two are not compared.")
)


@dataclass(frozen=True, slots=True)
class WindowPair:
    """The scopes of a window and of the one that it is compared with.

    `tested`: a difference may be called a change. `notes` are shown beside it.
    """

    now: Scope
    before: Scope
    tested: bool = True
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class NoPair:
    """Why nothing is compared; `reason` says it in few words.

    `needs_from`: data from this day on would make it possible.
    """

    why: Message
    needs_from: int | None = None
    reason: Message | None = None


#: An earlier window, whether it is comparable with the later one, and notes on it.
_Earlier: TypeAlias = "tuple[Window, bool, tuple[Message, ...]]"


def pair(definition: Definition, scope: Scope) -> WindowPair | NoPair:
    """Return the windows that a change of this metric compares, for a placed scope, or why there are none."""
    if scope.question.days is None:
        return NoPair(_ALL_DAYS)
    if scope.data.coverage(scope.table) is None:
        return NoPair(_NO_DAYS)
    if definition.everybody:
        return NoPair(_EVERYBODY)
    if scope.is_past and scope.ends is not None:
        ended = message(
            "These data end on {day}, before the period; nothing is compared.", day=as_date(scope.ends)
        )
        return NoPair(ended)
    window = span_of(scope)
    earlier_window = _unfinished(scope, window) or _earlier(scope, window)
    if isinstance(earlier_window, NoPair):
        return earlier_window
    earlier, tested, notes = earlier_window
    notes += (_WEEKDAYS,) if have_other_weekdays(window, earlier) else ()
    windows = WindowPair(scope, _moved_to(scope, earlier), tested, notes)
    why = unlike(definition, windows.now, windows.before)
    return windows if why is None else NoPair(why.sentence, reason=why.reason)


def _unfinished(scope: Scope, window: Window) -> NoPair | None:
    """Return why a window is not compared whose last days the data do not hold; None if they do.

    Days without a row at its end may be quiet ones, up to the longest pause between two rows. The window of
    a figure that waits, for a second order or a refund, ends before the day that was asked for.
    """
    last, coverage = window.last_day, scope.data.coverage(scope.table)
    if coverage is None or not scope.dated or last <= coverage.last_day:
        return None
    end, table = coverage.last_day, scope.table

    def longest_pause() -> int:
        days = collect(scope.data.frame(table).filter(~nw.col("day").is_null()).select("day").unique())
        return int(np.diff(np.sort(np.asarray(days["day"], dtype=np.int64))).max(initial=0))

    if last - end <= scope.data.remember(("longest pause", table), longest_pause):
        return None
    sentence = message(
        "The data end on {end}, before the period does, on {day}; nothing is compared.",
        end=as_date(end),
        day=as_date(last),
    )
    return NoPair(public(sentence), reason=message("the data end before the period does"))


def usual_days(scopes: Callable[[int], Scope]) -> int:
    """Return the longest usual period that has a comparable one a year ago, else one before it.

    `scopes` returns the scope of a period of that many days; if none can be compared, the result is a year.
    """
    earlier = {days: _earlier(scopes(days), scopes(days).window) for days in _USUAL}
    reached = {days: pair for days, pair in earlier.items() if not isinstance(pair, NoPair)}
    alike = [days for days, (_, tested, _) in reached.items() if tested]
    return next(iter([*alike, *reached]), _USUAL[0])


def _earlier(scope: Scope, window: Window) -> _Earlier | NoPair:
    """Return the window to compare with."""
    wanted, days = scope.question.compare, window.days
    adjacent = Window(window.first_day - days, window.first_day - 1)
    adjacent = same_days_before(scope.question, window) or adjacent
    season = () if days >= _YEAR else (_SEASON,)
    if isinstance(wanted, tuple):
        # Figures with a follow-up time use windows that end earlier, in both periods alike.
        as_of = scope.question.as_of
        later = (scope.window.last_day if as_of is None else as_of) - window.last_day
        return _window_picked(scope, window, Window(wanted[0] - later, wanted[1] - later))
    if wanted == "before" or (wanted is None and days >= _YEAR):
        return _reached(scope, adjacent, season)
    year_ago = _reached(scope, _years_ago(window))
    if wanted == "year" or not isinstance(year_ago, NoPair):
        return year_ago
    instead = _reached(scope, adjacent, season)
    return year_ago if isinstance(instead, NoPair) else (instead[0], False, instead[2])


def _window_picked(scope: Scope, window: Window, picked: Window) -> _Earlier | NoPair:
    if picked.days != window.days:
        return NoPair(_UNEQUAL)
    return NoPair(_OVERLAP) if picked.last_day >= window.first_day else _reached(scope, picked)


def _years_ago(window: Window) -> Window:
    """Return the same days as few years ago as possible without overlap."""
    years = -(-window.days // (_YEAR + 1))
    last = years_before(window.last_day, years)
    if last >= window.first_day:
        # 366 days contain a year and one more day, unless a 29 February is among them.
        last = years_before(window.last_day, years + 1)
    return Window(last - window.days + 1, last)


def _reached(scope: Scope, window: Window, notes: tuple[Message, ...] = ()) -> _Earlier | NoPair:
    coverage = scope.data.coverage(scope.table)
    if coverage is not None and coverage.reaches(window.first_day):
        return window, True, notes
    needed = public(message("To compare, this needs data from {day} on.", day=as_date(window.first_day)))
    return NoPair(needed, window.first_day)


def _moved_to(scope: Scope, window: Window) -> Scope:
    """Return the scope of an earlier window, with money in the same currency."""
    if scope.cohort is not None:
        return replace(scope, cohort=window, read_in=scope.currency)
    return replace(scope, window=window, read_in=scope.currency)
