"""What has been computed of a version stays in memory, and only so much of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from engagement.caching.results import Memory, bytes_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Columns:
    by_name: Mapping[str, np.ndarray]
    note: str = ""


def test_a_result_is_computed_once():
    memory, computed = Memory(), []
    for _ in range(3):
        memory.remember("spend", lambda: computed.append(1) or len(computed))
    assert computed == [1]


def test_threads_that_ask_for_the_same_at_a_time_share_one():
    memory, computed, together = Memory(), [], Barrier(6)

    def ask(_number: int) -> int:
        together.wait()
        return memory.remember("spend", lambda: computed.append(1) or len(computed))

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(ask, range(6))) == [1] * 6
    assert computed == [1]


def test_what_one_thread_could_not_compute_another_computes():
    memory, together = Memory(), Barrier(2)

    def ask(fails: bool) -> str:  # noqa: FBT001 - what a thread is told
        together.wait()
        return memory.remember("spend", lambda: 1 / 0 if fails else "found")

    with ThreadPoolExecutor(2) as threads:
        listed = [threads.submit(ask, fails) for fails in (True, False)]
    assert listed[1].result() == "found"


def test_what_was_not_asked_for_the_longest_goes_first_where_columns_grow_too_large():
    memory, computed = Memory(most_bytes=2_500_000), []

    def column(name):
        return memory.remember(name, lambda: computed.append(name) or np.zeros(125_000))

    for name in ("one", "two", "one", "three", "one", "two"):
        column(name)
    assert computed == ["one", "two", "three", "two"]


def test_a_result_larger_than_all_that_may_be_kept_is_kept_alone():
    memory = Memory(most_bytes=10)
    first = memory.remember("large", lambda: np.zeros(1_000))
    assert memory.remember("large", lambda: np.zeros(1)) is first


@pytest.mark.parametrize(
    "result",
    [
        np.zeros(1_000),
        pa.table({"a": np.zeros(1_000)}),
        pd.DataFrame({"a": np.zeros(1_000)}),
        pd.Series(np.zeros(1_000)),
        (np.zeros(500), "words", {"more": np.zeros(500)}),
        Columns({"a": np.zeros(600), "b": np.zeros(400)}),
    ],
)
def test_the_columns_of_a_result_are_counted_wherever_it_holds_them(result):
    assert 8_000 <= bytes_of(result) < 8_200
