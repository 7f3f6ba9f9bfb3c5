"""Logging in through an identity provider, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from engagement.store import open_workspace
from engagement.store.sharing import workspace_members
from tests.browser.provider import providing
from tests.serving import free_port, furnish, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def provider():
    with providing() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory, provider):
    data_dir = furnish(tmp_path_factory.mktemp("login") / "data")
    workspace_members.invite(open_workspace(data_dir).storage, "ann@example.com", "owner")
    port = free_port()
    with serving(data_dir, port, **provider.environment(port)) as started:
        yield started


def _log_in(page, address):
    """Go to the provider and come back."""
    page.goto(address)
    with page.expect_navigation():  # else what is seen is still the page before
        page.get_by_role("link", name="Log in").click()


def test_an_owner_logs_in_sees_the_shop_and_logs_out(page, address, provider):
    provider.claims = {"email": "Ann@Example.com", "email_verified": True}
    _log_in(page, address)
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Your data")).to_be_visible()
    page.goto(f"{address}/people")
    expect(page.get_by_test_id("stSidebar").get_by_text(re.compile(r"^ann@.*example\.com$"))).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def test_a_deep_link_into_the_house_asks_who_it_is_first(page, address):
    page.goto(f"{address}/data")
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"email": "ann@example.com", "email_verified": False}, marks=pytest.mark.gate),
        pytest.param({"email": "ann@example.com"}, marks=pytest.mark.gate),
        pytest.param({"email": ["ann@example.com"], "email_verified": True}, marks=pytest.mark.gate),
        pytest.param({"email_verified": True}, marks=pytest.mark.gate),
    ],
)
def test_an_address_that_the_provider_does_not_vouch_for_is_nobody(page, address, provider, claims):
    provider.claims = claims
    _log_in(page, address)
    assert page.url.startswith(f"{address}/")
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


@pytest.mark.gate
def test_somebody_without_an_invitation_is_told_so(page, address, provider):
    provider.claims = {"email": "stranger@example.com", "email_verified": True}
    _log_in(page, address)
    expect(page.get_by_text("has not been invited")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Your data")).to_have_count(0)


def test_whoever_logs_out_does_so_in_every_open_tab(page, address, provider):
    provider.claims = {"email": "ann@example.com", "email_verified": True}
    _log_in(page, address)
    other = page.context.new_page()
    other.goto(f"{address}/data")
    expect(other.get_by_test_id("stSidebarNav").get_by_role("link", name="Your data")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    other.get_by_test_id("stSidebarNav").get_by_role("link", name="Definitions").click()
    expect(other.get_by_role("button", name="Log in")).to_be_visible()
    expect(other.get_by_test_id("stSidebarNav")).to_have_count(0)
