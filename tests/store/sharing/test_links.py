"""A link is a secret that is never kept, a state, and at most two bundles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
import sqlalchemy as sa

from engagement.store import StoreError, open_workspace
from engagement.store.database import schema
from engagement.store.erasing import one_person
from engagement.store.journal import audit, proofs
from engagement.store.sharing import bundles, links
from engagement.store.sharing.terms import Terms
from engagement.store.upkeep import retention
from tests.store import shop

TERMS = Terms(pages=("overview", "purchases"), question={"window": "365", "grain": "month"})
TOMORROW = datetime.now(UTC) + timedelta(days=1)


pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture
def workspace(tmp_path):
    opened = open_workspace(tmp_path)
    shop.add(opened, "a.csv", {"orders": shop.orders([1, 2, 3])})
    return opened


def _made(workspace, **more):
    return links.make_link(workspace.storage, TERMS, **{"title": "For Eva", "expires_at": TOMORROW, **more})


def _bundle(n: int) -> pa.Table:
    return pa.table({"kind": ["reading"], "payload": [f"{n}"]})


def test_a_link_is_found_by_its_token_and_by_its_name_in_addresses(workspace):
    link, token = _made(workspace, note="Look at 90 days", who="eva@example.com")
    manifest = workspace.storage.manifest
    assert len(token) == 43
    assert links.by_token(manifest, token) == links.by_public(manifest, link.public) == link
    assert links.by_id(manifest, link.id) == link
    assert (link.title, link.note, link.who, link.terms) == (
        "For Eva",
        "Look at 90 days",
        "eva@example.com",
        TERMS,
    )
    assert (link.workspace, link.state, link.visits, link.seen_at) == ("shop", "stands", 0, None)


def test_the_token_stands_nowhere_in_the_data_folder(workspace, tmp_path):
    _, token = _made(workspace)
    links.make_link(workspace.storage, TERMS, title="Another", expires_at=None)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert token.encode() not in file.read_bytes(), file


def test_what_is_no_token_of_ours_opens_nothing(workspace):
    _made(workspace)
    strays = ("", "NULL", "None", "%", "' OR 1=1 --", "\ud800", "x" * 43, "x" * 100_000)
    assert [token for token in strays if links.by_token(workspace.storage.manifest, token)] == []


def test_a_token_in_other_case_or_cut_short_and_the_name_itself_open_nothing(workspace):
    link, token = _made(workspace)
    for wrong in (token.swapcase(), token[:-1], token + "A", f" {token}", link.public):
        assert links.by_token(workspace.storage.manifest, wrong) is None


def test_a_link_expires_and_opens_again_with_a_new_end(workspace):
    link, token = _made(workspace, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert link.state == "expired"
    links.set_end(workspace.storage, link.id, TOMORROW)
    assert links.by_token(workspace.storage.manifest, token).state == "stands"
    links.set_end(workspace.storage, link.id, None)
    assert links.by_token(workspace.storage.manifest, token).state == "stands"


def test_a_revoked_link_stays_revoked_and_lets_go_of_what_it_showed(workspace):
    link, token = _made(workspace)
    bundles.put_bundle(workspace.storage, link.id, _bundle(1), "v1")
    links.revoke(workspace.storage, link.id)
    assert links.by_token(workspace.storage.manifest, token).state == "revoked"
    assert bundles.newest_bundles(workspace.storage.manifest, link.id) == []
    assert not bundles.put_bundle(workspace.storage, link.id, _bundle(2), "v2")
    with pytest.raises(StoreError):
        links.set_end(workspace.storage, link.id, TOMORROW)


def test_a_link_of_another_workspace_cannot_be_touched(workspace, tmp_path):
    link, _ = _made(workspace)
    other = open_workspace(tmp_path, "other")
    for change in (
        lambda: links.revoke(other.storage, link.id),
        lambda: links.set_end(other.storage, link.id, None),
    ):
        with pytest.raises(StoreError):
            change()
    assert not bundles.put_bundle(other.storage, link.id, _bundle(1), "v1")
    assert links.links(other.storage) == []
    assert links.links(workspace.storage) == [link]


def test_a_link_that_stays_with_its_data_names_their_version(workspace):
    staying, _ = _made(workspace, follows=False)
    following, _ = _made(workspace)
    assert (staying.pinned, staying.follows) == (workspace.version.id, False)
    assert (following.pinned, following.follows) == (None, True)


def test_visits_within_a_minute_count_as_one(workspace):
    manifest = workspace.storage.manifest
    link, _ = _made(workspace)
    for _ in range(3):
        links.note_visit(manifest, link)
    seen = links.by_id(manifest, link.id)
    assert (seen.visits, seen.seen_at is not None) == (1, True)
    long_ago = (datetime.now(UTC) - timedelta(minutes=2)).isoformat()
    with manifest.write() as connection:
        connection.execute(sa.update(schema.link).values(seen_at=long_ago))
    links.note_visit(manifest, links.by_id(manifest, link.id))
    assert links.by_id(manifest, link.id).visits == 2
    opened = [noted for noted in audit.entries(manifest, workspace.storage.id) if noted.what == "link_opened"]
    assert [(noted.who, noted.about) for noted in opened] == [("", {"title": "For Eva"})] * 2


def test_wrong_passwords_lock_a_link_for_longer_and_longer_and_a_right_one_opens_it(workspace):
    manifest = workspace.storage.manifest
    link, _ = _made(workspace, password_hash="$argon2id$...")  # noqa: S106 - no password
    tries = [links.try_password(manifest, link.id) for _ in range(5)]
    assert tries == [None] * 5
    first = links.try_password(manifest, link.id)
    assert timedelta(seconds=25) < first - datetime.now(UTC) <= timedelta(seconds=30)
    for failures in (8, 500, 1_000_000):
        with manifest.write() as connection:
            connection.execute(sa.update(schema.link).values(failures=failures))
        assert links.try_password(manifest, link.id) - datetime.now(UTC) <= timedelta(minutes=15)
    links.password_was_right(manifest, link.id)
    assert links.try_password(manifest, link.id) is None


def test_many_tries_at_the_same_moment_are_no_more_than_five(workspace):
    manifest = workspace.storage.manifest
    link, _ = _made(workspace)
    with ThreadPoolExecutor(8) as pool:
        tries = list(pool.map(lambda _: links.try_password(manifest, link.id), range(24)))
    assert tries.count(None) == 5


def test_the_data_that_an_open_link_stays_with_outlive_the_history(workspace):
    staying, _ = _made(workspace, follows=False)
    for n in range(4, 8):
        shop.add(workspace, f"{n}.csv", {"orders": shop.orders([n])})
    workspace.sweep(keep=1, grace_seconds=0)
    assert staying.pinned in {version.id for version in workspace.history()}
    links.revoke(workspace.storage, staying.id)
    workspace.sweep(keep=1, grace_seconds=0)
    assert staying.pinned not in {version.id for version in workspace.history()}


def test_the_newest_two_bundles_stay_through_a_sweep_and_older_ones_go_at_once(workspace):
    link, _ = _made(workspace)
    for n in (1, 2, 3):
        assert bundles.put_bundle(workspace.storage, link.id, _bundle(n), f"v{n}")
    workspace.sweep(grace_seconds=0)
    newest = bundles.newest_bundles(workspace.storage.manifest, link.id)
    assert [bundle.version_digest for bundle in newest] == ["v3", "v2"]
    read = [workspace.storage.objects.read(b.object).column("payload").to_pylist() for b in newest]
    assert read == [["3"], ["2"]]
    assert len(list(workspace.storage.objects.folder.iterdir())) == 2 + len(_objects_of_data(workspace))


def test_a_bundle_of_the_same_data_takes_the_place_of_the_one_before(workspace):
    link, _ = _made(workspace)
    for n, digest in ((1, "v1"), (2, "v2"), (3, "v2")):
        bundles.put_bundle(workspace.storage, link.id, _bundle(n), digest)
    newest = bundles.newest_bundles(workspace.storage.manifest, link.id)
    assert [bundle.version_digest for bundle in newest] == ["v2", "v1"]
    assert workspace.storage.objects.read(newest[0].object).column("payload").to_pylist() == ["3"]


def test_a_bundle_that_two_links_share_stays_when_one_of_them_is_revoked(workspace):
    (one, _), (two, _) = _made(workspace), _made(workspace)
    for link in (one, two):
        bundles.put_bundle(workspace.storage, link.id, _bundle(1), "v1")
    links.revoke(workspace.storage, one.id)
    (left,) = bundles.newest_bundles(workspace.storage.manifest, two.id)
    assert workspace.storage.objects.read(left.object).num_rows == 1


@pytest.mark.parametrize("by", ["a person who is erased", "rows that are older than is kept"])
def test_totals_of_rows_that_had_to_go_go_with_them(workspace, by):
    follows, _ = _made(workspace)
    stays, _ = _made(workspace, follows=False)
    for n, link in enumerate((follows, follows, stays)):
        bundles.put_bundle(workspace.storage, link.id, _bundle(n), f"v{n}")
    if by == "a person who is erased":
        one_person.erase(workspace.storage, workspace.key, {2})
    else:
        retention.keep_for(workspace.storage, "orders", 1)
        retention.purge(workspace.storage, TOMORROW.date())
    for link in (follows, stays):
        assert bundles.newest_bundles(workspace.storage.manifest, link.id) == []
    assert len(list(workspace.storage.objects.folder.iterdir())) == len(_objects_of_data(workspace))
    assert [proof.bundles for proof in proofs.entries(workspace.storage)] == [3]


def test_a_purge_that_finds_nothing_leaves_what_links_show(workspace):
    link, _ = _made(workspace)
    bundles.put_bundle(workspace.storage, link.id, _bundle(1), "v1")
    retention.keep_for(workspace.storage, "orders", retention.LONGEST)
    retention.purge(workspace.storage, date(1970, 3, 1))
    assert len(bundles.newest_bundles(workspace.storage.manifest, link.id)) == 1


def test_what_links_show_goes_with_the_data_that_are_deleted_for_good(workspace):
    follows, _ = _made(workspace)
    stays, _ = _made(workspace, follows=False)
    for n, link in enumerate((follows, stays)):
        bundles.put_bundle(workspace.storage, link.id, _bundle(n), f"v{n}")
    workspace.delete_for_good("everything")
    for link in (follows, stays):
        assert bundles.newest_bundles(workspace.storage.manifest, link.id) == []
    assert list(workspace.storage.objects.folder.iterdir()) == []


def test_what_was_computed_of_a_version_that_is_deleted_meanwhile_is_not_published(workspace):
    link, _ = _made(workspace)
    version = workspace.version.id
    assert bundles.put_bundle(workspace.storage, link.id, _bundle(1), "v1", version=version)
    workspace.delete_for_good("everything")
    assert not bundles.put_bundle(workspace.storage, link.id, _bundle(1), "v1", version=version)
    assert bundles.newest_bundles(workspace.storage.manifest, link.id) == []


def _objects_of_data(workspace):
    with workspace.storage.manifest.read() as connection:
        return {
            *connection.scalars(sa.select(schema.version_table.c.object)),
            *connection.scalars(sa.select(schema.dataset_table.c.object)),
        }
