"""Assistants and programs read a shop through one link, which its owner can revoke like any other."""

from __future__ import annotations

import pytest

from engagement.app.guests.assistants_link import TITLE, assistants_link
from engagement.app.guests.background_publishing import Publisher, data_of, make
from engagement.store import open_workspace
from engagement.store.sharing import bundles, links
from tests.store import shop


@pytest.fixture
def workspace(tmp_path):
    opened = open_workspace(tmp_path)
    shop.add(opened, "a.csv", {"orders": shop.orders(range(1, 400))})
    return opened


def test_the_link_is_made_once_and_published_before_anybody_asks(workspace, tmp_path):
    link = assistants_link(workspace)
    assert assistants_link(workspace) == link
    assert [one.title for one in links.links(workspace.storage)] == [TITLE]
    Publisher(tmp_path, make).make_all()
    newest = bundles.newest_bundles(workspace.storage.manifest, link.id)
    assert newest[0].version_digest == data_of(workspace, link)


def test_a_revoked_link_is_not_made_again(workspace):
    links.revoke(workspace.storage, assistants_link(workspace).id)
    assert assistants_link(workspace) is None
