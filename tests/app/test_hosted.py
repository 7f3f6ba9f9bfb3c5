"""The real server behind a trusted proxy: who somebody is, and what they may see."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from websockets.exceptions import InvalidStatus

from engagement.app.workspaces import demo
from engagement.store import open_workspace
from engagement.store.journal import audit
from engagement.store.sharing import links, tokens, workspace_members
from tests.app.hosted import ANN, EVA, HOSTED, OLGA, SECRET, STRANGER, VIC, named
from tests.asking import ask, enter
from tests.serving import log_of, serving
from tests.store.shop import add, orders
from tests.talking import talking

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what is refused
TWO = named("two@example.com")


@pytest.fixture(scope="module")
def address(house):
    with serving(house.data_dir, **HOSTED) as started:
        yield started


@pytest.fixture(scope="module")
def nothing(address):
    return ask(address, "/nothing-here")


def pages(told: str) -> set[str]:
    """The pages of the navigation that a page has drawn last."""
    last = told.rsplit("navigation {", 1)[-1]
    return {line.split('"')[1] for line in last.splitlines() if line.strip().startswith("url_pathname")}


def test_everybody_sees_the_pages_of_their_role(address):
    for who, more in ((ANN, {"data", "sharing", "people"}), (EVA, {"data", "sharing"}), (VIC, set())):
        with talking(address, headers=who) as talk:
            result = pages(talk.run("definitions"))
        assert {"purchases", "definitions"} <= result
        assert result & {"data", "sharing", "people"} == more


def test_a_cold_deep_link_shows_a_viewer_no_page_of_an_owner(address):
    for page in ("data", "sharing", "people"):
        with talking(address, headers=VIC) as talk:
            result = talk.run(page)
        assert "autumn.csv" not in result
        assert "ann@example.com" not in result


def test_lists_and_customers_are_an_owners_whoever_names_their_address(address, house):
    storage = open_workspace(house.data_dir).storage
    for who in (VIC, EVA, STRANGER):
        for page in ("mailing", "customer"):
            with talking(address, headers=who) as talk:
                result = talk.run(page, "shop=shop&list=all&who=0000000000000001")
            assert "Pick the customers" not in result
            assert "What is known of one customer?" not in result
    for page in ("mailing", "customer"):
        assert ask(address, f"{house.open.base}/{page}").status == 404
    with talking(address, headers=ANN) as talk:
        result = talk.run("mailing", "shop=shop&list=all")
        assert "Pick the customers" in result
        check = re.search(r'"(\$\$ID-[^"]*list_everybody)"', result)
        assert check is not None
        table = re.search(r'"(\$\$ID-[^"]*list_format)"', result)
        assert table is not None
    assert audit.entries(storage.manifest, storage.id)[0].what != "exported_list"


_SAID = b"Your network did not say who you are"


def test_nobody_is_somebody_without_the_proxys_header_and_has_no_session(address):
    for headers in (
        {},
        {"X-Forwarded-Email": ""},
        {"X-Forwarded-Email": "no address"},
        {"X-Forwarded-User": "a"},
    ):
        for page in ("/", "/data"):
            answer = ask(address, page, **headers)
            assert _SAID in answer.body
            assert b"<script" not in answer.body
        with pytest.raises(InvalidStatus), talking(address, headers=headers):
            pass


def test_nobody_is_spoken_to_in_their_language(address):
    assert b'<html lang="pl">' in ask(address, "/", Accept_Language="pl-PL,pl;q=0.9").body
    assert b'<html lang="es">' in ask(address, "/?lang=es").body


def test_the_first_owner_comes_from_the_environment_and_a_header_from_anybody_but_the_proxy_is_not_believed(
    tmp_path,
):
    first = named("first@example.com")
    claimed = {**first, "X-Forwarded-For": "10.0.0.7"}
    with serving(tmp_path / "data", **{**HOSTED, "ENGAGEMENT_PROXY_FROM": "10.0.0.0/8"}) as elsewhere:
        manifest = open_workspace(tmp_path / "data").storage.manifest
        assert workspace_members.roles_of(manifest, "first@example.com") == {"shop": "owner"}
        assert _SAID in ask(elsewhere, "/", **claimed).body
        with pytest.raises(InvalidStatus), talking(elsewhere, headers=claimed):
            pass


def test_somebody_whom_nobody_invited_sees_the_demo_shop_and_is_told_so(address):
    with talking(address, headers=STRANGER) as talk:
        result = talk.run("definitions")  # its overview takes seconds, and says the same of who they are
    assert "has not been invited" in result
    assert demo.NAME in result
    assert pages(result) & {"data", "sharing", "people"} == set()


def test_a_program_is_let_in_by_its_token_and_by_nothing_that_opens_a_page(address, house):
    storage, until = open_workspace(house.data_dir).storage, datetime.now(UTC) + timedelta(hours=1)
    _, secret = tokens.make_token(storage, "read", title="BI", who="ann@example.com", expires_at=until)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert b'"value": 399' in ask(address, "/api/read?figure=orders&period=all", **bearer).body
    for path in ("/api/figures", "/mcp"):
        assert ask(address, path, "POST" if path == "/mcp" else "GET", **ANN).status == 401
        assert ask(address, f"{house.open.base}{path}", **bearer).status == 404
        guest = {"Cookie": enter(address, house.open.token)}
        assert ask(address, f"{house.open.base}{path}", **guest).status == 404
    assert ask(address, "/data", **bearer).body.count(_SAID) == 1  # a token opens no page
    assert secret not in log_of(house.data_dir).read_text()


def test_another_workspace_is_as_if_it_were_not_there(address):
    with talking(address, headers=OLGA) as talk:
        result = talk.run("data", "shop=shop")
    assert "autumn.csv" not in result
    assert "acme" in result


@pytest.mark.parametrize(("who", "may"), [(ANN, True), (EVA, False)])
def test_only_owners_are_offered_to_name_add_and_remove_shops(address, who, may):
    with talking(address, headers=who) as talk:
        result = talk.run("data", "shop=shop")
    assert "autumn.csv" in result
    assert ("Add a shop" in result, "Name of the shop" in result) == (may, may)


def test_only_who_may_add_files_may_upload(address):
    for who, status in ((ANN, 403), (EVA, 403), (VIC, 404), (STRANGER, 404)):
        with talking(address, headers=who) as talk:
            talk.run("definitions")
            path = f"/_stcore/upload_file/{talk.session}/f1"
            # 403: past the guard, Streamlit asks for its own token.
            assert ask(address, path, "PUT", b"x", **who).status == status
            assert ask(address, path, "PUT", b"x").status == 404
            assert ask(address, path, "PUT", b"x", X_Forwarded_Email="olga@example.com").status == 404


def test_somebody_who_was_dismissed_sees_nothing_more_from_their_next_step_on(address, house):
    storage = open_workspace(house.data_dir).storage
    workspace_members.invite(storage, "tom@example.com", "editor")
    with talking(address, headers=named("tom@example.com")) as talk:
        assert "autumn.csv" in talk.run("data")
        workspace_members.remove(storage, "tom@example.com")
        assert "autumn.csv" not in talk.run("data")


@pytest.mark.parametrize("role", ["viewer", None])
def test_an_open_page_leaves_the_screen_within_a_minute_of_a_dismissal(address, house, role):
    storage = open_workspace(house.data_dir).storage
    workspace_members.invite(storage, "tom@example.com", "editor")
    with talking(address, headers=named("tom@example.com")) as talk:
        talk.run("data")
        assert "navigation {" not in talk.wait_for_ticks(60)
        if role is None:
            workspace_members.remove(storage, "tom@example.com")
        else:
            workspace_members.invite(storage, "tom@example.com", role)
        result = talk.wait_for_ticks(60)
    assert "navigation {" in result
    assert "data" not in pages(result)
    assert "autumn.csv" not in result


@pytest.fixture
def two(address, house):
    """An owner beside Ann with the page of people open; demoted in the test."""
    storage = open_workspace(house.data_dir).storage
    workspace_members.invite(storage, "two@example.com", "owner")
    with talking(address, headers=TWO) as talk:
        yield storage, talk
    workspace_members.remove(storage, "two@example.com")


def test_whoever_was_demoted_changes_nobodys_role_from_a_page_that_is_still_open(two):
    storage, talk = two
    widget = re.search(r'"(\$\$ID-[^"]*role_vic@example\.com)"', talk.run("people"))
    assert widget is not None
    workspace_members.invite(storage, "two@example.com", "viewer")
    talk.choose(widget[1], "Owner", "people")
    assert workspace_members.roles_of(storage.manifest, "vic@example.com") == {"shop": "viewer"}


@pytest.mark.parametrize("role", ["viewer", None])
def test_whoever_was_demoted_takes_nothing_away_by_an_older_ticket(address, nothing, two, role):
    storage, talk = two
    ticket = re.search(r"/download/[\w-]+", talk.run("purchases"))
    assert ticket is not None
    assert ask(address, ticket[0], **TWO).status == 200
    if role is None:
        workspace_members.remove(storage, "two@example.com")
    else:
        workspace_members.invite(storage, "two@example.com", role)
    denied = ask(address, ticket[0], **TWO)
    assert (denied.status, denied.body) == (404, nothing.body)


def test_only_an_owner_may_delete_everything(address, house):
    add(open_workspace(house.data_dir), "winter.csv", {"orders": orders(range(400, 420))})
    for who, may in ((ANN, True), (EVA, False)):
        with talking(address, headers=who) as talk:
            result = talk.run("data")
        assert "winter.csv" in result
        assert ("Delete everything" in result) == may


def test_whoever_takes_rows_as_they_stood_in_a_file_is_written_down(address, house):
    workspace = open_workspace(house.data_dir)
    add(workspace, "odd.csv", {"orders": orders(range(500, 505))}, reject="no day")
    with talking(address, headers=EVA) as talk:
        result = talk.run("data")
        ticket = re.search(r'/download/[\w-]+(?=[^>]*download="set-aside)', result.replace("\\", ""))
        assert ticket is not None
        assert b"no day" in ask(address, ticket[0], **EVA).body
    newest = audit.entries(workspace.storage.manifest, workspace.storage.id, 1)[0]
    assert (newest.who, newest.what) == ("eva@example.com", "exported_aside")


@pytest.mark.usefixtures("address")
def test_whom_the_environment_names_is_no_owner_where_there_is_one_already(house):
    assert (
        workspace_members.roles_of(open_workspace(house.data_dir).storage.manifest, "first@example.com") == {}
    )


def test_a_guests_cookie_is_nothing_outside_its_link(address, house):
    cookie = enter(address, house.open.token)
    assert _SAID in ask(address, "/data", Cookie=cookie).body
    with pytest.raises(InvalidStatus), talking(address, headers={"Cookie": cookie}):
        pass


def test_an_owner_under_a_link_is_a_guest(address, house):
    cookie = enter(address, house.open.token)
    with talking(address, house.open.base, headers={"Cookie": cookie, **ANN}) as talk:
        result = talk.run("data")
    assert "autumn.csv" not in result
    assert pages(result) <= {"overview", "purchases"}


def test_whoever_comes_is_noted_once_and_a_link_cannot_be_looked_at_by_a_viewer(address, house):
    storage = open_workspace(house.data_dir).storage
    with talking(address, headers=ANN) as talk:
        talk.run()
    assert (
        next(m for m in workspace_members.members(storage) if m.who == "ann@example.com").seen_at is not None
    )
    look = f"/look/{links.links(storage)[0].public}"
    assert ask(address, look, **VIC).status == 404
    assert ask(address, look).status == 404


@pytest.mark.parametrize(
    ("environment", "arguments", "expected"),
    [
        ({"ENGAGEMENT_LOGIN": "proxy"}, [], "ENGAGEMENT_SECRET"),
        ({**HOSTED, "ENGAGEMENT_SECRET": "short"}, [], "too short"),
        ({**HOSTED, "ENGAGEMENT_SECRET": "changeme" * 8}, [], "no secret"),
        ({**HOSTED, "ENGAGEMENT_SECRET": "a" * 64}, [], "no secret"),
        ({**HOSTED, "ENGAGEMENT_PROXY_FROM": ""}, [], "ENGAGEMENT_PROXY_FROM"),
        ({**HOSTED, "ENGAGEMENT_PROXY_FROM": "everybody"}, [], "ENGAGEMENT_PROXY_FROM"),
        ({"ENGAGEMENT_LOGIN": "open"}, [], "ENGAGEMENT_LOGIN"),
        ({**HOSTED, "ENGAGEMENT_LOGIN": "oidc"}, [], "ENGAGEMENT_OIDC_CLIENT_ID"),
        ({}, ["--host", EVERYWHERE], "Whoever reaches"),
        ({"ENGAGEMENT_LOGIN": "none"}, ["--host", EVERYWHERE], "ENGAGEMENT_SECRET"),
    ],
)
def test_what_would_leave_the_data_open_does_not_start(tmp_path, environment, arguments, expected):
    command = [sys.executable, "-m", "engagement", "serve", "--data-dir", str(tmp_path / "data"), *arguments]
    done = subprocess.run(
        command,
        env={"PATH": "/usr/bin", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path, address):
    command = [sys.executable, "-m", "engagement", "serve", "--port", address.rsplit(":")[-1]]
    done = subprocess.run(
        [*command, "--data-dir", str(tmp_path)], capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "it is taken" in done.stderr


def test_somebody_is_invited_on_the_command_line(tmp_path):
    command = [sys.executable, "-m", "engagement", "invite", "Ada@Example.com", "--role", "owner"]
    done = subprocess.run(
        [*command, "--data-dir", str(tmp_path)], capture_output=True, text=True, timeout=300, check=True
    )
    assert done.stdout == "ada@example.com has access as owner.\n"
    assert [(m.who, m.role) for m in workspace_members.members(open_workspace(tmp_path).storage)] == [
        ("ada@example.com", "owner")
    ]


def test_the_log_is_json_and_names_nobody(address, house):
    ask(address, "/?who=ann@example.com", **ANN)
    lines = [line for line in log_of(house.data_dir).read_text().splitlines() if line.startswith("{")]
    assert lines
    expected = log_of(house.data_dir).read_text()
    for name in ("ann@", "olga@", "tom@", "Traceback", SECRET, house.open.token):
        assert name not in expected
