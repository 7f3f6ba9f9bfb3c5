"""Every figure stands under the one kind of file that gives it, read or locked."""

from __future__ import annotations

from typing import get_args

import engagement
from engagement.app.figures import unlocks
from engagement.app.figures.figure_places import figures_of
from engagement.metrics.core.page import Page
from engagement.metrics.views.registry import DEFINITIONS
from engagement.sources.recognition.blank_tables import TEMPLATES, template
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data"


def _parts(*files):
    imported = engagement.read(*(SAMPLE / file for file in files)) if files else []
    result = unlocks.parts(engagement.measure(imported), [one.report for one in imported])
    return {part.kind: part for part in result}


def test_without_files_every_figure_is_locked_and_its_sentence_says_by_what():
    parts = _parts()
    assert not any(part.has_files or part.unlocked for part in parts.values())
    locked = [metric.key for part in parts.values() for metric in part.locked]
    assert sorted(locked) == sorted(DEFINITIONS)
    assert all(sentence.text for part in parts.values() for sentence, _ in part.groups)


def test_a_file_gives_its_own_figures_and_leaves_those_that_need_another():
    parts = _parts("instagram_posts.csv")
    assert [kind for kind, part in parts.items() if part.has_files] == ["social"]
    assert {"likes", "reach"} <= {metric.key for metric in parts["social"].unlocked}
    assert {"followers"} <= {metric.key for metric in parts["social"].locked}
    assert {metric.key for metric in parts["surveys"].locked} >= {
        "net_promoter_score",
        "promoter_spend_ratio",
    }
    both = [metric.key for part in parts.values() for metric in (*part.unlocked, *part.locked)]
    assert sorted(both) == sorted(DEFINITIONS)


def test_every_figure_is_shown_on_the_page_that_it_leads_to():
    for page in get_args(Page):
        assert f'figures_of("{page}")' in (ROOT / "pages" / f"{page}.py").read_text("utf-8")
    shown = [key for page in get_args(Page) for key in figures_of(page)]
    assert sorted(shown) == sorted(DEFINITIONS)
    assert figures_of("purchases")[0] == "repeat_within_90_days"


def test_the_tables_to_fill_in_unlock_all_figures_that_they_are_offered_for(tmp_path):
    for kind in TEMPLATES:
        (tmp_path / f"{kind}.csv").write_bytes(template(kind))
    imported = engagement.read(*(tmp_path / f"{kind}.csv" for kind in TEMPLATES))
    parts = unlocks.parts(engagement.measure(imported), [one.report for one in imported])
    assert all(part.has_files and not part.template_helps for part in parts)
    locked = {metric.key for part in parts for metric in part.locked}
    assert locked == {key for key, definition in DEFINITIONS.items() if not definition.in_template}
    assert all(part.template_helps for part in _parts().values() if part.kind != "costs")
