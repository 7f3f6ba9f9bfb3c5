"""Formats that are only described: which column is what. One builder reads them all.

A platform whose export is a table of orders (one row an order, or one a product), of answers or of
campaigns states its columns here and writes no code: `order_export`, `survey_export`, `campaign_export`.
What is particular about a platform may be a function that its description names: how a file is known
(`fits`), what is put right before typing (`prepare`), how products are packed in a cell (`packed`). Where an
export does something that no description can say (refunds as rows of their own), its file writes a reader
instead, see `format.Format`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.columns.currency import in_headers
from engagement.sources.formats.format import Format
from engagement.sources.orders import references, rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states
from engagement.sources.reports.campaigns import campaigns
from engagement.sources.surveys.answers import responses, tell_unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells
    from engagement.sources.formats.format import Records
    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.reports.campaigns import Channel
    from engagement.sources.surveys.respondents import Layout
    from engagement.sources.values.dates import Order

#: The names that one column has had over the years and in several languages: the first that is there is
#: taken.
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderColumns:
    """Which columns of an export of orders hold what; what is not stated is not in the export.

    An order may stand on several rows: of each value the first that is filled counts.

    Order: `order` is its number; `instant` when it was placed (with `time`, where the time of day stands
    apart; `usual`, day or month first, as the platform writes dates that prove neither), `earliest` where
    its rows differ and the first moment counts; `gross` what it came to, `added_up` where each row holds a
    part of that, `zero` where an order counts with zero: never, where its amount is blank, or where the
    whole column is absent; `adjusted` what it came to after all, where that is less a part was paid back;
    `refunded` what was paid back; `currency` its currency, else the sign beside the amount says it, else
    the header of the amount. Rows without a value in one of the fields that `required` names ("instant",
    "gross") are set aside.

    Customer: `email`, `ident` and `phone` join the orders of one person, every column of each is tried;
    `guest` holds `guest_value` (in lower case) where somebody ordered without an account, or with
    `guest_blank` nothing.

    State: `status` in the shop's words, `states` what the platform means by some of them (in lower case);
    an order is cancelled where `cancelled_at` is filled, where the state in `fulfilment` says so, or where
    each of its rows has a word with "cancel" in `cancelled_rows`.

    Splits: `shop`, `channel`, `discount_code`, `tags`; of the columns of `country` and `region` the first
    that is filled in a row counts. `refers_to`: columns that name the order as other files do.

    Products: `product`, `sku`, `quantity`, `price`; `price_of_row` where the price is that of all pieces of
    the row. Products that are `packed` in cells are read by a function: it takes the typed cells and the
    currency of each row, and returns columns of `lines`, with the `row` of each. `items` is the number of
    pieces of the order, else the sum of `quantity`.
    """

    order: Names
    instant: Names
    gross: Names
    time: str | None = None
    usual: Order | None = None
    earliest: bool = False
    added_up: bool = False
    zero: Literal["never", "blank", "absent"] = "never"
    adjusted: Names = ()
    refunded: Names = ()
    currency: Names = ()
    required: frozenset[str] = frozenset()
    email: Names = ()
    ident: Names = ()
    phone: Names = ()
    guest: Names = ()
    guest_value: str = "0"
    guest_blank: bool = False
    status: Names = ()
    states: Mapping[str, str] = field(default_factory=dict)
    cancelled_at: Names = ()
    fulfilment: Names = ()
    cancelled_rows: Names = ()
    shop: Names = ()
    channel: Names = ()
    country: tuple[Names, ...] = ()
    region: tuple[Names, ...] = ()
    discount_code: Names = ()
    tags: Names = ()
    refers_to: Names = ()
    product: Names = ()
    sku: Names = ()
    quantity: Names = ()
    price: Names = ()
    price_of_row: bool = False
    packed: Callable[[Cells, pa.StringArray], Mapping[str, pa.Array]] | None = None
    items: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveats:
    """What the report of an export says about what it cannot tell.

    `always`: sentences that are always told. `without`: sentences that are told where none of the columns is
    there. `lacks`: sentences that hold as long as no file of one of the formats is there.
    """

    always: tuple[Message, ...] = ()
    without: tuple[tuple[Names, Message], ...] = ()
    lacks: tuple[tuple[Message, str], ...] = ()


def order_export(
    *,
    key: str,
    platform: str,
    export: str,
    signature: Sequence[Names],
    columns: OrderColumns,
    told: Caveats | None = None,
    records: Records = "orders",
    part_of: str | None = None,
) -> Format:
    """Return the format of an export of orders that is known by one of the sets of names of `signature`.

    `part_of`: the key of the format that lists the same orders; rows are written under that one's key, and
    an order is what that one says of it, with what only this one knows.
    """
    return Format(
        key=key,
        platform=platform,
        export=export,
        kind="orders",
        records=records,
        signature=tuple(rows.names(*names) for names in signature),
        completes=part_of,
        read=partial(_read_orders, key=part_of or key, columns=columns, told=told or Caveats()),
    )


def survey_export(
    *,
    platform: str,
    export: str,
    layout: Layout,
    signature: Sequence[Names] = (),
    fits: Callable[[RawTable], float] | None = None,
    prepare: Callable[[RawTable], RawTable] | None = None,
) -> Format:
    """Return the format of an export of answers, one row a submission, whose key is the layout's source."""
    return Format(
        key=layout.source,
        platform=platform,
        export=export,
        kind="surveys",
        signature=tuple(rows.names(*names) for names in signature),
        fits=fits,
        prepare=prepare,
        read=partial(_read_answers, layout=layout),
    )


