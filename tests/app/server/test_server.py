"""The real server, asked as a prober asks: whatever opens nothing gets one and the same answer."""

from __future__ import annotations

import platform
import re
from importlib.metadata import version
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from engagement.store import open_workspace
from engagement.store.sharing import links
from tests.app.shared_house import PASSWORD, make
from tests.asking import ask, enter
from tests.conftest import ROOT
from tests.serving import log_of, serving
from tests.talking import talking


@pytest.fixture(scope="module")
def address(house):
    with serving(house.data_dir) as started:
        yield started


@pytest.fixture(scope="module")
def nothing(address):
    """The answer to what there is not."""
    return ask(address, "/s/" + "A" * 43)


def test_a_link_that_stands_gives_a_cookie_of_its_own_and_leaves_no_token_in_the_address(address, house):
    answer = ask(address, f"/s/{house.open.token}")
    assert (answer.status, answer.headers["location"]) == (303, f"{house.open.base}/summary")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("engagement_view=")
    assert f"Path={house.open.base}/;" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert house.open.token not in str(answer.headers)
    assert ask(address, f"{house.open.base}/", Cookie=answer.cookie).status == 200


@pytest.mark.parametrize(
    "token",
    [
        "", "%00", "NULL", "null", "None", "undefined", "{token}", "0", "..", ".", "../../data", "%2e%2e",
        "A" * 42, "A" * 44, "A" * 4000, "é", "' or 1=1 --",
    ],
)  # fmt: skip
def test_a_token_that_is_none_of_ours_opens_nothing(address, nothing, token):
    answer = ask(address, "/s/" + token.replace(" ", "%20").replace("é", "%C3%A9"))
    assert (answer.status, answer.stable_headers, answer.body) == (404, nothing.stable_headers, nothing.body)


@pytest.mark.parametrize("change", [str.swapcase, str.upper, str.lower, lambda t: t[:-1], lambda t: t + "="])
def test_a_token_of_ours_that_was_changed_opens_nothing(address, house, nothing, change):
    answer = ask(address, "/s/" + change(house.open.token))
    assert (answer.status, answer.stable_headers, answer.body) == (404, nothing.stable_headers, nothing.body)


@pytest.mark.parametrize("which", ["expired", "revoked"])
def test_a_link_that_has_ended_looks_like_one_that_never_was(address, house, nothing, which):
    answer = ask(address, f"/s/{getattr(house, which).token}")
    assert (answer.status, answer.stable_headers, answer.body) == (404, nothing.stable_headers, nothing.body)


def test_a_public_name_without_its_cookie_opens_nothing(address, house, nothing):
    for path in ("/", "/purchases", "/_stcore/health", "/_stcore/host-config", "/download/x", "/media/x.svg"):
        assert ask(address, house.open.base + path).body == nothing.body


def test_a_cookie_of_one_link_opens_no_other_link(address, house, nothing):
    cookie = enter(address, house.open.token)
    assert ask(address, f"{house.other.base}/", Cookie=cookie).body == nothing.body
    assert ask(address, f"{house.locked.base}/", Cookie=cookie).body == nothing.body


@pytest.mark.parametrize("cut", [0, 1, 5, 20, -1])
def test_a_cookie_that_was_changed_opens_nothing(address, house, nothing, cut):
    name, value = enter(address, house.open.token).split("=", 1)
    # Not "B" for "A": of a signature's last letter the two lowest bits say nothing.
    changed = value[:cut] + ("A" if value[cut] != "A" else "Q") + (value[cut:][1:] if cut != -1 else "")
    assert ask(address, f"{house.open.base}/", Cookie=f"{name}={changed}").body == nothing.body


def test_a_revoked_link_lets_nobody_in_by_an_old_cookie(address, house, nothing):
    created = make(house.data_dir)
    cookie = enter(address, created.token)
    assert ask(address, f"{created.base}/", Cookie=cookie).status == 200
    links.revoke(open_workspace(house.data_dir).storage, created.link.id)
    assert ask(address, f"{created.base}/", Cookie=cookie).body == nothing.body
    with pytest.raises(InvalidStatus), talking(address, created.base, headers={"Cookie": cookie}):
        pass


def test_a_password_is_asked_for_in_the_readers_language_and_opens_the_link(address, house):
    path = f"/s/{house.locked.token}"
    form = ask(address, path, Accept_Language="it-IT,it;q=0.9")
    assert form.status == 200
    assert b'<html lang="it">' in form.body
    assert b'type="password"' in form.body
    assert not form.cookie
    wrong = ask(address, path, "POST", urlencode({"password": "green candle"}))
    assert (wrong.status, wrong.cookie) == (403, "")
    right = ask(address, path, "POST", urlencode({"password": PASSWORD}))
    assert (right.status, right.headers["location"]) == (303, f"{house.locked.base}/summary")


