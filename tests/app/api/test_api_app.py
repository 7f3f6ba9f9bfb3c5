"""The interface for programs: what a token opens, and all that opens nothing."""

from __future__ import annotations

import contextlib
import json
import socket
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from openapi_spec_validator import validate

from engagement.app.assistants.tools import TOOLS
from engagement.app.importing import arrivals
from engagement.locale.translator import translator
from engagement.store import open_workspace
from engagement.store.journal import audit, unread_files
from engagement.store.sharing import links, tokens, workspace_members
from tests.app.api.answering import answering
from tests.app.hosted import ANN
from tests.asking import Answer, ask
from tests.coroutines import completed

if TYPE_CHECKING:
    from engagement.store.sharing.tokens import TokenScope

OWNER = "ann@example.com"
#: Seconds; what a busy machine does slowly is not wrong.
PATIENCE = 300


@pytest.fixture(scope="module")
def address(house):
    with answering(house.data_dir) as started:
        yield started


@pytest.fixture(scope="module")
def made(house):
    """Tokens of the shop, and of another shop, by name: each a secret."""
    storages = {name: open_workspace(house.data_dir, name).storage for name in ("shop", "acme", "north")}
    workspace_members.invite(storages["north"], OWNER, "owner")

    def one(scope: TokenScope, *, of: str = "shop", who: str = OWNER, hours: float = 1) -> str:
        until = datetime.now(UTC) + timedelta(hours=hours)
        return tokens.make_token(storages[of], scope, title=f"{scope} of {of}", who=who, expires_at=until)[1]

    revoked = one("read")
    tokens.revoke(storages["shop"], tokens.tokens(storages["shop"])[0].id, OWNER)
    return {
        "read": one("read"),
        "aggregates": one("aggregates"),
        "upload": one("upload", of="north"),
        "acme": one("read", of="acme", who="olga@example.com"),
        "revoked": revoked,
        "expired": one("read", hours=-1),
        "of a dismissed owner": one("read", who="gone@example.com"),
        "of an editor": one("read", who="eva@example.com"),
    }


def read(address: str, path: str, secret: str) -> Any:
    answer = ask(address, path, Authorization=f"Bearer {secret}")
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def refused(answer: Answer, status: int) -> str:
    """Return the one sentence of a refusal."""
    assert answer.status == status, answer.body
    content = json.loads(answer.body)
    assert set(content) == {"error"}
    assert "Traceback" not in content["error"]
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    return str(content["error"])


def test_every_endpoint_of_the_description_answers_with_number_n_days_and_page(address, made):
    described = json.loads(ask(address, "/api/openapi.json").body)
    validate(described)
    given = {"figure": "orders", "by": "channel", "against": "before"}
    assert set(described["paths"].pop("/api/upload")) == {"post"}
    for path, operations in described["paths"].items():
        needed = [p["name"] for p in operations["get"]["parameters"] if p.get("required")]
        query = "&".join(f"{name}={given[name]}" for name in needed)
        # All figures, and what stands out, of a shop without data: quick.
        whole = path in {"/api/metrics", "/api/findings"}
        period = "" if whole or path in {"/api/explain", "/api/figures"} else "&period=all"
        result = read(address, f"{path}?{query}{period}", made["acme" if whole else "read"])
        assert result
        if "value" in result:
            assert (result["value"], result["n"]) == (399, 399)
            assert set(result["window"]) == {"first_day", "last_day"}
            assert result["page"].startswith("http://127.0.0.1:")
            assert "/purchases?shop=shop&window=all" in result["page"]


def test_what_opens_nothing_gets_one_answer_and_stands_in_no_log(address, made, house, caplog):
    told = {
        refused(ask(address, "/api/figures", Authorization=f"Bearer {secret}"), 401)
        for secret in (
            made["revoked"], made["expired"], made["of a dismissed owner"], made["of an editor"],
            "engagement_unknown", house.open.token,
        )
    }  # fmt: skip
    assert told == {"This token opens nothing: it is unknown, has expired or was revoked."}
    for headers in (
        {},
        ANN,  # the proxy says that it is an owner: that is for pages
        {"Authorization": made["read"]},
        {"Authorization": f"Basic {made['read']}"},
        {"Cookie": f"token={made['read']}"},
    ):
        assert refused(ask(address, "/api/figures", **headers), 401).startswith("Send a token in the header")
    assert refused(ask(address, f"/api/figures?token={made['read']}"), 401)
    assert made["read"] not in caplog.text


