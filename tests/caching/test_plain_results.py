"""Results become bytes and come back as they were; bytes of anything else do nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
import numpy as np
import pandas as pd
import pytest

from engagement.caching.plain_results import NotPlainError, PlainResults


@dataclass(frozen=True, slots=True)
class Value:
    key: str
    value: float | None
    inside: tuple[object, ...] = ()


class Pair(NamedTuple):
    one: int
    other: str


class Days(msgspec.Struct, frozen=True):
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Stranger:
    key: str


PLAIN = PlainResults([Value, Pair, Days])


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -(2**63),
        0.1 + 0.2,
        float("inf"),
        "Łódź \x1f …",
        (),
        (("a", 1), ["b", [None]], {"c": (1.5,), 2: frozenset({"x", "y"})}),
        dt.date(2026, 2, 28),
        Value("rate", 0.25, (Pair(1, "()"), Days(3, 4), Value("none", None))),
        ["frame", "day", "Value"],
    ],
)
def test_a_value_comes_back_as_it_was(value):
    back = PLAIN.unpacked(PLAIN.packed(value))
    assert back == value
    assert type(back) is type(value)


def test_numbers_of_numpy_come_back_as_pythons_own():
    back = PLAIN.unpacked(PLAIN.packed((np.float64(0.1), np.int64(7), np.bool_(1))))
    assert back == (0.1, 7, True)
    assert [type(each) for each in back] == [float, int, bool]


def test_a_frame_comes_back_with_its_types_and_its_gaps():
    frame = pd.DataFrame(
        {
            "start": np.array(["2026-01-01", "NaT"], dtype="datetime64[s]"),
            "value": [0.1, np.nan],
            "n": np.array([3, 4]),
            "complete": [True, False],
            "status": pd.Series(["ok", None], dtype="str"),
            "segment": pd.Series(["Italia", None], dtype="object"),
        }
    )
    pd.testing.assert_frame_equal(PLAIN.unpacked(PLAIN.packed(frame)), frame)
    pd.testing.assert_frame_equal(PLAIN.unpacked(PLAIN.packed(frame[:0])), frame[:0])


@pytest.mark.parametrize(
    "value",
    [
        Stranger("a"),
        (1, {"a": Stranger("b")}),
        lambda: None,
        np.arange(3),
        pd.DataFrame({"a": [Stranger("c")]}),
        pd.DataFrame({"a": [1]}, index=["x"]),
    ],
)
def test_what_is_of_another_type_is_not_held(value):
    with pytest.raises(NotPlainError):
        PLAIN.packed(value)


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"\xc1",
        msgspec.msgpack.encode(["Stranger", "a"]),
        msgspec.msgpack.encode(["os.system", "true"]),
        msgspec.msgpack.encode(["Value"]),
        msgspec.msgpack.encode(["Value", 1, 2, 3, 4]),
        msgspec.msgpack.encode([]),
        msgspec.msgpack.encode(["frame", ["a", "int64", b"123"]]),
        msgspec.msgpack.encode(["frame", ["a", "no type", b""]]),
        msgspec.msgpack.encode(["{}", 1]),
        msgspec.msgpack.encode(["set", ["[]"]]),
        msgspec.msgpack.encode(["day", 0]),
        PLAIN.packed(("a", 1.5))[:-1],
    ],
)
def test_bytes_of_anything_else_are_refused(told):
    with pytest.raises(ValueError, match=r"."):
        PLAIN.unpacked(told)
