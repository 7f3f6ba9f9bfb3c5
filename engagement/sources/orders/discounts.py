"""Which orders were sold at a discount: by a code or by an amount, whatever the platform calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from engagement.sources.meaning.header_words import words
from engagement.sources.values import flags
from engagement.sources.values.texts import is_missing

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells

_DISCOUNTS: Final = words(
    "discount discounts discounted coupon coupons voucher vouchers promo promotion promotions promocode"
    " sconto sconti cupon cupones descuento descuentos rabat rabaty rabatowy kupon kupony rabatt rabatte"
    " rabattcode rabattbetrag gutschein gutscheincode nachlass remise remises reduction cupom desconto"
    " descontos korting kortingscode kortingsbedrag rabattkod"
)
#: What else such a header may be about.
_OTHERS: Final = words(
    "shipping ship delivery envio spedizione versand livraison frete tax taxes before excluding excl without"
    " reason type title description price net gross gift"
)


def of(cells: Cells, *names: str) -> pa.BooleanArray:
    """Whether each row tells of a discount; null everywhere where no column is there that could.

    `names` are columns that a person has named for it; the others are known by their headers.
    """
    raw = cells.raw
    places = [
        place
        for place, name in enumerate(raw.columns)
        if name in names or (words(name) & _DISCOUNTS and not words(name) & _OTHERS)
    ]
    if not places:
        return pa.nulls(raw.rows, pa.bool_())
    told = np.zeros(raw.rows, bool)
    for place in places:
        column = cells.evidence.distinct(place)
        told |= column.mask(map(_tells, column.cleaned))
        cells.ledger.used.add(place)
    return pa.array(told)


def _tells(text: str) -> bool:
    """Whether a cell holds a code or an amount that is not zero."""
    if is_missing(text) or flags.parse(text) is False:
        return False
    return any(letter.isalpha() or letter in "123456789" for letter in text)
