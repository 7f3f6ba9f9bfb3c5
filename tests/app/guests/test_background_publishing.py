"""Bundles are made in the background: the missing first; one that fails keeps no other waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

import pyarrow as pa
import pytest

from engagement.app.guests import background_publishing
from engagement.app.guests.background_publishing import Publisher, data_of
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.store import StoreError, open_workspace
from engagement.store.erasing import one_person
from engagement.store.sharing import bundles, links, publications
from engagement.store.sharing.terms import Terms
from tests.store import shop

TERMS = Terms(pages=("overview", "purchases"), question={"window": "all", "grain": "month"}, k=5)


@pytest.fixture
def workspace(tmp_path):
    opened = open_workspace(tmp_path)
    shop.add(opened, "a.csv", {"orders": shop.orders(range(1, 400))})
    return opened


def _link(workspace, **more):
    end = datetime.now(UTC) + timedelta(days=1)
    return links.make_link(workspace.storage, TERMS, **{"title": "For Eva", "expires_at": end, **more})[0]


def _put(workspace, link):
    table = pa.table({"payload": [data_of(workspace, link)]})
    bundles.put_bundle(workspace.storage, link.id, table, data_of(workspace, link))


def _digests(workspace, link):
    return [bundle.version_digest for bundle in bundles.newest_bundles(workspace.storage.manifest, link.id)]


def test_a_new_link_gets_a_bundle_and_a_following_one_another_with_every_version(workspace, tmp_path):
    publisher = Publisher(tmp_path, _put)
    following, staying = _link(workspace), _link(workspace, follows=False)
    publisher.make_all()
    first = data_of(workspace, following)
    assert _digests(workspace, following) == _digests(workspace, staying) == [first]
    shop.add(workspace, "b.csv", {"orders": shop.orders(range(400, 500))})
    publisher.make_all()
    second = data_of(workspace, following)
    assert _digests(workspace, following) == [second, first]
    assert _digests(workspace, staying) == [first]


def test_after_an_erasure_all_links_are_published_anew_also_those_that_stay(workspace, tmp_path):
    publisher = Publisher(tmp_path, _put)
    following, staying = _link(workspace), _link(workspace, follows=False)
    publisher.make_all()
    one_person.erase(workspace.storage, workspace.key, {2})
    assert _digests(workspace, following) == _digests(workspace, staying) == []
    publisher.make_all()
    assert len(_digests(workspace, following)) == len(_digests(workspace, staying)) == 1


def test_nothing_is_published_for_links_that_open_nothing(workspace, tmp_path):
    ended = _link(workspace, expires_at=datetime.now(UTC) - timedelta(days=1))
    revoked = _link(workspace)
    links.revoke(workspace.storage, revoked.id)
    Publisher(tmp_path, _put).make_all()
    assert _digests(workspace, ended) == _digests(workspace, revoked) == []


def test_a_link_that_cannot_be_published_is_told_and_tried_again_with_new_data(workspace, tmp_path):
    tried = []

    def fails(of, link):
        tried.append(link.id)
        if link.title == "Broken" and len(of.datasets()) == 1:
            raise ValueError("not these data")
        _put(of, link)

    publisher = Publisher(tmp_path, fails)
    broken, whole = _link(workspace, title="Broken"), _link(workspace)
    publisher.make_all()
    publisher.make_all()
    assert sorted(tried) == [broken.id, whole.id]
    assert publisher.failed(broken.id)
    assert not publisher.failed(whole.id)
    shop.add(workspace, "b.csv", {"orders": shop.orders([500])})
    publisher.make_all()
    assert not publisher.failed(broken.id)
    assert len(_digests(workspace, broken)) == 1


def test_a_link_without_figures_comes_before_one_whose_figures_are_old(workspace, tmp_path):
    made = []

    def put(of, link):
        made.append(link.id)
        _put(of, link)

    old = _link(workspace)
    Publisher(tmp_path, _put).make_all()
    shop.add(workspace, "b.csv", {"orders": shop.orders([500])})
    new = _link(workspace)
    Publisher(tmp_path, put).make_all()
    assert made == [new.id, old.id]


def test_what_follows_a_look_and_fails_keeps_nothing_else_waiting(tmp_path):
    publisher, done = Publisher(tmp_path, _put), Event()

    def fails():
        raise ValueError("this page cannot be drawn")

    publisher.follow(fails)
    publisher.follow(done.set)
    publisher.wake()
    assert done.wait(30)
    publisher.close()


def test_whoever_wakes_it_does_not_wait(workspace, tmp_path):
    begun, go_on = Event(), Event()

    def slow(of, link):
        begun.set()
        assert go_on.wait(30)
        _put(of, link)

    publisher = Publisher(tmp_path, slow)
    link = _link(workspace)
    publisher.wake()
    assert begun.wait(30)
    publisher.wake()
    assert _digests(workspace, link) == []
    go_on.set()
    publisher.close()
    assert _digests(workspace, link) == [data_of(workspace, link)]


def test_what_was_begun_is_finished_also_for_a_link_that_stays_with_its_data(workspace, tmp_path):
    link = _link(workspace, follows=False)
    begun = pa.table({"payload": ["begun"]})
    bundles.put_bundle(workspace.storage, link.id, begun, f"{data_of(workspace, link)}+")
    Publisher(tmp_path, _put).make_all()
    assert _digests(workspace, link)[0] == data_of(workspace, link)


def test_a_link_that_follows_waits_for_the_newest_days_where_they_are_of_few(workspace):
    link = _link(workspace)
    background_publishing.make(workspace, link)
    before = _shown(workspace, link)
    shop.add(workspace, "b.csv", {"orders": shop.orders([400])})
    background_publishing.make(workspace, link)
    now = _shown(workspace, link)
    assert now.waits
    assert now.reading("orders") == before.reading("orders")
    assert _digests(workspace, link)[0] == data_of(workspace, link)


def test_one_late_order_in_a_closed_month_moves_no_figure_of_a_link(workspace):
    link = _link(workspace)
    background_publishing.make(workspace, link)
    before = _shown(workspace, link)
    shop.add(workspace, "late.csv", {"orders": shop.late([(1000, 100)])})
    background_publishing.make(workspace, link)
    now = _shown(workspace, link)
    assert now.waits
    assert now.reading("orders") == before.reading("orders")


def test_what_a_link_told_counts_after_it_has_ended_but_not_where_nobody_opened_it(workspace):
    ended = [_link(workspace), _link(workspace)]
    for link in ended:
        background_publishing.make(workspace, link)
    links.note_visit(workspace.storage.manifest, ended[0])
    for link in ended:
        links.revoke(workspace.storage, link.id)
    shop.add(workspace, "late.csv", {"orders": shop.late([(1000, 100)])})
    told_to = {one.link for one in publications.all_publications(workspace.storage)}
    assert told_to == {ended[0].id}
    new = _link(workspace)
    background_publishing.make(workspace, new)
    assert "orders" not in _shown(workspace, new).keys()  # noqa: SIM118 - a method, not a dict


def test_who_was_erased_is_not_told_by_the_figures_that_follow(workspace):
    link = _link(workspace)
    shop.add(workspace, "late.csv", {"orders": shop.late([(1000, 100)], customer=77)})
    background_publishing.make(workspace, link)
    assert "orders" in _shown(workspace, link).keys()  # noqa: SIM118 - a method, not a dict
    one_person.erase(workspace.storage, workspace.key, {77})
    background_publishing.make(workspace, link)
    assert "orders" not in _shown(workspace, link).keys()  # noqa: SIM118 - a method, not a dict
    days = publications.all_publications(workspace.storage)[0].changed_days
    assert days == {"orders": [(90, 120)]}


def test_what_has_been_told_is_no_secret_of_a_version_that_has_only_grown(workspace):
    link = _link(workspace)
    background_publishing.make(workspace, link)
    shop.add(workspace, "b.csv", {"orders": shop.orders(range(400, 500))})
    background_publishing.make(workspace, link)
    assert {one.version for one in publications.all_publications(workspace.storage)} == {workspace.version.id}


def test_of_two_links_that_could_be_subtracted_the_second_shows_nothing(workspace):
    _link(workspace)
    unlike = replace(TERMS, question={**TERMS.question, "net": "1"})
    second = links.make_link(workspace.storage, unlike, title="Net", expires_at=None)[0]
    with pytest.raises(StoreError, match="reads money otherwise"):
        background_publishing.make(workspace, second)


def _shown(workspace, link):
    return PublishedView(
        workspace.storage.objects.read(bundles.newest_bundles(workspace.storage.manifest, link.id)[0].object)
    )


def test_what_is_published_is_what_the_terms_say(workspace):
    link = _link(workspace)
    background_publishing.make(workspace, link)
    (newest,) = bundles.newest_bundles(workspace.storage.manifest, link.id)
    view = PublishedView(workspace.storage.objects.read(newest.object))
    assert (view.k, view.pages) == (5, ("overview", "purchases"))
    assert "orders" in view.keys()  # noqa: SIM118 - a method, not a dict
