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
#: Counts of people that a published cell reveals: one array per count, one entry per cell. They do not add
#: up over days.
CellCounts: TypeAlias = "Callable[[Scope, Cut], Sequence[Array]]"
#: The part of customers, each counted once per window: so adjacent windows reveal how many are in several.
COUNTED_ONCE: Final = "customers"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A figure of people: it is published if each of its parts has enough of them.

    `parts`: named parts of its rows, each of which divides the previous ones; all add up over days. If the
    difference of similar figures could be a small group (two follow-up times, carts and checkouts,
    recipients and deliveries), this difference is among their parts.

    `cells`: further counts of people that a cell reveals, whatever its days.

    `splits`: whether it may be split. Members against others, follow-ups and gaps may not: a person may be
    in several groups, so that the groups minus the whole reveal those people; or the first order may be in
    one group and the second in another, which the parts of a group do not cover.

    `summed`: named parts, of one set of rows each, whose sum the figure reveals. Whatever other figures
    reveal about some of them, of these days or others, now or earlier, is subtracted from it.

    `orders_after`: the days after a row in which orders decide how it counts; where they are not over, the
    guard draws a boundary between days.

    `first`: among the follow-ups, whose windows all differ, the one that is published before the others.
    """

    parts: NamedParts
    cells: CellCounts | None = None
    splits: bool = True
    summed: tuple[NamedParts, ...] = ()
    orders_after: int = 0
    first: bool = False


#: How a figure may be published. "public": figures of networks that anybody can see, which need no guard.
#: "never": it is never published.
Publishing: TypeAlias = Guarded | Literal["public", "never"]


@dataclass(frozen=True, slots=True)
class GuardedTable:
    """A named table that is published together with the figure `with_figure`.

    `parts`: what its rows reveal beyond the parts of that figure; None if nothing.
    """

    with_figure: str
    parts: PartsOf | None = None


#: How a named table may be published.
TablePublishing: TypeAlias = GuardedTable | Literal["never"]


def parts_of_share(
    name: str, source: Callable[[Scope, Cut], Sums], above: str, below: str
) -> tuple[str, PartsOf]:
    """Return the parts of a share of visits, recipients or members: those in the numerator, and all others.

    `above` and `below` name the sums of the `source` for numerator and denominator; its rows stand for one
    person each.
    """

    def split(sums: Sums) -> list[Array]:
        return [sums[above], sums[below] - sums[above]]

    return name, counted(source, split)


def share_of(name: str, source: Callable[[Scope, Cut], Sums], above: str, below: str) -> Guarded:
    """Return how a share of rows that stand for one person each is published."""
    return Guarded((parts_of_share(name, source, above, below),))
