"""When an order was delivered, whatever the platform calls the column; a promised day is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.values.fold import fold
from engagement.sources.values.looks import are_days

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells

#: Whole headers, folded.
_NAMES: Final = frozenset(
    {"delivered", "delivered at", "delivered on", "delivered date", "date delivered", "delivery date"}
    | {"actual delivery date", "delivery completed at", "order delivered customer date", "delivered time"}
    | {"delivered date time", "shipment delivered at", "consegnato il", "data consegna", "data di consegna"}
    | {"data consegna effettiva", "entregado el", "fecha entrega", "fecha de entrega", "entregado en"}
    | {"data doreczenia", "doreczono", "dostarczono", "data dostarczenia", "data dostawy", "zugestellt am"}
    | {"zustelldatum", "lieferdatum", "geliefert am", "livre le", "date livraison", "date de livraison"}
    | {"data entrega", "data de entrega", "data da entrega", "entregue em"}
)
_SAMPLE: Final = 300


def of(cells: Cells) -> pa.Int32Array:
    """Return the day on which each row's order was delivered, in days since 1970; null where not said."""
    found = pa.nulls(cells.raw.rows, pa.int32())
    for place, name in enumerate(cells.raw.columns):
        if fold(name) in _NAMES and _holds_days(cells, place):
            found = pc.coalesce(found, cells.instant(name).cast(pa.date32()).cast(pa.int32()))
    return found


def _holds_days(cells: Cells, place: int) -> bool:
    texts = [text for text in cells.evidence.distinct(place).cleaned if text]
    return bool(texts) and are_days(texts[:_SAMPLE])
