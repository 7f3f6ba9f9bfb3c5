"""The windows that are told of one part of the rows, and whether another may be told beside them.

Whoever reads several windows can add and subtract them. The edges of all windows cut the days into
pieces, and the states of the data in which they were told cut these into layers (`rows_in_states`).
Where every such piece is empty or of enough people, so is whatever can be worked out. Where one is not,
it may still be that nothing works out that touches only such pieces: a window of a year and one that overlaps
it by a day do not tell that day. That is so if no sum of windows vanishes on all the large pieces
without vanishing on the small ones too: if the windows have the same rank on the large pieces alone as
on all. What has been told already cannot be taken back: a further window must not add to it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.guarding.rows_in_states import Ground

    #: How many people stand on the days first..stop-1.
    PeopleOfDays: TypeAlias = Callable[[int, int], float]

#: First day, and the day after the last.
DaySpan: TypeAlias = "tuple[int, int]"
#: The state of the data in which it is told, 0 for today's; first day, and the day after the last.
WindowInState: TypeAlias = "tuple[int, int, int]"
#: Windows beside which it is not worked out any more whether small pieces can be told.
_MOST: Final = 400
_NOUGHT: Final = 1e-9


def is_good(people: float, k: int) -> bool:
    """Whether a part may be told: it is empty, or of k people or more."""
    return people == 0 or people >= k


def of_today(spans: Iterable[DaySpan]) -> list[WindowInState]:
    """Return windows as they are told now."""
    return [(0, first, stop) for first, stop in spans]


class ToldWindows:
    """The windows that are told of one part.

    A window itself is of `k` people or more, what is left between several of `least`. Of a group it is
    only `supposed` what has been told: it is weighed, but excuses nothing.
    """

    def __init__(self, ground: Ground, k: int, least: int, *, supposed: bool = False) -> None:
        self._ground, self._k, self._least, self._supposed = ground, k, least, supposed
        self._windows: set[WindowInState] = set()
        self._edges: list[int] = []
        #: All pieces between edges are good.
        self._whole = True

    def may(self, windows: Iterable[WindowInState]) -> bool:
        """Whether windows may be told beside those that are told already."""
        asked = list(windows)
        new = [window for window in asked if window not in self._windows]
        weighed = asked if self._supposed else new
        if not all(is_good(self._ground.today(*days), self._k) for _, *days in weighed):
            return False
        if (not new and not self._supposed) or (self._whole and self._are_good(new)):
            return True
        known = [] if self._supposed else sorted(self._windows)
        return not _adds(known, sorted({*self._windows, *new}), self._ground, self._least)

    def tell(self, windows: Iterable[WindowInState]) -> None:
        """Take note of what is told."""
        new = [window for window in windows if window not in self._windows]
        if new:
            self._whole = self._whole and self._are_good(new)
            self._windows.update(new)
            self._edges = sorted({*self._edges, *_edges(new)})

    def _are_good(self, new: Sequence[WindowInState]) -> bool:
        """Whether the pieces that are not there yet are good."""
        return all(
            is_good(people, self._least)
            for piece in self._pieces(new)
            for people in self._ground.people(*piece)
        )

    def _pieces(self, new: Iterable[WindowInState]) -> list[DaySpan]:
        """Return the pieces that are not there yet."""
        added = sorted(set(_edges(new)) - set(self._edges))
        begun: dict[int, list[int]] = {}
        for edge in added:
            begun.setdefault(bisect_left(self._edges, edge), []).append(edge)
        pieces = []
        for at, edges in begun.items():
            before, after = self._edges[at - 1 : at] if at else [], self._edges[at : at + 1]
            pieces += list(pairwise([*before, *edges, *after]))
        return pieces


def _adds(known: Sequence[WindowInState], every: Sequence[WindowInState], ground: Ground, k: int) -> bool:
    """Whether all windows tell more of small pieces than those do that are known."""
    pieces = list(pairwise(_edges(every)))
    sizes = np.asarray([ground.people(*piece) for piece in pieces]).ravel()
    # Of what has not changed, one state tells what the other does.
    before, after = (
        np.unique(_held(windows, pieces, ground)[:, sizes > 0], axis=0) for windows in (known, every)
    )
    if len(after) > _MOST:
        return True
    sizes = sizes[sizes > 0]
    return _small_sums(after, sizes, k) > _small_sums(before, sizes, k)


def _small_sums(told: NDArray[np.float64], sizes: NDArray[np.float64], k: int) -> int:
    """Return how many sums, none a sum of others, touch small pieces only."""
    if not len(told):
        return 0
    of_all, of_large = (
        int(np.linalg.matrix_rank(part)) if part.size else 0 for part in (told, told[:, sizes >= k])
    )
    return of_all - of_large


def tells_few(
    totals: Iterable[WindowInState], groups: Sequence[Ground], told: Iterable[WindowInState], k: int
) -> bool:
    """Whether windows `told` of groups tell of few people of one, beside `totals` of all together.

    Where a group is empty on some days, the others of these days are told by the total, and those of the
    rest of a window by subtracting them. Looked at is what the windows of all groups and of the total
    come to where nothing large is left of them.
    """
    whole, split = sorted(set(totals)), sorted(set(told))
    pieces = list(pairwise(_edges([*whole, *split])))
    size = np.concatenate([np.ravel([ground.people(*piece) for piece in pieces]) for ground in groups])
    if all(is_good(people, k) for people in size):
        return False
    before, after = (_rows(whole, of, groups, pieces) for of in ([], split))
    return _few_sums(after, size, k) > _few_sums(before, size, k)


def _rows(
    totals: Sequence[WindowInState],
    told: Sequence[WindowInState],
    groups: Sequence[Ground],
    pieces: Sequence[DaySpan],
) -> NDArray[np.float64]:
    """Return which pieces of which group and layer each window holds."""
    whole = [_held(totals, pieces, ground) for ground in groups]
    split = [_held(told, pieces, ground) for ground in groups]
    rows = [np.hstack(whole)]
    for i, own in enumerate(split):
        rows.append(np.hstack([own if i == j else np.zeros_like(other) for j, other in enumerate(split)]))
    return np.vstack(rows)


def _few_sums(told: NDArray[np.float64], size: NDArray[np.float64], k: int) -> int:
    """Return how many sums come to a few people."""
    if not len(told):
        return 0
    small = (size > 0) & (size < k)
    left, values, _ = np.linalg.svd(told[:, size >= k], full_matrices=True)
    rank = int((values > _NOUGHT).sum())
    rest = _reduced(left[:, rank:].T @ told[:, small])
    return sum(0 < size[small][np.abs(row) > _NOUGHT].sum() < k for row in rest)


def _held(windows: Sequence[WindowInState], pieces: Sequence[DaySpan], ground: Ground) -> NDArray[np.float64]:
    """Return which pieces of which layer each window holds."""
    edges = np.asarray(pieces, dtype=np.int64).reshape(-1, 2)
    days = np.asarray([days for _, *days in windows], dtype=np.int64).reshape(-1, 2)
    inside = (days[:, :1] <= edges[:, 0]) & (edges[:, 1] <= days[:, 1:])
    there = ground.there.T[np.asarray([state for state, _, _ in windows], dtype=np.int64)]
    held = inside[:, :, None] & there[:, None, :]
    return held.reshape(len(windows), len(pieces) * len(ground.there)).astype(np.float64)


def _edges(windows: Iterable[WindowInState]) -> list[int]:
    return sorted({edge for _, *days in windows for edge in days})


def overlaps_few(spans: Iterable[DaySpan], people: PeopleOfDays, k: int) -> bool:
    """Whether windows that touch, beside one of just their days, tell few who stand in several.

    That is how many more people they count together than the one does, where it counts each once.
    """
    told = sorted(set(spans))
    for whole in told:
        #: How many people the windows count that lead from the first day to a day.
        counts: dict[int, set[float]] = {whole[0]: {0.0}}
        for span in told:
            if span != whole and span[0] in counts and span[1] <= whole[1]:
                counts.setdefault(span[1], set()).update(n + people(*span) for n in counts[span[0]])
        reached = counts.get(whole[1], ())
        if reached and any(0 < n - people(*whole) < k for n in reached):
            return True
    return False


def _reduced(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the reduced row echelon form: of what the rows come to, the parts that touch least."""
    rows, at = rows.copy(), 0
    for column in range(rows.shape[1]):
        if at == len(rows):
            break
        pivot = at + int(np.abs(rows[at:, column]).argmax())
        if abs(rows[pivot, column]) < _NOUGHT:
            continue
        rows[[at, pivot]] = rows[[pivot, at]]
        rows[at] /= rows[at, column]
        others = np.arange(len(rows)) != at
        rows[others] -= np.outer(rows[others, column], rows[at])
        at += 1
    return rows[:at]
