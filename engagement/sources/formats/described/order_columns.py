"""The description of an export of orders: the meaning of its columns, and what it lacks."""

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

#: The names that one column has had over the years and in several languages: the first one in the file is
#: used.
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRows:
    """Rows that book a refund with the order's number: the amount is negative, or `kind` contains `word`.

    Their sum is the refund; products, pieces and states come from the order's other rows.
    """

    kind: Names = ()
    word: str = "refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderColumns:
    """The columns of an export of orders, by field.

    Fields without a column stay empty. If an order has several rows, each field's first value counts.

    Order:

    - `order`: its number. If rows have none and each is an order, `numbered_by` names the columns from which
      a number is made, with the ordinal among rows with equal values.
    - `instant`: when it was placed; `time`: the time of day, if it is in a separate column; `usual`: day or
      month first in the platform's dates, for columns that prove neither; `earliest`: if the rows of an order
      differ, the earliest time counts.
    - `gross`: its amount; `added_up`: each row has a part of it; `plus`: what is added to it (tax); `zero`:
      whether an order may count with zero: never, if its amount is blank, or if the column is absent.
    - `adjusted`: the final amount; if it is less, the difference was refunded. `refunded`: the refunded
      amount; `refund_rows`: which rows book refunds.
    - `currency`: its currency; else the sign beside the amount (or beside that of `signed`), else the header
      of the amount; `known_currency`: the currency of all orders, if no column states it.
    - `required`: fields ("instant", "gross") without which a row is set aside.

    Customer:

    - `email`, `ident`, `phone`: identities that join the orders of a person; all columns of each are used.
    - `guest`: the column that is `guest_value` (in lower case), or with `guest_blank` empty, for a guest's
      order.

    State:

    - `status`: the state in the shop's words; `states`: what the platform means by some of them (in lower
      case); `ended`: instead, a function of the typed cells and the orders that returns the state of each
      order.
    - An order is cancelled if `cancelled_at` has a value, if the state in `fulfilment` means it, or if each
      of its rows has a word with "cancel" in `cancelled_rows`.

    Splits:

    - `shop`, `discount_code`, `tags`; of the columns of `channel`, `country` and `region` the first filled
      one.
    - `refers_to`: columns with the order's name in other files.

    Products:

    - `product`, `sku`, `quantity`, `price`; `price_of_row`: the price is that of all pieces of the row;
      `weighed`: a quantity may be fractional (0.75 pounds), and is rounded.
    - `packed`: a function for products packed into cells. It takes the typed cells and the currency of each
      row, and returns columns of `lines`, with the `row` of each.
    - `items`: the number of pieces of the order, else the sum of `quantity`.
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
    """Sentences for the report of an export about what its files do not contain.

    `always` are always shown, `without` if none of their columns is in the file, `lacks` until a file of the
    named format is imported.
    """

    always: tuple[Message, ...] = ()
    without: tuple[tuple[Names, Message], ...] = ()
    lacks: tuple[tuple[Message, str], ...] = ()
