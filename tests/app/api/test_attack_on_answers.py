"""Nobody can work out a group of fewer than k people from what a token for aggregates is answered."""

from __future__ import annotations

import json
from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from engagement.app.api.endpoints import BY_PATH
from engagement.app.api.json_answers import Declined
from engagement.app.assistants.mcp_server import _called
from engagement.app.assistants.sources import OfPublishedShop
from engagement.metrics.model import BREAKDOWN_COLUMNS, TREND_COLUMNS, Window
from engagement.questions.asked import NotAnswered
from engagement.store import open_workspace
from engagement.store.sharing import links
from tests.metrics.shared_shop import FIRST_DAY, as_orders, knowledge, shop, small_groups_told
from tests.store.shop import add

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.app.assistants.sources import Source

_EPOCH = date(1970, 1, 1)


class Told:
    """Answers of the interface, as the attack reads a bundle."""

    free = None

    def __init__(self, source: Source) -> None:
        self._source = source
        self._figures = {one["figure"]: one for one in self.ask_path("figures")["figures"]}
        self.question = SimpleNamespace(filters=(), grain="month")

    def ask_path(self, path: str, **given: str) -> dict[str, Any]:
        return json.loads(json.dumps(BY_PATH[f"/api/{path}"].call(self._source, list(given.items()))))

    def ask(self, _: Any) -> Told:
        return self

    def keys(self) -> list[str]:
        return list(self._figures)

    def reading(self, key: str) -> SimpleNamespace:
        return _reading(self.ask_path("read", figure=key))

    def change(self, key: str) -> SimpleNamespace:
        """The answer has one number of the window before: of figures that are counts, all there is."""
        found = self.ask_path("compare", figure=key)["change"]
        if found["before"] is None or key != "orders":
            return SimpleNamespace(before=None)
        before = {"value": found["before"], "numerator": found["before"], "denominator": None, "n": 0}
        return SimpleNamespace(before=_reading(before | {"window": found["compared_with"]}))

    def trend(self, key: str) -> pd.DataFrame:
        rows = self.ask_path("trend", figure=key)["trend"]
        return _frame(rows, TREND_COLUMNS)

    def dimensions(self, key: str) -> list[str]:
        return list(self._figures[key]["splits"])

    def breakdown(self, key: str, by: str) -> pd.DataFrame:
        rows = self.ask_path("breakdown", figure=key, by=by)["breakdown"]["segments"]
        return _frame(rows, BREAKDOWN_COLUMNS)


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    numbers = ["value", "numerator", "denominator"]
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in numbers})


def _reading(found: dict[str, Any]) -> SimpleNamespace:
    days = [(date.fromisoformat(day) - _EPOCH).days for day in found["window"].values()]
    return SimpleNamespace(**{**found, "window": Window(*days)})


def attack(folder: Path, seed: int, people: int, months: int, *, again: bool) -> int:
    """Ask for all there is, `again` also before a month's orders came, and attack with all answers."""
    frame = shop(seed, people, months, 0.03)
    workspace = open_workspace(folder, "shop")
    source, known, done = OfPublishedShop(workspace, "https://shop.example"), [], -1
    end = FIRST_DAY + months * 30
    for last in (end - 31, end) if again else (end,):
        new = frame[(frame["day"] > done) & (frame["day"] <= last)]
        add(workspace, f"{last}.csv", {"orders": as_orders(new)})
        done = last
        known += knowledge(Told(source), frame)
    assert small_groups_told(known, frame, 10) == []
    assert [link.terms.k for link in links.links(workspace.room)] == [10]
    for path in ("read", "metrics"):
        for asked in (
            {"period": "30"},
            {"period": f"2025-01-01..{_EPOCH + timedelta(days=done - 1)}"},
            {"filter": "country=MT"},
        ):
            given = asked | ({"figure": "orders"} if path == "read" else {})
            with pytest.raises((NotAnswered, Declined)):
                BY_PATH[f"/api/{path}"].call(source, list(given.items()))
    tool = {"figure": "orders", "period": "30"}
    assert _called(source, "read", tool).is_error
    return len(known)


def test_all_answers_together_tell_of_no_small_group(tmp_path):
    assert attack(tmp_path, seed=3, people=120, months=3, again=False) > 20


@pytest.mark.gate
@pytest.mark.parametrize("seed", range(6))
def test_answers_before_and_after_new_orders_tell_of_no_small_group(tmp_path, seed):
    attack(tmp_path, seed=100 + seed, people=60 + 30 * seed, months=3 + seed % 9, again=True)