def campaign_export(
    *, key: str, platform: str, export: str, signature: Sequence[Names], channel: Channel
) -> Format:
    """Return the format of a list of campaigns, whose columns are known by what they mean."""
    return Format(
        key=key,
        platform=platform,
        export=export,
        kind="email",
        signature=tuple(rows.names(*names) for names in signature),
        read=partial(_read_campaigns, key=key, channel=channel),
    )


def _read_answers(cells: Cells, *, layout: Layout) -> Mapping[str, pa.Table]:
    if cells.has(*layout.finished):
        tell_unfinished(cells, pc.is_null(cells.text(*layout.finished)))
    return responses(cells, layout)


def _read_campaigns(cells: Cells, *, key: str, channel: Channel) -> Mapping[str, pa.Table]:
    return campaigns(cells, key, channel=channel)


def _read_orders(cells: Cells, *, key: str, columns: OrderColumns, told: Caveats) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text(*columns.order, required=True))
    reader = _Reader(cells, orders, columns)
    states_first = reader.state() if columns.fulfilment else {}
    quantity = cells.integer(*columns.quantity) if columns.quantity else None
    _tell(cells, told)
    found = {
        **reader.customer(),
        **reader.money(),
        **(states_first or reader.state()),
        **reader.splits(),
        **reader.pieces(quantity),
    }
    return orders.tables(key, found, reader.lines(quantity))


def _tell(cells: Cells, told: Caveats) -> None:
    for sentence, format_ in told.lacks:
        cells.lack(sentence, format_)
    for sentence in told.always:
        cells.warn(sentence)
    for names, sentence in told.without:
        if not cells.has(*names):
            cells.warn(sentence)


