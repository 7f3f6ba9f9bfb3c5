"""The description of an export of orders: which column holds what, and what the export cannot tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells
    from engagement.sources.orders.grouped import Orders
    from engagement.sources.values.dates import Order

#: The names that one column has had over the years and in several languages: the first that is there is
#: taken.
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRows:
    """Rows that book a refund under their order's number: the amount is negative, or `kind` holds `word`.

    Their sum is what was paid back; products, pieces and states come from the order's other rows.
    """

    kind: Names = ()
    word: str = "refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderColumns:
    """Which columns of an export of orders hold what; what is not stated is not in the export.

    An order may stand on several rows: of each value the first that is filled counts.

    Order: `order` is its number; where rows have none and each is an order, `numbered_by` names columns of
    which one is made, with the place among rows that have them alike. `instant` when it was placed (with
    `time`, where the time of day stands apart; `usual`, day or month first, as the platform writes dates
    that prove neither), `earliest` where its rows differ and the first moment counts; `gross` what it came
    to, `added_up` where each row holds a part of that, `zero` where an order counts with zero: never, where
    its amount is blank, or where the whole column is absent; `plus` what is added to the amount (tax);
    `adjusted` what it came to after all, where that is less a part was paid back; `refunded` what was paid
    back, `refund_rows` which rows say that; `currency` its currency, else the sign beside the amount says
    it (or beside that of `signed`), else the header of the amount; `known_currency` where all are in one
    that no column names. Rows without a value in one of the fields that `required` names ("instant",
    "gross") are set aside.

    Customer: `email`, `ident` and `phone` join the orders of one person, every column of each is tried;
    `guest` holds `guest_value` (in lower case) where somebody ordered without an account, or with
    `guest_blank` nothing.

    State: `status` in the shop's words, `states` what the platform means by some of them (in lower case), or
    `ended`, a function that takes the typed cells and the orders and returns the state of each order;
    an order is cancelled where `cancelled_at` is filled, where the state in `fulfilment` says so, or where
    each of its rows has a word with "cancel" in `cancelled_rows`.

    Splits: `shop`, `discount_code`, `tags`; of the columns of `channel`, `country` and `region` the first
    that is filled in a row counts. `refers_to`: columns that name the order as other files do.

    Products: `product`, `sku`, `quantity`, `price`; `price_of_row` where the price is that of all pieces of
    the row; `weighed` where a quantity may be a part of a piece (0.75 pounds), which is rounded. Products
    that are `packed` in cells are read by a function: it takes the typed cells and the currency of each
    row, and returns columns of `lines`, with the `row` of each. `items` is the number of pieces of the
    order, else the sum of `quantity`.
    """

    order: Names = ()
    numbered_by: tuple[Names, ...] = ()
    instant: Names
    gross: Names
    time: str | None = None
    usual: Order | None = None
    earliest: bool = False
    added_up: bool = False
    zero: Literal["never", "blank", "absent"] = "never"
    plus: Names = ()
    adjusted: Names = ()
    refunded: Names = ()
    refund_rows: RefundRows | None = None
    currency: Names = ()
    signed: Names = ()
    known_currency: str | None = None
    required: frozenset[str] = frozenset()
    email: Names = ()
    ident: Names = ()
    phone: Names = ()
    guest: Names = ()
    guest_value: str = "0"
    guest_blank: bool = False
    status: Names = ()
    states: Mapping[str, str] = field(default_factory=dict)
    ended: Callable[[Cells, Orders], pa.StringArray] | None = None
    cancelled_at: Names = ()
    fulfilment: Names = ()
    cancelled_rows: Names = ()
    shop: Names = ()
    channel: tuple[Names, ...] = ()
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
    weighed: bool = False
    packed: Callable[[Cells, pa.StringArray], Mapping[str, pa.Array]] | None = None
    items: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveats:
    """Sentences for the report of an export about what it cannot tell.

    `always`: always said. `without`: said where none of the columns is present. `lacks`: said as long as the
    workspace has no file of one of the formats.
    """

    always: tuple[Message, ...] = ()
    without: tuple[tuple[Names, Message], ...] = ()
    lacks: tuple[tuple[Message, str], ...] = ()
