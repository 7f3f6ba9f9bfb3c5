"""The one filter bar: period, grain, split and filters, kept in the address.

The address is the truth: a copied link reproduces the view. Streamlit clears it when another page
is opened, so the last question is also kept in the session and written back.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, get_args

import streamlit as st

from engagement.app import guest
from engagement.app.address import FILTER, escaped, from_address, ours, to_address
from engagement.app.components import share
from engagement.app.dimensions import label_of, value_of
from engagement.app.reader import say, words
from engagement.app.visitor import visitor
from engagement.locale import Message, message
from engagement.metrics.model import Grain, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.metrics.model import View

_KEPT: Final = "question"
_MAIN_CURRENCY: Final = ""
_ALL_DAYS: Final = 0
_NO_SPLIT: Final = ""
_DAYS: Final = (91, 182, 365, 730, _ALL_DAYS)
_MOST_VALUES: Final = 40

_GRAINS: Final[Mapping[Grain, Message]] = {
    "week": message("by week"),
    "month": message("by month"),
    "quarter": message("by quarter"),
}
_PERIODS: Final[Mapping[int, Message]] = {
    91: message("3 months to {day}"),
    182: message("6 months to {day}"),
    365: message("12 months to {day}"),
    730: message("24 months to {day}"),
}


def asked() -> Question:
    """Return the question that the address carries, else the last one of this session.

    A guest's is the link's own, whatever the address says beyond what is free in the link.
    """
    here = {name: value for name, value in st.query_params.to_dict().items() if ours(name)}
    if here:
        st.session_state[_KEPT] = here
    question = from_address(st.session_state.get(_KEPT, {}))
    if visitor().is_guest:
        terms = guest.link().terms
        return guest.narrowed(question, from_address(terms.question), terms.free)
    return question


def bar(question: Question, view: View, dimensions: Sequence[str], last_day: int | None) -> None:
    """Draw the bar: `dimensions` are the splits that the page offers, `last_day` ends the window.

    Whoever may share gets the way there with it. A guest gets the one choice that the link leaves
    free, if there is one.
    """
    if visitor().is_guest:
        _free_choice(view)
        return
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        _select(message("Period"), "days", _with_current(_DAYS, question.days or _ALL_DAYS), 222,
                question.days or _ALL_DAYS, lambda days: _period(days, last_day))  # fmt: skip
        _select(message("Step of the trend"), "grain", get_args(Grain), 124,
                question.grain, lambda grain: say(_GRAINS[grain]))  # fmt: skip
        splits = (_NO_SPLIT, *dimensions)
        _select(message("Split"), "by", splits, 166,
                question.by if question.by in splits else _NO_SPLIT, _split_label)  # fmt: skip
        _filter_menu(question, view, dimensions)
        if visitor().may_edit:
            share.control(to_address(question))
    _write(question)


def window_name(question: Question, last_day: int | None) -> str:
    """Say the chosen period as the bar does, for the print and for captions."""
    return _period(question.days or _ALL_DAYS, last_day)


def _select(
    label: Message, name: str, options: Sequence[Any], width: int, current: object, call: Callable[[Any], str]
) -> None:
    key = f"bar_{name}"
    st.session_state[key] = current
    st.selectbox(
        say(label),
        options,
        format_func=call,
        label_visibility="collapsed",
        width=width,
        key=key,
        on_change=_changed,
        args=(name,),
    )


def _filter_menu(question: Question, view: View, dimensions: Sequence[str]) -> None:
    chosen = dict(question.filters)
    count = sum(map(len, chosen.values())) + (question.currency is not None)
    label = message("Filter ({count})", count=count) if count else message("Filter")
    with st.popover(say(label)):
        for dimension in dimensions:
            values = view.values(dimension)[:_MOST_VALUES]
            picked = [v for v in chosen.get(dimension, ()) if v in values]
            key = f"bar_f.{dimension}"
            st.session_state[key] = picked
            st.multiselect(
                label_of(dimension), values, key=key, on_change=_changed, args=(FILTER + dimension,),
                format_func=partial(value_of, dimension),
                placeholder=say(message("all")),
            )  # fmt: skip
        choose_currency(question, view)
        st.session_state["bar_net"] = question.net
        st.toggle(say(message("Money net of refunds")), key="bar_net", on_change=_changed, args=("net",))


def _free_choice(view: View) -> None:
    """Offer the values that rest on enough people; that others are allowed is not even named."""
    chosen = dict(view.question.filters)
    for dimension in guest.link().terms.free:
        values = view.values(dimension)
        if not values:
            continue
        key = f"bar_f.{dimension}"
        st.session_state[key] = next(iter(chosen.get(dimension, ())), _NO_SPLIT)
        st.selectbox(
            label_of(dimension),
            (_NO_SPLIT, *values),
            format_func=partial(_value_or_all, dimension),
            width=222,
            key=key,
            on_change=_chosen_freely,
            args=(dimension,),
        )


def _chosen_freely(dimension: str) -> None:
    value = st.session_state[f"bar_f.{dimension}"]
    _keep({FILTER + dimension: escaped(value)} if value else {})


def choose_currency(question: Question, view: View) -> None:
    """Let the reader choose in which currency money is read, where there are several."""
    codes = view.currencies()
    if len(codes) < 2:
        return
    st.session_state["bar_currency"] = question.currency if question.currency in codes else _MAIN_CURRENCY
    st.selectbox(
        say(message("Read money in")),
        (_MAIN_CURRENCY, *codes),
        format_func=lambda code: value_of("currency", code) if code else say(message("the main currency")),
        key="bar_currency",
        on_change=_changed,
        args=("currency",),
    )


def _changed(name: str) -> None:
    value = st.session_state[f"bar_{name}"]
    question = asked()
    if name == "days":
        question = replace(question, days=value or None)
    elif name == "by":
        question = replace(question, by=value or None)
    elif name == "currency":
        question = replace(question, currency=value or None)
    elif name.startswith(FILTER):
        others = [(d, v) for d, v in question.filters if FILTER + d != name]
        ours = [(name.removeprefix(FILTER), tuple(value))] if value else []
        question = replace(question, filters=tuple(sorted(others + ours)))
    else:
        question = replace(question, **{name: value})
    _write(question)


def _write(question: Question) -> None:
    _keep(to_address(question))


def _keep(address: dict[str, str]) -> None:
    st.session_state[_KEPT] = address
    before = {name: value for name, value in st.query_params.to_dict().items() if ours(name)}
    if before != address:
        others = {name: value for name, value in st.query_params.to_dict().items() if not ours(name)}
        st.query_params.from_dict(others | address)


def _value_or_all(dimension: str, value: str) -> str:
    return value_of(dimension, value) if value else say(message("all"))


def _period(days: int, last_day: int | None) -> str:
    if days == _ALL_DAYS or last_day is None:
        return say(message("all days"))
    day = words().day_short(last_day)
    if days in _PERIODS:
        period = _PERIODS[days]
        return say(Message(period.text, values={"day": day}))
    return say(message("{days} day to {day}", "{days} days to {day}", n=days, days=days, day=day))


def _split_label(dimension: str) -> str:
    if dimension == _NO_SPLIT:
        return say(message("no split"))
    return say(message("split by {dimension}", dimension=label_of(dimension).lower()))


def _with_current(options: Sequence[int], current: int) -> Sequence[int]:
    return options if current in options else (current, *options)