class _Reader:
    """Reads what a description states; what it does not state is left out."""

    def __init__(self, cells: Cells, orders: Orders, columns: OrderColumns) -> None:
        self._cells = cells
        self._orders = orders
        self._columns = columns
        amounts = [name for name in columns.gross if cells.has(name)]
        self._currency = orders.currency(*columns.currency, amount=columns.gross, default=in_headers(amounts))
        self._of_row = orders.spread(self._currency)
        # Amounts that are compared are read before all else: doubts about them are the first to be told.
        self._compared = (self._gross(), self._first_money(columns.adjusted)) if columns.adjusted else None

    def customer(self) -> dict[str, pa.Array]:
        """Who ordered, and whether as a guest."""
        c = self._columns
        found: dict[str, pa.Array] = {}
        if c.email or c.ident or c.phone:
            # The bill's country stands behind that of the parcel; a number is the buyer's.
            countries = tuple(name for names in reversed(c.country) for name in names)
            person = self._cells.person(
                email=c.email, ident=c.ident, phone=c.phone, country=countries, currency=self._of_row
            )
            found["customer_key"] = self._orders.found(person)
        if c.guest:
            said = self._orders.found(pc.utf8_lower(self._cells.text(*c.guest)))
            if c.guest_blank and self._cells.has(*c.guest):
                said = pc.fill_null(said, c.guest_value)
            found["guest"] = pc.equal(said, c.guest_value)
        return found

    def money(self) -> dict[str, pa.Array]:
        """When it was ordered and what it came to."""
        c = self._columns
        instants = self._cells.instant(
            *c.instant, time=c.time, usual=c.usual, required="instant" in c.required
        )
        gross = self._gross() if self._compared is None else self._compared[0]
        found = {
            "instant": self._orders.earliest(instants) if c.earliest else self._orders.found(instants),
            "gross": gross,
            "currency": self._currency,
        }
        if c.refunded:
            found["refunded"] = self._first_money(c.refunded)
        elif self._compared is not None:
            adjusted = self._compared[1]
            lowered = pc.and_(pc.greater(adjusted, 0), pc.less(adjusted, gross)).fill_null(False)
            found["refunded"] = pc.if_else(lowered, pc.subtract(gross, adjusted), None)
        return found

    def _first_money(self, names: Names) -> pa.Int64Array:
        return self._orders.found(self._cells.money(*names, currency=self._of_row))

    def _gross(self) -> pa.Int64Array:
        c = self._columns
        amounts = self._cells.money(*c.gross, currency=self._of_row, required="gross" in c.required)
        gross = self._orders.total(amounts) if c.added_up else self._orders.found(amounts)
        zero = c.zero == "blank" or (c.zero == "absent" and not self._cells.has(*c.gross))
        return pc.fill_null(gross, 0) if zero else gross

    def state(self) -> dict[str, pa.Array]:
        """How the order ended."""
        c = self._columns
        found: dict[str, pa.Array] = {}
        cancelled: list[pa.BooleanArray] = []
        if c.fulfilment:
            said = states(self._cells, self._orders.found(self._cells.text(*c.fulfilment)))
            cancelled.append(pc.fill_null(pc.equal(said, "cancelled"), False))
        if c.cancelled_at:
            cancelled.append(self._orders.some(pc.is_valid(self._cells.text(*c.cancelled_at))))
        if c.cancelled_rows:
            called_off = pc.match_substring(self._cells.text(*c.cancelled_rows), "cancel", ignore_case=True)
            cancelled.append(self._orders.every(called_off))
        if c.status:
            words = self._orders.found(self._cells.text(*c.status))
            found["status"] = states(self._cells, words, c.states)
        for flags in cancelled:
            found["cancelled"] = pc.or_(found["cancelled"], flags) if "cancelled" in found else flags
        return found

    def splits(self) -> dict[str, pa.Array]:
        """What orders are split by."""
        c = self._columns
        found: dict[str, pa.Array] = {}
        if c.shop:
            # A shop's name may stand on several lines: website, store, view.
            lines = self._cells.text(*c.shop)
            found["shop"] = self._orders.found(pc.replace_substring_regex(lines, r"\s*[\r\n]+\s*", " / "))
        for name, columns in (("country", c.country), ("region", c.region)):
            if columns:
                found[name] = self._orders.found(pc.coalesce(*(self._cells.text(*one) for one in columns)))
        if c.channel:
            found["channel"] = self._orders.found(self._cells.text(*c.channel))
        if c.discount_code:
            found["discount_code"] = self._orders.found(rows.first_of(self._cells.text(*c.discount_code)))
        if c.tags:
            found["tags"] = self._orders.found(self._cells.text(*c.tags))
        if c.refers_to:
            found["refers_to"] = self._orders.found(references.of(self._cells, *c.refers_to))
        return found

    def pieces(self, quantity: pa.Int64Array | None) -> dict[str, pa.Array]:
        """How many pieces an order has."""
        if self._columns.items:
            return {"items": self._orders.found(self._cells.integer(*self._columns.items))}
        return {} if quantity is None else {"items": self._orders.total(quantity)}

    def lines(self, quantity: pa.Int64Array | None) -> Mapping[str, pa.Array] | None:
        """The products, one entry a row or as they are packed; None where the export has none."""
        c = self._columns
        if c.packed is not None:
            return c.packed(self._cells, self._of_row)
        if quantity is None:
            return None
        price = self._cells.money(*c.price, currency=self._of_row)
        found = {"quantity": quantity, "price": rows.divided(price, quantity) if c.price_of_row else price}
        texts = {"product": c.product, "sku": c.sku}
        return found | {name: self._cells.text(*names) for name, names in texts.items() if names}
