"""The windows that are told of one part of the rows, and whether another may be told beside them.

Whoever reads several windows can add and subtract them. The edges of all windows cut the days into
pieces. Where every piece is empty or of `k` people or more, so is whatever can be worked out. Where
one is not, it may still be that nothing works out that touches only such pieces: a window of a year
and one that overlaps it by a day do not tell that day. That is so if no sum of windows vanishes on all
the large pieces without vanishing on the small ones too: if the windows have the same rank on the
large pieces alone as on all.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    #: How many people stand on the days first..stop-1.
    People: TypeAlias = Callable[[int, int], float]

#: First day, and the day after the last.
Span: TypeAlias = "tuple[int, int]"
#: Windows beside which it is not worked out any more whether small pieces can be told.
_MOST: Final = 80
_NOUGHT: Final = 1e-9


def is_good(people: float, k: int) -> bool:
    """Whether a part may be told: it is empty, or of k people or more."""
    return people == 0 or people >= k


class Told:
    """The windows that are told of one part."""

    def __init__(self, people: People, k: int) -> None:
        self._people, self._k = people, k
        self._spans: set[Span] = set()
        self._edges: list[int] = []
        #: All pieces between edges are good.
        self._whole = True

    def may(self, spans: Iterable[Span]) -> bool:
        """Whether windows may be told beside those that are told already."""
        new = [span for span in spans if span not in self._spans]
        if not new:
            return True
        if self._whole and all(is_good(self._people(*piece), self._k) for piece in self._pieces(new)):
            return True
        if len(self._spans) > _MOST or not all(is_good(self._people(*span), self._k) for span in new):
            return False
        return _hidden([*self._spans, *new], self._people, self._k)

    def tell(self, spans: Iterable[Span]) -> None:
        """Take note of what is told."""
        new = [span for span in spans if span not in self._spans]
        if new:
            good = all(is_good(self._people(*piece), self._k) for piece in self._pieces(new))
            self._whole = self._whole and good
            self._spans.update(new)
            self._edges = sorted({*self._edges, *(edge for span in new for edge in span)})

    def _pieces(self, new: Iterable[Span]) -> list[Span]:
        """Return the pieces that are not there yet."""
        added = sorted({edge for span in new for edge in span} - set(self._edges))
        begun: dict[int, list[int]] = {}
        for edge in added:
            begun.setdefault(bisect_left(self._edges, edge), []).append(edge)
        pieces = []
        for at, edges in begun.items():
            before, after = self._edges[at - 1 : at] if at else [], self._edges[at : at + 1]
            pieces += list(pairwise([*before, *edges, *after]))
        return pieces


def _hidden(spans: list[Span], people: People, k: int) -> bool:
    """Whether no sum of windows touches small pieces only."""
    pieces = list(pairwise(sorted({edge for span in spans for edge in span})))
    sizes = np.asarray([people(*piece) for piece in pieces])
    holds = np.asarray([[a <= first and stop <= b for first, stop in pieces] for a, b in spans], dtype=float)
    large = sizes >= k
    rank = np.linalg.matrix_rank(holds[:, sizes > 0]) if (sizes > 0).any() else 0
    return rank == (np.linalg.matrix_rank(holds[:, large]) if large.any() else 0)


def tells_few(totals: Iterable[Span], groups: Sequence[People], spans: Iterable[Span], k: int) -> bool:
    """Whether windows of groups, beside windows of all of them together, tell a few people of one group.

    Where a group is empty on some days, the others of these days are told by the total, and those of the
    rest of a window by subtracting them. Looked at is what the windows of all groups and of the total
    come to where nothing large is left of them.
    """
    whole, split = sorted(set(totals)), sorted(set(spans))
    pieces = list(pairwise(sorted({edge for span in (*whole, *split) for edge in span})))
    sizes = np.asarray([[people(*piece) for piece in pieces] for people in groups])
    good = (sizes == 0) | (sizes >= k)
    if good.all():
        return False
    holds = {span: [span[0] <= a and b <= span[1] for a, b in pieces] for span in (*whole, *split)}
    rows = [np.tile(holds[span], (len(groups), 1)) for span in whole]
    for i in range(len(groups)):
        for span in split:
            row = np.zeros_like(sizes)
            row[i] = holds[span]
            rows.append(row)
    told = np.asarray(rows, dtype=float).reshape(len(rows), -1)
    size, small = sizes.ravel(), ~good.ravel()
    left, values, _ = np.linalg.svd(told[:, size >= k], full_matrices=True)
    rank = int((values > _NOUGHT).sum())
    rest = _reduced(left[:, rank:].T @ told[:, small])
    return any(0 < size[small][np.abs(row) > _NOUGHT].sum() < k for row in rest)


def overlaps_few(spans: Iterable[Span], people: People, k: int) -> bool:
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
