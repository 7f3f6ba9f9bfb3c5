"""What the Overview asks is kept beside a version: the same to the last digit, of this code, and no rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from engagement.caching import kept_files
from engagement.engine import Engine
from engagement.metrics.core.data import Data
from engagement.metrics.findings import kept_overview
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.model import Question
from engagement.metrics.segments.customer_dimensions import SEGMENTS
from engagement.metrics.views.overview import overview_keys, totals
from engagement.metrics.views.owners import OwnersView
from engagement.metrics.views.registry import BY_TABLE
from engagement.store import open_workspace
from tests.metrics.quiet_shops import QUIET, shop, voices
from tests.store import shop as stored

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.store.manifest.records import Version


@pytest.fixture(scope="module")
def version(tmp_path_factory) -> Version:
    workspace = open_workspace(tmp_path_factory.mktemp("kept") / "data")
    tables = {"orders": shop(3, QUIET["stationary"]), **voices(3)}
    for name, table in tables.items():
        stored.add(workspace, f"{name}.csv", {name: table})
    return workspace.version


def opened(version: Version) -> OwnersView:
    """A view of the version as a process that has just been started has it."""
    folders = tuple({path.parent for path in version.tables.values()})
    sources = {name: (path,) for name, path in version.tables.items()}
    data = Data(Engine(folders), sources, BY_TABLE, version.digest, None, SEGMENTS)
    return OwnersView(data, Question())


@pytest.fixture(scope="module")
def computed(version) -> OwnersView:
    view = opened(version)
    kept_overview.compute(view, every_period=False)
    assert kept_overview.keep(view.data)
    return view


def reading_values(view: OwnersView) -> list[object]:
    """All that the Overview asks of its usual period."""
    view = view.ask(Question(days=view.usual_days()))
    keys = overview_keys(view)
    found: list[object] = [view.locked(), standing_out(view, keys), view.currencies()]
    for key in (*totals(view), *keys):
        found += [view.reading(key), view.change(key), view.dimensions(key), view.line_dimensions(key)]
        found += [view.values(dimension) for dimension in view.dimensions(key)]
    return found


def trends(view: OwnersView) -> list[pd.DataFrame]:
    view = view.ask(Question(days=view.usual_days()))
    return [view.trend(key, trailing=view.metric(key).trailing) for key in overview_keys(view)]


def test_a_new_process_says_the_same_without_reading_a_row(version, computed, tmp_path):
    view = opened(elsewhere(version, tmp_path))
    assert kept_overview.read(view.data)
    for path in tmp_path.glob("*.parquet"):
        path.write_bytes(b"")  # it is there, and nothing can be read from it
    assert reading_values(view) == reading_values(computed)
    for ours, theirs in zip(trends(view), trends(computed), strict=True):
        pd.testing.assert_frame_equal(ours, theirs)


def test_what_is_kept_names_no_order_and_holds_no_entry_for_each_customer(version, computed):
    (file,) = computed.data.sources["orders"][0].parent.glob(f"*{kept_files.SUFFIX}")
    orders = pd.read_parquet(version.tables["orders"])
    content = file.read_bytes()
    numbers = [number for number in orders["order_id"].astype(str) if len(number) > 4]
    assert not [number for number in numbers if number.encode() in content]
    assert len(content) < 8 * orders["customer_key"].nunique() * 20


def test_nothing_of_other_code_is_read(version, computed, tmp_path, monkeypatch):
    assert computed.data.digest == version.digest
    view = opened(elsewhere(version, tmp_path))
    monkeypatch.setattr(kept_overview, "code_digest", lambda: "of-another-release")
    assert not kept_overview.read(view.data)


def test_a_damaged_file_is_said_in_the_log_and_computed_anew(version, computed, tmp_path, caplog):
    view = opened(elsewhere(version, tmp_path))
    (file,) = tmp_path.glob(f"*{kept_files.SUFFIX}")
    file.write_bytes(file.read_bytes()[:-1])
    assert not kept_overview.read(view.data)
    assert "computed anew" in caplog.text
    key = overview_keys(view)[0]
    assert view.reading(key) == computed.reading(key)


def test_tables_that_lie_in_no_store_are_kept_nowhere(version):
    view = opened(version)
    view.data.digest = ""
    view.reading(overview_keys(view)[0])
    assert not kept_overview.keep(view.data)
    assert not kept_overview.read(view.data)


def test_nothing_is_kept_of_data_that_were_forgotten_meanwhile(version, computed, tmp_path):
    view = opened(elsewhere(version, tmp_path))
    kept_overview.read(view.data)
    key = overview_keys(view)[0]
    assert view.reading(key) == computed.reading(key)
    view.data.end()
    assert not kept_overview.keep(view.data)


def elsewhere(version: Version, folder: Path) -> Version:
    """The same version with all that is kept beside it in another folder."""
    tables = {}
    for name, path in version.tables.items():
        for file in (path, *path.parent.glob(f"*{kept_files.SUFFIX}")):
            (folder / file.name).write_bytes(file.read_bytes())
        tables[name] = folder / path.name
    return replace(version, tables=tables)
