"""The filter bar: period, grain, split, filters, and the button to share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import streamlit as st

from engagement.app.choosing import chips, own_days
from engagement.app.choosing import of_customers as customer_filters
from engagement.app.figures.split_names import in_sentence, label_of, value_of
from engagement.app.navigation import question as asking
from engagement.app.planning import notes_dialog
from engagement.app.sharing import report_download, share_button
from engagement.app.ui.address import FILTER, to_address
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.holding.contents import DIMENSIONS as CONTENT_DIMENSIONS
from engagement.metrics.model import Grain, Question
from engagement.metrics.purchases.scans.refunds import have_days
from engagement.metrics.views.owners import OwnersView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.metrics.model import View, Window

_MAIN_CURRENCY: Final = ""
_NO_SPLIT: Final = ""
_MOST_VALUES: Final = 40
#: The most values of order lines: a shop has many products, and the list can be searched by typing.
_MOST_CONTENTS: Final = 500
#: Parts of a question that may be empty: no split, the main currency.
_MAY_BE_NONE: Final = frozenset({"by", "and_by", "currency"})
_GRAINS: Final[Mapping[Grain, Message]] = {
    "day": message("by day"),
    "week": message("by week"),
    "month": message("by month"),
    "quarter": message("by quarter"),
    "year": message("by year"),
}


@dataclass(frozen=True, slots=True)
class BarParts:
    """The parts that a page's filter bar has.

    `splits`: breakdowns, with "customers" only those by dimensions of customers. `over_time`: a grain, and
    with `compares` a comparison with an earlier period. `windowed`: a period.
    """

    splits: bool | Literal["customers"] = True
    over_time: bool = True
    compares: bool = True
    windowed: bool = True


ALL_PARTS: Final = BarParts()


@dataclass(frozen=True, slots=True)
class BarDimensions:
    """The dimensions of a page: for filters by rows and by customers, for a split, and for a second one."""

    filters: Sequence[str]
    of_customers: Sequence[str]
    splits: Sequence[str]
    second_splits: Sequence[str]


def show(
    question: Question,
    view: View,
    window: Window,
    data_end: int | None,
    dimensions: BarDimensions,
    parts: BarParts,
) -> None:
    """Draw the bar.

    `window` is the question's window, `data_end` the last day of the data (days since 1970-01-01).
    """
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        if parts.windowed:
            own_days.show(question, window, data_end)
        if parts.over_time:
            _select(message("Step of the trend"), "grain", get_args(Grain), 124,
                    question.grain, lambda grain: say(_GRAINS[grain]))  # fmt: skip
            if parts.compares:
                own_days.compared(question, window)
        if dimensions.splits:
            offered = (_NO_SPLIT, *dimensions.splits)
            _select(message("Breakdown"), "by", offered, 166,
                    question.by if question.by in offered else _NO_SPLIT, _split_label)  # fmt: skip
        if dimensions.second_splits:
            others = (_NO_SPLIT, *dimensions.second_splits)
            _select(message("Second breakdown"), "and_by", others, 166,
                    question.and_by if question.and_by in others else _NO_SPLIT, _second_label)  # fmt: skip
        _filter_menu(question, view, dimensions.filters, dimensions.of_customers)
        notes_dialog.control(window)
        st.space("stretch")
        report_download.show(view, share_button.page_here())
        if visitor().may_edit:
            share_button.control(to_address(question))
    chips.show(question)
    customer_filters.warn(question)
    asking.ask(question)


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


def _filter_menu(
    question: Question, view: View, dimensions: Sequence[str], of_customers: Sequence[str]
) -> None:
    filters = dict(question.filters)
    count = sum(map(len, filters.values())) + (question.currency is not None) + question.net
    label = message("Filters ({count})", count=count) if count else message("Filters")
    with st.popover(say(label)):
        for dimension in dimensions:
            values = view.values(dimension)[
                : _MOST_CONTENTS if dimension in CONTENT_DIMENSIONS else _MOST_VALUES
            ]
            picked = [v for v in filters.get(dimension, ()) if v in values]
            key = f"bar_f.{dimension}"
            st.session_state[key] = picked
            st.multiselect(
                label_of(dimension), values, key=key, on_change=_changed, args=(FILTER + dimension,),
                format_func=partial(value_of, dimension),
                placeholder=say(message("all")),
            )  # fmt: skip
        customer_filters.filters(question, view, of_customers, _changed)
        choose_currency(question, view)
        st.session_state["bar_net"] = question.net
        st.toggle(say(message("Money net of refunds")), key="bar_net", on_change=_changed, args=("net",))
        if question.net and isinstance(view, OwnersView) and have_days(view.data):
            st.session_state["bar_refund_day"] = question.refund_day
            st.toggle(
                say(message("Refunds off revenue on their own day")),
                key="bar_refund_day",
                on_change=_changed,
                args=("refund_day",),
                help=say(
                    message(
                        "Revenue is reduced on the day on which a refund was paid, as in most dashboards of "
                        "shops. In amounts per order or customer a refund stays with its order."
                    )
                ),
            )


def choose_currency(question: Question, view: View) -> None:
    """Let the reader choose the currency of money, if the data have several."""
    codes = view.currencies()
    if len(codes) < 2:
        return
    st.session_state["bar_currency"] = question.currency if question.currency in codes else _MAIN_CURRENCY
    st.selectbox(
        say(message("Show money in")),
        (_MAIN_CURRENCY, *codes),
        format_func=lambda code: value_of("currency", code) if code else say(message("the main currency")),
        key="bar_currency",
        on_change=_changed,
        args=("currency",),
    )


def _changed(name: str) -> None:
    value, question = st.session_state[f"bar_{name}"], asking.current_question()
    if name.startswith(FILTER):
        others = [(d, v) for d, v in question.filters if FILTER + d != name]
        own_filter = [(name.removeprefix(FILTER), tuple(value))] if value else []
        changed: dict[str, Any] = {"filters": tuple(sorted(others + own_filter))}
    else:
        changed = {name: (value or None) if name in _MAY_BE_NONE else value}
    asking.ask(replace(question, **changed))


def _split_label(dimension: str) -> str:
    if dimension == _NO_SPLIT:
        return say(message("no breakdown"))
    named = in_sentence(dimension, markdown=False)
    return words().t(message("breakdown: {dimension}", dimension=named))


def _second_label(dimension: str) -> str:
    if dimension == _NO_SPLIT:
        return say(message("no second breakdown"))
    return words().t(message("and: {dimension}", dimension=in_sentence(dimension, markdown=False)))
