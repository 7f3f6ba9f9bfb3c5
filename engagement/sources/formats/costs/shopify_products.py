"""Shopify, Products > Export: one row per variant, with its cost and its product's vendor and type.

The values of the product are on its first row only. A row with neither variant nor price adds a picture to
the product above. Lines of orders name a variant "Product - Option / Option".

Code, because values are copied down a product's rows and the variant's name is composed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.reports.cost_rows import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.columns.typed import Cells

KEY: Final = "shopify_products"
_HANDLE: Final = ("Handle", "URL handle")
_ONLY: Final = "Default Title"
_PICTURE: Final = message("This row adds a picture to the product above")


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    handle = cells.text(*_HANDLE, required=True)
    sku = cells.text("Variant SKU", "SKU")
    options = [cells.text(f"Option{n} value") for n in (1, 2, 3)]
    price = cells.text("Variant Price", "Price")
    nothing = pc.is_null(pc.coalesce(sku, price, *options))
    cells.set_aside(nothing, _PICTURE)
    title, vendor, kind = (
        _of_product(handle, cells.text(*names)) for names in (("Title",), ("Vendor",), ("Type",))
    )
    return catalogue(
        cells,
        KEY,
        {
            "sku": sku,
            "product": _named(title, options),
            "title": title,
            "vendor": vendor,
            "type": pc.coalesce(kind, _of_product(handle, cells.text("Product Category"))),
        },
    )


def _of_product(handle: pa.Array, values: pa.Array) -> pa.Array:
    """Return a column in which all rows of a product (`handle`) have its first value."""
    first_values: dict[Any, Any] = {}
    for name, value in zip(handle.to_pylist(), values.to_pylist(), strict=True):
        if value is not None:
            first_values.setdefault(name, value)
    return pa.array([first_values.get(name) for name in handle.to_pylist()], pa.string())


def _named(title: pa.Array, options: Sequence[pa.Array]) -> pa.Array:
    """Return the name of each variant as it is in lines of orders: "Product - Option / Option"."""
    names = []
    for product, *chosen_options in zip(
        title.to_pylist(), *(option.to_pylist() for option in options), strict=True
    ):
        parts = " / ".join(part for part in chosen_options if part and part != _ONLY)
        names.append(product if product is None or not parts else f"{product} - {parts}")
    return pa.array(names, pa.string())


FORMAT: Final = Format(
    key=KEY,
    platform="Shopify",
    export="Products > Export",
    kind="costs",
    read=_read,
    signature=tuple(
        rows.names(*names)
        for names in (
            ("Handle", "Title", "Vendor", "Variant SKU"),
            ("Handle", "Body (HTML)", "Variant Price"),
            ("Handle", "Option1 Name", "Variant Inventory Qty"),
            ("URL handle", "Title", "Vendor", "SKU"),
            ("Title", "URL handle", "Option1 name"),
        )
    ),
)
