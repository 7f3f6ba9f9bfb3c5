"""The time differences between rows of two files, and how often they would occur by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.store.sales.as_codes import joint

if TYPE_CHECKING:
    from engagement.store.sales.as_codes import Mask, Places, Sales


DAY: Final = 86_400
#: Two clocks of one sale, once what parts their zones is taken off.
NEAR: Final = 15 * 60
#: Days by which files are moved against each other to see what chance does: within a week, and by weeks.
OUT_OF_STEP: Final = (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13)
IN_STEP: Final = (7, 14, 21)
#: How much of a coincidence is allowed for where none was seen.
DOUBT: Final = 0.1
#: So many rows tell how often chance matches.
SAMPLE: Final = 50_000


@dataclass(frozen=True, slots=True)
class Clocks:
    """Rows by customer, amount, currency and shop, by time, and the offsets between two files' clocks."""

    group: Places
    seconds: Places
    timed: bool
    zones: tuple[int, ...]

    @classmethod
    def of(cls, sales: Sales, here: Places, there: Places, numbered: tuple[Places, Places]) -> Clocks:
        """Return the clocks of two files, from the pairs of rows whose numbers agree."""
        group = np.full(len(sales.person), -1, np.int64)
        all_rows = np.r_[here, there]
        # What one of the two files never says parts nothing.
        stated_codes = [
            c for c in (sales.currency, sales.shop) if (c[here] >= 0).any() and (c[there] >= 0).any()
        ]
        group[all_rows] = joint(*(code[all_rows] for code in (sales.person, sales.money, *stated_codes)))
        timed = all(bool((sales.seconds[rows] % DAY).any()) for rows in (here, there))
        seconds = sales.seconds - int(sales.seconds[all_rows].min())
        if not timed:
            seconds = (sales.seconds // DAY - int(sales.seconds[all_rows].min()) // DAY) * DAY
        plain = cls(group, seconds, timed, (0,))
        if not timed:
            return plain
        gaps = sales.seconds[numbered[1]] - sales.seconds[numbered[0]]
        return cls(group, seconds, timed, zones(np.r_[gaps, plain.gaps(here, there)]))

    @property
    def near(self) -> int:
        """The largest time difference, in seconds, between two records of one sale."""
        return NEAR if self.timed else 0

    def gaps(self, here: Places, there: Places) -> Places:
        """Return the seconds from each row of `here` to the nearest row of `there` in its group, if any."""
        nearest = self._nearest(here, there, 0)
        with_one = nearest >= 0
        return self.seconds[there[nearest[with_one]]] - self.seconds[here[with_one]]

    def hits(self, here: Places, there: Places, moved: int) -> int:
        """Return how many rows of `here` have one of `there` at the same moment after a shift by `moved`."""
        is_hit = np.zeros(len(here), bool)
        for zone in self.zones:
            nearest = self._nearest(here, there, zone + moved)
            away = np.abs(self.seconds[there[nearest]] - self.seconds[here] - zone - moved)
            is_hit |= (nearest >= 0) & (away <= self.near)
        return int(is_hit.sum())

    def pairs(self, here: Places, there: Places) -> tuple[Places, Places]:
        """Return the pairs at one moment, nearest first; each row is used at most once."""
        matched_here, matched_there = np.empty(0, np.int64), np.empty(0, np.int64)
        for zone in self.zones:
            while len(here) and len(there):
                nearest_there = self._nearest(here, there, zone)
                away = np.abs(self.seconds[there[nearest_there]] - self.seconds[here] - zone)
                good = np.flatnonzero((nearest_there >= 0) & (away <= self.near))
                if not len(good):
                    break
                order = good[np.lexsort((here[good], away[good], nearest_there[good]))]
                nearest = order[np.r_[True, nearest_there[order][1:] != nearest_there[order][:-1]]]
                matched_here, matched_there = (
                    np.r_[matched_here, here[nearest]],
                    np.r_[matched_there, there[nearest_there[nearest]]],
                )
                here, there = np.delete(here, nearest), np.delete(there, nearest_there[nearest])
        return matched_here, matched_there

    def late(self, here: Places, there: Places) -> tuple[Places, Places]:
        """Return unambiguous pairs within a day and a half: payments that arrived later."""
        if not len(here) or not len(there):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        within = DAY + DAY // 2 if self.timed else DAY
        around = self._around(here, there, within) == 1
        back = self._around(there, here, within) == 1
        lonely = here[around]
        nearest = self._nearest(lonely, there, 0)
        mutual = (nearest >= 0) & back[nearest]
        return lonely[mutual], there[nearest[mutual]]

    def tries(self, here: Places, there: Places) -> tuple[Places, Places]:
        """Return failed payment attempts of `here`, each with the purchase at the same moment."""
        attempts, purchases = np.empty(0, np.int64), np.empty(0, np.int64)
        if not len(here):
            return attempts, purchases
        for zone in self.zones:
            nearest = self._nearest(here, there, zone)
            away = np.abs(self.seconds[there[nearest]] - self.seconds[here] - zone)
            good = (nearest >= 0) & (away <= self.near)
            attempts, purchases = np.r_[attempts, here[good]], np.r_[purchases, there[nearest[good]]]
            here = here[~good]
        return attempts, purchases

    def single(self, matched: Places, here: Places, there: Places) -> Mask:
        """Return whether each matched row has no other candidate nearby in its group."""
        reach = self.near + max(map(abs, self.zones))
        alone = [self._around(matched, others, reach) == 1 for others in (there, here)]
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


def agreed(gaps: Places) -> Mask:
    """Return whether each time difference is one that many pairs share."""
    away = np.abs(gaps[:, None] - np.array(zones(gaps))[None, :])
    return np.asarray(away.min(axis=1, initial=DAY) <= NEAR)


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
