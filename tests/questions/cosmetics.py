"""An invented Polish shop for cosmetics: orders with products, brands, codes, channels and countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.questions import shop_files

if TYPE_CHECKING:
    from pathlib import Path

_PRODUCTS = (
    ("Krem nawilżający na dzień 50 ml", "Twarz", "Sarna"),
    ("Serum z witaminą C 30 ml", "Twarz", "Sarna"),
    ("Maseczka z glinki", "Twarz", "Miodula"),
    ("Żel pod prysznic lawenda 250 ml", "Ciało", "Sarna"),
    ("Mydło z węglem", "Ciało", "Miodula"),
    ("Szampon rumiankowy 300 ml", "Włosy", "Miodula"),
    ("Odżywka do włosów 200 ml", "Włosy", "Miodula"),
    ("Tusz do rzęs czarny", "Makijaż", "Rosa"),
    ("Szminka malinowa", "Makijaż", "Rosa"),
    ("Olejek do brody", "Dla niego", "Brodacz"),
    ("Zestaw prezentowy róża", "Zestawy", "Sarna"),
)
_COUNTRIES = ("PL", "PL", "PL", "CZ", "DE", "LT")
_CHANNELS = ("web", "web", "Allegro", "pos", "Empik")
_CODES = ("", "", "WIOSNA5", "", "PREZENT", "")


def written_to(folder: Path) -> Path:
    """Write the orders and the products of the shop and return their folder."""
    return shop_files.write_shop(folder, _PRODUCTS, _COUNTRIES, _CHANNELS, _CODES)
