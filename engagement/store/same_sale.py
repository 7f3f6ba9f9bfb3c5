"""Which rows of one file are the sales of another: known by a number, else by customer, amount and time.

What is looked at are two sources of orders in one workspace. A number that both name says it, where
amount, customer or time bear it out. Without a number the same customer, the same amount and nearly the
same moment say it, if that comes so often that chance cannot explain it: how often it would by chance
is counted on the same files, moved against each other by whole days. Each row is used once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.stats import poisson

from engagement.sources import references
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Mask = NDArray[np.bool_]

DAY: Final = 86_400
#: Two clocks of one sale, once what parts their zones is taken off.
NEAR: Final = 15 * 60
#: A number of so many signs is nobody else's.
_LONG: Final = 10
#: Chance explains the matches no better than this ...
_UNLIKELY: Final = 1e-4
#: ... and of those that are made so few may be due to it.
_WRONG: Final = 0.05
#: From so much chance on, the question is not even put.
_WORTH_ASKING: Final = 0.01
#: Days by which files are moved against each other to see what chance does: within a week, and by weeks.
_OUT_OF_STEP: Final = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13)
_IN_STEP: Final = (7, 14, 21)
#: How much of a coincidence is allowed for where none was seen.
_DOUBT: Final = 0.1
#: So many rows tell how often chance matches.
_SAMPLE: Final = 50_000
#: Of bare numbers that both sides have, so many must be borne out before one is believed without a name.
_MOST: Final = 0.6
#: Where so many payments are known to be orders, one that came in later is the order that is left.
_NEARLY_ALL: Final = 0.9
#: By how many times a tip, a fee or shipping may part two amounts of one sale.
_TIPPED: Final = 1.5
_NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that are sales of the other source: `here[i]` is `there[i]`, by number or by customer.

    `single`: nothing else could be meant. `sure`: chance does not explain them; else a person decides.
    """

    here: Places
    there: Places
    by_number: Mask
    single: Mask
    sure: Mask


@dataclass(frozen=True, slots=True)
class Sales:
    """What is compared of a table of orders, row by row; a code below zero says that nothing is named."""

    numbers: tuple[Places, Places, Mask, Mask]
    person: Places
    money: Places
    gross: Places
    currency: Places
    shop: Places
    seconds: Places
    counts: Mask

    @classmethod
    def of(cls, orders: pa.Table) -> Sales:
        """Read the columns that are compared."""
        gross, currency = orders.column("gross").to_numpy(), _codes(orders.column("currency"), NO_CURRENCY)
        return cls(
            _numbers(orders),
            _codes(orders.column("customer_key")),
            _codes(pa.array(gross)),
            gross,
            currency,
            _codes(orders.column("shop")),
            orders.column("instant").cast(pa.timestamp("s"), safe=False).cast(pa.int64()).to_numpy(),
            np.asarray(orders.column("counts")),
        )

    def may_be_one(self, here: Places, there: Places) -> Mask:
        """Whether currency and shop allow two rows to be one sale: the same, or not said by one."""
        return _agree(self.currency, here, there) & _agree(self.shop, here, there)


def match(sales: Sales, here: Places, there: Places) -> Found:
    """Find which rows `here` are sales `there`; both are places in one table, of two sources."""
    numbered = _by_number(sales, here, there)
    left_here = np.setdiff1d(here, numbered[0])
    left_there = np.setdiff1d(there, numbered[1])
    pairs, single, sure = _by_customer(sales, left_here, left_there, numbered)
    left_here, left_there = np.setdiff1d(left_here, pairs[0]), np.setdiff1d(left_there, pairs[1])
    tipped, alone = _by_moment(sales, left_here, left_there, numbered)
    return Found(
        np.r_[numbered[0], pairs[0], tipped[0]],
        np.r_[numbered[1], pairs[1], tipped[1]],
        np.r_[np.ones(len(numbered[0]), bool), np.zeros(len(pairs[0]) + len(tipped[0]), bool)],
        np.r_[np.ones(len(numbered[0]), bool), single, alone],
        np.r_[np.ones(len(numbered[0]), bool), np.full(len(pairs[0]), sure), np.zeros(len(tipped[0]), bool)],
    )


