"""How a figure may be published in a link: the parts of people that it counts, for the guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from engagement.metrics.core.cells import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.metrics.core.cells import PartsOf
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut, Sums
    from engagement.statistics.interval import Array

#: Parts of a figure's rows, by name. The same name in two figures means the same parts.
NamedParts: TypeAlias = "tuple[tuple[str, PartsOf], ...]"
#: Counts of people that a published cell gives away, one array for each count, an entry for each cell.
#: They do not add up over days.
CellCounts: TypeAlias = "Callable[[Scope, Cut], Sequence[Array]]"
#: The part of customers, each counted once in a window: so adjacent windows reveal how many are in
#: several.
COUNTED_ONCE: Final = "customers"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A figure of people: it is published if each of its parts has enough of them.

    `parts`: named parts of its rows, each of which splits the ones before; all add up over days. Figures
    that lie near to one another, so that their difference could be a small group (one follow-up and the
    next, carts beside checkouts, recipients beside deliveries), have that difference among their parts.

    `cells`: further counts of people that a cell reveals, whatever its days.

    `splits`: whether it may be split. Members against others, follow-ups and gaps may not: a person may
    be in several groups, so that the groups less the whole are those who are, or in one by their first
    order while the second is in another, which the parts of a group do not cover.

    `summed`: named parts, of one set of rows each, of which the figure tells the sum. Whatever other figures
    tell with some of them, of these days or others, now or before, is subtracted from it.

    `orders_after`: days for which orders have to follow on a row until it is known what it counts as; where
    that is not so yet, an edge lies between.

    `first`: of the follow-ups, whose windows are all different, the one that is published before the others.
    """

    parts: NamedParts
    cells: CellCounts | None = None
    splits: bool = True
    summed: tuple[NamedParts, ...] = ()
    orders_after: int = 0
    first: bool = False


#: How a figure may be published. "public": figures of the networks that anybody can see, which need no
#: guard. "never": it is never published.
Publishing: TypeAlias = Guarded | Literal["public", "never"]


@dataclass(frozen=True, slots=True)
class GuardedTable:
    """A named table that is published where the figure `with_figure` is.

    `parts`: what its rows tell beyond the parts of that figure; None where they tell nothing more.
    """

    with_figure: str
    parts: PartsOf | None = None


#: How a named table may be published.
TablePublishing: TypeAlias = GuardedTable | Literal["never"]


def parts_of_share(
    name: str, source: Callable[[Scope, Cut], Sums], above: str, below: str
) -> tuple[str, PartsOf]:
    """Return the parts of a share of visits, recipients or members: those above its line and all others.

    `above` and `below` name sums of the `source`, of rows that stand for one person each.
    """

    def split(sums: Sums) -> list[Array]:
        return [sums[above], sums[below] - sums[above]]

    return name, counted(source, split)


def share_of(name: str, source: Callable[[Scope, Cut], Sums], above: str, below: str) -> Guarded:
    """Return how a share of rows that are one person each is published."""
    return Guarded((parts_of_share(name, source, above, below),))
