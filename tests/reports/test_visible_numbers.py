"""What a review says in words is what plain pandas computes from the export, in each language."""

from __future__ import annotations

import datetime as dt
import html as entities
import math
import random
import re

import pandas as pd
import pytest

from engagement.cli import main
from engagement.locale import LANGUAGES
from tests.cases import few

#: The signs between thousands and before decimals.
SIGNS = {"en": (",", "."), "it": (".", ","), "es": (".", ","), "pl": ("\u00a0", ",")}
NOW, YEAR_AGO = ("2026-06-01", "2026-06-30"), ("2025-06-01", "2025-06-30")
SHARES = frozenset({"repeat_purchase_rate", "returning_customer_rate"})


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """Orders of 440 days, whose baskets are half as large again in the last whole month, June 2026."""
    dice = random.Random(7)  # noqa: S311 - a shop needs no cryptographic dice
    rows = ["Order ID,Order Date,Email,Total"]
    for number in range(6_000):
        on = dt.date(2025, 5, 1) + dt.timedelta(days=dice.randrange(440))
        cents = round(100 * dice.lognormvariate(4.2, 0.5) * (1.5 if f"{on:%Y-%m}" == "2026-06" else 1))
        rows.append(f"{number},{on},c{dice.randrange(900)}@example.com,{cents / 100:.2f}")
    path = tmp_path_factory.mktemp("shop") / "orders.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def computed(export, days: tuple[str, str]) -> dict[str, float]:
    """Return the figures of a month by their definitions, and for each the number that it rests on."""
    orders = pd.read_csv(export)
    inside = orders[orders["Order Date"].between(*days)]
    people = inside.groupby("Email")["Total"].agg(["size", "sum"])
    before = set(orders[orders["Order Date"] < days[0]]["Email"])
    return {
        "orders": len(inside),
        "customers": len(people),
        "revenue": inside["Total"].sum(),
        "average_order_value": inside["Total"].mean(),
        "purchase_frequency": people["size"].mean(),
        "repeat_purchase_rate": (people["size"] > 1).mean(),
        "returning_customer_rate": people.index.isin(before).mean(),
    }


def wilson(share: float, n: int) -> tuple[float, float]:
    z = 1.959964
    middle, half = share + z * z / 2 / n, z * math.sqrt(share * (1 - share) / n + z * z / 4 / n / n)
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def numbers(text: str, language: str) -> list[tuple[float, float]]:
    """Return the numbers of a text, each with the unit of its last digit."""
    thousands, decimal = map(re.escape, SIGNS[language])
    plain = entities.unescape(text).replace("\u2212", "-").replace("\u2060", "").replace("\u20ac", "")
    pattern = rf"(?<![\w.,])[-+]?\d+(?:{thousands}\d{{3}})*(?:{decimal}\d+)?"
    found = [each.replace(SIGNS[language][0], "") for each in re.findall(pattern, plain)]
    digits = [len(each.partition(SIGNS[language][1])[2]) for each in found]
    return [
        (float(each.replace(SIGNS[language][1], ".")), 10.0**-places)
        for each, places in zip(found, digits, strict=True)
    ]


def shows(shown: tuple[float, float], value: float) -> bool:
    return abs(shown[0] - value) <= shown[1] * 0.501


@pytest.mark.parametrize("language", few(LANGUAGES, "it", "pl"))
def test_values_intervals_and_changes_of_a_review_are_those_of_plain_pandas(export, language):
    out = export.with_name(f"{language}.html")
    asked = ["--review", "month", "--for", "us", "--lang", language]
    assert main(["report", str(export), "--out", str(out), *asked]) == 0
    page = out.read_text("utf-8")
    now, before = computed(export, NOW), computed(export, YEAR_AGO)
    articles = dict(re.findall(r'<article class="figure[^"]*" id="(\w+)">(.*?)</article>', page, re.DOTALL))
    for key, value in now.items():
        scale = 100 if key in SHARES else 1
        parts = dict(re.findall(r'<p class="(value|interval|change)[^"]*">(.*?)</p>', articles[key]))
        assert shows(numbers(parts["value"], language)[0], value * scale), key
        if key in SHARES:
            *_, low, high, n = numbers(parts["interval"], language)
            ends = wilson(value, int(now["customers"]))
            assert all(shows(end, limit * scale) for end, limit in zip((low, high), ends, strict=True)), key
            assert n[0] == now["customers"]
        change = numbers(parts["change"], language)
        if key != "returning_customer_rate":  # of all history before, which is longer every year
            assert shows(change[0], (value - before[key]) * scale), key
    said = re.findall(r"<li>([^<]*? \([^<]*?95[\u00a0 ]?%[^<]*?)</li>", page)[0]
    average = "average_order_value"
    value, ago, difference, _, low, high = numbers(said.partition(":")[2], language)[:6]
    assert shows(value, now[average])
    assert shows(ago, before[average])
    assert shows(difference, now[average] - before[average])
    assert low[0] < difference[0] < high[0]
