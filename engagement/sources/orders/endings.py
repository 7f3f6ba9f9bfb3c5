"""How an order of an unknown table ended: by its status and related columns.

If the rows of an order have states of their own, it is cancelled only if all of them are. A shop's table
often has a state of the payment beside one of the order or of the delivery, or yes and no ("Refunded?"), or
days ("cancelled_at"). The main state decides; beside it, a payment indicates refunds, and if the main state
is the payment's, any other indicates a cancellation.

A provider of payments writes a row for each stage of a payment: received, authorised, refused or settled, and
refunded. They are one order, which ended as its furthest stage says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.event_days import event_days
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.orders.columns import distinct_texts, sample
from engagement.sources.orders.states import state_of, states
from engagement.sources.values.looks import are_flags, is_date
from engagement.sources.words.fold import fold, split_capitals
from engagement.sources.words.word_files import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.orders.grouped import Orders

#: Tests by the written form: even an impossible date shows that something happened.
_is_date: Final = partial(is_date, written=True)
_STATE: Final = words_of("order-endings", "state")
_STATE_ENDINGS: Final = ("status", "zustand")
_PAYMENT: Final = words_of("order-endings", "payment")
_PAID: Final = words_of("order-endings", "paid")
_DELIVERY: Final = words_of("order-endings", "delivery")
#: The share of a column's values that must be known states.
_SURE: Final = 0.8
#: Words for events, and other words that a header of such a column may have.
_HAPPENED: Final[Mapping[str, frozenset[str]]] = {
    happened: words_of("order-endings", happened) for happened in ("cancelled", "refunded", "test", "expired")
}
#: Nouns for events. Only a column of yes and no shows that they happened: a return date may be a deadline.
_EVENTS: Final[Mapping[str, frozenset[str]]] = {
    "cancelled": words_of("order-endings", "cancellation"),
    "refunded": words_of("order-endings", "return"),
}
_BESIDE: Final = words_of("order-endings", "beside")
_OF_A_LINE: Final = words_of("order-endings", "of_a_line")
#: States of a plain sale: another column's state may replace these.
_PLAIN: Final = ("paid", "pending")
_MONEY_BACK: Final = ("refunded", "partially_refunded", "voided", "failed")
_CALLED_OFF: Final = ("cancelled", "voided")
#: The order in which an order reaches its states.
_STEPS: Final = {
    state: step
    for step, state_list in enumerate(
        (("failed", "expired"), ("pending",), ("paid",), ("partially_refunded",), ("refunded",), _CALLED_OFF)
    )
    for state in state_list
}

_ROW_KINDS: Final = patterns("row-kinds")
#: Columns that may hold the stages of payments, and words for a stage before the money is there.
_STAGES: Final = re.compile(f"{_ROW_KINDS['kind']}|{_ROW_KINDS['stage']}")
_EARLY: Final = re.compile(_ROW_KINDS["early"])
_MOST_STAGES: Final = 20
#: Of the payments so many must have several rows, and nearly all of these different stages of one amount.
_SEVERAL: Final = 0.2
_OF_ONE: Final = 0.9
_STAGE: Final = message("This row is another stage of the same payment")


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of payments: the state of each row's payment, and whether the row pays money back."""

    state: pa.StringArray
    back: pa.BooleanArray


def stages_of_payments(cells: Cells, columns: Mapping[str, str], money: pa.Int64Array) -> Stages | None:
    """Set all rows of a payment aside but its first and its refunds; None if the rows are no such stages.

    One that failed at last is no sale. What is only asked to be refunded is, unless a row says that it was.
    """
    number = columns.get("order_id")
    if number is None or {"product", "sku"} & columns.keys():
        return None
    for place, name in enumerate(cells.raw.columns):
        header = words(name)
        if name != columns.get("status") and not (header & _STATE or _STAGES.search(_parted(name))):
            continue
        kinds = [] if name == number else distinct_texts(cells.raw, place)
        stage_of = {kind: _stage(kind) for kind in kinds}
        if len(kinds) > _MOST_STAGES or len({*stage_of.values()} & {"early", "failed", "paid"}) <= 1:
            continue
        column = cells.evidence.distinct(place)  # a column that is only tried is not used
        stages = column.spread(
            pa.array([stage_of.get(text) for text in column.cleaned], pa.string()), pa.string()
        )
        words_of_rows = column.spread(column.trimmed, pa.string())
        if _are_stages(cells.text(number), stages, words_of_rows, money):
            cells.use(name)
            return _staged(cells, cells.text(number), stages)
    return None


def _parted(name: str) -> str:
    return fold(split_capitals(name))


