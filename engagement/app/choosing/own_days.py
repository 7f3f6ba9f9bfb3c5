"""The choice of the period and of the comparison, a part of the filter bar.

The menu has rolling periods, calendar periods and own days; only own days have two date fields. Own days to
compare with have one field, as they are as many as the period has.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final, get_args

import streamlit as st

from engagement.app.figures.question_in_words import ALL_DAYS, NAMED, period
from engagement.app.navigation import question as asking
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.model import NamedPeriod, Question, Window
from engagement.metrics.sums.periods import as_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engagement.locale import Message
    from engagement.metrics.model import ComparedWith

_ROLLING: Final = (91, 182, 365, 730, ALL_DAYS)
_NAMES: Final[tuple[NamedPeriod, ...]] = get_args(NamedPeriod)
_OWN: Final = "own"
_MENU, _FIRST, _LAST = "bar_days", "bar_first_day", "bar_last_day"
_COMPARED, _FROM = "bar_compare", "bar_compared_from"
_YEAR: Final = 365
_EPOCH: Final = dt.date(1970, 1, 1)
#: The days that can be chosen.
_EARLIEST, _LATEST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
#: The comparisons: automatic, the period before, the same days a year before, chosen days.
_ALIKE, _BEFORE = "", "before"
_COMPARISONS: Final[Mapping[str, Message]] = {
    _ALIKE: message("against a year before"),
    _BEFORE: message("against the period before"),
    _OWN: message("against days of your own"),
}


def show(question: Question, window: Window, data_end: int | None) -> None:
    """Draw the menu of periods, and two date fields for own days.

    `window` is the question's window in these data, which end on `data_end` (days since 1970-01-01).
    """
    current = _menu_value(question)
    offered = (*_ROLLING, *_NAMES, _OWN)
    st.session_state[_MENU] = current
    st.selectbox(
        say(message("Period")),
        offered if current in offered else (current, *offered),
        format_func=lambda option: _called(option, data_end),
        label_visibility="collapsed",
        width=222,
        key=_MENU,
        on_change=_take_period,
        args=(window,),
    )
    if current == _OWN:
        _day(_FIRST, message("First day"), window.first_day, _take_days)
        _day(_LAST, message("Last day"), window.last_day, _take_days)


def compared(question: Question, window: Window) -> None:
    """Draw the menu of comparisons; nothing where the question is about all days."""
    if question.days is None:
        return
    # A year or more is always compared with the year before it.
    offered = (_ALIKE, _BEFORE, _OWN) if window.days < _YEAR else (_BEFORE, _OWN)
    wanted = question.compare
    comparison = _OWN if isinstance(wanted, tuple) else _BEFORE if wanted == _BEFORE else _ALIKE
    st.session_state[_COMPARED] = comparison if comparison in offered else _BEFORE
    st.selectbox(
        say(message("Compared with")),
        offered,
        format_func=lambda option: say(_COMPARISONS[option]),
        label_visibility="collapsed",
        width=244,
        key=_COMPARED,
        on_change=_take_comparison,
        args=(window,),
    )
    if isinstance(wanted, tuple):
        _day(_FROM, message("Compared with the days from"), wanted[0], _take_compared_days, window)


def _menu_value(question: Question) -> int | str:
    if question.period is not None:
        return question.period
    return _OWN if question.as_of is not None else question.days or ALL_DAYS


def _called(option: int | str, data_end: int | None) -> str:
    if isinstance(option, int):
        return period(option, data_end)
    return say(message("days of your own") if option == _OWN else NAMED[option])


def _day(key: str, label: Message, day: int, take: Callable[..., None], *args: Window) -> None:
    st.session_state[key] = min(max(as_date(day), _EARLIEST), _LATEST)
    st.date_input(
        say(label), min_value=_EARLIEST, max_value=_LATEST, key=key, on_change=take, args=args,
        format=words().day_pattern, label_visibility="collapsed", width=128,
    )  # fmt: skip


def _take_period(window: Window) -> None:
    """Ask for the period of the menu; own days begin as the days of the period before."""
    picked, question = st.session_state[_MENU], asking.current_question()
    plain = replace(question, period=None, as_of=None, compare=_comparison_of_new_period(question))
    if picked == _OWN:
        asking.ask(replace(plain, days=window.days, as_of=window.last_day))
    elif picked in _NAMES:
        asking.ask(replace(plain, period=picked))
    else:
        asking.ask(replace(plain, days=picked or None))


def _take_days() -> None:
    first, last = sorted(_number(st.session_state[key]) for key in (_FIRST, _LAST))
    question = asking.current_question()
    asking.ask(
        replace(
            question,
            period=None,
            days=last - first + 1,
            as_of=last,
            compare=_comparison_of_new_period(question),
        )
    )


def _take_comparison(window: Window) -> None:
    comparison = st.session_state[_COMPARED]
    wanted: ComparedWith | None = "before" if comparison == _BEFORE else None
    if comparison == _OWN:
        wanted = window.first_day - window.days, window.first_day - 1
    asking.ask(replace(asking.current_question(), compare=wanted))


def _take_compared_days(window: Window) -> None:
    first = _number(st.session_state[_FROM])
    asking.ask(replace(asking.current_question(), compare=(first, first + window.days - 1)))


def _comparison_of_new_period(question: Question) -> ComparedWith | None:
    """Return the comparison for a new period: the old one, unless it was own days of the old length."""
    return None if isinstance(question.compare, tuple) else question.compare


def _number(day: dt.date) -> int:
    return (day - _EPOCH).days
