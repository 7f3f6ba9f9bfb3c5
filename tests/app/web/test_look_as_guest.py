"""Whoever may share looks at a link as its recipient does; to all others it is not there."""

from __future__ import annotations

import pytest

from tests.app.hosted import ANN, EVA, HOSTED, OLGA, STRANGER, VIC
from tests.asking import ask
from tests.serving import serving


@pytest.fixture(scope="module")
def address(house):
    with serving(house.data_dir, **HOSTED) as started:
        yield started


def test_owners_and_editors_get_a_recipients_cookie_for_the_link_alone(address, house):
    for who in (ANN, EVA):
        answer = ask(address, f"/look/{house.open.link.public}", **who)
        assert (answer.status, answer.headers["location"]) == (303, f"{house.open.base}/summary")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("engagement_view=")
        assert f"Path={house.open.base}/" in cookie
        assert "HttpOnly" in cookie


def test_for_everybody_else_and_for_links_that_ended_there_is_nothing(address, house):
    for who in (VIC, OLGA, STRANGER, {}):
        answer = ask(address, f"/look/{house.open.link.public}", **who)
        assert answer.status == 404
        assert "set-cookie" not in answer.headers
    for gone in (house.expired, house.revoked):
        assert ask(address, f"/look/{gone.link.public}", **ANN).status == 404
    for nothing in ("", "x" * 16, house.open.token, "..%2fdata"):
        assert ask(address, f"/look/{nothing}", **ANN).status == 404