def _stage(kind: str) -> str:
    """Return the stage that a word stands for: early, paid, failed, back, or that a refund is asked for."""
    state, early = state_of(split_capitals(kind)), _EARLY.search(_parted(kind)) is not None
    if state in {"refunded", "partially_refunded"}:
        return "asked_back" if early else "back"
    if state in {"cancelled", "voided", "failed", "expired"}:
        return "failed"
    return "paid" if state == "paid" and not early else "early"


def _are_stages(
    ids: pa.StringArray, stages: pa.StringArray, kinds: pa.StringArray, money: pa.Int64Array
) -> bool:
    """Whether rows of one number are stages of one payment: each another word, with the same amount."""
    forward = pc.fill_null(pc.is_in(stages, pa.array(["early", "paid", "failed"])), False)
    table = pa.table({"id": ids, "kind": kinds, "money": pc.abs(money)})
    rows = table.filter(pc.and_(forward, pc.is_valid(ids)))
    sides = [("kind", "count_distinct"), ("kind", "count"), ("money", "min"), ("money", "max")]
    payments = rows.group_by("id", use_threads=False).aggregate(sides)
    several = payments.filter(pc.greater(payments["kind_count"], 1))
    if several.num_rows <= max(1, _SEVERAL * payments.num_rows):
        return False
    alike = pc.and_(
        pc.equal(several["kind_count"], several["kind_count_distinct"]),
        pc.fill_null(pc.equal(several["money_min"], several["money_max"]), False),
    )
    return bool(pc.mean(alike.cast(pa.int8())).as_py() >= _OF_ONE)


def _staged(cells: Cells, ids: pa.StringArray, stages: pa.StringArray) -> Stages:
    encoded = ids.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    has = {
        stage: np.bincount(
            codes[np.asarray(pc.fill_null(pc.equal(stages, stage), False)) & (codes >= 0)],
            minlength=len(encoded.dictionary),
        )[codes]
        > 0
        for stage in ("paid", "failed", "back")
    }
    states = np.where(has["paid"], "paid", np.where(has["failed"], "failed", "pending"))
    forward = np.asarray(pc.fill_null(pc.is_in(stages, pa.array(["early", "paid", "failed"])), False))
    first = np.zeros(len(codes), bool)
    places = np.flatnonzero(forward & (codes >= 0))
    first[places[np.unique(codes[places], return_index=True)[1]]] = True
    asked = np.asarray(pc.fill_null(pc.equal(stages, "asked_back"), False))
    cells.set_aside(pa.array(((forward & ~first) | (asked & has["back"])) & (codes >= 0)), _STAGE)
    back = asked | np.asarray(pc.fill_null(pc.equal(stages, "back"), False))
    return Stages(pa.array(states.tolist(), pa.string()), pa.array(back))


def ended(cells: Cells, orders: Orders, main: str | None) -> pa.StringArray:
    """Return canonical states of the orders, from the column `main` and related columns.

    Without a state of the order, that of its delivery is the main one.
    """
    main = main or next(_of_delivery(cells), None)
    main = main if main is None else _in_words(cells, main)
    state = _of_rows(orders, states(cells, cells.text(main)) if main else _unsaid(cells))
    rules_payment = main is None or bool(words(main) & _PAYMENT)
    for name, telling in _others(cells, main, _CALLED_OFF if rules_payment else _MONEY_BACK):
        state_list = _of_rows(orders, _recognised_states(cells.text(name)))
        state = _overruled(state, pc.if_else(pc.is_in(state_list, pa.array(telling)), state_list, None))
    if main is None:
        _tell_of_unpaid(cells, orders)
    for name, happened in _happenings(cells, main):
        state = _overruled(state, pc.if_else(orders.any_row(_true(cells, name)), happened, None))
    return state


def _tell_of_unpaid(cells: Cells, orders: Orders) -> None:
    """Warn about orders that a column of yes and no calls unpaid; they still count."""
    for place, name in enumerate(cells.raw.columns):
        if frozenset() < words(name) <= _PAID and are_flags(distinct_texts(cells.raw, place)):
            unpaid = orders.any_row(pc.fill_null(pc.invert(cells.flag(name)), False))
            count = pc.sum(unpaid).as_py() or 0
            if count:
                cells.warn(
                    message(
                        "{count} of {of} orders is not paid, as {column} says, and counts all the same",
                        "{count} of {of} orders are not paid, as {column} says, and count all the same",
                        n=count,
                        count=count,
                        of=len(orders),
                        column=name,
                    )
                )


def rank(cells: Cells, main: str | None) -> list[int]:
    """Return how far each row's order has progressed, -1 if unknown; of two copies the higher is newer."""
    state_list = [None] * cells.raw.rows if main is None else _recognised_states(cells.text(main)).to_pylist()
    return [_STEPS.get(state, _STEPS["paid"]) if state else -1 for state in state_list]