def test_a_token_is_for_its_own_use_and_shop_only(address, made):
    sentence = refused(ask(address, "/api/figures", Authorization=f"Bearer {made['upload']}"), 403)
    assert sentence == "This token may only send files."
    assert read(address, "/api/figures", made["acme"])["figures"] == []
    for path in ("/api/figures?shop=shop", "/api/read?figure=orders&workspace=shop"):
        answer = ask(address, path, Authorization=f"Bearer {made['acme']}")
        assert "unknown field" in refused(answer, 400)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/api", "GET", 404),
        ("/api/", "GET", 404),
        ("/api/nothing", "GET", 404),
        ("/api/../data", "GET", 404),
        ("/api/%2e%2e/figures", "GET", 404),
        ("/api/figures%00", "GET", 404),
        ("/api/figures", "POST", 405),
        ("/api/figures", "OPTIONS", 405),
        ("/mcp", "GET", 405),
        ("/mcp/x", "POST", 404),
        ("/api/read", "GET", 400),
        ("/api/read?figure=orders&figure=revenue", "GET", 400),
        ("/api/read?figure=orders&period=soon", "GET", 400),
        ("/api/read?figure=orders&filter=country", "GET", 400),
        ("/api/read?figure=orders&filters=1", "GET", 400),
        ("/api/trend?figure=orders&grain=hour", "GET", 400),
        ("/api/metrics?net=perhaps", "GET", 400),
        ("/api/metrics?by=weather", "GET", 400),
        ("/api/metrics?by=", "GET", 400),
        ("/api/read?figure=orders%0A", "GET", 400),
        ("/api/read?figure=" + "x" * 5000, "GET", 414),
    ],
)
def test_a_wrong_question_gets_one_sentence(address, made, path, method, status):
    answer = ask(address, path, method, Authorization=f"Bearer {made['read']}")
    sentence = refused(answer, status)
    assert "\n" not in sentence
    assert len(sentence) < 400


def test_pages_of_other_sites_are_let_in_nowhere(address, made):
    request_headers = {"Authorization": f"Bearer {made['read']}", "Origin": "https://elsewhere.example"}
    assert (
        refused(ask(address, "/api/figures", **request_headers), 403)
        == "Pages of other sites may not ask here."
    )
    assert refused(ask(address, "/mcp", "POST", b"{}", **request_headers), 403)
    assert ask(address, "/api/figures", Host="elsewhere.example").status == 404


def test_an_unmodified_client_of_assistants_calls_every_tool_over_http(address, made, house):
    async def talk(secret: str) -> tuple[list[str], Any, Any]:
        async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {secret}"}, timeout=300) as http:
            through = streamable_http_client(f"{address}/mcp", http_client=http)
            async with Client(through) as client:
                names = [tool.name for tool in (await client.list_tools()).tools]
                arguments = {"figure": "orders", "period": "all"}
                for tool, more in (
                    ("list_figures", None), ("explain", {"figure": "orders"}), ("findings", {}),
                    ("trend", arguments), ("compare", arguments),
                    ("breakdown", arguments | {"by": "channel"}),
                ):  # fmt: skip
                    await client.call_tool(tool, more)
                return (
                    names,
                    await client.call_tool("read", arguments),
                    await client.call_tool(
                        "read", {"figure": "orders", "period": "30", "filters": {"channel": ["Online"]}}
                    ),
                )

    names, whole, part = completed(talk(made["read"]))
    assert names == [tool.name for tool in TOOLS]
    assert whole.structured_content["value"] == 399
    assert whole.structured_content["page"].startswith("http://127.0.0.1:")
    _, whole, part = completed(talk(made["aggregates"]))
    assert whole.is_error
    assert part.is_error
    # Seven people ordered: too few to be told of.
    few = ask(address, "/api/read?figure=orders", Authorization=f"Bearer {made['aggregates']}")
    assert refused(few, 400).startswith("Orders is not told: fewer than 10 people stand behind it")
    storage = open_workspace(house.data_dir).storage
    assert [link.title for link in links.links(storage)].count("Assistants (MCP)") == 1
    answer = ask(address, "/mcp", "POST", b"{}", Authorization=f"Bearer {made['upload']}")
    assert refused(answer, 403) == "This token may only send files."
    large = ask(address, "/mcp", "POST", b"x" * (300 << 10), Authorization=f"Bearer {made['read']}")
    assert large.status == 413