# ---------------------------------------------------------------- by number


def _by_number(sales: Sales, here: Places, there: Places) -> tuple[Places, Places]:
    one, two, is_long = _candidates(sales, here, there)
    days = np.abs(sales.seconds[one] - sales.seconds[two]) / DAY
    named = (sales.person[one] != _NOBODY) & (sales.person[two] != _NOBODY)
    person = named & (sales.person[one] == sales.person[two])
    money = sales.money[one] == sales.money[two]
    certain = (is_long & (days <= 60)) | (person & (days <= 30))
    # Two shops count from 1001, too: a bare number is believed where most of them are borne out.
    bare, borne_out = ~is_long, ~is_long & (certain | (money & (days <= 1)))
    if 2 * np.sum(bare & person) < np.sum(bare & named):
        # People may pay by another address: then their clocks must agree.
        borne_out &= _agreed(sales.seconds[two] - sales.seconds[one])
    if borne_out.sum() >= _MOST * bare.sum():
        certain |= money & (days <= 7)
    one, two = one[certain], two[certain]
    _, first, times = np.unique(one, return_index=True, return_counts=True)
    alone = first[times == 1]
    return one[alone], two[alone]


def _candidates(sales: Sales, here: Places, there: Places) -> tuple[Places, Places, Mask]:
    """Pairs that share a number which is that of one row there; each pair once, with the longest."""
    row, code, is_long, own = sales.numbers
    side = np.zeros(len(sales.person), np.int8)
    side[here], side[there] = 1, 2
    mine, theirs = side[row] == 1, side[row] == 2
    size = int(code.max(initial=-1)) + 1
    per_code = [np.bincount(code[which], minlength=size) for which in (mine, theirs)]
    owned = np.bincount(code[own & (mine | theirs)], minlength=size) > 0
    # A number that neither side calls its own must be one sale's on both.
    usable = (per_code[1] == 1) & ((per_code[0] == 1) | ((per_code[0] > 0) & owned))
    place = np.zeros(size, np.int64)
    place[code[theirs]] = row[theirs]
    used = mine & usable[code]
    one, two, longer = row[used], place[code[used]], is_long[used]
    fits = sales.may_be_one(one, two)
    one, two, longer = one[fits], two[fits], longer[fits]
    order = np.lexsort((~longer, two, one))
    one, two, longer = one[order], two[order], longer[order]
    first = np.r_[True, (one[1:] != one[:-1]) | (two[1:] != two[:-1])][: len(one)]
    return one[first], two[first], longer[first]


def _numbers(orders: pa.Table) -> tuple[Places, Places, Mask, Mask]:
    """Row, code, length and ownership of every number that a row has or refers to; each once a row."""
    parts = []
    for name in ("order_id", "refers_to"):
        column: Any = orders.column(name)
        text = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        parts.append(references.tokens(text))
    row = np.r_[parts[0][0], parts[1][0]]
    own = np.r_[np.ones(len(parts[0][0]), bool), np.zeros(len(parts[1][0]), bool)]
    encoded = pa.concat_arrays([parts[0][1], parts[1][1]]).dictionary_encode()
    code = encoded.indices.to_numpy().astype(np.int64)
    long_ = np.asarray(pc.greater_equal(pc.utf8_length(encoded.dictionary), _LONG)).astype(bool)
    _, once = np.unique(row * (len(encoded.dictionary) + 1) + code, return_index=True)
    return row[once], code[once], long_[code[once]] if len(long_) else np.zeros(0, bool), own[once]


# ---------------------------------------------------------------- by customer, amount and time