def _in_words(cells: Cells, main: str) -> str:
    """Return the column of states: `main`, or one with states in words if `main` has only numeric codes."""
    if not all(map(str.isdecimal, distinct_texts(cells.raw, cells.raw.columns.index(main)))):
        return main
    for place, name in enumerate(cells.raw.columns):
        texts, header = sample(cells.raw, place), words(name)
        known_states = sum(state_of(text) is not None for text in texts)
        of_orders = name != main and header & _STATE and not header & (_PAYMENT | _DELIVERY | _OF_A_LINE)
        if of_orders and known_states >= _SURE * len(texts) > 0:
            return name
    return main


def _of_delivery(cells: Cells) -> Iterator[str]:
    for place, name in enumerate(cells.raw.columns):
        texts = sample(cells.raw, place)
        known_states = sum(state_of(text) is not None for text in texts)
        if words(name) & _STATE and words(name) & _DELIVERY and known_states >= _SURE * len(texts) > 0:
            yield name


def _of_rows(orders: Orders, row_states: pa.StringArray) -> pa.StringArray:
    """Return the state of each order from those of its rows.

    It is that of the first row that was not cancelled, or `partially_refunded` if some rows were returned and
    others were not.
    """
    off = pc.is_in(row_states, pa.array(_CALLED_OFF))
    alive = orders.first_value(pc.if_else(off, None, row_states))
    back = pc.fill_null(pc.equal(row_states, "refunded"), False)
    stays = pc.and_(pc.is_valid(row_states), pc.invert(pc.or_(back, off)))
    in_part = pc.and_(orders.any_row(back), orders.any_row(stays))
    return pc.if_else(in_part, "partially_refunded", pc.coalesce(alive, orders.first_value(row_states)))


def _recognised_states(texts: pa.StringArray) -> pa.StringArray:
    """Return the canonical state that each text names; null where it names none."""
    encoded = texts.dictionary_encode()
    state_list = [state_of(word) for word in encoded.dictionary.to_pylist()]
    return pa.array(state_list, pa.string()).take(encoded.indices)


def _unsaid(cells: Cells) -> pa.StringArray:
    return pa.nulls(cells.raw.rows, pa.string())


def _overruled(state: pa.StringArray, other_state: pa.StringArray) -> pa.StringArray:
    plain = pc.is_in(pc.fill_null(state, "paid"), pa.array(_PLAIN))
    # A cancellation replaces even a refund: a cancelled order does not count, refunded or not.
    called_off = pc.is_in(other_state, pa.array(_CALLED_OFF))
    return pc.if_else(pc.and_(pc.or_(plain, called_off), pc.is_valid(other_state)), other_state, state)


def _others(
    cells: Cells, main: str | None, telling: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the other columns of states, each with those of its states that may replace the main one."""
    for name in cells.raw.columns:
        header = words(name)
        states_one = header & _STATE or any(word.endswith(_STATE_ENDINGS) for word in header)
        if name == main or not states_one or header & _OF_A_LINE:
            continue
        believed = telling if telling == _CALLED_OFF or header & _PAYMENT else ()
        if believed:
            yield name, believed


def _happenings(cells: Cells, main: str | None) -> Iterator[tuple[str, str]]:
    """Yield the columns that say whether or when an event happened, with the resulting state."""
    for place, name in enumerate(cells.raw.columns):
        header = words(name) - _BESIDE
        event = _happened(header, _EVENTS)
        happened = _happened(header, _HAPPENED) or event
        if happened is None or name == main:
            continue
        texts = distinct_texts(cells.raw, place)
        if are_flags(texts) or (happened != event and texts and all(map(_is_date, texts))):
            yield name, happened


def _happened(header: frozenset[str], by_state: Mapping[str, frozenset[str]]) -> str | None:
    return next((state for state, names in by_state.items() if header and header <= names), None)


def _true(cells: Cells, name: str) -> pa.BooleanArray:
    """Return whether each row's cell means yes or, in a column of days, has a valid day."""
    place = cells.place((name,))
    dated = place is not None and not are_flags(distinct_texts(cells.raw, place))
    return pc.is_valid(cells.instant(name)) if dated else pc.fill_null(cells.flag(name), False)


def refund_days(
    cells: Cells, orders: Orders, instant: pa.TimestampArray, refund: pa.BooleanArray
) -> pa.Int32Array:
    """Return the day of each order's refund, in days since 1970; null if unknown.

    It comes from a column for it, else from the latest of the order's rows in the mask `refund`.
    """
    told = orders.first_value(event_days(cells, "refunded"))
    return pc.coalesce(told, orders.latest_day(instant, refund))
