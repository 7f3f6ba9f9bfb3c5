"""Mercado Libre and Mercado Livre, Sales > Download the report of sales (Ventas > Descargar Excel de ventas).

One row per sale. Buyers pay "Ingresos por productos"; "Total" is what the seller receives. A package of
several sales has a row above them, with the money only; its sales are the products of one order.

Code, because the rows of a package must get its number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export
from engagement.sources.text.column_names import normalise

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

#: The currencies of its sites, which are in the headers of amounts: "Total (ARS)".
_CURRENCIES: Final = (
    *("ARS", "BOB", "BRL", "CLP", "COP", "CRC", "DOP", "GTQ", "MXN", "PEN", "PYG", "USD", "UYU"),
)
_PRODUCTS: Final = ("Ingresos por productos", "Receita por produtos")
_BACK: Final = ("Anulaciones y reembolsos", "Cancelamentos e reembolsos")
_PRICE: Final = (
    "Precio unitario de venta de la publicación",
    "Precio unitario de venta del producto",
    "Preço unitário de venda do anúncio",
)
_NUMBER: Final = ("# de venta", "N.º de venda")
_DAY: Final = ("Fecha de venta", "Data da venda")
_STATE: Final = ("Estado", "Estado da venda")
#: The numbers of buyers' identity documents; their names are not used, as several people may share one.
_BUYER: Final = ("DNI", "CPF", "Tipo y número de documento", "Documento del comprador")
_PACKAGE: Final = re.compile(r"(?:paquete|pacote) de (\d{1,4}) produc?tos")


def _amounts(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name} ({code})" for name in names for code in _CURRENCIES) + names


def _packages_as_orders(raw: RawTable) -> RawTable:
    """Return `raw` with the number of each package on all its sales, and without the state of its own row.

    Refunded amounts that are not negative are removed, because these were returned to the shop.
    """
    standing = {normalise(name): place for place, name in enumerate(raw.columns)}
    number, state, back = (
        next((standing[plain_name] for plain_name in map(normalise, names) if plain_name in standing), None)
        for names in (_NUMBER, _STATE, _amounts(_BACK))
    )
    data = raw.data
    if number is not None and state is not None:
        numbers, states = (data.column(place).to_pylist() for place in (number, state))
        for row, row_state in enumerate(states):
            if (package := _PACKAGE.match((row_state or "").casefold())) is not None:
                states[row] = None
                inside = slice(row + 1, row + 1 + int(package[1]))
                numbers[inside] = [numbers[row]] * len(numbers[inside])
        data = _with(_with(data, number, numbers), state, states)
    if back is not None:
        amounts = [text if (text or "").startswith("-") else None for text in data.column(back).to_pylist()]
        data = _with(data, back, amounts)
    return raw.with_rows(data, raw.lines)


def _with(data: pa.Table, place: int, texts: list[str | None]) -> pa.Table:
    return data.set_column(place, data.schema.field(place), pa.chunked_array([texts], pa.string()))


FORMAT = order_export(
    key="mercado_libre_sales",
    platform="Mercado Libre",
    export="Sales > Download sales (Ventas > Descargar Excel de ventas)",
    records="marketplace",
    signature=tuple(
        (number, day, amount)
        for number, day, products in zip(_NUMBER, _DAY, _PRODUCTS, strict=True)
        for amount in _amounts((products,))
    ),
    prepare=_packages_as_orders,
    columns=OrderColumns(
        order=_NUMBER,
        instant=_DAY,
        gross=_amounts(_PRODUCTS),
        refunded=_amounts(_BACK),
        status=_STATE,
        region=(("Estado (2)",),),
        country=(("País",),),
        product=("Título de la publicación", "Título do anúncio"),
        sku=("SKU",),
        quantity=("Unidades",),
        price=_amounts(_PRICE),
        ident=_BUYER,
    ),
    caveats=Caveats(
        always=(
            message(
                "Order values are what buyers paid for products, without shipping and before the fees of"
                " Mercado Libre"
            ),
        ),
    ),
)
