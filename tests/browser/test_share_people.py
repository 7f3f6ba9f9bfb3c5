"""The owner of a hosted shop invites somebody, changes what they may do, and reads who did what."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from engagement.store import open_workspace
from engagement.store.sharing import workspace_members
from tests.browser.conftest import PATIENCE, settle, visit
from tests.browser.provider import providing
from tests.serving import free_port, furnish, serving

pytestmark = pytest.mark.browser


def test_where_nobody_logs_in_the_page_says_who_may_what_and_names_no_setting_of_the_server(page, address):
    visit(page, address, "/people")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("You work alone here")
    expect(main).to_contain_text("An editor also adds and removes files")
    expect(main.get_by_role("link", name="Share a link")).to_be_visible()
    expect(main).not_to_contain_text("ENGAGEMENT_")
    expect(page.get_by_label("E-mail address")).to_have_count(0)


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    """A server that Ann, its owner, can log in to: its address and its workspace."""
    data_dir = furnish(tmp_path_factory.mktemp("team") / "data")
    workspace = open_workspace(data_dir)
    workspace_members.invite(workspace.storage, "ann@example.com", "owner")
    port = free_port()
    with providing() as provider:
        provider.claims = {"email": "ann@example.com", "email_verified": True}
        environment = {
            "ENGAGEMENT_LOGIN": "oidc",
            "ENGAGEMENT_SECRET": "zT49kw-Pa81nQy_6UrBv03SmXd72hGcL",
            "ENGAGEMENT_HOST": f"http://127.0.0.1:{port}",
            "ENGAGEMENT_OIDC_CLIENT_ID": "engagement",
            "ENGAGEMENT_OIDC_CLIENT_SECRET": "of-the-test",
            "ENGAGEMENT_OIDC_METADATA_URL": f"{provider.address}/.well-known/openid-configuration",
            "ENGAGEMENT_OIDC_REDIRECT_URI": f"http://127.0.0.1:{port}/oauth2callback",
        }
        with serving(data_dir, port, **environment) as started:
            yield started, workspace


@pytest.mark.gate
def test_an_owner_invites_a_viewer_makes_them_an_editor_and_lets_them_go(page, hosted):
    address, workspace = hosted
    page.goto(address)
    page.get_by_role("link", name="Log in").click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="People").click(timeout=PATIENCE)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("1 person")
    page.get_by_label("E-mail address").fill("nobody at all")
    page.get_by_role("button", name="Invite").click()
    expect(main).to_contain_text("This is no e-mail address.")
    page.get_by_label("E-mail address").fill("Jan@example.com")
    page.get_by_role("button", name="Invite").click()
    expect(main).to_contain_text("2 people")
    assert _roles(workspace) == {"ann@example.com": "owner", "jan@example.com": "viewer"}
    of_jan = page.locator('[class*="st-key-rule_member_jan"]')
    settle(page)
    of_jan.get_by_role("combobox").click()
    page.get_by_role("option", name="Editor").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("may do: Editor")
    assert _roles(workspace)["jan@example.com"] == "editor"
    of_jan.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove from the team").click()
    expect(main).to_contain_text("1 person")
    assert _roles(workspace) == {"ann@example.com": "owner"}


def _roles(workspace):
    return {member.who: member.role for member in workspace_members.members(workspace.storage)}
