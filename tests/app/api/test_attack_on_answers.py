"""Nobody can work out a group of fewer than k people from what a token for aggregates is answered."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlencode

import httpx2
import pandas as pd
import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from engagement.app.api.endpoints import BY_PATH
from engagement.app.api.json_answers import Declined
from engagement.app.assistants.mcp_server import _called
from engagement.app.assistants.sources import OfPublishedShop
from engagement.metrics.model import BREAKDOWN_COLUMNS, TREND_COLUMNS, Window
from engagement.questions.figure_question import NotAnswered
from engagement.store import open_workspace
from engagement.store.sharing import links, tokens, workspace_members
from tests.app.api.answering import answering
from tests.asking import ask
from tests.conftest import ROOT
from tests.metrics.shared_shop import FIRST_DAY, as_orders, knowledge, shop, small_groups_told
from tests.store.shop import add

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from engagement.app.assistants.sources import Source

#: Asks a tool with arguments; the endpoint of the same question may be called otherwise.
Call: TypeAlias = "Callable[[str, dict[str, str]], dict[str, Any]]"
#: So many requests one token may ask at once are enough for none of the attacks.
_TOKENS = 12
_PATHS = {"list_figures": "figures"}
_EPOCH = date(1970, 1, 1)


class Told:
    """Answers of the interface, as the attack reads a bundle."""

    free = None

    def __init__(self, call: Call) -> None:
        self._call = call
        self._figures = {one["figure"]: one for one in call("list_figures", {})["figures"]}
        self.question = SimpleNamespace(filters=(), grain="month")

    def ask_for(self, tool: str, **given: str) -> dict[str, Any]:
        return self._call(tool, given)

    def ask(self, _: Any) -> Told:
        return self

    def keys(self) -> list[str]:
        return list(self._figures)

    def reading(self, key: str) -> SimpleNamespace:
        return _reading(self.ask_for("read", figure=key))

    def change(self, key: str) -> SimpleNamespace:
        """The answer has one number of the window before: of figures that are counts, all there is."""
        result = self.ask_for("compare", figure=key)["change"]
        if result["before"] is None or key != "orders":
            return SimpleNamespace(before=None)
        before = {"value": result["before"], "numerator": result["before"], "denominator": None, "n": 0}
        return SimpleNamespace(before=_reading(before | {"window": result["compared_with"]}))

    def trend(self, key: str) -> pd.DataFrame:
        rows = self.ask_for("trend", figure=key)["trend"]
        return _frame(rows, TREND_COLUMNS)

    def dimensions(self, key: str) -> list[str]:
        return list(self._figures[key]["splits"])

    def breakdown(self, key: str, by: str) -> pd.DataFrame:
        rows = self.ask_for("breakdown", figure=key, by=by)["breakdown"]["segments"]
        return _frame(rows, BREAKDOWN_COLUMNS)


class InTurn(httpx2.Auth):
    """Sends each request with another token, so that none asks too often."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._turn = cycle(secrets)

    def auth_flow(self, request: httpx2.Request) -> Iterator[httpx2.Request]:
        request.headers["Authorization"] = f"Bearer {next(self._turn)}"
        yield request


def of_endpoints(source: Source) -> Call:
    """Ask what the endpoints ask, without a network."""

    def call(tool: str, given: dict[str, str]) -> dict[str, Any]:
        path = f"/api/{_PATHS.get(tool, tool)}"
        return json.loads(json.dumps(BY_PATH[path].call(source, list(given.items()))))

    return call


def over_http(address: str, secrets: Sequence[str]) -> Call:
    """Ask the HTTP API, each time with another token: all of them are told through one link."""
    turn = cycle(secrets)

    def call(tool: str, given: dict[str, str]) -> dict[str, Any]:
        path = f"/api/{_PATHS.get(tool, tool)}?{urlencode(given)}"
        answer = ask(address, path, Authorization=f"Bearer {next(turn)}")
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    return call


