"""Saved segments: how large each is, and a builder that says at once whom its conditions mean."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures import customer_words
from engagement.app.figures.split_names import label_of, value_of
from engagement.app.navigation import current_shop, page_links, saved_segments
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.segments.description import (
    LONGEST_NAME,
    MOST_CONDITIONS,
    Bought,
    IsOneOf,
    Ordered,
    Segment,
    is_name,
)
from engagement.metrics.segments.segment_keys import size_of
from engagement.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.metrics.segments.description import Condition
    from engagement.metrics.views.owners import OwnersView

_DRAFT, _EDITED, _NAME = "segment_draft", "segment_edited", "segment_name"
_KIND, _VALUES, _LEAST, _MOST, _HOW = (
    f"segment_{part}" for part in ("kind", "values", "least", "most", "how")
)
#: Conditions that are no dimension.
_PRODUCTS, _ORDERS = "products", "orders"
_MOST_PRODUCTS: Final = 1_000
_FARTHEST: Final = 1_000
_HOWS: Final = {
    "ever": message("has ever bought one of them"),
    "window": message("has bought one in the period"),
    "never": message("has never bought any of them"),
}


def show(view: OwnersView, dimensions: Sequence[str]) -> None:
    """Show the saved segments and, if the visitor may save one, the builder."""
    head.section(
        message("Saved segments"),
        message(
            "A segment is conditions that all hold. Saved by name, it filters and splits every page. "
            "It is for internal use: no link shows it."
        ),
        key="segments",
    )
    saved = saved_segments.saved()
    if not saved:
        st.write(say(message("No segment is saved yet.")))
    for place, segment in enumerate(saved.values()):
        _show_segment(view, segment, place)
    if visitor().may_edit:
        _builder(view, dimensions)


def size_in_words(view: OwnersView, segment: Segment) -> Message:
    """Say how many customers are in a segment, and the share with its interval."""
    t, size = words(), size_of(segment, view.data, view.question)
    if not size.of:
        return message("There is no customer yet.")
    return message(
        "{count} of {of} customer ({share}, {interval})",
        "{count} of {of} customers ({share}, {interval})",
        n=size.of,
        count=size.customers,
        of=size.of,
        share=t.percent(size.share.value, 1),
        interval=t.interval(size.share.low, size.share.high, "share", None),
    )


def _show_segment(view: OwnersView, segment: Segment, place: int) -> None:
    with st.container(key=f"rule_segment_{place}", gap="xxsmall"):
        st.subheader(inert(segment.name), anchor=False)
        st.write(say(size_in_words(view, segment)))
        st.caption(inert(customer_words.conditions(segment), 600))
        called = say(message("List: {group}", group=inert(segment.name)))
        page_links.to("mailing", called, {"list": f"segment:{segment.name}"})
        if not visitor().may_edit:
            return
        with st.container(horizontal=True, gap="small"):
            st.button(
                say(message("Edit")), key=f"segment_change_{place}", type="tertiary",
                on_click=_edit, args=(segment,),
            )  # fmt: skip
            st.button(
                say(message("Remove")), key=f"segment_remove_{place}", type="tertiary",
                on_click=saved_segments.remove, args=(current_shop.current_name(), segment.name),
            )  # fmt: skip


def _edit(segment: Segment) -> None:
    st.session_state[_DRAFT], st.session_state[_EDITED] = list(segment.all_of), segment.name
    st.session_state[_NAME] = segment.name


def _builder(view: OwnersView, dimensions: Sequence[str]) -> None:
    draft: list[Condition] = st.session_state.setdefault(_DRAFT, [])
    edited = st.session_state.get(_EDITED)
    with st.container(key="panel_segment", gap="xsmall"):
        title = message("New segment") if edited is None else message("Change {name}", name=edited)
        st.subheader(say(title), anchor=False)
        for place, condition in enumerate(draft):
            st.button(
                inert(customer_words.condition(condition)), key=f"segment_take_{place}",
                icon=":material/close:", icon_position="right", help=say(message("Take this condition back")),
                on_click=_take, args=(place,),
            )  # fmt: skip
        if len(draft) < MOST_CONDITIONS:
            _next_condition(view, dimensions)
        if draft:
            st.markdown(f"**{say(size_in_words(view, Segment('-', tuple(draft))))}**")
            _save_form()


def _next_condition(view: OwnersView, dimensions: Sequence[str]) -> None:
    products = [_PRODUCTS] if view.data.has("lines") else []
    kind = st.selectbox(
        say(message("Add a condition")), [*dimensions, _ORDERS, *products], index=None, key=_KIND,
        format_func=_called, placeholder=say(message("choose what is known of them")),
    )  # fmt: skip
    if kind is None:
        return
    condition = (
        _of_orders()
        if kind == _ORDERS
        else _of_products(view)
        if kind == _PRODUCTS
        else _of_dimension(view, kind)
    )
    if condition is not None:
        size = size_in_words(view, Segment("-", (condition,)))
        st.caption(say(message("This condition alone: {size}", size=say(size))))
        st.button(say(message("Add")), key="segment_add", on_click=_add, args=(condition,))


def _called(kind: str) -> str:
    named = {_PRODUCTS: message("Products bought"), _ORDERS: message("Number of orders")}
    return say(named[kind]) if kind in named else label_of(kind, markdown=False)


def _of_dimension(view: OwnersView, dimension: str) -> Condition | None:
    values = [*view.values(dimension), ""]
    picked = st.multiselect(
        label_of(dimension), values, key=f"{_VALUES}_{dimension}", format_func=partial(value_of, dimension),
        placeholder=say(message("one or more")),
    )  # fmt: skip
    return IsOneOf(dimension, tuple(picked)) if picked else None


def _of_orders() -> Condition | None:
    left, right = st.columns(2)
    least = left.number_input(say(message("At least")), 1, _FARTHEST, 1, step=1, key=_LEAST)
    most = right.number_input(
        say(message("At most")), 1, _FARTHEST, None, step=1, key=_MOST, placeholder=say(message("no end"))
    )
    if most is not None and most < least:
        st.caption(say(message("At most is less than at least.")))
        return None
    return Ordered(int(least), None if most is None else int(most))


def _of_products(view: OwnersView) -> Condition | None:
    names = view.ask(view.question).table("products")["product"].tolist()[:_MOST_PRODUCTS]
    picked = st.multiselect(
        say(message("Products")), names, key=f"{_VALUES}_{_PRODUCTS}", placeholder=say(message("one or more"))
    )
    how = st.radio(
        say(message("Who")), list(_HOWS), key=_HOW, format_func=lambda how: say(_HOWS[how]),
        label_visibility="collapsed",
    )  # fmt: skip
    return Bought(tuple(picked), in_window=how == "window", never=how == "never") if picked else None


def _take(place: int) -> None:
    del st.session_state[_DRAFT][place]


def _add(condition: Condition) -> None:
    st.session_state[_DRAFT].append(condition)
    for key in [
        key for key in st.session_state if str(key).startswith((_KIND, _VALUES, _LEAST, _MOST, _HOW))
    ]:
        del st.session_state[key]


def _save_form() -> None:
    with st.form("segment_save", border=False):
        name = st.text_input(say(message("Name")), key=_NAME, max_chars=LONGEST_NAME)
        is_submitted = st.form_submit_button(
            say(message("Save segment")), key="segment_do_save", type="primary"
        )
    if st.session_state.get(_EDITED) is not None or st.session_state[_DRAFT]:
        st.button(say(message("Discard")), key="segment_discard", type="tertiary", on_click=_discard)
    if not is_submitted:
        return
    wanted = " ".join(name.split())
    if not is_name(wanted):
        st.error(say(message("Give the segment a name of at most {most} characters.", most=LONGEST_NAME)))
        return
    segment = Segment(wanted, tuple(st.session_state[_DRAFT]))
    try:
        saved_segments.save(current_shop.current_name(), segment, instead_of=st.session_state.get(_EDITED))
    except StoreError as fault:
        st.error(say(fault.sentence))
        return
    st.session_state["segment_saved"] = True
    st.rerun()


def forget_saved_draft() -> None:
    """Reset the builder after a segment was saved: a drawn widget's state cannot be changed."""
    if st.session_state.pop("segment_saved", False):
        _discard()


def _discard() -> None:
    for key in (_DRAFT, _EDITED, _NAME):
        st.session_state.pop(key, None)
