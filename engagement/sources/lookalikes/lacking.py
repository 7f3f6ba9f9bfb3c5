"""What a table lacks to be read as the kind that it resembles, for the message that refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.lookalikes import tickets
from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import words
from engagement.sources.meaning.vocabularies import CAMPAIGN
from engagement.sources.orders import columns
from engagement.sources.reports.campaign_rows import holds_counts

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.sources.model.raw_table import RawTable

#: Figures of which any two indicate a mailing.
_MAILED: Final = frozenset(
    {"recipients", "delivered", "unique_opens", "opens", "unsubscribes", "open_rate", "unique_clicks"}
    | {"click_rate", "clicks", "bounces"}
)
_OPENED: Final = frozenset({"opens", "unique_opens", "open_rate"})
_NAMED: Final = frozenset({"campaign_id", "name", "subject"})
_MONEY: Final = frozenset({"amount", "line_amount", "price"})
_GOODS: Final = frozenset({"product", "sku", "quantity"})
_PEOPLE: Final = frozenset({"email", "customer", "phone"})


def what_is_lacking(raw: RawTable) -> Message | None:
    """Return what prevents a table from being read; None if unknown."""
    return _of_campaigns(raw) or _of_orders(raw)


def _of_campaigns(raw: RawTable) -> Message | None:
    by_concept = CAMPAIGN.find(raw.columns)
    counted = [name for name in by_concept.get("sent", ()) if holds_counts(raw, name)]
    figures = len(by_concept.keys() & _MAILED) + bool(counted)
    if figures < 2 or not by_concept.keys() & _OPENED:
        return None
    if not by_concept.keys() & _NAMED and len(by_concept.get("sent", ())) == len(counted):
        return message("It looks like e-mail campaigns, but nothing names them and no column says the day")
    if not by_concept.keys() & _NAMED:
        return message("It looks like e-mail campaigns, but no column names them")
    return None


def _of_orders(raw: RawTable) -> Message | None:
    if tickets.are_listed(raw):
        return None
    by_field = columns.find(raw)
    money, people = by_field.keys() & _MONEY, by_field.keys() & _PEOPLE
    numbered = "order_id" in by_field and order_numbers.rate(words(by_field["order_id"])) > 0
    if money and (numbered or people) and "date" not in by_field:
        return message("It looks like orders, but no column holds the day of each")
    if money and "date" in by_field and by_field.keys() & _GOODS and not numbered and not people:
        return message(
            "It looks like sales, but no column numbers the orders or names customers by a number or an "
            "address"
        )
    if numbered and "date" in by_field and not money:
        return message("It looks like orders, but no column holds what each cost")
    return None
