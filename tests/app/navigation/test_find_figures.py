"""A figure, a table or a page is found by its name in any language spoken here, or by what one calls it."""

from __future__ import annotations

import pytest

from engagement.app.navigation.find_figures import FoundPlace, names
from engagement.app.navigation.find_words import OF_FIGURES, OF_PAGES, OF_TABLES
from engagement.app.navigation.page_entries import ENTRIES
from engagement.metrics.views.registry import DEFINITIONS, OF_CUSTOMERS

STEMS = tuple(entry.stem for entry in ENTRIES)


def found(language: str, typed: str, stems: tuple[str, ...] = STEMS) -> list[FoundPlace]:
    """What the list offers to whoever types this: it looks for the word within each line."""
    return [place for place, line in names(language, stems).items() if typed.casefold() in line.casefold()]


@pytest.mark.parametrize(
    ("language", "typed", "kind", "key"),
    [
        ("en", "aov", "figure", "average_order_value"),
        ("it", "carrello", "figure", "cart_abandonment_rate"),
        ("it", "cart abandonment", "figure", "cart_abandonment_rate"),
        ("es", "NPS", "figure", "net_promoter_score"),
        ("pl", "koszyk", "figure", "cart_abandonment_rate"),
        ("es", "cohortes", "table", "cohorts"),
        ("pl", "RODO", "page", "privacy"),
        ("it", "Coming back", "page", "retention"),
    ],
)
def test_it_is_found_by_the_word_that_somebody_types(language, typed, kind, key):
    assert FoundPlace(kind, key) in found(language, typed)


def test_nothing_is_offered_of_a_page_that_the_reader_may_not_see():
    places = names("en", ("overview", "surveys"))
    assert {place.key for place in places if place.kind == "page"} == {"overview", "surveys"}
    assert {DEFINITIONS[p.key].page.heading.page for p in places if p.kind == "figure"} == {"surveys"}


def test_further_words_belong_to_a_figure_a_page_or_a_table_that_there_is():
    assert OF_FIGURES.keys() <= DEFINITIONS.keys()
    assert OF_PAGES.keys() <= set(STEMS)
    assert OF_TABLES.keys() <= OF_CUSTOMERS.keys()
    assert {stem for stem, _ in OF_TABLES.values()} <= set(STEMS)


def test_a_page_needs_one_of_the_tables_that_open_it():
    web, overview = (next(e for e in ENTRIES if e.stem == stem) for stem in ("web", "overview"))
    assert web.has_data({"campaigns"})
    assert not web.has_data({"members"})
    assert not web.has_data({"orders", "lines"})
    assert overview.has_data(set())
