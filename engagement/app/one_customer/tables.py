"""The tables of one customer: orders with their gaps, products, groups, answers, memberships, consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from engagement.app.customer_lists.formats import CONSENT_WORDS
from engagement.app.readable import screen
from engagement.app.ui import head
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.customers.groups import GROUPS
from engagement.money.currencies import minor_digits
from engagement.readable.one_line import plain
from engagement.readable.platforms import platform_name
from engagement.readable.value_labels import CONSENT_SOURCES
from engagement.sources.recognition.platform import platform

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engagement.locale import Message
    from engagement.metrics.lists.one_customer import Customer

_NONE: Final = "–"
_LONGEST: Final = 500


def show(customer: Customer) -> None:
    """Show the tables that have rows, each under its heading."""
    _orders(customer)
    _products(customer)
    _groups(customer)
    _answers(customer)
    _memberships(customer)
    _consents(customer)


def _orders(customer: Customer) -> None:
    if customer.orders.empty:
        st.write(say(message("No order of theirs is known.")))
        return
    head.section(
        message("Orders"),
        message("Days since: from the order before that counts. Orders that do not count have none."),
        key="customer_orders",
    )
    t = words()
    rows = [
        (
            t.day_short(int(row["day"])),
            plain(str(row["order_id"])),
            _money(row["gross"], row["currency"]),
            _money(row["refunded"], row["currency"]) if row["refunded"] else _NONE,
            _NONE if pd.isna(row["gap"]) else t.number(float(row["gap"]), 0),
            say(message("yes")) if row["counts"] else say(message("no")),
        )
        for row in customer.orders.iloc[::-1].to_dict("records")
    ]
    _grid(rows, message("Day"), message("Order"), message("Amount"), message("Amount refunded"),
          message("Days since"), message("Counts"))  # fmt: skip


def _products(customer: Customer) -> None:
    if customer.lines.empty:
        return
    head.section(message("Products"), key="customer_products")
    t = words()
    rows = [
        (
            t.day_short(int(row["day"])),
            _text(row["product"], row["sku"]),
            t.number(int(row["quantity"]), 0),
            _NONE if pd.isna(row["price"]) else _money(row["price"], row["currency"]),
        )
        for row in customer.lines.iloc[::-1].to_dict("records")
    ]
    _grid(rows, message("Day"), message("Product"), message("Pieces"), message("Price of one"))


def _groups(customer: Customer) -> None:
    if not customer.groups:
        return
    head.section(
        message("Group over time"),
        message(
            "At the end of each quarter, scored among the customers of that day; the last day of all last."
        ),
        key="customer_groups",
    )
    t = words()
    rows = [(t.day_short(day), say(GROUPS[group].name)) for day, group in customer.groups]
    _grid(rows, message("Day"), message("Group"))


def _answers(customer: Customer) -> None:
    if customer.answers.empty:
        return
    head.section(message("Answers"), key="customer_answers")
    t = words()
    rows = [
        (
            _day(row["day"]),
            plain(str(row["question"])),
            _NONE if pd.isna(row["score"]) else t.number(float(row["score"])),
            _text(row["answer"], row["comment"]),
        )
        for row in customer.answers.to_dict("records")
    ]
    _grid(rows, message("Day"), message("Question"), message("Score"), message("Answer"))


def _memberships(customer: Customer) -> None:
    if customer.memberships.empty:
        return
    head.section(message("Loyalty programme"), key="customer_members")
    t = words()
    rows = [
        (
            _platform(row["source"]),
            _day(row["day"]),
            _text(row["tier"]),
            _NONE if pd.isna(row["points"]) else t.number(float(row["points"])),
        )
        for row in customer.memberships.to_dict("records")
    ]
    _grid(rows, message("Programme"), message("Day of joining"), message("Level"), message("Points"))


def _consents(customer: Customer) -> None:
    head.section(
        message("Consent"),
        message(
            "A list of contacts goes before what was ticked at an order; of several statements the newest "
            "counts, and a refusal without a day counts always."
        ),
        key="customer_consent",
    )
    if customer.consents.empty:
        st.write(say(message("No file says whether they may be written to.")))
        return
    channels = {"email": say(message("e-mail")), "sms": say(message("SMS"))}
    rows = [
        (
            _platform(row["source"]),
            say(CONSENT_SOURCES[row["said_in"]]),
            channels[row["channel"]],
            say(CONSENT_WORDS[row["state"]]),
            _day(row["day"]),
        )
        for row in customer.consents.to_dict("records")
    ]
    _grid(rows, message("From"), message("Said in"), message("By"), message("Consent"), message("Day"))


def _grid(rows: Iterable[Sequence[str]], *names: Message) -> None:
    screen.plain_grid(pd.DataFrame(list(rows), columns=[say(name) for name in names]))


def _text(*values: Any) -> str:
    """Return the first of these values that is not missing, as text; "" where all are."""
    return next((plain(str(value), _LONGEST) for value in values if not pd.isna(value)), _NONE)


def _day(day: Any) -> str:
    return _NONE if pd.isna(day) else words().day_short(int(day))


def _money(amount: Any, currency: str) -> str:
    return words().money(int(amount) / 10 ** minor_digits(currency), currency)


def _platform(source: str) -> str:
    return plain(say(platform_name(platform(source))))