def test_a_program_sends_a_file_and_what_cannot_be_read_waits_with_its_sentence(address, made, house):
    workspace = open_workspace(house.data_dir, "north")
    bearer = {"Authorization": f"Bearer {made['upload']}"}
    lines = [f"{n},2026-03-{1 + n % 28:02},p{n}@example.com,10.00" for n in range(40)]
    body = "\n".join(["Order ID,Order Date,Email,Total", *lines]) + "\n"
    answer = ask(address, "/api/upload?name=march.csv", "POST", body, **bearer)
    assert answer.status == 200, answer.body
    told = json.loads(answer.body)
    assert (told["read"], told["tables"][0]["rows_kept"]) == (True, 40)
    assert [doubt["about"] for doubt in told["tables"][0]["doubts"]] == ["currency"]
    assert any(dataset.file == "march.csv" for dataset in workspace.datasets())
    content = json.loads(ask(address, "/api/upload?name=march.csv", "POST", body, **bearer).body)
    assert content["unchanged"]
    unread = ask(address, "/api/upload?name=notes.txt", "POST", b"\x00\x01 nothing", **bearer)
    assert unread.status == 422
    (waits,) = unread_files.unread(workspace.storage)
    assert (waits.file, waits.by) == ("notes.txt", "upload of north")
    assert json.loads(unread.body)["error"] == str(waits.sentence)
    italian = ask(address, "/api/upload?name=notes.txt&lang=it", "POST", b"\x00\x01 nothing", **bearer)
    assert json.loads(italian.body)["error"] == translator("it").t(waits.sentence)
    assert "sent_file" in {
        entry.what for entry in audit.entries(workspace.storage.manifest, workspace.storage.id)
    }
    for path, more, status in (
        ("/api/upload", {}, 400),
        ("/api/upload?name=..%2Fx.csv", {}, 400),
        ("/api/upload?name=..%5Cx.csv", {}, 400),
        ("/api/upload?name=.hidden", {}, 400),
        ("/api/upload?name=a%0ab.csv", {}, 400),
        ("/api/upload?name=a.csv", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ("/api/upload?name=a.csv", {"Content-Encoding": "gzip"}, 415),
        ("/api/upload?name=a.csv", {"Content-Length": str(500 << 20)}, 413),
    ):
        assert refused(
            ask(address, path, "POST", None if "Content-Length" in more else b"x", **bearer, **more), status
        )
    assert refused(ask(address, "/api/upload?name=a.csv", "POST", b"", **bearer), 400) == "The file is empty."
    other = {"Authorization": f"Bearer {made['read']}"}
    assert refused(ask(address, "/api/upload?name=a.csv", "POST", b"x", **other), 403)


def test_a_body_that_does_not_say_how_large_it_is_ends_where_it_is_too_large(address, made, monkeypatch):
    monkeypatch.setattr(arrivals, "LARGEST_BYTES", 1 << 20)
    host, port = address.removeprefix("http://").split(":")
    head = f"POST /api/upload?name=a.csv HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n"
    rows = b"1,2,3,4\n" * (1 << 13)
    chunk = b"%x\r\n%s\r\n" % (len(rows), rows)
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        line.sendall(f"{head}Authorization: Bearer {made['upload']}\r\n\r\n".encode())
        with contextlib.suppress(ConnectionError):  # the server may hang up while more of it comes
            for _ in range(17):
                line.sendall(chunk)
        answer = line.recv(1 << 16).decode()
    assert answer.startswith("HTTP/1.1 413 ")


def test_whoever_guesses_is_slowed_down_and_whoever_has_a_token_is_not(address, made):
    """The last of this file: what was guessed here counts for the address."""
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    answers = [ask(address, "/api/figures", Authorization=f"Bearer no{n}", **forwarded) for n in range(25)]
    assert {answer.status for answer in answers[:20]} == {401}
    assert answers[-1].status == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert read(address, "/api/explain?figure=orders", made["read"])["figure"] == "orders"


def test_making_and_revoking_a_token_stands_in_the_audit_and_its_secret_nowhere(house, made):
    storage = open_workspace(house.data_dir).storage
    whats = [entry.what for entry in audit.entries(storage.manifest, storage.id)]
    assert {"made_token", "revoked_token"} <= set(whats)
    for file in house.data_dir.rglob("*"):
        if file.is_file():
            assert made["read"].encode() not in file.read_bytes()


def test_words_are_in_the_language_that_is_asked_for_and_numbers_the_same(address, made):
    path = "/api/read?figure=orders&period=all"
    english = read(address, path, made["read"])
    polish = read(address, f"{path}&lang=pl", made["read"])
    accepting = {"Authorization": f"Bearer {made['read']}", "Accept-Language": "pl-PL,pl;q=0.9"}
    assert (english["name"], polish["name"]) == ("Orders", "Zamówienia")
    assert json.loads(ask(address, path, **accepting).body)["name"] == "Zamówienia"
    words = {"name", "text", "notes"}
    assert {k: v for k, v in english.items() if k not in words} == {
        k: v for k, v in polish.items() if k not in words
    }
    listed = read(address, "/api/figures?lang=it", made["read"])["figures"]
    assert "Ordini" in {one["name"] for one in listed}
    wrong = ask(address, "/api/read?figure=order&lang=es", Authorization=f"Bearer {made['read']}")
    assert refused(wrong, 400).startswith("No ")
