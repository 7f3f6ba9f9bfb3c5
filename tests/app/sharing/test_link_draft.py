"""What a person says about a link is checked before it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.app.guests import conflicts
from engagement.app.guests import conflicts as conflicts_
from engagement.app.sharing import link_draft
from engagement.app.sharing.link_draft import Draft
from engagement.app.who import passwords
from engagement.metrics.model import Question
from engagement.store import StoreError, open_workspace
from engagement.store.sharing import links, publications
from tests.store.shop import add, orders

DRAFT = Draft(
    "For Eva", ("overview",), Question(days=182, by="country"), link_draft.today() + timedelta(days=30)
)


def _with(**more):
    fields = {name: getattr(DRAFT, name) for name in DRAFT.__slots__}
    return Draft(**{**fields, **more})


def test_a_draft_becomes_a_link_that_ends_when_its_last_day_does(tmp_path):
    workspace = open_workspace(tmp_path)
    link, token = link_draft.make(
        workspace,
        _with(password="a long enough one", follows=False),  # noqa: S106 - no password of anybody
        "eva@example.com",
    )
    assert links.by_token(workspace.storage.manifest, token) == link
    assert (link.title, link.who, link.follows) == ("For Eva", "eva@example.com", False)
    assert link.terms.question == {"window": "182", "grain": "month", "by": "country"}
    assert link_draft.last_day(link.expires_at) == DRAFT.last_day
    assert link.expires_at - datetime.now(UTC) > timedelta(days=30)
    assert passwords.is_right(link.password_hash, "a long enough one")
    assert not passwords.is_right(link.password_hash, "a long enough two")


def test_a_link_without_an_end_and_without_a_password_has_neither(tmp_path):
    link, _ = link_draft.make(open_workspace(tmp_path), _with(last_day=None), "")
    assert (link.expires_at, link.password_hash, link.state) == (None, None, "stands")


def test_a_hidden_dimension_splits_nothing():
    assert "by" not in link_draft.terms(_with(hidden=("country",))).question
    assert link_draft.terms(_with(hidden=("channel",))).question["by"] == "country"


@pytest.mark.parametrize("dimension", ["segment", "rfm_group", "spend_tier", "answer:Why?", "column:team"])
def test_customers_told_apart_stay_in_the_house(dimension):
    filtered = _with(question=replace(DRAFT.question, filters=((dimension, ("x",)),)))
    assert link_draft.NOT_SHARED in link_draft.faults(filtered)
    split = _with(question=replace(DRAFT.question, by=dimension))
    assert "by" not in link_draft.terms(split).question
    assert link_draft.faults(split) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"title": "  "},
        {"pages": ()},
        {"free": {"country": ()}},
        {"password": "seven77"},
        {"password": "x" * 201},
        {"last_day": link_draft.today() - timedelta(days=1)},
        {"origins": "http://example.com"},
    ],
)
def test_what_cannot_be_kept_is_said(fault):
    assert link_draft.faults(DRAFT) == []
    assert len(link_draft.faults(_with(**fault))) == 1


def test_sites_that_may_embed_are_read_one_to_a_line():
    text = " https://www.Example.com/ \n https://shop.example.org:8443,https://www.example.com"
    assert link_draft.origins(text) == ("https://www.example.com", "https://shop.example.org:8443")
    assert link_draft.origins("") == ()


@pytest.mark.parametrize(
    "site",
    [
        "*",
        "https://*",
        "https://*.example.com",
        "https://example",
        "http://example.com",
        "javascript:alert(1)",
        "https://eva@example.com",
        "https://example.com/path",
        "https://example.com;script-src",
        "https://example.com:notaport",
        "https://[::1",
        "example.com",
        "data:text/html,x",
        "'self'",
    ],
)
def test_what_is_no_https_site_is_refused(site):
    with pytest.raises(StoreError):
        link_draft.origins(site)


@given(st.text(max_size=60))
def test_no_text_gets_anything_into_a_policy_but_sites(text):
    try:
        result = link_draft.origins(text)
    except StoreError:
        return
    for origin in result:
        assert origin.startswith("https://")
        assert not set(origin) & set(" ;,'\"*\n")


def test_the_strength_of_a_password_is_said_in_words():
    listed = [
        str(link_draft.strength(p))
        for p in ("", "short", "12345678901234", "aaaaaaaaaaaa", "kettle-9", "x9 quiet kettle")
    ]
    assert listed[0].startswith("Without")
    assert listed[1].startswith("Too short")
    assert listed[2].startswith("Easy")
    assert listed[3].startswith("Easy")
    assert listed[4].startswith("Good")
    assert listed[5].startswith("Strong")


IT, PL = ("country", ("IT",)), ("country", ("PL",))


@pytest.mark.parametrize(
    ("first", "second", "can"),
    [
        ((), (), False),
        ((), (IT,), True),
        ((IT,), (), True),
        ((IT,), (IT,), False),
        ((IT,), (PL,), False),
        ((("country", ("IT", "PL")),), (IT,), True),
        ((("country", ("IT", "PL")),), (("country", ("PL", "IT")),), False),
        ((IT,), (("channel", ("web",)),), True),
        ((IT, ("channel", ("web",))), (PL,), False),
    ],
)
def test_of_two_open_links_one_can_be_subtracted_unless_their_filters_are_equal_or_exclude_each_other(
    tmp_path, first, second, can
):
    workspace = open_workspace(tmp_path)
    made, _ = link_draft.make(workspace, _with(question=Question(filters=first)), "")
    result = conflicts.subtractable(Question(days=None, filters=second), links.links(workspace.storage))
    assert result == (made if can else None)


@pytest.mark.parametrize("otherwise", [{"net": True}, {"currency": "EUR"}])
def test_money_that_is_read_otherwise_can_be_subtracted_too(tmp_path, otherwise):
    workspace = open_workspace(tmp_path)
    made, _ = link_draft.make(workspace, _with(question=Question()), "")
    assert conflicts.subtractable(Question(**otherwise), links.links(workspace.storage)) == made


def test_a_link_that_was_closed_unopened_has_nothing_to_subtract_from(tmp_path):
    workspace = open_workspace(tmp_path)
    made, _ = link_draft.make(workspace, DRAFT, "")
    links.revoke(workspace.storage, made.id)
    assert conflicts.subtractable(Question(filters=(IT,)), links.links(workspace.storage)) is None


def test_a_link_that_was_opened_counts_after_it_has_ended(tmp_path):
    workspace = open_workspace(tmp_path)
    made, _ = link_draft.make(workspace, DRAFT, "")
    links.note_visit(workspace.storage.manifest, made)
    links.revoke(workspace.storage, made.id)
    result = conflicts.subtractable(Question(filters=(IT,)), links.links(workspace.storage))
    assert result is not None
    assert result.id == made.id


def an_older_one(folder, told_until, days=91):
    """A shop of 3,000 days; a link of all countries that was opened and has told of a year; their question.

    The question is one with another filter.
    """
    workspace = open_workspace(folder)
    add(workspace, "orders.csv", {"orders": orders(range(1, 3_001))})
    made, _ = link_draft.make(workspace, DRAFT, "")
    links.note_visit(workspace.storage.manifest, made)
    version = workspace.version
    record = {"k": 10, "told": {"orders": [[told_until - 365, told_until]], "customers": []}, "kept": {}}
    with workspace.storage.manifest.write() as connection:
        publications.note(connection, made.id, version.id, "", record)
    return workspace, made, Question(days=days, filters=(IT,))


def conflict(workspace, question):
    return conflicts_.conflict(workspace, question, links.links(workspace.storage))


@pytest.mark.parametrize(("told_until", "days", "can"), [
    (1_500, 91, True), (1_500, 365, True), (1_500, None, False), (2_900, 91, False), (2_400, 365, False),
])  # fmt: skip
def test_a_revoked_link_stands_in_no_ones_way_once_its_days_are_over(tmp_path, told_until, days, can):
    workspace, made, question = an_older_one(tmp_path, told_until, days)
    assert conflict(workspace, question) is not None
    links.revoke(workspace.storage, made.id)
    assert (conflict(workspace, question) is None) == can


def test_an_expired_link_stands_in_the_way_as_it_may_be_opened_again(tmp_path):
    workspace, made, question = an_older_one(tmp_path, 1_500)
    links.set_end(workspace.storage, made.id, datetime.now(UTC) - timedelta(days=1))
    assert conflict(workspace, question) is not None


@pytest.mark.parametrize("parameters", [{"as_of": 1_600}, {"compare": (1_400, 1_490)}])
def test_a_revoked_link_stands_in_the_way_of_whoever_asks_for_its_days(tmp_path, parameters):
    workspace, made, question = an_older_one(tmp_path, 1_500)
    links.revoke(workspace.storage, made.id)
    assert conflict(workspace, replace(question, **parameters)) is not None


def test_a_revoked_link_stands_in_the_way_again_if_the_newest_data_are_taken_back(tmp_path):
    workspace, made, question = an_older_one(tmp_path, 1_500)
    links.revoke(workspace.storage, made.id)
    assert conflict(workspace, question) is None
    add(workspace, "first.csv", {"orders": orders(range(1, 1_601))})
    workspace.delete_for_good(next(d.id for d in workspace.datasets() if d.file == "orders.csv"))
    assert conflict(workspace, question) is not None


def test_a_link_that_was_opened_and_whose_days_are_not_known_stands_in_the_way(tmp_path):
    workspace, made, question = an_older_one(tmp_path, 1_500)
    other, _ = link_draft.make(workspace, DRAFT, "")
    links.note_visit(workspace.storage.manifest, other)
    for link in (made, other):
        links.revoke(workspace.storage, link.id)
    assert conflict(workspace, question) is not None


def test_a_link_that_could_be_subtracted_from_another_is_refused_with_a_sentence(tmp_path):
    workspace = open_workspace(tmp_path)
    link_draft.make(workspace, _with(title="For *Eva*", question=Question()), "")
    with pytest.raises(StoreError, match="other filters or reads money otherwise"):
        link_draft.make(workspace, _with(question=Question(filters=(IT,))), "")
    assert len(links.links(workspace.storage)) == 1
