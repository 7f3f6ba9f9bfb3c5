"""Posts listed by day: the result is one row per post, without counting a figure twice.

Meta's export carries a `Date` beside each post: `Lifetime` (in the words of seven languages), or a
day. A total and its days never mix.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells

HAS_TOTAL: Final = message("A single day of a post whose total stands in the same file")
OLDER: Final = message("An earlier day of a post whose numbers run on from day to day; the last day is kept")
ADDED: Final = message("A single day of a post; it is counted in the row of the post's last day")

#: Different people have no sum.
_NO_SUM: Final = frozenset({"reach"})


def one_row_per_post(
    cells: Cells, columns: Mapping[str, pa.Array], figures: Sequence[str], dates: str | None
) -> dict[str, pa.Array]:
    """Leave one row of each post that has several days, by what its rows prove.

    A total stands alone. Without one, figures that never fall from day to day are running totals
    and the newest day counts; else each day has its own and they are added up, but for reach.
    `dates` is the column of days, or None where the file has none.
    """
    if dates is None:
        return dict(columns)
    written = cells.text(dates).to_pylist()
    daily = [any(c.isdigit() for c in cell or "") for cell in written]
    groups = [
        rows for rows in _rows_of_posts(cells, columns) if len(rows) > 1 and any(daily[r] for r in rows)
    ]
    totals = [rows for rows in groups if not all(daily[r] for r in rows)]
    _set_aside(cells, [r for rows in totals for r in rows if daily[r]], HAS_TOTAL)
    single = [rows for rows in groups if all(daily[r] for r in rows)]
    if not single:
        return dict(columns)
    moments = cells.instant(dates).to_pylist()
    ordered = [sorted(rows, key=lambda r: (moments[r] is not None, moments[r] or 0, r)) for rows in single]
    lists = {name: columns[name].to_pylist() for name in figures}
    running = all(_never_falls([values[r] for r in rows]) for rows in ordered for values in lists.values())
    _set_aside(cells, [r for rows in ordered for r in rows[:-1]], OLDER if running else ADDED)
    if running:
        return dict(columns)
    cells.warn(message("The posts are given day by day; their days are added up, reach is left out"))
    for rows in ordered:
        for name, values in lists.items():
            values[rows[-1]] = None if name in _NO_SUM else _sum([values[r] for r in rows])
    return dict(columns) | {name: pa.array(values, columns[name].type) for name, values in lists.items()}


def _rows_of_posts(cells: Cells, columns: Mapping[str, pa.Array]) -> list[list[int]]:
    """The kept rows of each post, in file order."""
    groups: dict[tuple[Any, Any], list[int]] = {}
    keys = zip(columns["network"].to_pylist(), columns["post_id"].to_pylist(), strict=True)
    for row, (key, is_kept) in enumerate(zip(keys, cells.kept.to_pylist(), strict=True)):
        if is_kept:
            groups.setdefault(key, []).append(row)
    return list(groups.values())


def _set_aside(cells: Cells, rows: Sequence[int], reason: Message) -> None:
    if rows:
        chosen_rows = set(rows)
        cells.set_aside(pa.array([r in chosen_rows for r in range(cells.raw.rows)], pa.bool_()), reason)


def _never_falls(values: Sequence[float | None]) -> bool:
    known_values = [v for v in values if v is not None]
    return all(a <= b for a, b in pairwise(known_values))


def _sum(values: Sequence[float | None]) -> float | None:
    known_values = [v for v in values if v is not None]
    return sum(known_values) if known_values else None
