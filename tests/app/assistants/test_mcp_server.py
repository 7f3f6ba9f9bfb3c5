"""An assistant asks through the official client; what a shop may not tell to few is not told to it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client

import engagement
from engagement.app.assistants.mcp_server import _called
from engagement.app.assistants.sources import OfFiles, OfPublishedShop
from engagement.app.assistants.tools import TOOLS
from engagement.app.workspaces.intake import take
from engagement.cli import main
from engagement.store import open_workspace
from engagement.store.sharing import links, publications
from tests.conftest import ROOT
from tests.coroutines import completed

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.app.assistants.sources import Source


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of 132 customers, of whom every third orders twice: six of them each in France and Portugal."""
    path = tmp_path_factory.mktemp("assistants") / "orders.csv"
    lines = ["Order ID,Order Date,Email,Total,Country"]
    for person in range(132):
        month = 1 + person % 12
        country = "IT" if person < 70 else "ES" if person < 120 else "FR" if person < 126 else "PT"
        lines.append(f"A{person},2026-{month:02}-03,p{person}@example.com,{20 + person % 7}.00,{country}")
        if person % 3 == 0:
            lines.append(f"B{person},2026-{month:02}-20,p{person}@example.com,{30 + person % 5}.00,{country}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def owners(orders: Path) -> OfFiles:
    return OfFiles(engagement.measure(engagement.read(orders)), published=False)


def call_tool(source: Source, tool: str, **arguments: Any) -> tuple[bool, str]:
    """Return whether a tool refused, and what it said."""
    result = _called(source, tool, arguments)
    (content,) = result.content
    return result.is_error, content.text


def told(source: Source, tool: str, **arguments: Any) -> dict[str, Any]:
    refused, text = call_tool(source, tool, **arguments)
    assert not refused, text
    return json.loads(text)


def test_the_official_client_lists_and_calls_the_tools_of_a_real_process(orders):
    async def talk() -> None:
        start = [sys.executable, "-m", "engagement", "mcp", str(orders)]
        server = StdioServerParameters(command=start[0], args=start[1:], cwd=ROOT)
        async with Client(stdio_client(server)) as client:
            tools = (await client.list_tools()).tools
            assert [tool.name for tool in tools] == [tool.name for tool in TOOLS]
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
            answer = await client.call_tool("read", {"figure": "customers", "period": "all"})
            assert not answer.is_error
            assert (answer.structured_content["value"], answer.structured_content["n"]) == (132, 132)
            assert answer.structured_content["window"]["last_day"] == "2026-12-03"
            refused = await client.call_tool("read", {"figure": "custom"})
            assert refused.is_error
            assert refused.content[0].text == "There is no metric custom; did you mean customers?"

    completed(talk())


def test_an_answer_has_value_interval_n_window_and_notes(owners):
    result = told(owners, "breakdown", figure="repeat_purchase_rate", by="country", period="all")
    assert result["value"] == pytest.approx(44 / 132)
    assert result["low"] < result["value"] < result["high"]
    assert (result["n"], result["window"]["first_day"]) == (132, "2026-01-03")
    assert result["notes"]
    by_country = {row["segment"]: row["n"] for row in result["breakdown"]["segments"]}
    assert by_country == {"IT": 70, "ES": 50, "FR": 6, "PT": 6}
    assert told(owners, "read", figure="orders", period="all", filters={"country": ["pt"]})["value"] == 8
    quarter = told(owners, "trend", figure="orders", grain="quarter", period="all")["trend"]
    assert sum(step["value"] for step in quarter) == 132 + 44
    change = told(owners, "compare", figure="orders", period="last_month", against="before")["change"]
    assert change["compared_with"] == {"first_day": "2026-10-02", "last_day": "2026-10-31"}
    listed = told(owners, "list_figures")
    orders = next(one for one in listed["figures"] if one["figure"] == "orders")
    assert "country" in orders["splits"]
    assert orders["value"] == told(owners, "read", figure="orders")["value"]
    assert "net_promoter_score" in listed["locked"]


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("read", {}, "The arguments of read are wrong: Object missing required field `figure`."),
        ("read", {"figure": "orders", "period": "soon"}, "soon is no period: "),
        ("read", {"figure": "orders", "filters": {"country": ["XX"]}}, "No row has XX as country; "),
        (
            "breakdown",
            {"figure": "orders", "by": "weather"},
            "Orders cannot be split or filtered by weather;",
        ),
        ("compare", {"figure": "orders", "against": "never"}, "never is no comparison: "),
        ("explain", {"figure": "net_promoter_score", "deep": 1}, "The arguments of explain are wrong: "),
        ("read", {"figure": "net_promoter_score"}, "Net promoter score needs more data. "),
        ("rows", {"figure": "orders"}, "There is no tool rows; "),
        ("read", {"figure": "orders\n"}, "There is no metric orders ; did you mean orders?"),
        ("read", {"figure": "a" * 3000}, f"There is no metric {'a' * 79}…."),
    ],
)
def test_a_wrong_question_gets_one_sentence(owners, tool, arguments, sentence):
    refused, text = call_tool(owners, tool, **arguments)
    assert refused
    assert text.startswith(sentence)
    assert "\n" not in text


def test_a_refusal_is_in_the_language_of_the_answers(owners, monkeypatch):
    monkeypatch.setattr(owners, "language", "it", raising=False)
    assert call_tool(owners, "rows")[1].startswith("Non esiste lo strumento rows")
    assert call_tool(owners, "read", figure="orders", period="soon")[1].startswith("soon non è un periodo")


def test_aggregates_tell_of_nobody_in_a_small_group_and_allow_no_second_question(orders):
    few = OfFiles(engagement.measure(engagement.read(orders)), published=True)
    result = told(few, "breakdown", figure="customers", by="country")
    assert {row["segment"]: row["n"] for row in result["breakdown"]["segments"]} == {
        "IT": 70,
        "ES": 50,
        "…": 12,
    }
    for question in (
        {"filters": {"country": ["PT"]}},
        {"period": "last_month"},
        {"period": "2026-01-01..2026-12-19"},
    ):
        refused, text = call_tool(few, "read", figure="orders", **question)
        assert refused, text
    steps = told(few, "trend", figure="orders")["trend"]
    assert steps
    assert all(step["n"] >= 10 for step in steps if step["status"] != "withheld")
    assert call_tool(few, "read", figure="net_promoter_score")[1] == (
        "Net promoter score is not told: fewer than 10 people stand behind it, or the data do not hold it."
    )


def test_a_shop_tells_assistants_through_a_link_that_its_owner_can_revoke(orders, tmp_path):
    shop = open_workspace(tmp_path / "data", "shop")
    take(shop, [(orders, orders.name)])
    source = OfPublishedShop(shop, "https://shop.example")
    result = told(source, "read", figure="orders")
    assert result["page"].startswith("https://shop.example/purchases?shop=shop&window=")
    assert publications.has_published(shop.storage)
    (link,) = links.links(shop.storage)
    assert link.seen_at is not None
    links.revoke(shop.storage, link.id)
    assert call_tool(source, "read", figure="orders") == (
        True,
        "The link Assistants (MCP) was revoked: assistants may not read this shop.",
    )


def test_what_cannot_be_served_is_refused_at_once(tmp_path, capsys):
    assert main(["mcp", str(tmp_path / "absent.csv")]) == 2
    assert capsys.readouterr().err.startswith("There is no file ")
