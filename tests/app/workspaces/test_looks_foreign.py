"""A file that looks like another shop's is asked about; one of a shop that grows or moves is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

from engagement.app.workspaces.intake import take
from engagement.app.workspaces.looks_foreign import look, signs
from engagement.store import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

_SEEDS = range(20)
_YEAR = 365


def _orders(
    seed: int, *, currency: str = "USD", source: str = "shopify", first: int = 19_700, days: int = _YEAR,
    people: int = 0, number: str = "#{}", begin: int = 1001, many: int = 400,
) -> pa.Table:  # fmt: skip
    """Orders of an invented shop. `people` begins the pool of its customers, of whom a quarter come again."""
    dice = np.random.default_rng(seed)
    day = np.sort(first + dice.integers(0, days, many))
    return pa.table(
        {
            "order_id": [number.format(begin + n) for n in range(many)],
            "source": [source] * many,
            "day": pa.array(day, pa.int32()),
            "customer_key": people + dice.integers(0, many, many) ** 2 // many,
            "currency": [currency] * many,
        }
    )


def _is_questioned(here: pa.Table, new: pa.Table) -> bool:
    return bool(signs(look([here]), look([new])))


_NEXT = {"first": 19_700 + _YEAR, "begin": 1401}
_ORDINARY = {
    "the next year of the same shop": _NEXT,
    "the next year, in another currency": {**_NEXT, "currency": "EUR"},
    "the next month, in which nobody comes again": {**_NEXT, "days": 30, "people": 50_000, "many": 90},
    "an archive of years ago": {"first": 17_000, "begin": 101, "people": 50_000, "many": 200},
    "an archive from another shop system": {
        "first": 17_000,
        "source": "woocommerce",
        "number": "{}",
        "people": 50_000,
    },
    "payments of the same people": {"source": "stripe", "number": "ch_{}"},
    "payments without anybody's address": {"source": "stripe", "number": "ch_{}", "people": 50_000},
    "a marketplace beside the shop": {"source": "amazon", "number": "405-{}-7654321", "people": 50_000},
    "a marketplace abroad": {
        "source": "amazon",
        "number": "405-{}-7654321",
        "people": 50_000,
        "currency": "EUR",
    },
    "numbers with a new beginning": {**_NEXT, "number": "#B{}"},
    "a file that overlaps with what is here": {"begin": 1001},
    "a few test orders": {"currency": "EUR", "people": 50_000, "number": "X{}", "many": 12},
}
_ANOTHER = {
    "another currency and other people": {"currency": "EUR", "people": 50_000},
    "another currency and other numbers": {"currency": "EUR", "number": "DE-{}", "begin": 5},
    "another currency, years apart": {"currency": "EUR", "first": 17_000},
    "the same numbers for other orders of other people": {"people": 50_000},
    "other numbers and other people": {"number": "NORD{}", "people": 50_000},
    "another system, currency and people": {
        "source": "woocommerce", "number": "{}", "currency": "PLN", "people": 50_000,
    },
}  # fmt: skip


@pytest.mark.parametrize("how", _ORDINARY)
def test_nothing_is_asked_of_a_shop_that_only_grows(how):
    for seed in _SEEDS:
        here = _orders(seed)
        new = here.slice(100) if "overlaps" in how else _orders(seed + 1_000, **_ORDINARY[how])
        assert not _is_questioned(here, new), seed


@pytest.mark.parametrize("how", _ANOTHER)
def test_another_shops_file_is_asked_about(how):
    for seed in _SEEDS:
        assert _is_questioned(_orders(seed), _orders(seed + 1_000, **_ANOTHER[how])), seed


def test_a_shop_without_orders_asks_nothing():
    assert signs(None, look([_orders(1)])) == ()
    assert signs(look([]), look([_orders(1)])) == ()


def test_a_shop_of_two_currencies_takes_either():
    both = pa.concat_tables([_orders(1), _orders(2, currency="EUR", begin=5001)])
    assert not _is_questioned(both, _orders(3, currency="EUR", people=50_000, begin=9001))


def test_what_speaks_for_another_shop_is_said():
    listed = [
        str(sign) for sign in signs(look([_orders(1)]), look([_orders(2, currency="EUR", people=50_000)]))
    ]
    assert listed[0] == "EUR instead of USD"
    assert "none of its customers is known here" in listed


def _file(folder: Path, name: str, *, currency: str, domain: str, prefix: str) -> Path:
    rows = [
        f"{prefix}{n},2026-{n % 6 + 1:02}-{n % 28 + 1:02},c{n}@{domain},12.50,{currency},0" for n in range(60)
    ]
    path = folder / name
    path.write_text("\n".join(["Order ID,Created at,Email,Total,Currency,Refunded", *rows]), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    own = _file(tmp_path, "own.csv", currency="USD", domain="one.example", prefix="#")
    other = _file(tmp_path, "other.csv", currency="EUR", domain="two.example", prefix="N-")
    return [(own, own.name), (other, other.name)]


def test_no_row_of_another_shops_file_counts_until_somebody_has_said_whose_it_is(tmp_path, files):
    workspace = open_workspace(tmp_path / "data")
    own, other = take(workspace, files)
    assert own.outcome is not None
    assert (other.outcome, bool(other.unlike), other.may_say_more) == (None, True, True)
    assert [d.file for d in workspace.datasets()] == ["own.csv"]

    (first,) = take(workspace, files[1:], sure=True)
    assert first.outcome is not None
    workspace.remove(first.outcome.dataset.id)
    (second,) = take(workspace, files[1:])
    assert second.outcome is not None, "what was said is remembered"


def test_a_shop_that_was_emptied_remembers_nothing_of_its_files(tmp_path, files):
    workspace = open_workspace(tmp_path / "data")
    take(workspace, files, sure=True)
    workspace.delete_for_good("everything")
    assert [bool(one.unlike) for one in take(workspace, files)] == [False, True]
