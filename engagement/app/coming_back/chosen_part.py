"""The split of the page and its chosen part, on which all tables of the page depend."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.app.choosing import in_address
from engagement.app.figures.split_names import label_of, value_of
from engagement.app.readable.choice import ChartChoice
from engagement.metrics.model import PAIR, pair_of
from engagement.metrics.segments.dimensions import SPLIT
from engagement.metrics.split_up.customer_parts import FIRST_PRODUCT
from engagement.metrics.views.owners import OwnersView

if TYPE_CHECKING:
    import pandas as pd

    from engagement.metrics.model import View

#: The key of customers whose first order lacks the value; values in files are never a blank.
UNKNOWN: Final = " "


@dataclass(frozen=True, slots=True)
class PageSplit:
    """The page's split: its dimension, and the choice among its parts (largest first)."""

    by: str
    choice: ChartChoice

    @property
    def part(self) -> tuple[str, str | None] | None:
        """The chosen part as `views.behind_cells` names it."""
        current = self.choice.current
        return None if current is None else (self.by, None if current == UNKNOWN else current)

    def called(self, key: str) -> str:
        """Return what a part is called, as plain text."""
        return self.choice.called(key)


def page_split(view: View) -> PageSplit | None:
    """Return the split (one dimension or two) of the filter bar.

    None where customers have no such dimension.
    """
    by = view.question.by
    if by is None or not isinstance(view, OwnersView):
        return None
    available, other = view.customer_splits(), view.question.and_by
    if by not in available and not by.startswith(SPLIT):
        return None
    if other is not None and other != by and other in available:
        by = pair_of(by, other)
    names = view.table_by("second_orders", by)["segment"]
    options = [key_of(name) for name in dict.fromkeys(names)]
    address_value = in_address.chosen_in_address(in_address.PART)
    return PageSplit(
        by,
        ChartChoice(
            label=label_of(by, markdown=False),
            options=options,
            called=partial(_called, by),
            current=address_value if address_value in options else None,
            take=partial(in_address.choose, in_address.PART),
        ),
    )


def key_of(name: object) -> str:
    """Return the key of a part in the address."""
    return name if isinstance(name, str) and name else UNKNOWN


def table(view: View, split: PageSplit | None, name: str) -> pd.DataFrame:
    """Return a table of coming back: of all customers, or of the chosen part."""
    if split is None or split.choice.current is None:
        return view.table(name)
    frame = view.table_by(name, split.by)
    is_chosen = frame["segment"].map(key_of) == split.choice.current
    return frame[is_chosen].drop(columns="segment").reset_index(drop=True)


def tables_of_parts(view: View, split: PageSplit, name: str) -> list[tuple[str, pd.DataFrame]]:
    """Return a table for every part, largest first, with the key of the part."""
    frame = view.table_by(name, split.by)
    keys = frame["segment"].map(key_of)
    return [
        (key, frame[keys == key].drop(columns="segment").reset_index(drop=True))
        for key in split.choice.options
    ]


def _called(by: str, key: str) -> str:
    return value_of(by, None if key == UNKNOWN else key)


def overlaps(split: PageSplit) -> bool:
    """Return whether a customer can be in several parts."""
    return FIRST_PRODUCT in split.by.split(PAIR)
