"""Rows that are older than is kept go, from every version; nothing brings them back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
import sqlalchemy as sa

from engagement.store import Workspace, open_workspace
from engagement.store.database import schema
from engagement.store.journal import audit, proofs
from engagement.store.sharing import bundles, links
from engagement.store.sharing.terms import Terms
from engagement.store.upkeep import retention
from tests.store import shop

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 3, 15)
#: Of twelve months, the first that stays: all of Ava's and Ben's orders of January and February go.
YEAR = 12


def days(workspace: Workspace, table: str = "orders") -> list[str]:
    return sorted(str(date.fromordinal(719_163 + row["day"])) for row in shop.rows(workspace, table))


def test_nothing_goes_unless_somebody_said_so(workspace: Workspace):
    before = workspace.version
    assert retention.terms(workspace.storage) == {}
    assert retention.purge(workspace.storage, date(2099, 1, 1)) is None
    assert workspace.version == before


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 3, 15), 12, date(2025, 3, 1)),
        (date(2026, 3, 1), 1, date(2026, 2, 1)),
        (date(2026, 1, 31), 1, date(2025, 12, 1)),
        (date(2026, 12, 31), 24, date(2024, 12, 1)),
        (date(2026, 6, 1), 6, date(2025, 12, 1)),
    ],
)
def test_whole_months_are_kept(today: date, months: int, first: date):
    assert retention.first_kept(today, months) == first


def test_what_is_older_goes_with_its_lines_and_the_rest_stays(workspace: Workspace):
    retention.keep_for(workspace.storage, "orders", YEAR)
    tally = retention.purge(workspace.storage, TODAY)
    assert tally is not None
    assert dict(tally.rows) == {"orders": 3, "lines": 4}
    assert days(workspace)[0] == "2025-03-09"
    assert days(workspace, "lines")[0] == "2025-03-09"
    assert len(shop.rows(workspace, "responses")) == 12


def test_undo_brings_nothing_back(workspace: Workspace):
    retention.keep_for(workspace.storage, "orders", YEAR)
    retention.purge(workspace.storage, TODAY)
    for version in workspace.history():
        workspace.go_to(version.id)
        assert not [day for day in days(workspace) if day < "2025-03-01"]


def test_the_outlook_says_what_the_purge_then_takes(workspace: Workspace):
    outlook = retention.outlook(workspace.storage, "orders", YEAR, TODAY)
    retention.keep_for(workspace.storage, "orders", YEAR)
    tally = retention.purge(workspace.storage, TODAY)
    assert tally is not None
    assert (outlook.rows, outlook.first_day) == (sum(tally.rows.values()), date(2025, 3, 1))
    assert retention.outlook(workspace.storage, "orders", YEAR, TODAY).rows == 0


def test_a_second_purge_of_the_same_day_finds_nothing_and_leaves_one_proof(workspace: Workspace):
    retention.keep_for(workspace.storage, "orders", YEAR)
    retention.purge(workspace.storage, TODAY)
    version = workspace.version
    assert retention.purge(workspace.storage, TODAY) is None
    assert workspace.version == version
    assert [p.kind for p in proofs.entries(workspace.storage)] == ["retention"]


def test_members_and_rows_set_aside_count_from_the_day_of_their_file(workspace: Workspace):
    for kind in ("orders", "members"):
        retention.keep_for(workspace.storage, kind, YEAR)
    now = datetime.now(UTC).date()
    retention.purge(workspace.storage, now)
    assert len(shop.rows(workspace, "members")) == 2
    file = next(d for d in workspace.datasets() if d.file == "orders.csv")
    assert workspace.rejects(file.id) is not None
    retention.purge(workspace.storage, now + timedelta(days=366 + 31))
    assert shop.rows(workspace, "members") == []
    assert workspace.rejects(file.id) is None


def test_the_account_tells_once_how_many_rows_went_in_all(workspace: Workspace):
    retention.keep_for(workspace.storage, "orders", YEAR)
    retention.purge(workspace.storage, TODAY)
    retention.purge(workspace.storage, date(2026, 5, 15))
    (report,) = next(d for d in workspace.datasets() if d.file == "orders.csv").reports
    listed = [str(w) for w in report.warnings]
    assert listed[-1] == "5 rows that were older than is kept were deleted"
    assert sum("older than is kept" in w for w in listed) == 1


def test_old_lines_of_the_audit_and_bundles_of_closed_links_go_too(workspace: Workspace):
    storage = workspace.storage
    yesterday = datetime.now(UTC) - timedelta(days=1)
    ended, running = (
        links.make_link(storage, Terms(("overview",)), title="For Eva", expires_at=end)[0]
        for end in (yesterday, None)
    )
    for link in (ended, running):
        bundles.put_bundle(storage, link.id, pa.table({"payload": [link.public]}), "v1")
    with storage.manifest.write() as connection:
        connection.execute(sa.update(schema.audit).values(at="2020-01-01T00:00:00+00:00"))
    retention.purge(storage, TODAY)
    assert audit.entries(storage.manifest, storage.id) == []
    assert bundles.newest_bundles(storage.manifest, ended.id) == []
    assert len(bundles.newest_bundles(storage.manifest, running.id)) == 1


def test_every_workspace_of_a_folder_is_purged(workspace: Workspace, tmp_path: Path):
    other = open_workspace(tmp_path / "data", "other")
    shop.add(other, "a.csv", {"orders": shop.orders([1, 2])})
    for one in (workspace, other):
        retention.keep_for(one.storage, "orders", YEAR)
    assert retention.purge_all(tmp_path / "data", TODAY) == 9
    assert shop.numbers(other) == []


def test_whoever_chose_wrongly_has_until_the_next_night(workspace: Workspace, tmp_path: Path):
    seen: list[datetime | None] = []

    def is_due(last: datetime | None) -> bool:
        seen.append(last)
        return last is None

    retention.purge_all(tmp_path / "data", TODAY, is_due)
    retention.keep_for(workspace.storage, "orders", YEAR)
    assert retention.purge_all(tmp_path / "data", TODAY, is_due) == 0
    assert seen[0] is None
    assert seen[1] is not None
