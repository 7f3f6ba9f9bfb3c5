"""Which rows of one source are sales of another: by a number, else by customer, amount and time.

A number that both sources have decides if amount, customer or time confirm it. Without a number, the same
customer, amount and nearly the same moment decide, if this occurs too often for chance: the rate of chance
matches is measured on the same files, shifted against each other by whole days. Each row is used once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.interval import poisson_sf
from engagement.store.sales.as_codes import NOBODY, Sales
from engagement.store.sales.clocks import DAY, DOUBT, IN_STEP, OUT_OF_STEP, SAMPLE, Clocks, agreed

if TYPE_CHECKING:
    from engagement.store.sales.as_codes import Mask, Places

#: The largest probability of the matches by chance ...
UNLIKELY: Final = 1e-4
#: ... and the largest share of the matches that may be due to chance.
WRONG: Final = 0.05
#: The share of chance matches from which the question is not asked.
WORTH_ASKING: Final = 0.01
#: The share of bare numbers on both sides that must be confirmed before one counts without a platform's name.
_MOST: Final = 0.6
#: The share of payments matched with orders from which a later payment is matched with a remaining order.
_NEARLY_ALL: Final = 0.9
#: The largest ratio of two amounts of one sale, due to tips, fees or shipping.
_TIPPED: Final = 1.5


@dataclass(frozen=True, slots=True)
class SameSales:
    """Matched rows: row `here[i]` is the same sale as row `there[i]`, by number or by customer.

    `single`: there is no other candidate. `sure`: chance does not explain them; else a person decides.
    """

    here: Places
    there: Places
    by_number: Mask
    single: Mask
    sure: Mask


def match(sales: Sales, rows: Places, twins: Places) -> SameSales:
    """Match `rows` with `twins`; both are indices in one table, of two sources."""
    numbered = _by_number(sales, rows, twins)
    left_here = np.setdiff1d(rows, numbered[0])
    left_there = np.setdiff1d(twins, numbered[1])
    pairs, single, sure = _by_customer(sales, left_here, left_there, numbered)
    left_here, left_there = np.setdiff1d(left_here, pairs[0]), np.setdiff1d(left_there, pairs[1])
    tipped, alone = _by_moment(sales, left_here, left_there, numbered)
    return SameSales(
        np.r_[numbered[0], pairs[0], tipped[0]],
        np.r_[numbered[1], pairs[1], tipped[1]],
        np.r_[np.ones(len(numbered[0]), bool), np.zeros(len(pairs[0]) + len(tipped[0]), bool)],
        np.r_[np.ones(len(numbered[0]), bool), single, alone],
        np.r_[np.ones(len(numbered[0]), bool), np.full(len(pairs[0]), sure), np.zeros(len(tipped[0]), bool)],
    )


# ---------------------------------------------------------------- by number


def _by_number(sales: Sales, source_rows: Places, twin_rows: Places) -> tuple[Places, Places]:
    rows, twins, is_long = _candidates(sales, source_rows, twin_rows)
    days = np.abs(sales.seconds[rows] - sales.seconds[twins]) / DAY
    named = (sales.person[rows] != NOBODY) & (sales.person[twins] != NOBODY)
    person = named & (sales.person[rows] == sales.person[twins])
    money = sales.money[rows] == sales.money[twins]
    certain = (is_long & (days <= 60)) | (person & (days <= 30))
    # Two shops may both count from 1001: bare numbers count only if most of them are confirmed.
    bare, borne_out = ~is_long, ~is_long & (certain | (money & (days <= 1)))
    if 2 * np.sum(bare & person) < np.sum(bare & named):
        # People may pay with another address; then the times must agree.
        borne_out &= agreed(sales.seconds[twins] - sales.seconds[rows])
    if borne_out.sum() >= _MOST * bare.sum():
        certain |= money & (days <= 7)
    rows, twins = rows[certain], twins[certain]
    _, first, times = np.unique(rows, return_index=True, return_counts=True)
    alone = first[times == 1]
    return rows[alone], twins[alone]


def _candidates(sales: Sales, source_rows: Places, twin_rows: Places) -> tuple[Places, Places, Mask]:
    """Return pairs of rows that share a number which one twin owns; each pair once, by its longest number."""
    row, code, is_long, is_own = sales.numbers
    side_of_row = np.zeros(len(sales.person), np.int8)
    side_of_row[source_rows], side_of_row[twin_rows] = 1, 2
    is_here, is_there = side_of_row[row] == 1, side_of_row[row] == 2
    size = int(code.max(initial=-1)) + 1
    per_code = [np.bincount(code[which], minlength=size) for which in (is_here, is_there)]
    owned = np.bincount(code[is_own & (is_here | is_there)], minlength=size) > 0
    # A number that neither side owns must belong to one sale on both sides.
    usable = (per_code[1] == 1) & ((per_code[0] == 1) | ((per_code[0] > 0) & owned))
    place = np.zeros(size, np.int64)
    place[code[is_there]] = row[is_there]
    used = is_here & usable[code]
    rows, twins, longer = row[used], place[code[used]], is_long[used]
    fits = sales.may_be_one(rows, twins)
    rows, twins, longer = rows[fits], twins[fits], longer[fits]
    order = np.lexsort((~longer, twins, rows))
    rows, twins, longer = rows[order], twins[order], longer[order]
    first = np.r_[True, (rows[1:] != rows[:-1]) | (twins[1:] != twins[:-1])][: len(rows)]
    return rows[first], twins[first], longer[first]


# ---------------------------------------------------------------- by customer, amount and time


def _by_customer(
    sales: Sales, source_rows: Places, twin_rows: Places, numbered: tuple[Places, Places]
) -> tuple[tuple[Places, Places], Mask, bool]:
    """Match by customer, amount and moment: the pairs, whether each is unique, and how sure all are."""
    nothing = (np.empty(0, np.int64), np.empty(0, np.int64))
    source_rows, twin_rows = (
        source_rows[sales.person[source_rows] != NOBODY],
        twin_rows[sales.person[twin_rows] != NOBODY],
    )
    if not len(source_rows) or not len(twin_rows):
        return nothing, np.empty(0, bool), False
    clocks = Clocks.of(sales, source_rows, twin_rows, numbered)
    counting, among = source_rows[sales.counts[source_rows]], twin_rows
    first = clocks.pairs(counting, twin_rows[sales.counts[twin_rows]])
    second = clocks.pairs(np.setdiff1d(counting, first[0]), np.setdiff1d(among, first[1]))
    pairs = (np.r_[first[0], second[0]], np.r_[first[1], second[1]])
    verdict = _verdict(clocks, counting, twin_rows, len(pairs[0]), len(numbered[0]))
    if verdict == "chance" or not len(pairs[0]):
        return nothing, np.empty(0, bool), False
    single = clocks.single(pairs[0], source_rows, twin_rows)
    if verdict == "sure":
        matched = len(pairs[0]) + len(numbered[0])
        if matched >= _NEARLY_ALL * (len(counting) + len(numbered[0])):
            late = clocks.late(np.setdiff1d(counting, pairs[0]), np.setdiff1d(twin_rows, pairs[1]))
            pairs = (np.r_[pairs[0], late[0]], np.r_[pairs[1], late[1]])
            single = np.r_[single, np.ones(len(late[0]), bool)]
        tries = clocks.tries(source_rows[~sales.counts[source_rows]], twin_rows)
        pairs = (np.r_[pairs[0], tries[0]], np.r_[pairs[1], tries[1]])
        single = np.r_[single, np.zeros(len(tries[0]), bool)]
    return pairs, single, verdict == "sure"


def _by_moment(
    sales: Sales, source_rows: Places, twin_rows: Places, numbered: tuple[Places, Places]
) -> tuple[tuple[Places, Places], Mask]:
    """Match the remaining rows by customer and moment only, because tips or fees change amounts. Never sure.

    Only times can show that: a customer may order twice on one day.
    """
    nothing = (np.empty(0, np.int64), np.empty(0, np.int64)), np.empty(0, bool)
    source_rows, twin_rows = (
        rows[(sales.person[rows] != NOBODY) & sales.counts[rows]] for rows in (source_rows, twin_rows)
    )
    if not len(source_rows) or not len(twin_rows):
        return nothing
    clocks = Clocks.of(replace(sales, money=np.zeros_like(sales.money)), source_rows, twin_rows, numbered)
    if not clocks.timed:
        return nothing
    payments, twins = clocks.pairs(source_rows, twin_rows)
    ratio = sales.gross[payments] / np.maximum(sales.gross[twins], 1)
    likely = (ratio >= 1 / _TIPPED) & (ratio <= _TIPPED)
    payments, twins = payments[likely], twins[likely]
    if (
        not len(payments)
        or _verdict(clocks, source_rows, twin_rows, len(payments), len(numbered[0])) == "chance"
    ):
        return nothing
    return (payments, twins), clocks.single(payments, source_rows, twin_rows)


def _verdict(clocks: Clocks, rows: Places, twins: Places, matches: int, numbered: int) -> str:
    """Return whether chance explains so many matches: "sure" that it does not, "unclear" or "chance"."""
    span = clocks.seconds[twins]
    in_span = rows[(clocks.seconds[rows] >= span.min() - DAY) & (clocks.seconds[rows] <= span.max() + DAY)]
    n = max(len(in_span), matches)
    if not n:  # the two files have no day in common
        return "chance"
    sample = in_span if len(in_span) <= SAMPLE else in_span[:: len(in_span) // SAMPLE + 1]
    scale = len(in_span) / max(len(sample), 1)

    def by_chance(lags: tuple[int, ...]) -> float:
        moved = [clocks.hits(sample, twins, sign * days * DAY) for days in lags for sign in (1, -1)]
        return float((sum(moved) * scale + DOUBT) / len(moved))

    expected = by_chance(OUT_OF_STEP)
    if not clocks.timed:
        # Days alone cannot distinguish a habit of every Saturday from one sale recorded twice.
        expected = max(expected, by_chance(IN_STEP))
    rate = min(expected / n, 0.999)
    wrong = rate * (n - matches) / ((1 - rate) * max(matches, 1))
    tail = poisson_sf(matches - 1, expected) if matches else 1.0
    everything = clocks.timed and matches >= 0.95 * n and matches >= 10
    if (tail < UNLIKELY or everything or (numbered and tail < WORTH_ASKING)) and wrong <= WRONG:
        return "sure"
    return "unclear" if tail < WORTH_ASKING else "chance"
