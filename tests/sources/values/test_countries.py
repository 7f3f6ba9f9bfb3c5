"""One country is one segment, however its files write it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement.locale.translator import translator
from engagement.sources.values.countries import codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        ("DEU", "DE"),
        ("Germany", "DE"),
        ("Niemcy", "DE"),
        ("Deutschland", "DE"),
        ("USA", "US"),
        ("United Kingdom", "GB"),
        ("UK", "GB"),
        ("EIRE", "IE"),
        ("España", "ES"),
        ("Espana", "ES"),
        ("Unspecified", "Unspecified"),
        ("European Community", "European Community"),
    ],
)
def test_a_country_becomes_its_code_and_anything_else_stays(written, code):
    assert codes(pa.array([written])).to_pylist() == [code]


def test_what_is_missing_stays_missing():
    assert codes(pa.array(["IT", None], pa.string())).to_pylist() == ["IT", None]


def test_knowing_countries_leaves_the_currency_signs_of_a_language_alone():
    codes(pa.array(["Somewhere else"]))
    assert translator("it").money(1, "EUR").endswith("€")
