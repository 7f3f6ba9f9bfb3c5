"""Exports that look like something that is read here, and are not: named for what they are.

Each says which export to take instead. A format's signature may stand in such a file, too, so these are
looked for first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.names import normalise
from engagement.sources.order_columns import words
from engagement.sources.values import blank

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.locale import Message
    from engagement.sources.model import RawTable


@dataclass(frozen=True, slots=True)
class Stranger:
    """A file that holds all columns of one of `names`, and for which `test` is true."""

    names: tuple[frozenset[str], ...]
    sentence: Message
    test: Callable[[RawTable], bool] = lambda raw: raw.rows > 0


def named(raw: RawTable) -> Message | None:
    """Return what to say of a file that is known to hold something else; None: it is no such file."""
    columns = {normalise(name) for name in raw.columns}
    for stranger in STRANGERS:
        if any(names <= columns for names in stranger.names) and stranger.test(raw):
            return stranger.sentence
    return None


def _names(text: str) -> frozenset[str]:
    return frozenset(map(normalise, text.split("|")))


def _never_paid(raw: RawTable) -> bool:
    """Shopify's abandoned checkouts: nothing was paid, and the name is the checkout's long id."""
    places = {normalise(name): place for place, name in enumerate(raw.columns)}
    unpaid = (raw.data.column(places[normalise(name)]) for name in ("Financial Status", "Paid at"))
    if raw.rows == 0 or not all(pc.all(blank(column)).as_py() for column in unpaid):
        return False
    names = raw.data.column(places[normalise("Name")])
    if normalise("Id") not in places:
        return bool(pc.all(pc.match_substring_regex(names, r"^#?\d{10,}$")).as_py())
    ids = raw.data.column(places[normalise("Id")])
    alike = pc.equal(pc.utf8_ltrim(names, "#"), ids)
    return bool(pc.any(alike).as_py() and pc.min(alike).as_py())


def _by_affiliates(raw: RawTable) -> bool:
    """Somebody else's commission on sales of which no buyer is named."""
    headers = [words(name) for name in raw.columns]
    return (
        any(header & _AFFILIATES for header in headers)
        and any(header & _COMMISSIONS for header in headers)
        and not any(header & _BUYERS for header in headers)
    )


_AFFILIATES: Final = words(
    "publisher affiliate affiliates advertiser creator influencer affiliato afiliado affilie afiliacja"
    " wydawca"
)
_COMMISSIONS: Final = words(
    "commission commissions commissione commissioni comision comisiones prowizja provision comissao commissie"
    " payout earnings"
)
_BUYERS: Final = words("email mail billing courriel correo epost")

STRANGERS: Final = (
    Stranger(
        (_names("Name|Financial Status|Paid at|Created at|Lineitem name"),),
        message(
            "These are checkouts that were not completed: nothing in them was bought. Take Orders > Export "
            "for the orders; how many carts are left is in Analytics > Sessions converted over time"
        ),
        _never_paid,
    ),
    Stranger(
        (frozenset(),),
        message(
            "These are sales that affiliates report, with their commission; they are a part of the shop's "
            "own orders. Take the export of orders from the shop itself"
        ),
        _by_affiliates,
    ),
)