def _by_customer(
    sales: Sales, here: Places, there: Places, numbered: tuple[Places, Places]
) -> tuple[tuple[Places, Places], Mask, bool]:
    """Match by customer, amount and moment: the pairs, whether each is the only one, and how sure all are."""
    nothing = (np.empty(0, np.int64), np.empty(0, np.int64))
    here, there = here[sales.person[here] != _NOBODY], there[sales.person[there] != _NOBODY]
    if not len(here) or not len(there):
        return nothing, np.empty(0, bool), False
    clocks = _Clocks.of(sales, here, there, numbered)
    counting, among = here[sales.counts[here]], there
    first = clocks.pairs(counting, there[sales.counts[there]])
    again = clocks.pairs(np.setdiff1d(counting, first[0]), np.setdiff1d(among, first[1]))
    pairs = (np.r_[first[0], again[0]], np.r_[first[1], again[1]])
    verdict = _verdict(clocks, counting, there, len(pairs[0]), len(numbered[0]))
    if verdict == "chance" or not len(pairs[0]):
        return nothing, np.empty(0, bool), False
    single = clocks.single(pairs[0], here, there)
    if verdict == "sure":
        known = len(pairs[0]) + len(numbered[0])
        if known >= _NEARLY_ALL * (len(counting) + len(numbered[0])):
            late = clocks.late(np.setdiff1d(counting, pairs[0]), np.setdiff1d(there, pairs[1]))
            pairs = (np.r_[pairs[0], late[0]], np.r_[pairs[1], late[1]])
            single = np.r_[single, np.ones(len(late[0]), bool)]
        tries = clocks.tries(here[~sales.counts[here]], there)
        pairs = (np.r_[pairs[0], tries[0]], np.r_[pairs[1], tries[1]])
        single = np.r_[single, np.zeros(len(tries[0]), bool)]
    return pairs, single, verdict == "sure"


def _by_moment(
    sales: Sales, here: Places, there: Places, numbered: tuple[Places, Places]
) -> tuple[tuple[Places, Places], Mask]:
    """Match what is left by customer and moment alone: a tip or a fee may part the amounts. Never sure.

    Only clocks tell that: a customer may well order twice on one day.
    """
    nothing = (np.empty(0, np.int64), np.empty(0, np.int64)), np.empty(0, bool)
    here, there = (rows[(sales.person[rows] != _NOBODY) & sales.counts[rows]] for rows in (here, there))
    if not len(here) or not len(there):
        return nothing
    clocks = _Clocks.of(replace(sales, money=np.zeros_like(sales.money)), here, there, numbered)
    if not clocks.timed:
        return nothing
    one, two = clocks.pairs(here, there)
    ratio = sales.gross[one] / np.maximum(sales.gross[two], 1)
    likely = (ratio >= 1 / _TIPPED) & (ratio <= _TIPPED)
    one, two = one[likely], two[likely]
    if not len(one) or _verdict(clocks, here, there, len(one), len(numbered[0])) == "chance":
        return nothing
    return (one, two), clocks.single(one, here, there)


