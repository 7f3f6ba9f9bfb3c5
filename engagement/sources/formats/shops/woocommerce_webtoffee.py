"""WooCommerce, WebToffee's Order Export plug-in.

One row per order; its products are in the columns `line_item_1`, `line_item_2`, ..., packed as
`name:Mug|sku:MUG|quantity:2|total:30.00`; refunds are packed likewise. Customer 0 is a guest.

Code, because refunds and coupons are packed in cells, and products in any number of columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.formats.format import Format
from engagement.sources.orders import packed_cells, rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

KEY = "webtoffee_orders"
_CUSTOMER = ("customer_id", "customer_user")
_SOURCE = ("meta:_wc_order_attribution_utm_source", "meta:_wc_order_attribution_source_type")
_REFUND = re.compile(r"amount:\s*-?([\d.]+)")
_REFUNDED_ON = re.compile(r"date:\s*(\d{4}-\d\d-\d\d)")
_COUPON = r"code:\s*(?P<code>[^|;]+)"
_LINE_ITEM = re.compile(r"line_item_\d+\Z")


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("order_number", "order_id", required=True))
    currency = orders.currency("order_currency", amount=("order_total",))
    of_row = orders.spread(currency)
    guest = pc.equal(cells.text(*_CUSTOMER), "0")
    person = cells.person(
        email=("customer_email", "billing_email"),
        ident=_CUSTOMER,
        phone=("billing_phone",),
        country=("billing_country", "shipping_country"),
        currency=of_row,
    )
    lines = _lines(cells, of_row)
    return orders.tables(
        KEY,
        {
            "customer_key": orders.first_value(person),
            "guest": orders.first_value(guest),
            "instant": orders.first_value(cells.instant("order_date", required=True)),
            "gross": orders.first_value(cells.money("order_total", currency=of_row, required=True)),
            "refunded": orders.first_value(_refunds(cells, of_row)),
            "refund_day": orders.first_value(_refund_days(cells)),
            "currency": currency,
            "status": states(cells, orders.first_value(cells.text("status"))),
            "channel": orders.first_value(pc.coalesce(*(cells.text(name) for name in _SOURCE))),
            "country": orders.first_value(
                pc.coalesce(cells.text("shipping_country"), cells.text("billing_country"))
            ),
            "region": orders.first_value(
                pc.coalesce(cells.text("shipping_state"), cells.text("billing_state"))
            ),
            "discount_code": orders.first_value(
                pc.struct_field(pc.extract_regex(cells.text("coupon_items"), _COUPON), "code")
            ),
            "items": orders.total(rows.per_row(lines["row"], lines["quantity"], cells.raw.rows)),
        },
        lines,
    )


def _refunds(cells: Cells, currency: pa.StringArray) -> pa.Int64Array:
    """Add up the amounts of `amount:20.00|reason:|date:...`, one group for each refund."""
    texts = cells.text("refund_items").to_pylist()
    amounts = [
        sum(packed_cells.minor(amount, code) or 0 for amount in _REFUND.findall(text)) if text else None
        for text, code in zip(texts, currency.to_pylist(), strict=True)
    ]
    return pa.array(amounts, pa.int64())


def _refund_days(cells: Cells) -> pa.Int32Array:
    """Return the last day of the refunds of each row, in days since 1970; null if there is none."""
    texts = pa.array(
        [
            max(_REFUNDED_ON.findall(text or ""), default=None)
            for text in cells.text("refund_items").to_pylist()
        ],
        pa.string(),
    )
    return pc.strptime(texts, "%Y-%m-%d", "s", error_is_null=True).cast(pa.date32()).cast(pa.int32())


def _lines(cells: Cells, currency: pa.StringArray) -> dict[str, pa.Array]:
    names = [name for name in cells.raw.columns if _LINE_ITEM.match(name.strip().lower())]
    codes = currency.to_pylist()
    items = [
        (row, packed_cells.unpack(text, "|"), codes[row])
        for name in names
        for row, text in enumerate(cells.text(name).to_pylist())
        if text
    ]
    items.sort(key=lambda item: item[0])
    return {
        "row": pa.array([row for row, _, _ in items], pa.int64()),
        "product": pa.array([item.get("name") or None for _, item, _ in items], pa.string()),
        "sku": pa.array([item.get("sku") or None for _, item, _ in items], pa.string()),
        "quantity": pa.array(
            [packed_cells.whole_number(item.get("quantity")) for _, item, _ in items], pa.int64()
        ),
        "price": pa.array([_price(item, code) for _, item, code in items], pa.int64()),
    }


def _price(item: Mapping[str, str], currency: str) -> int | None:
    quantity = packed_cells.whole_number(item.get("quantity"))
    total = item.get("sub_total") or item.get("total")
    minor = packed_cells.minor(total, currency)
    return round(minor / quantity) if minor is not None and quantity else None


FORMAT = Format(
    key=KEY,
    platform="WooCommerce (WebToffee)",
    export="plug-in Order Export (WebToffee)",
    kind="orders",
    read=_read,
    signature=(
        rows.names("order_id", "order_number", "order_date", "order_total", "wt_import_key"),
        rows.names("order_id", "order_number", "order_date", "order_total", "line_item_1"),
        rows.names("order_id", "order_number", "order_date", "order_total", "customer_user", "billing_email"),
    ),
)
