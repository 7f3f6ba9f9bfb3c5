"""An invented Italian shop for the garden: orders with products, kinds, brands, codes and refunds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.questions import shop_files

if TYPE_CHECKING:
    from pathlib import Path

_PRODUCTS = (
    ("Vaso in terracotta 30 cm", "Vasi", "Cotto Senese"),
    ("Vaso appeso bianco", "Vasi", "Lechuza"),
    ("Semi di basilico", "Semi", "Orto Vivo"),
    ("Semi di pomodoro ciliegino", "Semi", "Orto Vivo"),
    ("Terriccio universale 20 l", "Terricci", "Compo"),
    ("Concime per rose", "Terricci", "Compo"),
    ("Cesoie da potatura", "Attrezzi", "Felco"),
    ("Guanti da giardino", "Attrezzi", "Verdemax"),
    ("Tubo per irrigazione 25 m", "Irrigazione", "Claber"),
    ("Innaffiatoio zincato 10 l", "Irrigazione", "Verdemax"),
    ("Sedia pieghevole acacia", "Arredo", "Nardi"),
)
_COUNTRIES = ("IT", "IT", "IT", "IT", "AT", "FR", "DE")
_CHANNELS = ("web", "web", "eBay", "pos", "Amazon")
_CODES = ("", "", "", "ORTO10", "", "PRIMAVERA", "")


def written_to(folder: Path) -> Path:
    """Write the orders and the products of the shop and return their folder."""
    return shop_files.write_shop(folder, _PRODUCTS, _COUNTRIES, _CHANNELS, _CODES, refunds=True)
