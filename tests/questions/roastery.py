"""An invented small shop that roasts coffee: orders with products, brands, codes, channels and countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.questions import shop_files

if TYPE_CHECKING:
    from pathlib import Path

_PRODUCTS = (
    ("Ethiopia Guji 250 g", "Coffee", "Dym"),
    ("Brazil Santos 1 kg", "Coffee", "Dym"),
    ("Espresso blend Notte 1 kg", "Coffee", "Dym"),
    ("Decaf Colombia 250 g", "Coffee", "Dym"),
    ("Yerba mate 500 g", "Tea", "Rosamonte"),
    ("Earl Grey tin", "Tea", "Dym"),
    ("Moka pot 3 cups", "Equipment", "Bialetti"),
    ("Hand grinder C40", "Equipment", "Comandante"),
    ("Paper filters V60, 100 pieces", "Equipment", "Hario"),
    ("Travel mug", "Equipment", "Dym"),
)
_COUNTRIES = ("PL", "PL", "PL", "DE", "CZ", "IT", "ES")
_CHANNELS = ("web", "web", "Allegro", "Faire")
_CODES = ("", "", "", "KAWA10", "LATO15")


def written_to(folder: Path) -> Path:
    """Write the orders and the products of the shop and return their folder."""
    return shop_files.write_shop(folder, _PRODUCTS, _COUNTRIES, _CHANNELS, _CODES)
