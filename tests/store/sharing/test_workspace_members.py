"""Members come by invitation, keep one owner, and leave a trace."""

from __future__ import annotations

import pytest

from engagement.store import StoreError, open_workspace
from engagement.store.journal import audit
from engagement.store.sharing import workspace_members

pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture
def storage(tmp_path):
    return open_workspace(tmp_path / "data").storage


def test_an_address_is_one_member_however_it_is_written(storage):
    workspace_members.invite(storage, " Ann@Example.com ", "owner")
    workspace_members.invite(storage, "ann@example.com", "owner")
    assert [(m.who, m.role, m.seen_at) for m in workspace_members.members(storage)] == [
        ("ann@example.com", "owner", None)
    ]
    assert workspace_members.roles_of(storage.manifest, "ann@example.com") == {"shop": "owner"}


def test_what_is_no_address_is_refused(storage):
    for text in ("", "ann", "@example.com", "ann@", "a b@example.com", "a@b@c.com", "a@x" * 200):
        with pytest.raises(StoreError):
            workspace_members.invite(storage, text, "viewer")
    assert workspace_members.members(storage) == []


def test_first_owners_come_in_once_and_whoever_was_removed_stays_out(storage):
    first = ("ann@example.com", "eva@example.com")
    workspace_members.invite_first_owners(storage, first)
    workspace_members.remove(storage, "eva@example.com")
    workspace_members.invite_first_owners(storage, first)
    assert [member.who for member in workspace_members.members(storage)] == ["ann@example.com"]


def test_the_last_owner_stays(storage):
    workspace_members.invite(storage, "ann@example.com", "owner")
    workspace_members.invite(storage, "eva@example.com", "editor")
    for change in (
        lambda: workspace_members.remove(storage, "ann@example.com"),
        lambda: workspace_members.invite(storage, "ann@example.com", "viewer"),
    ):
        with pytest.raises(StoreError):
            change()
    workspace_members.invite(storage, "eva@example.com", "owner", by="ann@example.com")
    workspace_members.remove(storage, "ann@example.com", by="eva@example.com")
    assert [m.who for m in workspace_members.members(storage)] == ["eva@example.com"]


def test_a_workspace_knows_nothing_of_another_ones_members(tmp_path):
    one, two = (open_workspace(tmp_path / "data", name).storage for name in ("one", "two"))
    workspace_members.invite(one, "ann@example.com", "owner")
    workspace_members.invite(two, "ann@example.com", "viewer")
    assert workspace_members.roles_of(one.manifest, "ann@example.com") == {"one": "owner", "two": "viewer"}
    workspace_members.remove(two, "ann@example.com")
    assert workspace_members.roles_of(one.manifest, "ann@example.com") == {"one": "owner"}


def test_who_came_is_noted_once_and_all_changes_are_written_down(storage):
    workspace_members.invite(storage, "ann@example.com", "owner")
    workspace_members.invite(storage, "eva@example.com", "viewer", by="ann@example.com")
    workspace_members.invite(storage, "eva@example.com", "editor", by="ann@example.com")
    for _ in range(3):
        workspace_members.record_visit(storage, "eva@example.com")
    workspace_members.remove(storage, "eva@example.com", by="ann@example.com")
    told = [(entry.what, entry.who) for entry in audit.entries(storage.manifest, storage.id)]
    assert told == [
        ("dismissed", "ann@example.com"),
        ("opened", "eva@example.com"),
        ("role", "ann@example.com"),
        ("invited", "ann@example.com"),
        ("invited", ""),
    ]
