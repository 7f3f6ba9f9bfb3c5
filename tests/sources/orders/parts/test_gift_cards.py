"""Gift cards are known by their names."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement.sources.orders.parts.gift_cards import gift_cards_among, is_gift_card


@pytest.mark.parametrize(
    "name",
    ["Gift Card - 50", "E-gift card", "Carta regalo", "Tarjeta de regalo 25", "Karta podarunkowa 100 zł"],
)
def test_gift_cards_are_known_in_each_language(name):
    assert is_gift_card(name)


def test_other_products_are_none():
    assert not any(map(is_gift_card, ("Mug", "Gift box", "Postcard", "Regalo")))
    lines = {"product": pa.array(["Mug", None, "Gift card"])}
    assert gift_cards_among(lines, pa.array([100, 200, 300])).to_pylist() == [0, 0, 300]
    assert gift_cards_among({}, pa.array([100])).to_pylist() == [0]
