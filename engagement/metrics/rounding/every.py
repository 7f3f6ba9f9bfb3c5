"""The rounded tables of a link's pages, and the function that makes each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from engagement.metrics.rounding import rounded_answers, rounded_groups, rounded_products, rounded_retention
from engagement.metrics.rounding.frozen import GROUPS, day_to_publish
from engagement.metrics.rounding.rounded_cells import Rounding
from engagement.metrics.views.registry import OF_CUSTOMERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.guarding.published_before import PastPublication
    from engagement.metrics.views.owners import OwnersView
    from engagement.store.sharing.terms import Terms


@dataclass(frozen=True, slots=True)
class RoundedTable:
    """How a link's table is made: the kind of people that it counts (`frozen.GROUPS`), and its function."""

    group: str
    make: Callable[[Scope, Rounding], pd.DataFrame]


#: How each table is made, by its name.
ROUNDED: Final[Mapping[str, RoundedTable]] = {
    "cohorts": RoundedTable("orders", rounded_retention.cohorts),
    "pooled": RoundedTable("orders", rounded_retention.pooled),
    "order_ladder": RoundedTable("orders", rounded_retention.order_ladder),
    "days_between_steps": RoundedTable("orders", rounded_retention.days_between_steps),
    "second_orders": RoundedTable("orders", rounded_retention.second_orders),
    "new_and_returning": RoundedTable("orders", rounded_retention.new_and_returning),
    "rfm": RoundedTable("orders", rounded_groups.rfm),
    "rfm_scores": RoundedTable("orders", rounded_groups.rfm_scores),
    "rfm_movement": RoundedTable("orders", rounded_groups.rfm_movement),
    "products": RoundedTable("orders", rounded_products.products),
    "gateway_products": RoundedTable("orders", rounded_products.gateway_products),
    "product_journey": RoundedTable("orders", rounded_products.product_journey),
    "engagement_levels": RoundedTable("levels", rounded_groups.engagement_levels),
    "engagement_level_movement": RoundedTable("levels", rounded_groups.engagement_level_movement),
    "choices": RoundedTable("answers", rounded_answers.choices),
    "topics": RoundedTable("answers", rounded_answers.topics),
}

#: Tables that the owner's pages work out of another.
_OF: Final = {"pooled": "cohorts"}
#: The tables of each page.
TABLES_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "retention": (
        *("cohorts", "pooled", "order_ladder", "days_between_steps"),
        *("second_orders", "new_and_returning"),
    ),
    "customers": ("rfm", "rfm_scores", "rfm_movement"),
    "products": ("products", "gateway_products", "product_journey"),
    "levels": ("engagement_levels", "engagement_level_movement"),
    "surveys": ("choices", "topics"),
}


def rounded_tables(
    view: OwnersView, terms: Terms, pasts: Sequence[PastPublication], secret: bytes
) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Return the tables of a link's pages by name, and by group the day up to which its tables count.

    They count all days up to it (since 1970-01-01), whatever the link's period, because windows that differ
    by a day would differ by few people. A group that must not be published yet has no table.
    """
    wanted = [name for page in terms.pages for name in TABLES_OF.get(page, ()) if _is_there(view, name)]
    rounding, days, tables = Rounding(terms.k, secret), {}, {}
    for group in dict.fromkeys(ROUNDED[name].group for name in wanted):
        day = day_to_publish(view, group, terms.k, pasts)
        if day is None:
            continue
        days[group] = day
        question = replace(
            view.question, days=None, period=None, as_of=day, compare=None, by=None, and_by=None
        )
        asked_view = view.ask(question)
        for name in wanted:
            if ROUNDED[name].group == group:
                rounded = ROUNDED[name].make(asked_view.scope(_table_of(name)), rounding)
                tables[name] = _without(rounded, terms.hidden)
    return tables, days


def _without(frame: pd.DataFrame, hidden: Iterable[str]) -> pd.DataFrame:
    """Return a table without survey questions that the link hides as dimensions."""
    if "question" not in frame or not len(frame):
        return frame
    names = {_bare(name) for name in hidden}
    is_shown = [_bare(str(question)) not in names for question in frame["question"]]
    return frame[is_shown].reset_index(drop=True)


def _bare(name: str) -> str:
    """Return a name's letters and digits only, as a dimension lacks its question's punctuation."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _is_there(view: OwnersView, name: str) -> bool:
    """Return whether the data have a table, and the link's filters apply to its people."""
    needed = {by for by, _ in view.question.filters}
    reached = all(
        needed <= view.data.dimensions(table).keys() for table in _people_behind(name) if view.data.has(table)
    )
    return reached and _OF.get(name, name) not in view.locked_tables()


def _table_of(name: str) -> str:
    return OF_CUSTOMERS[_OF.get(name, name)].table


def _people_behind(name: str) -> tuple[str, ...]:
    return tuple(table for table in GROUPS[ROUNDED[name].group] if table in {"orders", "responses"})