@contextmanager
def over_mcp(transport: Any, http: httpx2.AsyncClient | None = None) -> Iterator[Call]:
    """Ask with the official client of assistants; what it speaks `http` with is closed at the end."""
    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal())
        if http is not None:
            stack.callback(portal.call, http.aclose)
        client = stack.enter_context(portal.wrap_async_context_manager(Client(transport)))

        def call(tool: str, given: dict[str, str]) -> dict[str, Any]:
            result = portal.call(client.call_tool, tool, given)
            assert not result.is_error, result.content
            return dict(result.structured_content)

        yield call


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    numbers = ["value", "numerator", "denominator"]
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in numbers})


def _reading(found: dict[str, Any]) -> SimpleNamespace:
    days = [(date.fromisoformat(day) - _EPOCH).days for day in found["window"].values()]
    return SimpleNamespace(**{**found, "window": Window(*days)})


def attack(folder: Path, seed: int, people: int, months: int, *, repeated: bool) -> int:
    """Ask for all there is, `repeated` also before a month's orders came, and attack with all answers."""
    frame = shop(seed, people, months, 0.03)
    workspace = open_workspace(folder, "shop")
    source, known, done = OfPublishedShop(workspace, "https://shop.example"), [], -1
    end = FIRST_DAY + months * 30
    for last in (end - 31, end) if repeated else (end,):
        new = frame[(frame["day"] > done) & (frame["day"] <= last)]
        add(workspace, f"{last}.csv", {"orders": as_orders(new)})
        done = last
        known += knowledge(Told(of_endpoints(source)), frame)
    assert small_groups_told(known, frame, 10) == []
    assert [link.terms.k for link in links.links(workspace.storage)] == [10]
    for path in ("read", "metrics"):
        for question in (
            {"period": "30"},
            {"period": f"2025-01-01..{_EPOCH + timedelta(days=done - 1)}"},
            {"filter": "country=MT"},
        ):
            given = question | ({"figure": "orders"} if path == "read" else {})
            with pytest.raises((NotAnswered, Declined)):
                BY_PATH[f"/api/{path}"].call(source, list(given.items()))
    tool = {"figure": "orders", "period": "30"}
    assert _called(source, "read", tool).is_error
    return len(known)


def test_all_answers_together_tell_of_no_small_group(tmp_path):
    assert attack(tmp_path, seed=3, people=120, months=3, repeated=False) > 20


def test_http_and_both_transports_of_assistants_tell_of_no_small_group_together_while_orders_come_late(
    tmp_path,
):
    frame = shop(7, 110, 2, 0.03)
    workspace, end = open_workspace(tmp_path, "shop"), FIRST_DAY + 60
    workspace_members.invite(workspace.storage, "ann@example.com", "owner")
    until = datetime.now(UTC) + timedelta(hours=1)
    named = {"who": "ann@example.com", "expires_at": until}
    secrets = [
        tokens.make_token(workspace.storage, "aggregates", title=f"{n}", **named)[1] for n in range(_TOKENS)
    ]
    late = (frame["day"] <= end - 2) & (frame["day"] > end - 9)
    known, told = [], []

    def attacked(call: Call, rows: pd.Series) -> None:
        add(workspace, f"{len(told)}.csv", {"orders": as_orders(frame[rows])})
        told.append(list(knowledge(Told(call), frame)))
        known.extend(told[-1])

    with answering(tmp_path) as address:
        attacked(over_http(address, secrets), (frame["day"] <= end - 2) & ~late)
        http = httpx2.AsyncClient(auth=InTurn(secrets), timeout=300)
        with over_mcp(streamable_http_client(f"{address}/mcp", http_client=http), http) as call:
            attacked(call, late)
    start = ["-m", "engagement", "mcp", "--aggregates", "--data-dir", str(tmp_path)]
    started = StdioServerParameters(command=sys.executable, args=start, cwd=ROOT)
    with over_mcp(stdio_client(started)) as call:
        attacked(call, frame["day"] > end - 2)
    assert all(len(one) > 10 for one in told)
    assert small_groups_told(known, frame, 10) == []
    assert len(links.links(workspace.storage)) == 1


@pytest.mark.gate
@pytest.mark.parametrize("seed", range(6))
def test_answers_before_and_after_new_orders_tell_of_no_small_group(tmp_path, seed):
    attack(tmp_path, seed=100 + seed, people=60 + 30 * seed, months=3 + seed % 9, repeated=True)
