"""Doubts about an implausible table of orders, each shown once, before figures are computed.

A doubt changes nothing by itself. If a person answers that an address is the shop's own, or that no column
names customers, the orders lose that customer.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns import person_keys
from engagement.sources.meaning.header_words import words
from engagement.sources.orders.states import state_of
from engagement.sources.orders.values import STATES
from engagement.sources.values.texts import blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

_EPOCH: Final = date(1970, 1, 1)
#: (number of orders, share): with at least so many orders, one customer with a larger share is implausible.
_ONE_OF: Final = ((20, 0.3), (8, 0.5))
#: With at least `_MANY` orders, a mean of `_EACH` orders per customer is implausible.
_MANY: Final = 100
_EACH: Final = 20
#: The share of refunds that may exceed their orders' amounts without a doubt.
_TOO_MUCH: Final = 0.05
#: Days by which the first order may precede the others, if there are at least `_FEW_DAYS` days with orders.
_LONG_BEFORE: Final = 730
_FEW_DAYS: Final = 5
#: The ratio to the next largest order from which an order is doubted, and the fewest orders for that.
_LARGEST: Final = 20
_FEW_ORDERS: Final = 20
#: The most distinct words that a column of states has.
_MOST_CODES: Final = 12
_MASK: Final = "***"
_LOOKED_AT: Final = 200
_SHORTENED: Final = r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$"
_DELIVERY: Final = words("fulfillment fulfilment delivery shipping tracking")


def doubted(cells: Cells, tables: Mapping[str, pa.Table], *, complete: bool) -> dict[str, pa.Table]:
    """Add doubts about a file of orders; return its tables, corrected by a person's answers to them.

    `complete`: no other file supplements these orders. Otherwise amounts may be missing and are not checked.
    """
    orders = tables.get("orders")
    if orders is None or not orders.num_rows:
        return dict(tables)
    _of_days(cells, orders)
    if complete:
        _of_money(cells, orders)
    _of_numbers(cells, orders)
    _of_states(cells, orders)
    nobody = _of_people(cells, orders)
    if nobody is None:
        return dict(tables)
    place = orders.column_names.index("customer_key")
    key = orders.column("customer_key")
    remaining = pc.if_else(pc.is_in(key, nobody), None, key)
    return {**tables, "orders": orders.set_column(place, orders.schema.field(place), remaining)}


def _of_people(cells: Cells, orders: pa.Table) -> pa.Array | None:
    """Add a doubt if few customers have very many orders.

    Returns the keys of those that a person has answered to be no customers; None without such an answer.
    """
    keys = orders.column("customer_key").drop_null()
    people = keys.value_counts()
    if not len(people):
        _of_masks(cells)
        return None
    total, most = len(keys), pc.max(people.field("counts")).as_py()
    alone = len(people) == 1 and total >= _ONE_OF[-1][0]
    if alone or (total >= _MANY and len(people) * _EACH <= total):
        sentence = message(
            "{customers} customer for {orders} orders: what is read as the customer may be something else",
            "{customers} customers for {orders} orders: what is read as the customer may be something else",
            n=len(people),
            customers=len(people), orders=total,
        )  # fmt: skip
        return people.field("values") if cells.doubt("people", "people", sentence) == "nobody" else None
    if len(people) > 1 and any(total >= least and most > share * total for least, share in _ONE_OF):
        sentence = message(
            "{count} of {of} orders are one customer's; that may be the shop's own address",
            count=most,
            of=total,
        )
        if cells.doubt("own", "customer", sentence) == "shop":
            return people.field("values").filter(pc.equal(people.field("counts"), most))
    return None


def _of_masks(cells: Cells) -> None:
    """Add a doubt if a column has masked values ("***") for orders without customers."""
    for place, name in enumerate(cells.raw.columns):
        texts = cells.raw.data.column(place).slice(0, _LOOKED_AT).drop_null().to_pylist()
        masked = [text for text in texts if _MASK in text]
        if masked and 2 * len(masked) > len(texts):
            cells.doubt("masked", None, person_keys.masked(name), column=name, samples=masked[:3])
            return


def _of_days(cells: Cells, orders: pa.Table) -> None:
    days = sorted(pc.unique(orders.column("day")).drop_null().to_pylist())
    if len(days) >= _FEW_DAYS and days[1] - days[0] > max(_LONG_BEFORE, days[-1] - days[1]):
        first = _EPOCH + timedelta(days=days[0])
        cells.doubt("past", None, message("The first order is of {day}, long before all others", day=first))
    last = _EPOCH + timedelta(days=days[-1])
    if last > datetime.now(UTC).date() + timedelta(days=1):
        cells.doubt("future", None, message("The last order is of {day}, a day still to come", day=last))


def _of_money(cells: Cells, orders: pa.Table) -> None:
    gross, refunded = orders.column("gross"), orders.column("refunded")
    if pc.max(pc.abs(gross)).as_py() == 0:
        cells.doubt("nothing", None, message("Every order of this file has a value of zero"))
        return
    back = pc.greater(refunded, 0)
    more = pc.and_(back, pc.greater(refunded, pc.abs(gross)))
    count, total = pc.sum(more).as_py(), pc.sum(back).as_py()
    far = pc.any(pc.and_(back, pc.greater(refunded, pc.multiply(pc.abs(gross), 2)))).as_py()
    if (count > 1 or far) and count > _TOO_MUCH * total:
        sentence = message(
            "{count} of {of} refunds are larger than what the order cost", count=count, of=total
        )
        cells.doubt("share", None, sentence)
    amounts = orders.select(["order_id", "gross", "currency"])
    counts = orders.column("counts")
    _of_the_largest(cells, amounts if pc.all(counts).as_py() else amounts.filter(counts))


def _of_the_largest(cells: Cells, orders: pa.Table) -> None:
    """Add a doubt about an order many times as large as the next one: it may lack a decimal sign."""
    codes = pc.unique(orders.column("currency")).to_pylist()
    for code in codes:
        same = orders.filter(pc.equal(orders.column("currency"), code)) if len(codes) > 1 else orders
        if same.num_rows < _FEW_ORDERS:
            continue
        places = pc.select_k_unstable(same, 2, [("gross", "descending")])
        largest, second = same.column("gross").take(places).to_pylist()
        if second > 0 and largest >= _LARGEST * second:
            sentence = message(
                "Order {order} is {times} times as large as the next one; its amount may be wrong",
                order=same.column("order_id")[places[0].as_py()].as_py(),
                times=round(largest / second),
            )
            cells.doubt("largest", None, sentence)
            return


def _of_numbers(cells: Cells, orders: pa.Table) -> None:
    ids = orders.column("order_id")
    lost = pc.match_substring_regex(ids, _SHORTENED)
    if 2 * (pc.sum(lost).as_py() or 0) > orders.num_rows and "grouping" not in _doubted_before(cells):
        samples = pc.unique(ids.filter(lost)).to_pylist()[:3]
        sentence = message(
            "A spreadsheet has shortened the order numbers ({samples}); rows that "
            "are read as one order may be several",
            samples=", ".join(samples),
        )  # fmt: skip
        cells.doubt("lost", None, sentence, samples=samples)


def _of_states(cells: Cells, orders: pa.Table) -> None:
    """Add a doubt if all orders have one state and the column of states is blank or has unknown words."""
    if len(pc.unique(orders.column("status"))) > 1:
        return
    states = {
        name: cells.raw.data.column(place)
        for place, name in enumerate(cells.raw.columns)
        if (header := words(name)) & STATES and not header & _DELIVERY
    }
    if states and all(pc.all(blank(column)).as_py() for column in states.values()):
        name = next(iter(states))
        sentence = message(
            "{column} is blank in every row; nothing here tells which orders were cancelled", column=name
        )
        cells.doubt("blank", None, sentence, column=name)
    elif "states" not in _doubted_before(cells):
        _of_codes(cells, states)


def _of_codes(cells: Cells, states: Mapping[str, pa.ChunkedArray]) -> None:
    """Add a doubt if a column of states has only words that are not known states."""
    for name, column in states.items():
        codes = [code for code in pc.unique(column).drop_null().to_pylist() if code.strip()]
        if 1 < len(codes) <= _MOST_CODES and not any(map(state_of, codes)):
            sentence = message(
                "{column} may say how the orders ended, and nobody but the shop knows its words: {words}",
                column=name,
                words=", ".join(sorted(codes)),
            )
            cells.doubt("blank", None, sentence, column=name, samples=codes[:3])
            return


def _doubted_before(cells: Cells) -> set[str]:
    return {doubt.about for doubt in cells.ledger.doubts}
