"""Order numbers that two files share wrongly: two shops, a restarted sequence, or numbers cut short.

In a version the newest file with an order wins. That is right for an order in two exports, and would lose
orders if two shops use the same numbers: the same number at another time is another order. A spreadsheet
removes the zeros of 00012: the same order with another number would count twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message

if TYPE_CHECKING:
    from engagement.locale import Message

#: The columns of orders that are compared.
COLUMNS: Final = ("source", "shop", "order_id", "day")
#: The columns with an order's amount.
MONEY: Final = ("shop", "currency", "gross")
#: The columns by which cut numbers are found.
OF_CUT: Final = (*COLUMNS, "gross")
#: The columns by which other amounts of the same orders are found.
OF_AMOUNTS: Final = (*COLUMNS, "currency", "gross")
_KEYS: Final = ["source", "shop", "order_id"]
_AMOUNT: Final = ("currency", "gross")
_JOINED: Final = ("key", "currency")
#: The share of shared orders with another amount that a few corrected orders do not reach.
_OF_SHARED: Final = 0.05
#: Two exports of one order may date it on adjacent days, because one is in UTC.
_BESIDE: Final = 2
#: The implausible factor of an order value against the shop's other orders, and the fewest orders for it.
_TIMES: Final = 50
_FEWEST: Final = 5
#: Stored texts may be dictionaries, which cannot be joined.
_TYPES: Final = {"currency": pa.string()}
#: The characters that a spreadsheet or a person omits before a number.
_BEFORE: Final = "#0 "
_LONGER: Final = f"^[{_BEFORE}]"
#: The number of orders with equal day, amount and rest of the number that cannot be chance.
_FEWEST_CUT: Final = 3


def numbers(own_orders: pa.Table, other: pa.Table) -> list[str]:
    """Return the numbers of `own_orders` that belong to orders at another time in the `other` table."""
    own_days, right = (
        _keyed(table).group_by("key").aggregate([("day", "min")]) for table in (own_orders, other)
    )
    in_both = own_days.join(right, "key", join_type="inner", right_suffix="_other")
    apart = pc.greater(pc.abs(pc.subtract(in_both["day_min"], in_both["day_min_other"])), _BESIDE)
    return [str(key).rpartition("\n")[2] for key in sorted(in_both.filter(apart)["key"].to_pylist())]


def sentence(numbers: list[str], file: str, others: str) -> Message:
    """Return the sentence that numbers of a file belong to other orders elsewhere, and what to do."""
    return message(
        "{count} order number of {file} stands for another order in {others}, like {samples}. Name the shop "
        "of each file; until then only the newer of two such orders counts",
        "{count} order numbers of {file} stand for other orders in {others}, like {samples}. Name the shop "
        "of each file; until then only the newer of two such orders counts",
        n=len(numbers),
        count=len(numbers),
        file=file,
        others=others,
        samples=", ".join(numbers[:3]),
    )


def amounts(own_orders: pa.Table, other: pa.Table) -> tuple[int, int] | None:
    """Return how many orders that two tables share have other amounts, and of how many; None: hardly any."""
    own, right = (_keyed(table, *_AMOUNT) for table in (own_orders, other))
    both = own.join(right, [*_JOINED], join_type="inner", right_suffix="_other")
    beside = pc.less_equal(pc.abs(pc.subtract(both["day"], both["day_other"])), _BESIDE)
    shared = both.filter(beside)
    differ = pc.sum(pc.not_equal(shared["gross"], shared["gross_other"])).as_py() or 0
    return (differ, shared.num_rows) if differ >= max(_FEWEST_CUT, _OF_SHARED * shared.num_rows) else None


def amounts_sentence(differ: int, shared: int, file: str, other: str) -> Message:
    """Return the sentence that two files differ in what their orders came to, and which of them counts."""
    return message(
        "{count} of {of} orders that {file} shares with {other} have another amount there. The file added "
        "last counts: add the one with all that customers paid last",
        count=differ,
        of=shared,
        file=file,
        other=other,
    )


def cut(own_orders: pa.Table, other: pa.Table) -> list[tuple[str, str]]:
    """Return shortened numbers of `own_orders`, each with its full form in `other` and the missing prefix.

    The orders agree in amount and day. Empty if there are too few to rule out chance.
    """
    whole_orders = other.filter(pc.match_substring_regex(other["order_id"], _LONGER))
    if not whole_orders.num_rows:
        return []
    own, whole = (_by_rest(table) for table in (own_orders, whole_orders))
    both = own.join(whole, "key", join_type="inner", right_suffix="_whole")
    beside = pc.less_equal(pc.abs(pc.subtract(both["day"], both["day_whole"])), _BESIDE)
    shorter = pc.less(pc.utf8_length(both["order_id"]), pc.utf8_length(both["order_id_whole"]))
    same = pc.and_(pc.and_(beside, shorter), pc.equal(both["gross"], both["gross_whole"]))
    found = both.filter(same).sort_by("order_id")
    pairs = zip(found["order_id"].to_pylist(), found["order_id_whole"].to_pylist(), strict=True)
    return list(pairs) if found.num_rows >= _FEWEST_CUT else []


def cut_sentence(pairs: list[tuple[str, str]], file: str, other: str) -> Message:
    """Return the sentence that orders of a file count twice because their numbers were cut."""
    return message(
        "{count} orders of {file} stand in {other} under longer numbers, like {samples}, and count twice: a "
        "spreadsheet cuts zeros off. Export {file} again and do not save it in a spreadsheet",
        count=len(pairs),
        file=file,
        other=other,
        samples=", ".join(f"{number} = {whole}" for number, whole in pairs[:3]),
    )


def times(own_orders: pa.Table, other: pa.Table) -> int | None:
    """Return the ratio of the median order values of both tables; None if they are similar."""
    currencies = set(own_orders["currency"].to_pylist()) & set(other["currency"].to_pylist())
    for currency in sorted(currencies):
        own_amounts, other_amounts = (_gross(table, currency) for table in (own_orders, other))
        if min(len(own_amounts), len(other_amounts)) >= _FEWEST:
            ratio = float(np.median(own_amounts)) / float(np.median(other_amounts))
            if ratio >= _TIMES:
                return round(ratio)
    return None


def _by_rest(table: pa.Table) -> pa.Table:
    """Return number, day and amount of the orders by source, shop and the rest of a shortened number."""
    source, shop = (pc.fill_null(table[name].cast(pa.string()), "") for name in ("source", "shop"))
    rest = pc.utf8_ltrim(table["order_id"], characters=_BEFORE)
    key = pc.binary_join_element_wise(source, shop, rest, "\n")
    days = table["day"].cast(pa.int32())
    return pa.table({"key": key, "day": days, "order_id": table["order_id"], "gross": table["gross"]})


def _gross(table: pa.Table, currency: str) -> np.ndarray:
    amounts: np.ndarray = table.filter(pc.equal(table["currency"], currency))["gross"].to_numpy()
    return amounts[amounts > 0]


def _keyed(table: pa.Table, *columns: str) -> pa.Table:
    parts = [pc.fill_null(table[name].cast(pa.string()), "") for name in _KEYS]
    key = pc.binary_join_element_wise(*parts, "\n")
    beside = {name: table[name].cast(_TYPES.get(name, table[name].type)) for name in columns}
    return pa.table({"key": key, "day": table["day"], **beside})
