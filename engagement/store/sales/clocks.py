"""The time differences between rows of two files, and how often they would occur by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.store.sales.as_codes import joint

if TYPE_CHECKING:
    from engagement.store.sales.as_codes import Mask, Places, Sales


DAY: Final = 86_400
#: The largest difference between two times of one sale, apart from the time zones.
MOST_SECONDS_APART: Final = 15 * 60
#: The shifts in days by which chance matches are measured: within a week, and by weeks.
OUT_OF_STEP: Final = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13)
IN_STEP: Final = (7, 14, 21)
#: The chance matches assumed if none were observed.
DOUBT: Final = 0.1
#: The number of rows from which the rate of chance matches is estimated.
SAMPLE: Final = 50_000


@dataclass(frozen=True, slots=True)
class Clocks:
    """Rows by customer, amount, currency and shop, by time, and the offsets between two files' clocks."""

    group: Places
    seconds: Places
    timed: bool
    zones: tuple[int, ...]

    @classmethod
    def of(cls, sales: Sales, rows: Places, twins: Places, numbered: tuple[Places, Places]) -> Clocks:
        """Return the clocks of two files, from the pairs of rows whose numbers agree."""
        group = np.full(len(sales.person), -1, np.int64)
        all_rows = np.r_[rows, twins]
        # A column that one of the two files lacks separates nothing.
        stated_codes = [
            c for c in (sales.currency, sales.shop) if (c[rows] >= 0).any() and (c[twins] >= 0).any()
        ]
        group[all_rows] = joint(*(code[all_rows] for code in (sales.person, sales.money, *stated_codes)))
        timed = all(bool((sales.seconds[side_rows] % DAY).any()) for side_rows in (rows, twins))
        seconds = sales.seconds - int(sales.seconds[all_rows].min())
        if not timed:
            seconds = (sales.seconds // DAY - int(sales.seconds[all_rows].min()) // DAY) * DAY
        plain = cls(group, seconds, timed, (0,))
        if not timed:
            return plain
        gaps = sales.seconds[numbered[1]] - sales.seconds[numbered[0]]
        return cls(group, seconds, timed, zones(np.r_[gaps, plain.gaps(rows, twins)]))

    @property
    def most_seconds_apart(self) -> int:
        """The largest time difference, in seconds, between two records of one sale."""
        return MOST_SECONDS_APART if self.timed else 0

    def gaps(self, rows: Places, twins: Places) -> Places:
        """Return the seconds from each row of `rows` to the nearest row of `twins` in its group, if any."""
        nearest = self._nearest(rows, twins, 0)
        with_one = nearest >= 0
        return self.seconds[twins[nearest[with_one]]] - self.seconds[rows[with_one]]

    def hits(self, rows: Places, twins: Places, moved: int) -> int:
        """Return how many rows of `rows` have one of `twins` at the same moment after a shift by `moved`."""
        is_hit = np.zeros(len(rows), bool)
        for zone in self.zones:
            nearest = self._nearest(rows, twins, zone + moved)
            away = np.abs(self.seconds[twins[nearest]] - self.seconds[rows] - zone - moved)
            is_hit |= (nearest >= 0) & (away <= self.most_seconds_apart)
        return int(is_hit.sum())

    def pairs(self, rows: Places, twins: Places) -> tuple[Places, Places]:
        """Return the pairs at the same moment, nearest first; each row is used at most once."""
        matched_here, matched_there = np.empty(0, np.int64), np.empty(0, np.int64)
        for zone in self.zones:
            while len(rows) and len(twins):
                nearest_there = self._nearest(rows, twins, zone)
                away = np.abs(self.seconds[twins[nearest_there]] - self.seconds[rows] - zone)
                good = np.flatnonzero((nearest_there >= 0) & (away <= self.most_seconds_apart))
                if not len(good):
                    break
                order = good[np.lexsort((rows[good], away[good], nearest_there[good]))]
                nearest = order[np.r_[True, nearest_there[order][1:] != nearest_there[order][:-1]]]
                matched_here, matched_there = (
                    np.r_[matched_here, rows[nearest]],
                    np.r_[matched_there, twins[nearest_there[nearest]]],
                )
                rows, twins = np.delete(rows, nearest), np.delete(twins, nearest_there[nearest])
        return matched_here, matched_there

    def late(self, rows: Places, twins: Places) -> tuple[Places, Places]:
        """Return unambiguous pairs within a day and a half: payments that arrived later."""
        if not len(rows) or not len(twins):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        within = DAY + DAY // 2 if self.timed else DAY
        around = self._around(rows, twins, within) == 1
        back = self._around(twins, rows, within) == 1
        lonely = rows[around]
        nearest = self._nearest(lonely, twins, 0)
        mutual = (nearest >= 0) & back[nearest]
        return lonely[mutual], twins[nearest[mutual]]

    def tries(self, rows: Places, twins: Places) -> tuple[Places, Places]:
        """Return failed payment attempts of `rows`, each with the purchase at the same moment."""
        attempts, purchases = np.empty(0, np.int64), np.empty(0, np.int64)
        if not len(rows):
            return attempts, purchases
        for zone in self.zones:
            nearest = self._nearest(rows, twins, zone)
            away = np.abs(self.seconds[twins[nearest]] - self.seconds[rows] - zone)
            good = (nearest >= 0) & (away <= self.most_seconds_apart)
            attempts, purchases = np.r_[attempts, rows[good]], np.r_[purchases, twins[nearest[good]]]
            rows = rows[~good]
        return attempts, purchases

    def single(self, matched: Places, rows: Places, twins: Places) -> Mask:
        """Return whether each matched row has no other candidate nearby in its group."""
        reach = self.most_seconds_apart + max(map(abs, self.zones))
        alone = [self._around(matched, others, reach) == 1 for others in (twins, rows)]
        return np.asarray(alone[0] & alone[1])

    def _keys(self, rows: Places, moved: int = 0) -> Places:
        # Far enough apart that shifted moments never meet another group.
        width = int(self.seconds.max(initial=0)) + 200 * DAY
        return self.group[rows] * width + self.seconds[rows] + moved + 100 * DAY

    def _nearest(self, rows: Places, twins: Places, moved: int) -> Places:
        """Return the index in `twins` of the row of the same group that is nearest in time; -1: none."""
        keys = self._keys(twins)
        order = np.argsort(keys, kind="stable")
        wanted, keys = self._keys(rows, moved), keys[order]
        right = np.searchsorted(keys, wanted)
        options = np.stack([np.clip(right - 1, 0, len(keys) - 1), np.clip(right, 0, len(keys) - 1)])
        away = np.abs(keys[options] - wanted)
        other = self.group[twins[order[options]]] != self.group[rows]
        away[other] = np.iinfo(np.int64).max
        best = np.where(away[1] < away[0], options[1], options[0])
        return np.where(other.all(axis=0), -1, order[best])

    def _around(self, rows: Places, twins: Places, within: int) -> Places:
        """Return how many `twins` of the same group are within `within` seconds of each row."""
        keys, wanted = np.sort(self._keys(twins)), self._keys(rows)
        return np.searchsorted(keys, wanted + within, "right") - np.searchsorted(keys, wanted - within)


def agreed(gaps: Places) -> Mask:
    """Return whether each time difference is one that many pairs share."""
    away = np.abs(gaps[:, None] - np.array(zones(gaps))[None, :])
    return np.asarray(away.min(axis=1, initial=DAY) <= MOST_SECONDS_APART)


def zones(gaps: Places) -> tuple[int, ...]:
    """Return the offsets between two clocks: 0, and those that many gaps share.

    They are in seconds and whole quarters of an hour. An hour more or less, as by summer time, is included.
    """
    quarter = 15 * 60
    gaps = gaps[np.abs(gaps) <= 58 * quarter]
    rounded = np.rint(gaps / quarter).astype(np.int64)
    values, counts = np.unique(rounded, return_counts=True)
    agreed = {int(v) for v, c in zip(values, counts, strict=True) if c >= 3 and 5 * c >= len(gaps)}
    agreed |= {v + hour for v in agreed for hour in (4, -4) if v + hour in values}
    often = dict(zip(values.tolist(), counts.tolist(), strict=True))
    return tuple(v * quarter for v in sorted(agreed | {0}, key=lambda v: -often.get(v, 0)))
