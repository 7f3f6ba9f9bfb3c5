"""The page Definitions: formula, source, what counts and what does not, and interval of each metric.

An address with `?metric=KEY` shows that metric alone.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.formula import formula
from engagement.app.figures.value import value_with_interval
from engagement.app.ui.address import METRIC
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.metrics.views.registry import DEFINITIONS, OF_CUSTOMERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.metrics.model import Metric, View

_REQUESTED_METRIC: Final = "definitions_asked"
_FIND: Final = "definitions_find"
_FAMILIES: Final = {
    "purchases": message("Purchases"),
    "surveys": message("Surveys"),
    "social": message("Social"),
    "web": message("Web"),
    "email": message("E-mail"),
    "loyalty": message("Loyalty"),
    "joined": message("Joined"),
}


@redrawn_alone
def show(view: View) -> None:
    """Show the definitions of all metrics, or of those that a link shows."""
    locked = view.locked()
    shown_keys = {*locked, *view.keys()}
    metrics = [d.metric for d in DEFINITIONS.values() if d.metric.key in shown_keys]
    wanted = _search(metrics)
    matching = _find(metrics, wanted)
    count = message("{count} metric", "{count} metrics", n=len(matching), count=len(matching))
    st.caption(say(count if matching else message("No metric has these words. Try fewer of them.")))
    families = {
        family: members
        for family in _FAMILIES
        if (members := [metric for metric in matching if metric.family == family])
    }
    if not wanted:
        _index(families)
    for family, members in families.items():
        st.header(say(_FAMILIES[family]), anchor=family)
        for metric in members:
            _show_metric(view, metric, locked)
    if view.k is None:  # no link holds a table of customers
        _tables(wanted)


def _tables(query: str) -> None:
    """Show the definitions of tables of customers and products whose text has all words of the query."""
    words = _plain(query).split()
    matching = [
        table
        for table in OF_CUSTOMERS.values()
        if all(word in _plain(f"{say(table.title)} {table.name} {say(table.meaning)}") for word in words)
    ]
    if not matching:
        return
    st.header(say(message("Tables of customers and products")), anchor="tables")
    for table in matching:
        with st.container(key=f"rule_def_{table.name}", gap="xxsmall"):
            left, right = st.columns([5, 7], gap="medium")
            left.subheader(say(table.title), anchor=table.name)
            right.markdown(say(table.meaning))
            columns = " · ".join(say(column) for column in table.columns.values())
            right.caption(f"{columns}  \n`{table.name}`")


def _search(metrics: Sequence[Metric]) -> str:
    """Show the search field and return its text; it begins with the name of the metric in the address."""
    metric_key = st.query_params.get(METRIC, "")
    if metric_key and (
        _FIND not in st.session_state or st.session_state.get(_REQUESTED_METRIC) != metric_key
    ):
        named = next((metric for metric in metrics if metric.key == metric_key), None)
        st.session_state[_FIND] = say(named.name) if named is not None else ""
    st.session_state[_REQUESTED_METRIC] = metric_key
    return str(
        st.text_input(
            say(message("Find a metric")),
            key=_FIND,
            type="search",
            live=True,
            placeholder=say(message("its name, or a word of what it counts")),
            width=420,
            on_change=_forget_request,
        )
        or ""
    )


def _forget_request() -> None:
    """Remove the metric from the address, as the reader searches for something else."""
    st.query_params.pop(METRIC, None)


def _find(metrics: Sequence[Metric], query: str) -> list[Metric]:
    """Return the metric named by the query, else those whose text contains all its words."""
    words = _plain(query)
    named = [metric for metric in metrics if words in {_plain(say(metric.name)), metric.key}]
    return named or [metric for metric in metrics if all(word in _text(metric) for word in words.split())]


def _text(metric: Metric) -> str:
    return _plain(" ".join([say(metric.name), metric.key, formula(metric), say(metric.counts)]))


def _plain(text: str) -> str:
    """Return a text in lower case without accents, so that "envio" finds "envío"."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter)).strip()


def _index(families: Mapping[str, Sequence[Metric]]) -> None:
    with st.container(key="index", gap="xsmall"):
        for family, members in families.items():
            st.markdown(f"**[{say(_FAMILIES[family])}](#{family})**")
            st.markdown("\n".join(f"- [{say(metric.name)}](#{metric.key})" for metric in members))


def _show_metric(view: View, metric: Metric, locked: Mapping[str, Message]) -> None:
    with st.container(key=f"rule_def_{metric.key}", gap="xxsmall"):
        left, right = st.columns([5, 7], gap="medium")
        with left:
            st.subheader(say(metric.name), anchor=metric.key)
            if metric.key in locked:
                st.caption(say(locked[metric.key]))
            else:
                st.markdown(f"**{value_with_interval(view.reading(metric.key))}**")
        with right:
            st.markdown(formula(metric))
            facts = (
                message("Counts: {what}", what=metric.counts),
                message("Leaves out: {what}", what=metric.leaves_out),
                message("Interval: {what}", what=metric.interval),
                message("From: {what}", what=metric.origin),
            )
            st.caption("  \n".join(say(fact) for fact in facts) + f"  \n`{metric.key}`")
