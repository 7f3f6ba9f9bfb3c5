"""Who somebody is comes from our own seal only, and rights from roles only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.app.guests.guest import narrowed
from engagement.app.who.current import Guard
from engagement.app.who.hosting import Hosting
from engagement.app.who.visitor import NOBODY, Visitor
from engagement.metrics.model import Question

_values = st.text("abIT|\\ ", min_size=1, max_size=3)
_filters = st.dictionaries(
    st.sampled_from(["country", "channel", "shop"]), st.lists(_values, min_size=1), max_size=3
)


def test_a_seal_opens_what_it_closed_and_nothing_else():
    guard, another = Guard(Hosting()), Guard(Hosting())
    somebody = Visitor("guest", link_id=7, public="abc")
    assert guard.open(guard.close(somebody)) == somebody
    assert another.open(guard.close(somebody)) == NOBODY
    assert guard.open(guard.close(somebody).swapcase()) == NOBODY


@given(st.one_of(st.none(), st.text()))
def test_whatever_a_client_writes_is_nobody(value):
    assert Guard(Hosting()).open(value) == NOBODY


@pytest.mark.parametrize(
    ("role", "edits", "owns"), [("owner", True, True), ("editor", True, False), ("viewer", False, False)]
)
def test_a_role_gives_its_rights_in_its_own_workspace_only(role, edits, owns):
    here = Visitor("house", "ann@example.com", roles={"shop": role, "demo": "viewer"}, workspace="shop")
    assert (here.may_edit, here.may_own) == (edits, owns)
    there = Visitor("house", "ann@example.com", roles=here.roles, workspace="demo")
    assert (there.may_edit, there.may_own) == (False, False)
    assert there.home == ("shop" if edits else None)


def test_a_guest_may_nothing():
    guest = Visitor("guest", link_id=1, public="p")
    assert not guest.may_edit
    assert not guest.may_own
    assert guest.home is None
    assert guest.base == "/v/p"


@given(_filters, _filters, st.dictionaries(st.just("country"), st.lists(_values), max_size=1))
def test_a_guest_gets_the_links_question_with_one_allowed_value_of_what_is_free(parameters, own, free):
    def question(filters: dict[str, list[str]], **others: object) -> Question:
        return Question(filters=tuple(sorted((d, tuple(v)) for d, v in filters.items())), **others)

    wide = question(parameters, days=91, by="channel", grain="week", net=True, currency="USD")
    fixed = question(own)
    result = narrowed(wide, fixed, free)
    assert (result.days, result.by, result.grain, result.net, result.currency) == (
        365,
        None,
        "month",
        False,
        None,
    )
    for dimension, values in result.filters:
        is_free = len(values) == 1 and values[0] in free.get(dimension, ())
        assert is_free or values == dict(fixed.filters)[dimension]
    assert {d for d, _ in fixed.filters} <= {d for d, _ in result.filters}
