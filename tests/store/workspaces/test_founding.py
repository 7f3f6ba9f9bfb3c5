"""Shops are added, renamed and removed; what is removed is gone from the disk, and told to its owners."""

from __future__ import annotations

import pytest

from engagement.store import StoreError, open_workspace, workspaces
from engagement.store.journal import audit
from engagement.store.sharing import links, workspace_members
from engagement.store.sharing.terms import Terms
from engagement.store.versions import titles
from engagement.store.workspaces import founding
from engagement.store.workspaces.opening import key_file_of
from tests.store import shop

pytestmark = pytest.mark.usefixtures("backend")


def _told(workspace):
    lines = audit.entries(workspace.storage.manifest, workspace.storage.id)
    return [(line.what, line.who, line.about.get("title")) for line in lines]


def test_a_shop_is_added_under_a_title_and_its_founder_owns_it(tmp_path):
    first = open_workspace(tmp_path)
    created = founding.found_shop(tmp_path, "  Café Süd \n", "ann@example.com")
    assert titles.titles(first.storage.manifest) == {created.name: "Café Süd"}
    assert set(workspaces(tmp_path)) == {"shop", created.name}
    assert [(m.who, m.role) for m in workspace_members.members(created.storage)] == [
        ("ann@example.com", "owner")
    ]
    assert ("founded", "ann@example.com", "Café Süd") in _told(created)
    assert created.key != first.key


def test_two_shops_of_one_title_are_two(tmp_path):
    one, two = (founding.found_shop(tmp_path, "店") for _ in range(2))
    assert one.name != two.name
    shop.add(one, "a.csv", {"orders": shop.orders([1])})
    assert two.datasets() == []


def test_a_shop_is_renamed_and_its_address_stays(tmp_path):
    first = open_workspace(tmp_path)
    titles.rename(first.storage, "Lume", "ann@example.com")
    titles.rename(first.storage, "Lume & Figli", "ann@example.com")
    assert titles.titles(first.storage.manifest) == {"shop": "Lume & Figli"}
    assert _told(first)[0] == ("renamed", "ann@example.com", "Lume & Figli")


@pytest.mark.parametrize("title", ["", " \n\t", "x" * 61])
def test_what_is_no_title_is_refused(tmp_path, title):
    first = open_workspace(tmp_path)
    with pytest.raises(StoreError):
        titles.rename(first.storage, title)
    with pytest.raises(StoreError):
        founding.found_shop(tmp_path, title)
    assert workspaces(tmp_path) == ["shop"]


@pytest.fixture
def furnished(tmp_path):
    """A shop beside the first, with data, a link and a member."""
    created = founding.found_shop(tmp_path, "Nord", "ann@example.com")
    shop.add(created, "a.csv", {"orders": shop.orders([1, 2])})
    links.make_link(created.storage, Terms(pages=("overview",)), title="For Eva", expires_at=None)
    workspace_members.invite(created.storage, "eva@example.com", "viewer", "ann@example.com")
    return created


def test_a_removed_shop_is_gone_with_all_that_belonged_to_it(tmp_path, furnished):
    first, name = open_workspace(tmp_path), furnished.name
    objects = furnished.storage.objects.folder
    assert list(objects.iterdir())
    founding.close(tmp_path, furnished, "ann@example.com")
    assert workspaces(tmp_path) == ["shop"]
    assert titles.titles(first.storage.manifest) == {}
    assert not objects.exists()
    assert not key_file_of(tmp_path, name).exists()
    assert workspace_members.roles_of(first.storage.manifest, "eva@example.com") == {}


def test_other_shops_keep_all_of_theirs(tmp_path, furnished):
    first = open_workspace(tmp_path)
    shop.add(first, "own.csv", {"orders": shop.orders([7])})
    key = first.key
    founding.close(tmp_path, furnished)
    assert [d.file for d in first.datasets()] == ["own.csv"]
    assert len(shop.rows(first, "orders")) == 1
    assert first.key == key


def test_the_first_shop_is_emptied_and_can_be_begun_anew(tmp_path):
    first = open_workspace(tmp_path)
    titles.rename(first.storage, "Old")
    shop.add(first, "a.csv", {"orders": shop.orders([1])})
    key = first.key
    founding.close(tmp_path, first, stays=True)
    reopened = open_workspace(tmp_path)
    assert (reopened.datasets(), titles.titles(reopened.storage.manifest), _told(reopened)) == ([], {}, [])
    assert len(reopened.history()) == 1
    assert reopened.key != key
    shop.add(reopened, "b.csv", {"orders": shop.orders([2])})
    assert [d.file for d in reopened.datasets()] == ["b.csv"]


def test_whoever_owned_a_removed_shop_reads_of_it_in_their_others_and_nobody_else(tmp_path, furnished):
    mine, theirs = open_workspace(tmp_path, "mine"), open_workspace(tmp_path, "theirs")
    workspace_members.invite(mine.storage, "ann@example.com", "owner")
    workspace_members.invite(theirs.storage, "eva@example.com", "owner")
    founding.close(tmp_path, furnished, "ann@example.com")
    assert ("closed", "ann@example.com", "Nord") in _told(mine)
    assert "closed" not in [what for what, _, _ in _told(theirs)]