def test_many_wrong_passwords_have_to_wait_and_the_right_one_too(address, house):
    created = make(house.data_dir, password_hash=house.locked.link.password_hash)
    tries = [ask(address, f"/s/{created.token}", "POST", "password=guess").status for _ in range(8)]
    assert 429 in tries[5:]
    assert ask(address, f"/s/{created.token}", "POST", urlencode({"password": PASSWORD})).status == 429


def test_a_long_body_is_no_password(address, house):
    assert ask(address, f"/s/{house.locked.token}", "POST", "password=" + "x" * 10_000).status in {403, 429}


def test_a_form_that_is_none_of_ours_has_no_password(address, house):
    created = make(house.data_dir, password_hash=house.locked.link.password_hash)
    assert ask(address, f"/s/{created.token}", "POST", "a=1&" * 9 + "password=guess").status == 403


PROBES = [
    "//", "///", "//example.com", "/v/", "/v/../", "/v/../data", "/v//", "/v/x/../data", "/v/%2e%2e/data",
    "/%2e%2e/data", "/data%2f", "/%2fdata", "/data.", "/data/.", "/data/..", "/./data", "/data%00", "/data;x",
    "/DATA", "/data.py", "/pages/data.py", "/_stcore/metrics", "/_stcore/metrics/", "/_stcore//metrics",
    "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp",
    "/_stcore/agent/interact", "/_stcore/bidi-components/x", "/component/x", "/app/static/x",
    "/static/../data", "/static/%2e%2e/index.html", "/media/", "/media/../x", "/download/", "/download/x",
    "/secrets.toml", "/.streamlit/config.toml", "/data/manifest.sqlite", "/keys/shop.key", "/openapi.json",
]  # fmt: skip


@pytest.mark.parametrize("path", PROBES)
def test_an_address_that_is_none_of_ours_opens_nothing(address, house, nothing, path):
    cookie = enter(address, house.open.token)
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert ask(address, path, method).status == 404
        assert ask(address, house.open.base + path, method, Cookie=cookie).status == 404
    assert ask(address, path).body == nothing.body


def test_a_server_under_another_sites_name_answers_nothing(address, nothing):
    for host in ("example.com", "127.0.0.1.example.com", "localhost.example.com", "", "a@localhost:1:2"):
        assert ask(address, "/", Host=host).body == nothing.body
    assert ask(address, "/", Host="localhost:80").status == 200


def test_a_websocket_without_an_origin_or_with_a_foreign_one_is_refused(address, house):
    cookie = enter(address, house.open.token)
    for origin in (None, "null", "http://example.com", "http://localhost:1", "file://"):
        for base, headers in (("", {}), (house.open.base, {"Cookie": cookie})):
            with pytest.raises(InvalidStatus), talking(address, base, origin=origin, headers=headers):
                pass


def test_a_websocket_under_a_link_needs_the_links_cookie(address, house):
    for headers in ({}, {"Cookie": enter(address, house.other.token)}):
        with pytest.raises(InvalidStatus), talking(address, house.open.base, headers=headers):
            pass


