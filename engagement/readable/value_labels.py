"""Labels of keys in tables: states of orders, platforms, countries, yes and no."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.metrics.words.network_names import network_name
from engagement.readable.column_labels import NAMES, name_of
from engagement.readable.platforms import platform_name
from engagement.readable.post_types import post_type
from engagement.sources.recognition import platform
from engagement.tables import NO_CURRENCY, SEGMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engagement.locale.translator import Translator

YES: Final = message("yes")
NO: Final = message("no")
#: Consent to marketing, and its source.
CONSENT: Final[Mapping[str, Message]] = {
    "subscribed": message("agreed"),
    "pending": message("not confirmed yet"),
    "not_subscribed": message("not agreed"),
    "unsubscribed": message("unsubscribed"),
    "unreachable": message("address does not work"),
}
CONSENT_SOURCES: Final[Mapping[str, Message]] = {
    "list": message("a list of contacts"),
    "order": message("an order"),
}
#: A month in the form of dimensions.
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
#: An app by its number: Shopify's source of orders that an app created.
_APP: Final = re.compile(r"\d{5,}")
_WORDS: Final[Mapping[str, Mapping[str, Message]]] = {
    "factor": {
        "spend": message("Spend"),
        "orders": message("Orders"),
        "order_value": message("Order value"),
    },
    "channel": {
        "email": message("E-mail"),
        "sms": message("SMS"),
        "push": message("Push message"),
        "web": message("Online shop"),
        "pos": message("Point of sale"),
        "shopify_draft_order": message("Draft order"),
        "subscription_contract": message("Subscription"),
    },
    # From 1 (Monday).
    "weekday": {
        "1": message("Monday"),
        "2": message("Tuesday"),
        "3": message("Wednesday"),
        "4": message("Thursday"),
        "5": message("Friday"),
        "6": message("Saturday"),
        "7": message("Sunday"),
    },
    "guest": {"guest": message("guest"), "member": message("account")},
    "status": {
        "paid": message("paid"),
        "pending": message("not paid yet"),
        "partially_refunded": message("partly refunded"),
        "refunded": message("refunded"),
        "cancelled": message("cancelled"),
        "voided": message("voided"),
        "failed": message("payment failed"),
        "expired": message("expired, never paid"),
        "test": message("test order"),
    },
    "state": {
        "member": message("member"),
        "candidate": message("known, not joined"),
        "disabled": message("shut out"),
        **CONSENT,
    },
    "said_in": CONSENT_SOURCES,
    "kind": {
        "nps": message("would recommend, 0 to 10"),
        "effort": message("how easy it was"),
        "satisfaction": message("how satisfied"),
        "rating": message("rating"),
        "choice": message("choice"),
        "comment": message("comment"),
        "number": message("number"),
    },
    "bounce_definition": {
        "ua": message("left after one page"),
        "ga4": message("not engaged (GA4)"),
    },
    "identity": {
        "named": message("of a named customer"),
        "without_customer": message("without a customer"),
    },
    "side": {
        "repeat": message("several orders"),
        "one_time": message("one order"),
        "ratio": message("the first divided by the second"),
    },
    "group": {
        "promoters": message("Promoters"),
        "passives": message("Passives"),
        "detractors": message("Detractors"),
    },
}


def value_label(column: str, value: str, t: Translator) -> str:
    """Return a value of a column or dimension in the reader's language; text from a file is unchanged."""
    name = column.removeprefix(SEGMENT_PREFIX)
    if name in {"source", "part"}:
        return t.t(platform_name(_platforms().get(value, value)))
    if name in {"currency", "paid_in"} and value == NO_CURRENCY:
        return t.t(message("no currency named"))
    if name in {"month", "first_month"} and _MONTH.fullmatch(value):
        return t.month_year(dt.date.fromisoformat(f"{value}-01"))
    if name == "channel" and _APP.fullmatch(value):
        return t.t(message("App {number}", number=value))
    named: Mapping[str, Callable[[str], str]] = {
        "breakdown": lambda split: _split_by(split, t),
        "country": t.country,
        "network": network_name,
        "type": lambda kind: t.t(post_type(kind)),
    }
    if name in named:
        return named[name](value)
    words = _WORDS.get(name, {}).get(value)
    return value if words is None else t.t(words)


def _split_by(split: str, t: Translator) -> str:
    """Return the names of a web report's dimensions ("country, device [mobile]"), with its segment."""
    dimensions, mark, segment = split.partition(" [")
    names = [name_of(part, t) if part in NAMES else part for part in dimensions.split(", ")]
    return ", ".join(names) + mark + segment


@cache
def _platforms() -> Mapping[str, str]:
    return {file_format.key: file_format.platform for file_format in platform.discover()}
