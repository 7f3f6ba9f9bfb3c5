"""Mercado Libre and Mercado Livre, Sales > Download the report of sales (Ventas > Descargar Excel de ventas).

One row a sale. What buyers pay is "Ingresos por productos"; "Total" is what is left to the seller. A package
of several sales stands above them as a row with the money alone: its sales are its products.

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

#: The currencies of its sites, which stand in the headers of amounts.
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
#: Documents; the names of buyers are shared by several people.
_BUYER: Final = ("DNI", "CPF", "Tipo y número de documento", "Documento del comprador")
_PACKAGE: Final = re.compile(r"paquete de \d+ productos|pacote de \d+ produtos")


def _amounts(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name} ({code})" for name in names for code in _CURRENCIES) + names


def _packages_as_orders(raw: RawTable) -> RawTable:
    """Give the sales of a package its number, and its row no state: each sale has its own."""
    standing = {normalise(name): place for place, name in enumerate(raw.columns)}
    number, state, money = (
        next((standing[one] for one in map(normalise, names) if one in standing), None)
        for names in (_NUMBER, _STATE, _amounts(_PRODUCTS))
    )
    if number is None or state is None or money is None:
        return raw
    columns = [raw.data.column(place).to_pylist() for place in (number, state, money)]
    inside: str | None = None
    for row, (sale, said, amount) in enumerate(zip(*columns, strict=True)):
        if _PACKAGE.match((said or "").casefold()):
            inside = sale
            columns[1][row] = None
        elif amount:
            inside = None
        elif inside is not None:
            columns[0][row] = inside
    data = raw.data
    for place, column in ((number, columns[0]), (state, columns[1])):
        data = data.set_column(place, data.schema.field(place), pa.chunked_array([column], pa.string()))
    return raw.with_rows(data, raw.lines)


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
    told=Caveats(
        always=(
            message(
                "Order values are what buyers paid for products, without shipping and before the fees of"
                " Mercado Libre"
            ),
        ),
        without=(
            (
                _BUYER,
                message(
                    "This file names no customer; the repeat rate needs an e-mail address or a customer ID"
                ),
            ),
        ),
    ),
)
