"""Any table of costs: products with unit costs, or advertising spend by day and channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.vocabularies import CAMPAIGN, COST
from engagement.sources.reports.cost_rows import ad_spend, catalogue
from engagement.sources.reports.days_covered import only_dates
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "generic_costs"
#: Words of tables of sales, visits and mailings, which may contain costs, too.
_ELSEWHERE: Final = (
    *("order", "ordine", "pedido", "zamowien", "bestell", "commande", "quantity", "quantita", "cantidad"),
    *("ilosc", "menge", "quantite", "customer", "email", "e mail", "session", "recipient", "subject"),
    *("invoice", "fattura", "factura", "faktur", "rechnung", "total", "shipping", "delivered", "opens"),
)
#: The columns that all reports of advertising have, and tables of sales do not.
_ADVERTISED: Final = frozenset({"campaign", "spend", "impressions", "clicks"})
_MAILED: Final = frozenset({"recipients", "delivered", "unique_opens", "opens"})


def _fits(raw: RawTable) -> float:
    """Return a score from 0 to 1: few columns, one of them a cost or a spend."""
    roles = COST.find(raw.columns).keys()
    dated = roles & {"day", "week", "month", "starts"}
    things = roles & {"sku", "product"}
    advertised = roles >= _ADVERTISED and not CAMPAIGN.find(raw.columns).keys() & _MAILED
    if advertised and not things and (dated or only_dates(raw) is not None):
        return 0.85  # such reports may have columns of results too: "Total sales", "Orders"
    words = [fold(column) for column in raw.columns]
    if any(other in word for word in words for other in _ELSEWHERE):
        return 0.0
    if COST.has(raw.columns, "spend") and dated and roles & {"channel", "campaign"} and not things:
        return 0.85
    return 0.75 if COST.has(raw.columns, "cost") and things and not dated else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    by_role = COST.columns_of(cells.raw.columns, cells.hints.roles)
    if cells.hints.roles is None:
        cells.warn(message("The columns of this table of costs are read by what their names mean"))
    if COST.has(cells.raw.columns, "spend") and not by_role.keys() & {"sku", "product"}:
        return ad_spend(cells, KEY)
    return catalogue(cells, KEY)


FORMAT: Final = Format(
    key=KEY,
    platform="Costs",
    export="any table of products with costs, or of advertising spend by day and channel",
    kind="costs",
    read=_read,
    fits=_fits,
    generic=True,
)
