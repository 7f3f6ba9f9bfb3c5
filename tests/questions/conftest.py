"""A part of the demo shop: orders with products and coupons, visits by device, members, answers."""

from __future__ import annotations

from pathlib import Path

import pytest

import engagement
from tests.questions import bicycles, cosmetics, garden, roastery

_FILES = {
    "shopify_orders.csv": 1500,
    "shopify_products.csv": 60,
    "shopify_sessions.csv": 60,
    "smile_members.csv": 200,
    "klaviyo_campaigns.csv": 80,
    "typeform_after_purchase.csv": 200,
}


@pytest.fixture(scope="session")
def shop(tmp_path_factory):
    """Return the view of the first rows of a few files of the demo shop."""
    folder, sample = tmp_path_factory.mktemp("shop"), Path(engagement.__file__).parents[1] / "sample_data"
    for name, count in _FILES.items():
        lines = (sample / name).read_text("utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(lines[:count]), "utf-8")
    return engagement.measure(engagement.read(*(folder / name for name in _FILES)))


@pytest.fixture(scope="session")
def coffee_shop(tmp_path_factory):
    """Return the view of an invented shop that roasts coffee."""
    folder = roastery.written_to(tmp_path_factory.mktemp("roastery"))
    return engagement.measure(engagement.read(*sorted(folder.iterdir())))


@pytest.fixture(scope="session")
def bicycle_shop(tmp_path_factory):
    """Return the view of an invented Spanish shop for bicycle parts."""
    folder = bicycles.written_to(tmp_path_factory.mktemp("bicycles"))
    return engagement.measure(engagement.read(*sorted(folder.iterdir())))


@pytest.fixture(scope="session")
def cosmetics_shop(tmp_path_factory):
    """Return the view of an invented Polish shop for cosmetics."""
    folder = cosmetics.written_to(tmp_path_factory.mktemp("cosmetics"))
    return engagement.measure(engagement.read(*sorted(folder.iterdir())))


@pytest.fixture(scope="session")
def garden_shop(tmp_path_factory):
    """Return the view of an invented Italian shop for the garden."""
    folder = garden.written_to(tmp_path_factory.mktemp("garden"))
    return engagement.measure(engagement.read(*sorted(folder.iterdir())))
