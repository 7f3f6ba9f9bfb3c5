"""The published windows of one part of the rows, and whether another one may be published beside them.

A recipient of several windows can add and subtract them. The edges of all windows cut the days into pieces,
and the published states of the data cut these into layers (`rows_in_states`). If every piece is empty or has
enough people, so has every combination. If a piece is small, it may still be that no combination isolates it:
a window of a year and one that overlaps it by a day do not reveal that day. That holds if no linear
combination of windows vanishes on all large pieces without vanishing on the small ones, which is if the
windows have the same rank on the large pieces alone as on all. What is published already cannot be taken
back; a further window must not add to it.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from engagement.metrics.guarding.few_people import isolates_few

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.guarding.rows_in_states import Ground

    #: How many people there are on the days first..stop-1.
    PeopleOfDays: TypeAlias = Callable[[int, int], float]

#: First day, and the day after the last.
DaySpan: TypeAlias = "tuple[int, int]"
#: The published state of the data, 0 for today's; first day, and the day after the last.
WindowInState: TypeAlias = "tuple[int, int, int]"
#: The parts, by name, whose sum is published, and the window.
SumInState: TypeAlias = "tuple[tuple[str, ...], WindowInState]"
#: The most windows for which small pieces are examined.
_MOST: Final = 400


def is_good(people: float, k: int) -> bool:
    """Return whether a number of people is 0 or at least k."""
    return people == 0 or people >= k


def of_today(spans: Iterable[DaySpan]) -> list[WindowInState]:
    """Return windows as ones of today's data."""
    return [(0, first, stop) for first, stop in spans]


class PublishedWindows:
    """The published windows of one part.

    A window must have at least `k` people, a difference of several at least `least`. For a group it is only
    `supposed` that the windows were published: they count against new ones, but do not justify any.
    """

    def __init__(self, ground: Ground, k: int, least: int, *, supposed: bool = False) -> None:
        self._ground, self._k, self._least, self._supposed = ground, k, least, supposed
        self._windows: set[WindowInState] = set()
        self._edges: list[int] = []
        #: All pieces between edges are good.
        self._whole = True

    def may_publish(self, windows: Iterable[WindowInState]) -> bool:
        """Return whether windows may be published beside those that are published already."""
        requested = list(windows)
        new = [window for window in requested if window not in self._windows]
        weighed = requested if self._supposed else new
        if not all(is_good(self._ground.today(*days), self._k) for _, *days in weighed):
            return False
        if (not new and not self._supposed) or (self._whole and self._are_good(new)):
            return True
        published = [] if self._supposed else sorted(self._windows)
        return not _adds(published, sorted({*self._windows, *new}), self._ground, self._least)

    def note_published(self, windows: Iterable[WindowInState]) -> None:
        """Note windows as published."""
        new = [window for window in windows if window not in self._windows]
        if new:
            self._whole = self._whole and self._are_good(new)
            self._windows.update(new)
            self._edges = sorted({*self._edges, *_edges(new)})

    def _are_good(self, new: Sequence[WindowInState]) -> bool:
        """Return whether all new pieces are empty or large enough."""
        return all(
            is_good(people, self._least)
            for piece in self._pieces(new)
            for people in self._ground.people(*piece)
        )

    def _pieces(self, new: Iterable[WindowInState]) -> list[DaySpan]:
        """Return the pieces into which new windows cut the days, without those that exist already."""
        added = sorted(set(_edges(new)) - set(self._edges))
        new_edges: dict[int, list[int]] = {}
        for edge in added:
            new_edges.setdefault(bisect_left(self._edges, edge), []).append(edge)
        pieces = []
        for position, edges in new_edges.items():
            before, after = (
                self._edges[position - 1 : position] if position else [],
                self._edges[position : position + 1],
            )
            pieces += list(pairwise([*before, *edges, *after]))
        return pieces


def _adds(
    published: Sequence[WindowInState], all_windows: Sequence[WindowInState], ground: Ground, k: int
) -> bool:
    """Return whether all windows reveal more about small pieces than the known ones do."""
    pieces = list(pairwise(_edges(all_windows)))
    sizes = np.asarray([ground.people(*piece) for piece in pieces]).ravel()
    # Both states reveal the same about what has not changed.
    before, after = (
        np.unique(_pieces_in_windows(windows, pieces, ground)[:, sizes > 0], axis=0)
        for windows in (published, all_windows)
    )
    if len(after) > _MOST:
        return True
    sizes = sizes[sizes > 0]
    return _small_sums(after, sizes, k) > _small_sums(before, sizes, k)