def _verdict(clocks: _Clocks, here: Places, there: Places, found: int, numbered: int) -> str:
    """Say whether chance explains so many matches: "sure" that it does not, "unclear" or "chance"."""
    span = clocks.seconds[there]
    asked = here[(clocks.seconds[here] >= span.min() - DAY) & (clocks.seconds[here] <= span.max() + DAY)]
    n = max(len(asked), found)
    if not n:  # the two files have no day in common
        return "chance"
    sample = asked if len(asked) <= _SAMPLE else asked[:: len(asked) // _SAMPLE + 1]
    scale = len(asked) / max(len(sample), 1)

    def by_chance(lags: tuple[int, ...]) -> float:
        moved = [clocks.hits(sample, there, sign * days * DAY) for days in lags for sign in (1, -1)]
        return float((sum(moved) * scale + _DOUBT) / len(moved))

    expected = by_chance(_OUT_OF_STEP)
    if not clocks.timed:
        # Days alone cannot tell a habit of every Saturday from one sale written down twice.
        expected = max(expected, by_chance(_IN_STEP))
    rate = min(expected / n, 0.999)
    wrong = rate * (n - found) / ((1 - rate) * max(found, 1))
    tail = float(poisson.sf(found - 1, expected)) if found else 1.0
    everything = clocks.timed and found >= 0.95 * n and found >= 10
    if (tail < _UNLIKELY or everything or (numbered and tail < _WORTH_ASKING)) and wrong <= _WRONG:
        return "sure"
    return "unclear" if tail < _WORTH_ASKING else "chance"


@dataclass(frozen=True, slots=True)
class _Clocks:
    """Rows by customer, amount, currency and shop, in time; and what parts the clocks of two files."""

    group: Places
    seconds: Places
    timed: bool
    zones: tuple[int, ...]

    @classmethod
    def of(cls, sales: Sales, here: Places, there: Places, numbered: tuple[Places, Places]) -> _Clocks:
        group = np.full(len(sales.person), -1, np.int64)
        both = np.r_[here, there]
        # What one of the two files never says parts nothing.
        told = [c for c in (sales.currency, sales.shop) if (c[here] >= 0).any() and (c[there] >= 0).any()]
        group[both] = _joint(*(code[both] for code in (sales.person, sales.money, *told)))
        timed = all(bool((sales.seconds[side] % DAY).any()) for side in (here, there))
        seconds = sales.seconds - int(sales.seconds[both].min())
        if not timed:
            seconds = (sales.seconds // DAY - int(sales.seconds[both].min()) // DAY) * DAY
        plain = cls(group, seconds, timed, (0,))
        if not timed:
            return plain
        gaps = sales.seconds[numbered[1]] - sales.seconds[numbered[0]]
        return cls(group, seconds, timed, _zones(np.r_[gaps, plain.gaps(here, there)]))

    @property
    def near(self) -> int:
        """How far two moments of one sale lie apart at most."""
        return NEAR if self.timed else 0

    def gaps(self, here: Places, there: Places) -> Places:
        """From each row here to the nearest there of its group, in seconds, where there is one."""
        at = self._nearest(here, there, 0)
        with_one = at >= 0
        return self.seconds[there[at[with_one]]] - self.seconds[here[with_one]]

    def hits(self, here: Places, there: Places, moved: int) -> int:
        """How many rows here have one there at their moment, once they are moved."""
        found = np.zeros(len(here), bool)
        for zone in self.zones:
            at = self._nearest(here, there, zone + moved)
            away = np.abs(self.seconds[there[at]] - self.seconds[here] - zone - moved)
            found |= (at >= 0) & (away <= self.near)
        return int(found.sum())

    def pairs(self, here: Places, there: Places) -> tuple[Places, Places]:
        """Pairs at one moment, the nearest first; each row at most once."""
        one, two = np.empty(0, np.int64), np.empty(0, np.int64)
        for zone in self.zones:
            while len(here) and len(there):
                at = self._nearest(here, there, zone)
                away = np.abs(self.seconds[there[at]] - self.seconds[here] - zone)
                good = np.flatnonzero((at >= 0) & (away <= self.near))
                if not len(good):
                    break
                order = good[np.lexsort((here[good], away[good], at[good]))]
                nearest = order[np.r_[True, at[order][1:] != at[order][:-1]]]
                one, two = np.r_[one, here[nearest]], np.r_[two, there[at[nearest]]]
                here, there = np.delete(here, nearest), np.delete(there, at[nearest])
        return one, two

    def late(self, here: Places, there: Places) -> tuple[Places, Places]:
        """Pairs within a day and a half of which neither could be another: money that came in later."""
        if not len(here) or not len(there):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        within = DAY + DAY // 2 if self.timed else DAY
        around = self._around(here, there, within) == 1
        back = self._around(there, here, within) == 1
        one = here[around]
        at = self._nearest(one, there, 0)
        mutual = (at >= 0) & back[at]
        return one[mutual], there[at[mutual]]

    def tries(self, here: Places, there: Places) -> tuple[Places, Places]:
        """Rows here that do not count, each with what was bought at that moment: failed attempts to pay."""
        one, two = np.empty(0, np.int64), np.empty(0, np.int64)
        if not len(here):
            return one, two
        for zone in self.zones:
            at = self._nearest(here, there, zone)
            away = np.abs(self.seconds[there[at]] - self.seconds[here] - zone)
            good = (at >= 0) & (away <= self.near)
            one, two = np.r_[one, here[good]], np.r_[two, there[at[good]]]
            here = here[~good]
        return one, two

    def single(self, matched: Places, here: Places, there: Places) -> Mask:
        """Whether within the group nothing else lies near the matched rows."""
        near = self.near + max(map(abs, self.zones))
        alone = [self._around(matched, side, near) == 1 for side in (there, here)]
        return np.asarray(alone[0] & alone[1])

    def _keys(self, rows: Places, moved: int = 0) -> Places:
        # Wide enough apart that a moment moved out of its group's time meets no other group.
        width = int(self.seconds.max(initial=0)) + 200 * DAY
        return self.group[rows] * width + self.seconds[rows] + moved + 100 * DAY

    def _nearest(self, here: Places, there: Places, moved: int) -> Places:
        """Place in `there` of the row of the same group that is nearest in time; -1: none."""
        keys = self._keys(there)
        order = np.argsort(keys, kind="stable")
        wanted, keys = self._keys(here, moved), keys[order]
        right = np.searchsorted(keys, wanted)
        options = np.stack([np.clip(right - 1, 0, len(keys) - 1), np.clip(right, 0, len(keys) - 1)])
        away = np.abs(keys[options] - wanted)
        other = self.group[there[order[options]]] != self.group[here]
        away[other] = np.iinfo(np.int64).max
        best = np.where(away[1] < away[0], options[1], options[0])
        return np.where(other.all(axis=0), -1, order[best])

    def _around(self, here: Places, there: Places, within: int) -> Places:
        """How many rows there of the same group lie so near."""
        keys, wanted = np.sort(self._keys(there)), self._keys(here)
        return np.searchsorted(keys, wanted + within, "right") - np.searchsorted(keys, wanted - within)


def _agreed(gaps: Places) -> Mask:
    """Whether what parts two clocks is what parts them for many."""
    away = np.abs(gaps[:, None] - np.array(_zones(gaps))[None, :])
    return np.asarray(away.min(axis=1, initial=DAY) <= NEAR)


def _zones(gaps: Places) -> tuple[int, ...]:
    """What parts two clocks, in whole quarters of an hour: 0, and what many gaps agree upon.

    Where summer time parts them by an hour more or less, that counts as well.
    """
    quarter = 15 * 60
    gaps = gaps[np.abs(gaps) <= 58 * quarter]
    near = np.rint(gaps / quarter).astype(np.int64)
    values, counts = np.unique(near, return_counts=True)
    agreed = {int(v) for v, c in zip(values, counts, strict=True) if c >= 3 and 5 * c >= len(gaps)}
    agreed |= {v + hour for v in agreed for hour in (4, -4) if v + hour in values}
    often = dict(zip(values.tolist(), counts.tolist(), strict=True))
    return tuple(v * quarter for v in sorted(agreed | {0}, key=lambda v: -often.get(v, 0)))


def _agree(codes: Places, here: Places, there: Places) -> Mask:
    one, two = codes[here], codes[there]
    return np.asarray((one == two) | (one < 0) | (two < 0))


def _joint(*codes: Places) -> Places:
    joined = np.zeros(len(codes[0]), np.int64)
    for code in codes:
        pairs = joined * (int(code.max(initial=0)) + 2) + code + 1
        joined = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    return joined


def _codes(values: Any, nothing: str | None = None) -> Places:
    """Number distinct values from 0; -1 for what is missing, or says nothing."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if nothing is not None:
        values = pc.if_else(pc.equal(values, nothing), None, values)
    codes: Places = values.dictionary_encode().indices.fill_null(_NOBODY).to_numpy(zero_copy_only=False)
    return codes.astype(np.int64)
