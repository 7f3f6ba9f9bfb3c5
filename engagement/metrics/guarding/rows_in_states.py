"""A part of the rows in every published state of the data.

Data change after publication: an order comes late, is refunded, its customer is erased. A recipient of both
states may subtract them. So the rows of a part are grouped by the states in which they are present: *layers*,
each a group of people of its own.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engagement.metrics.core.parts import NOBODY, CountedPeople
from engagement.metrics.guarding.row_ids import mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engagement.metrics.core.parts import Part

#: Days first..stop-1 from which rows were removed or added, and the states before that.
ChangedDays = tuple[int, int, frozenset[int]]


class Ground:
    """A part's layers, which count people by days.

    `parts` are the part in each of the distinct data, today's first; `of` is, for each state, its index
    there. Of rows that were erased or added since (`gone`) only the days are known: they count as few people.
    """

    def __init__(
        self, parts: Sequence[Part], data_of_states: Sequence[int] = (0,), changed: Sequence[ChangedDays] = ()
    ) -> None:
        self._today = parts[0]
        layers = _layers(parts)
        self._layers = [layer for layer, _ in layers]
        self._gone = [(first, stop) for first, stop, _ in changed]
        present = [[bool(data[i]) for i in data_of_states] for _, data in layers]
        present += [[state in states for state in range(len(data_of_states))] for _, _, states in changed]
        #: Whether each layer is there in each state.
        self.present: NDArray[np.bool_] = np.asarray(present, dtype=bool).reshape(
            len(present), len(data_of_states)
        )
        self._counted: dict[tuple[int, int], tuple[float, ...]] = {}
        self._known: dict[tuple[int, int], float] = {}

    def today(self, first: int, stop: int) -> float:
        """Return how many people the part has today on the days first..stop-1."""
        if (first, stop) not in self._known:
            self._known[first, stop] = self._today.people(first, stop)
        return self._known[first, stop]

    def people(self, first: int, stop: int) -> tuple[float, ...]:
        """Return how many people each layer has on the days first..stop-1."""
        if (first, stop) not in self._counted:
            if len(self._layers) == 1:
                counted = [self.today(first, stop)]
            else:
                counted = [layer.people(first, stop) for layer in self._layers]
            counted += [NOBODY if a < stop and first < b else 0.0 for a, b in self._gone]
            self._counted[first, stop] = tuple(counted)
        return self._counted[first, stop]

    def by_states(self, first: int, stop: int) -> dict[tuple[bool, ...], float]:
        """Return the number of people on the days first..stop-1, by the states in which their rows are."""
        people_by_states: dict[tuple[bool, ...], float] = {}
        for states, people in zip(self.present.tolist(), self.people(first, stop), strict=True):
            people_by_states[tuple(states)] = people_by_states.get(tuple(states), 0.0) + people
        return people_by_states


def none_of(part: Part) -> Part:
    """Return the part without its rows."""
    if isinstance(part, CountedPeople):
        return CountedPeople(part.first_day, np.zeros(0))
    return _taken(part, _columns(part), np.zeros(0, dtype=np.int64))


def _layers(parts: Sequence[Part]) -> list[tuple[Part, NDArray[np.bool_]]]:
    """Split the rows by the set of data versions that contain them."""
    if len(parts) == 1:
        return [(parts[0], np.ones(1, dtype=bool))]
    counted = [part for part in parts if isinstance(part, CountedPeople)]
    return _of_counts(counted) if counted else _of_rows(parts)


def _of_rows(parts: Sequence[Part]) -> list[tuple[Part, NDArray[np.bool_]]]:
    columns = [_columns(part) for part in parts]
    joined = {name: np.concatenate([part_columns[name] for part_columns in columns]) for name in columns[0]}
    data = np.repeat(np.arange(len(parts)), [part_columns["day"].size for part_columns in columns])
    key = np.concatenate([_keys(part_columns) for part_columns in columns])
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    present = np.zeros((first.size, len(parts)), dtype=bool)
    present[place, data] = True
    kinds, kind = np.unique(present, axis=0, return_inverse=True)
    layers = [
        (_taken(parts[0], joined, first[np.ravel(kind) == i]), states) for i, states in enumerate(kinds)
    ]
    return layers or [(none_of(parts[0]), np.ones(len(parts), dtype=bool))]


def _keys(columns: dict[str, NDArray[Any]]) -> NDArray[np.uint64]:
    """Return the identity of each row in all data: day, person, contents, and its ordinal among equal ones.

    An id is not used, as the same answer has another one in another export.
    """
    key = mixed(columns["ident"], columns["day"].astype(np.uint64))
    if "person" in columns:
        key = mixed(key, columns["person"].view(np.uint64))
    order = np.argsort(key, kind="stable")
    begins = np.flatnonzero(np.diff(key[order], prepend=~key[order][:1]))
    ordinal = np.zeros(key.size, dtype=np.uint64)
    ordinal[order] = np.arange(key.size) - np.repeat(begins, np.diff([*begins, key.size]))
    return mixed(key, ordinal)


def _of_counts(parts: Sequence[CountedPeople]) -> list[tuple[Part, NDArray[np.bool_]]]:
    """Return the layers of daily counts: what all data share of a day, and the surplus of some of them."""
    start = min(part.first_day for part in parts)
    stop = max(part.first_day + part.counts.size for part in parts)
    all_counts = np.zeros((len(parts), stop - start))
    for row, part in zip(all_counts, parts, strict=True):
        row[part.first_day - start : part.first_day - start + part.counts.size] = part.counts
    by_states: dict[tuple[bool, ...], NDArray[np.float64]] = {}
    for sign in (1, -1):
        heights = np.clip(sign * all_counts, 0, None)
        levels = np.sort(heights, axis=0)
        for below, level in zip(np.vstack([np.zeros_like(levels[:1]), levels[:-1]]), levels, strict=True):
            states = heights >= np.where(level > below, level, np.inf)
            for i in np.flatnonzero(level > below):
                counts = by_states.setdefault(tuple(states[:, i].tolist()), np.zeros(stop - start))
                counts[i] += sign * (level[i] - below[i])
    layers: list[tuple[Part, NDArray[np.bool_]]] = [
        (CountedPeople(start, counts), np.asarray(states)) for states, counts in by_states.items()
    ]
    return layers or [(none_of(parts[0]), np.ones(len(parts), dtype=bool))]


def _columns(part: Part) -> dict[str, NDArray[Any]]:
    """Return the columns of a part that identify each row."""
    named = {field.name: getattr(part, field.name) for field in fields(part)}  # type: ignore[arg-type]
    return {name: value for name, value in named.items() if isinstance(value, np.ndarray)}


def _taken(part: Part, columns: dict[str, NDArray[Any]], rows: NDArray[np.int64]) -> Part:
    """Return a part of the same kind with some rows, in the order of their days."""
    order = rows[np.argsort(columns["day"][rows], kind="stable")]
    sorted_part: Part = replace(part, **{name: column[order] for name, column in columns.items()})  # type: ignore[type-var]
    return sorted_part