def test_every_answer_carries_the_headers_that_keep_it_apart(address, house):
    for path in ("/", "/nope", f"/s/{house.open.token}", "/healthz", "/favicon.png", f"{house.open.base}/"):
        headers = ask(address, path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "camera=()" in headers["permissions-policy"]
        assert "server" not in headers


def test_only_the_sites_of_a_link_may_frame_it(address, house):
    terms = type(house.open.link.terms)(pages=("overview",), origins=("https://club.example.com",))
    created = make(house.data_dir, terms=terms)
    framed = ask(address, f"/s/{created.token}")
    inside = ask(address, f"{created.base}/", Cookie=framed.cookie)
    for answer in (framed, inside):
        assert "frame-ancestors https://club.example.com" in answer.headers["content-security-policy"]
        assert "x-frame-options" not in answer.headers


def test_the_store_is_tried_before_the_server_says_that_it_is_ready(address):
    assert (ask(address, "/readyz").status, ask(address, "/readyz").body) == (200, b"ready")
    assert ask(address, "/healthz").body == b"alive"
    assert ask(address, "/robots.txt").body == b"User-agent: *\nDisallow: /\n"


def test_a_guest_uploads_nothing_not_even_into_an_owners_session(address, house):
    cookie = enter(address, house.open.token)
    with (
        talking(address, house.open.base, headers={"Cookie": cookie}) as guest,
        talking(address) as owner,
    ):
        guest.run()
        owner.run()
        for session in (guest.session, owner.session):
            for base in ("", house.open.base):
                path = f"{base}/_stcore/upload_file/{session}/f1"
                if base or session == guest.session:
                    assert ask(address, path, "PUT", b"x", Cookie=cookie).status == 404
                    assert ask(address, path, "DELETE", Cookie=cookie).status == 404
        # Streamlit itself asks for its own token next: the guard let an owner's upload through.
        assert ask(address, f"/_stcore/upload_file/{owner.session}/f1", "PUT", b"x").status == 403


def test_a_page_says_what_pages_need_and_nothing_else(address, house):
    where, clear, skills = BackMsg(), BackMsg(clear_cache=True), BackMsg()
    where.file_urls_request.request_id = "r1"
    skills.backend_operation_request.request_id = "r2"
    skills.backend_operation_request.install_skills.SetInParent()
    with talking(address) as owner:
        owner.run()
        owner.say(where)
        assert "file_urls_response" in {owner.hear().WhichOneof("type") for _ in range(2)}
    with talking(address, house.open.base, headers={"Cookie": enter(address, house.open.token)}) as guest:
        guest.run()
        for message in (where, clear, skills, BackMsg(load_git_info=True)):
            guest.say(message)
        # What it is answered next is a page: all that came before was dropped.
        guest.run()
        kinds = {told.WhichOneof("type") for told in guest.received}
    assert not kinds & {"file_urls_response", "backend_operation_response", "git_info_changed"}


def test_a_link_can_be_revoked_unless_it_is_already(address, house):
    """One that has expired stands in the way of links with other filters until it is revoked."""
    with talking(address) as owner:
        page = owner.run("sharing")
    can = {
        which: f'revoke_{getattr(house, which).link.id}"' in page for which in ("open", "expired", "revoked")
    }
    assert can == {"open": True, "expired": True, "revoked": False}


@pytest.mark.parametrize("field", ["page_script_hash", "page_name", "query_string", "fragment_id"])
def test_a_guest_learns_nothing_of_the_machine_by_asking_for_a_page_of_a_long_name(address, house, field):
    message = BackMsg()
    setattr(message.rerun_script, field, "h" * 100_000)
    with talking(address, house.open.base, headers={"Cookie": enter(address, house.open.token)}) as guest:
        guest.say(message)
        guest.run()
        text = str(guest.received)
    assert "new_session" in text
    for secret in (str(ROOT), version("streamlit"), platform.python_version(), "installation_id"):
        assert secret not in text


@pytest.mark.parametrize("session", ["none-such", "00000000-0000-4000-8000-000000000000"])
def test_a_session_that_ran_no_page_takes_no_upload(address, session):
    assert ask(address, f"/_stcore/upload_file/{session}/f1", "PUT", b"x").status == 404


def test_a_guest_cannot_take_up_a_session_of_the_house(address, house):
    cookie = enter(address, house.open.token)
    with talking(address) as owner:
        owner.run("data")
        session = owner.session
    with talking(address, house.open.base, session=session, headers={"Cookie": cookie}) as guest:
        result = guest.run()
    assert guest.session != session
    assert "autumn.csv" not in result


def test_a_claimed_visitor_is_thrown_away(address, house):
    claims = {"x-engagement-visitor": "house", "X_Engagement_Visitor": "house", "X-Engagement-Who": "ann"}
    cookie = enter(address, house.open.token)
    with talking(address, house.open.base, headers={"Cookie": cookie, **claims}) as guest:
        result = guest.run("data")
    assert "autumn.csv" not in result
    assert "Your data" not in result


def test_a_download_is_for_the_visitor_who_was_offered_it(address, house, nothing):
    cookie = enter(address, house.open.token)
    with talking(address) as owner:
        result = owner.run("data")
        path = re.search(r"/download/[\w-]{20,}", result).group()
        taken = ask(address, path)
        assert (taken.status, taken.headers["cache-control"]) == (200, "no-store")
        assert taken.headers["content-disposition"].startswith("attachment")
        assert ask(address, house.open.base + path, Cookie=cookie).body == nothing.body
        assert ask(address, path[:-1] + "!").body == nothing.body


def test_the_log_names_no_token_no_address_and_no_query(address, house):
    ask(address, f"/?window=365&who=ann@example.com&s={house.open.token}")
    log = log_of(house.data_dir).read_text()
    for secret in (house.open.token, house.locked.token, "ann@example.com", "window=", PASSWORD, "Traceback"):
        assert secret not in log
