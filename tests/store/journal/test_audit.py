"""The audit says who did what, for 90 days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from engagement.store import open_workspace
from engagement.store.database import schema
from engagement.store.journal import audit
from tests.store import shop

pytestmark = pytest.mark.usefixtures("backend")


def test_the_newest_line_comes_first_and_a_workspace_reads_its_own(tmp_path):
    one, two = open_workspace(tmp_path, "one").storage, open_workspace(tmp_path, "two").storage
    audit.note(one.manifest, one.id, "eva@example.com", "uploaded", count=2)
    audit.note(one.manifest, one.id, "", "invited", member="jan@example.com", role="viewer")
    audit.note(two.manifest, two.id, "", "opened")
    entries = audit.entries(one.manifest, one.id)
    assert [(n.who, n.what, n.about) for n in entries] == [
        ("", "invited", {"member": "jan@example.com", "role": "viewer"}),
        ("eva@example.com", "uploaded", {"count": 2}),
    ]
    assert [n.what for n in audit.entries(two.manifest, two.id)] == ["opened"]
    assert datetime.now(UTC) - entries[0].when < timedelta(minutes=1)
    assert len(audit.entries(one.manifest, one.id, most=1)) == 1


def test_who_comes_again_within_an_hour_is_written_down_once(tmp_path):
    storage = open_workspace(tmp_path).storage
    for who in ("", "", "proxy"):
        audit.note_visit(storage.manifest, storage.id, who)
    assert [n.who for n in audit.entries(storage.manifest, storage.id)] == ["proxy", ""]
    earlier = (datetime.now(UTC) - audit.VISIT).isoformat()
    with storage.manifest.write() as connection:
        connection.execute(sa.update(schema.audit).values(at=earlier))
    audit.note_visit(storage.manifest, storage.id, "")
    assert [n.who for n in audit.entries(storage.manifest, storage.id)] == ["", "proxy", ""]


def test_lines_older_than_90_days_go_and_the_others_stay(tmp_path):
    storage = open_workspace(tmp_path).storage
    audit.note(storage.manifest, storage.id, "", "shared", title="old")
    old = (datetime.now(UTC) - timedelta(days=91)).isoformat()
    with storage.manifest.write() as connection:
        connection.execute(sa.update(schema.audit).values(at=old))
    audit.note(storage.manifest, storage.id, "", "shared", title="new")
    assert audit.purge(storage.manifest) == 1
    assert audit.purge(storage.manifest) == 0
    assert [n.about["title"] for n in audit.entries(storage.manifest, storage.id)] == ["new"]


def test_what_is_done_to_the_data_is_written_down_with_it(tmp_path):
    workspace = open_workspace(tmp_path)
    first, second = (shop.drop(f"{n}.csv", {"orders": shop.orders([n])}) for n in (1, 2))
    workspace.add_many([first, second], "eva@example.com")
    workspace.remove(workspace.datasets()[0].id, "jan@example.com")
    workspace.undo("eva@example.com")
    workspace.delete_for_good(workspace.datasets()[0].id, "eva@example.com")
    entries = audit.entries(workspace.storage.manifest, workspace.storage.id)
    assert [(n.who, n.what) for n in reversed(entries)] == [
        ("eva@example.com", "uploaded"),
        ("jan@example.com", "removed"),
        ("eva@example.com", "undone"),
        ("eva@example.com", "deleted"),
    ]
    assert entries[-1].about == {"count": 2}
    assert not any("csv" in str(noted.about) for noted in entries)
