"""The generator of the demo shop with its effects off: whatever the Overview then says is false."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest

from engagement import measure
from engagement.metrics.findings.findings import OneShortFinding
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.views.overview import overview_keys
from engagement.sources import read
from sample_data import findings, generate
from tests.processes import of_each

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.metrics.findings.findings import Finding
    from sample_data.findings import Effects

SEEDS = 100


#: What is small enough to be tried on every change.
_SMALL = ("shopify_sessions.csv", "klaviyo_campaigns.csv", "instagram_posts.csv", "facebook_posts.csv")


def found(folder: Path, seed: int, effects: Effects, of: tuple[str, ...] = ()) -> list[Finding]:
    """What the Overview says of a generated shop; how many stand at an order claims nothing."""
    files = generate.files(seed, effects)
    names = of or tuple(files)
    for name in names:
        (folder / name).write_bytes(files[name])
    view = measure([one for name in names for one in read(folder / name, key=b"demo" * 8)])
    return [each for each in standing_out(view, overview_keys(view)) if not isinstance(each, OneShortFinding)]


def test_of_visits_campaigns_and_posts_in_which_nothing_changes_nothing_is_said(tmp_path):
    assert found(tmp_path, 1, findings.NOTHING, _SMALL) == []


def false_sentences_of(folder: Path, seed: int) -> list[str]:
    """Return what the Overview says of a shop without effects."""
    of_shop = folder / str(seed)
    of_shop.mkdir()
    return [f"{each.key} {getattr(each, 'by', '') or ''}" for each in found(of_shop, seed, findings.NOTHING)]


@pytest.mark.gate
def test_of_100_shops_without_effects_the_overview_says_something_false_of_5_at_most(tmp_path):
    said = of_each(partial(false_sentences_of, tmp_path), SEEDS)
    pages = sum(map(bool, said))
    false_sentences = Counter(each for of_page in said for each in of_page)
    sys.stdout.write(
        f"\nwithout effects: {pages} of {SEEDS} pages say something false {dict(false_sentences)}"
    )
    assert pages <= 5 * SEEDS / 100