def _small_sums(matrix: NDArray[np.float64], sizes: NDArray[np.float64], k: int) -> int:
    """Return the number of independent combinations of windows that touch small pieces only."""
    if not len(matrix):
        return 0
    of_all, of_large = (
        int(np.linalg.matrix_rank(part)) if part.size else 0 for part in (matrix, matrix[:, sizes >= k])
    )
    return of_all - of_large


def reveals_few(
    totals: Iterable[WindowInState], groups: Sequence[Ground], windows: Iterable[WindowInState], k: int
) -> bool:
    """Return whether `windows` of groups, with `totals` of all groups, isolate few people of a group.

    Where a group is empty on some days, the total reveals the other groups on these days, and by subtraction
    on the rest of a window. So all combinations of windows of groups and total are examined that leave no
    large piece.
    """
    total_windows, split = sorted(set(totals)), sorted(set(windows))
    pieces = list(pairwise(_edges([*total_windows, *split])))
    size = np.concatenate([np.ravel([ground.people(*piece) for piece in pieces]) for ground in groups])
    if all(is_good(people, k) for people in size):
        return False
    rows = _rows(total_windows, split, groups, pieces)
    return isolates_few(rows[: len(total_windows)], rows[len(total_windows) :], size, k)


def sums_reveal_few(
    published: Sequence[SumInState], new: Sequence[SumInState], grounds: Mapping[str, Ground], k: int
) -> bool:
    """Return whether new sums of several parts isolate few people, together with those already published.

    `grounds` are the parts by name.
    """
    all_sums = [*published, *new]
    windows = [window for _, window in all_sums]
    pieces = list(pairwise(_edges(windows)))
    size = np.concatenate(
        [np.ravel([of_part.people(*piece) for piece in pieces]) for of_part in grounds.values()]
    )
    if all(is_good(people, k) for people in size):
        return False
    if len(all_sums) > _MOST:
        return True
    columns = []
    for name, ground in grounds.items():
        summed = np.asarray([name in names for names, _ in all_sums])
        columns.append(_pieces_in_windows(windows, pieces, ground) * summed[:, None])
    rows = np.hstack(columns)
    return isolates_few(rows[: len(published)], rows[len(published) :], size, k)


def _rows(
    totals: Sequence[WindowInState],
    windows: Sequence[WindowInState],
    groups: Sequence[Ground],
    pieces: Sequence[DaySpan],
) -> NDArray[np.float64]:
    """Return the matrix of windows by pieces, for all groups and layers: 1 where the window has the piece."""
    of_totals = [_pieces_in_windows(totals, pieces, ground) for ground in groups]
    split = [_pieces_in_windows(windows, pieces, ground) for ground in groups]
    rows = [np.hstack(of_totals)]
    for i, of_group in enumerate(split):
        rows.append(
            np.hstack([of_group if i == j else np.zeros_like(other) for j, other in enumerate(split)])
        )
    return np.vstack(rows)


def _pieces_in_windows(
    windows: Sequence[WindowInState], pieces: Sequence[DaySpan], ground: Ground
) -> NDArray[np.float64]:
    """Return the matrix of windows by pieces, for all layers of a part."""
    edges = np.asarray(pieces, dtype=np.int64).reshape(-1, 2)
    days = np.asarray([days for _, *days in windows], dtype=np.int64).reshape(-1, 2)
    inside = (days[:, :1] <= edges[:, 0]) & (edges[:, 1] <= days[:, 1:])
    present = ground.present.T[np.asarray([state for state, _, _ in windows], dtype=np.int64)]
    pieces_of_window = inside[:, :, None] & present[:, None, :]
    return pieces_of_window.reshape(len(windows), len(pieces) * len(ground.present)).astype(np.float64)


def _edges(windows: Iterable[WindowInState]) -> list[int]:
    return sorted({edge for _, *days in windows for edge in days})


def overlaps_few(spans: Iterable[DaySpan], people: PeopleOfDays, k: int) -> bool:
    """Return whether adjacent windows, beside one of all their days, reveal a small overlap of people.

    That number is the sum of their counts less the count of the one, which counts each person once.
    """
    windows = sorted(set(spans))
    for outer in windows:
        #: How many people the windows count that lead from the first day to a day.
        counts: dict[int, set[float]] = {outer[0]: {0.0}}
        for span in windows:
            if span != outer and span[0] in counts and span[1] <= outer[1]:
                counts.setdefault(span[1], set()).update(n + people(*span) for n in counts[span[0]])
        reached = counts.get(outer[1], ())
        if reached and any(0 < n - people(*outer) < k for n in reached):
            return True
    return False
