"""What is withheld and what changed is counted by what two views tell."""

from __future__ import annotations

import pyarrow.compute as pc
import pytest

from engagement.app.sharing.figures_changed import changed
from engagement.app.sharing.withheld import withheld
from engagement.metrics.model import OTHER, Question
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import view_of
from engagement.store import open_workspace
from engagement.store.sharing.terms import Terms
from tests.browser import planted
from tests.store import shop

PAGES = ("surveys",)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    workspace = planted.fill(open_workspace(folder / "data"), folder / "files")
    return {name: shop.read(path) for name, path in workspace.version.tables.items()}


def _views(tables):
    whole = view_of(tables, Question())
    return PublishedView(publish(whole, Terms(pages=PAGES, k=10))), whole


def test_figures_and_segments_of_few_people_are_counted(tables):
    published, whole = _views(tables)
    result = withheld(published, whole, PAGES)
    shown = [key for key in published.keys() if whole.metric(key).family in {"surveys", "joined"}]  # noqa: SIM118
    assert result.total - len(result.figures) == len(shown) > 0
    assert set(result.figures.values()) <= {"few"}
    segments = {
        by: set(published.breakdown(key, by)["segment"]) for key in shown for by in published.dimensions(key)
    }
    assert planted.SMALL not in set().union(*segments.values())
    # The small one needs company: where its rest would give it away, another goes with it.
    assert all(count >= 1 for count in result.merged_values.values())
    assert set(result.merged_values) == {by for by, told in segments.items() if OTHER in told}


def test_a_figure_that_the_filter_does_not_reach_is_named_with_that_reason(tables):
    whole = view_of(tables, Question(filters=(("country", ("IT",)),)))
    published = PublishedView(publish(whole, Terms(pages=("overview",), k=10)))
    result = withheld(published, whole, ("overview",))
    reached = {key for key in whole.keys() if "country" in whole.data.dimensions(whole.metric(key).table)}  # noqa: SIM118
    assert {key for key, why in result.figures.items() if why == "filter"} == set(whole.keys()) - reached
    assert published.few == len([why for why in result.figures.values() if why == "few"])


def test_nothing_has_changed_between_a_publication_and_itself_and_what_has_is_told(tables):
    published, _ = _views(tables)
    assert changed(published, published, published.keys()) == []
    answers = tables["responses"]
    before, _ = _views({"responses": answers.slice(0, answers.num_rows - 200)})
    result = changed(before, published, published.keys())
    assert [one.key for one in result]
    assert all(one.before.value != one.now.value for one in result)


def test_what_was_corrected_of_the_same_days_is_not_told_for_it_may_be_one_person(tables):
    published, _ = _views(tables)
    answers = tables["responses"]
    one = answers.column("response_id")[answers.num_rows // 2]
    without, _ = _views(
        {**tables, "responses": answers.filter(pc.not_equal(answers.column("response_id"), one))}
    )
    differ = [key for key in published.keys() if without.reading(key).value != published.reading(key).value]  # noqa: SIM118
    assert differ
    assert {without.window(key) for key in differ} == {published.window(key) for key in differ}
    assert changed(without, published, published.keys()) == []
