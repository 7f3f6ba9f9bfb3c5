"""Two small invented files that the server reads itself, before it forks for its second task.

What is worked out with a first file (names of countries and months, patterns, signatures of formats) is then
there for all children; it is a good part of what a small file costs. Whoever reads a single file and ends
does not wait for it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.raw import containers
from engagement.sources.recognition import platform
from engagement.sources.text.limits import Limits

_ROWS: Final = range(1, 9)
_ORDERS: Final = (
    "Order ID;Order Date;E-mail;Phone;Customer;Currency;Total;Product;Quantity;Country;Status",
    *(
        f"A-{n};1{n}.03.2026 10:20;ann{n}@example.com;+49 30 12345{n};Ann;EUR;1.2{n}0,5;Cup;{n};Germany;paid"
        for n in _ROWS
    ),
)
_ANSWERS: Final = (
    "Submitted at,How likely are you to recommend us?,What can we do better?,E-mail",
    *(f"2026-03-1{n}T10:00:00Z,{n},More colours please,ann{n}@example.com" for n in _ROWS),
)


def rehearse() -> None:
    """Read both, and leave what came of them."""
    for lines in (_ORDERS, _ANSWERS):
        text = "\n".join(lines).encode()
        with suppress(Exception):  # a format of another package may be broken: each child says so
            for raw in containers.read_bytes(text, "", limits=Limits(), knows=platform.is_header):
                reading.read_table(raw, key=b"", hints=Hints())
