"""Choices of a list: in the address, in words, and picked on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import saved_segments
from engagement.app.ui.reader import say, words
from engagement.charts.base import period_axis
from engagement.locale import Message, message
from engagement.locale.translator import translator
from engagement.metrics.customers import tables as customers
from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.lists.cohort_days import grain_of
from engagement.metrics.lists.list_choice import KINDS, MOST_ORDERS, ListChoice
from engagement.metrics.products import tables as products
from engagement.metrics.retention import tables as retention
from engagement.metrics.retention.cohorts import first_day
from engagement.metrics.segments.description import name_in, to_text
from engagement.readable.one_line import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.locale.translator import Translator
    from engagement.metrics.lists.list_choice import ListKind
    from engagement.metrics.views.owners import OwnersView

#: The part of the address that names a list.
LIST: Final = "list"
_QUIET_DAYS: Final = 180

KIND_NAMES: Final[Mapping[ListKind, Message]] = {
    "group": message("A group of customers"),
    "late": message("Later than usual"),
    "orders": message("So many orders so far"),
    "quiet": message("By orders and quiet days"),
    "cohort": message("First order in a period"),
    "came_back": message("First order in a period, and back later"),
    "stayed_away": message("First order in a period, and not back later"),
    "product": message("Bought a product"),
    "due": message("Due to buy a product again"),
    "segment": message("A saved segment"),
    "members": message("Members without an order"),
    "detractors": message("Unhappy customers who spend much"),
    "all": message("All customers"),
}
_GROUPS: Final = {group.key: group for group in GROUPS}


def in_address(choice: ListChoice) -> dict[str, str]:
    """Return the address parameters that name a list."""
    choice_name = name_in(choice.of) if choice.kind == "segment" else choice.of
    return {LIST: f"{choice.kind}:{choice_name}" if choice_name else choice.kind}


def from_address(text: str | None) -> ListChoice | None:
    """Return the list that an address names; None without a valid one."""
    kind, _, choice_name = (text or "").partition(":")
    known_kind = next((k for k in KINDS if k == kind), None)
    if known_kind == "segment":
        saved = saved_segments.saved().get(choice_name)
        return None if saved is None else ListChoice(known_kind, to_text(saved))
    choice = None if known_kind is None else ListChoice(known_kind, choice_name)
    try:
        if choice is not None:
            name(choice, translator("en"))
    except (ValueError, KeyError):
        return None
    return choice


def name(choice: ListChoice, t: Translator) -> Message:
    """Return the name of a list. Raises ValueError or KeyError for an invalid choice."""
    named = _NAMES.get(choice.kind)
    return KIND_NAMES[choice.kind] if named is None else named(choice.of, t)


def _orders_so_far(number: str, _: Translator) -> Message:
    count = int(number)
    if count >= MOST_ORDERS:
        return message("{count} orders or more", count=MOST_ORDERS)
    return message("{count} order so far", "{count} orders so far", n=count, count=count)


def _by_quiet_days(choice_name: str, _: Translator) -> Message:
    least, days = (int(part) for part in choice_name.split("-", 1))
    return message("Orders: at least {least} · days without one: at least {days}", least=least, days=days)


def _began(cohort: str, t: Translator) -> Message:
    return message("First order: {period}", period=cohort_name(cohort, t))


def _back(choice_name: str, t: Translator) -> Message:
    label, _, steps = choice_name.partition("/")
    return message(
        "First order: {period}, back in period {number} after it",
        period=cohort_name(label, t),
        number=int(steps),
    )


def _not_back(choice_name: str, t: Translator) -> Message:
    label, _, steps = choice_name.partition("/")
    return message(
        "First order: {period}, not back in period {number} after it",
        period=cohort_name(label, t),
        number=int(steps),
    )


def _due_for(product: str, _: Translator) -> Message:
    return message("Due again: {product}", product=product) if product else KIND_NAMES["due"]


_NAMES: Final[Mapping[ListKind, Callable[[str, Translator], Message]]] = {
    "group": lambda name, _: _GROUPS[name].name,
    "orders": _orders_so_far,
    "quiet": _by_quiet_days,
    "cohort": _began,
    "came_back": _back,
    "stayed_away": _not_back,
    "product": lambda name, _: message("Bought: {product}", product=name),
    "due": _due_for,
    "segment": lambda name, _: message("Segment: {name}", name=name_in(name)),
}


def cohort_name(label: str, t: Translator) -> str:
    """Return a period as the reader writes it: "May 2026", "Q2 2026"."""
    grain, start = grain_of(label), first_day(label)
    if grain == "month":
        return t.month_year(start)
    return t.day_short(start) if grain == "week" else period_axis.name(start, grain, t)


def pick(view: OwnersView, current: ListChoice | None) -> ListChoice | None:
    """Let the reader pick a list, beginning with `asked`; None where there is none to pick."""
    kinds = _offered(view)
    first, second = st.columns([5, 7])
    start = kinds.index(current.kind) if current is not None and current.kind in kinds else 0
    kind = first.selectbox(
        say(message("Which customers")),
        kinds,
        index=start,
        format_func=lambda option: say(KIND_NAMES[option]),
        key="list_kind",
    )
    with second:
        picked = (
            _PICKERS[kind](view, current.of if current is not None and current.kind == kind else "")
            if (kind in _PICKERS)
            else ""
        )
    return None if picked is None else ListChoice(kind, picked)


def _offered(view: OwnersView) -> list[ListKind]:
    """Return the kinds of lists for which there are data."""
    locked = view.locked_tables()
    without: set[ListKind] = set()
    if products.PRODUCTS.name in locked:
        without |= {"product", "due"}
    if not saved_segments.saved():
        without.add("segment")
    if not view.data.has("members"):
        without.add("members")
    if not view.data.has("responses"):
        without.add("detractors")
    return [kind for kind in KIND_NAMES if kind not in without]


def _group(view: OwnersView, group: str) -> str | None:
    keys = list(_GROUPS)
    if group not in keys:
        sizes = view.table(customers.RFM.name)
        group = next(iter(sizes["group"][sizes["customers"] > 0]), "")
    return _one_of(message("Group"), keys, group, lambda key: say(_GROUPS[key].name), "list_group")


def _orders(_: OwnersView, number: str) -> str | None:
    counts = [str(count) for count in range(1, MOST_ORDERS + 1)]
    return _one_of(
        message("Orders so far"),
        counts,
        number,
        lambda c: say(name(ListChoice("orders", c), words())),
        "list_orders",
    )


def _quiet(_: OwnersView, choice_name: str) -> str | None:
    least, days = (int(part) for part in choice_name.split("-", 1)) if choice_name else (1, _QUIET_DAYS)
    first_column, other = st.columns(2)
    orders = first_column.number_input(say(message("Orders at least")), 1, 1000, least, key="list_least")
    quiet = other.number_input(
        say(message("No order for so many days")), 0, 3650, days, key="list_days",
        help=say(message("Counted back from the last day of the orders; 0 asks for nothing.")),
    )  # fmt: skip
    return f"{int(orders)}-{int(quiet)}"


def _cohort_of(view: OwnersView, choice_name: str) -> str | None:
    labels = list(dict.fromkeys(view.table(retention.COHORTS.name)["cohort"]))[::-1]
    label = choice_name.partition("/")[0]
    if label and label not in labels:
        labels.insert(0, label)
    t = words()
    return _one_of(
        message("First order in"), labels, label, lambda label: cohort_name(label, t), "list_cohort"
    )


def _later(view: OwnersView, choice_name: str) -> str | None:
    first_column, other = st.columns(2)
    with first_column:
        label = _cohort_of(view, choice_name)
    steps = other.number_input(
        say(message("Periods later")), 1, 520, int(choice_name.partition("/")[2] or 1), key="list_steps"
    )
    return None if label is None else f"{label}/{int(steps)}"


def _product(view: OwnersView, product: str) -> str | None:
    names = list(view.table(products.PRODUCTS.name)["product"])
    if product and product not in names:
        names.insert(0, product)
    return _one_of(message("Product"), names, product, plain, "list_product")


def _due(view: OwnersView, product: str) -> str | None:
    due_products = list(view.table(products.DUE.name)["product"])
    if not due_products:
        return None
    if product and product not in due_products:
        due_products.insert(0, product)
    any_product = say(message("any product"))
    return _one_of(
        message("Product"),
        ["", *due_products],
        product,
        lambda label: plain(label) if label else any_product,
        "list_due",
    )


def _segment(_: OwnersView, choice_name: str) -> str | None:
    texts = [to_text(segment) for segment in saved_segments.saved().values()]
    return _one_of(
        message("Saved segment"), texts, choice_name, lambda text: plain(name_in(text)), "list_segment"
    )


def _one_of(
    label: Message, values: Sequence[str], default: str, called: Callable[[str], str], key: str
) -> str | None:
    start = values.index(default) if default in values else 0
    return st.selectbox(say(label), values, index=start if values else None, format_func=called, key=key)


_PICKERS: Final[Mapping[ListKind, Callable[[OwnersView, str], str | None]]] = {
    "group": _group,
    "orders": _orders,
    "quiet": _quiet,
    "cohort": _cohort_of,
    "came_back": _later,
    "stayed_away": _later,
    "product": _product,
    "due": _due,
    "segment": _segment,
}
