"""Names of splits and of their values in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.figures import customer_words
from engagement.app.figures.dimension_words import BY, COMPARE
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import Message, message
from engagement.metrics.model import PAIR
from engagement.metrics.segments.dimensions import COLUMN
from engagement.readable.value_names import BETWEEN, segment_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final[Mapping[str, Message]] = {
    "country": message("Country"),
    "region": message("Region"),
    "channel": message("Channel"),
    "discount_code": message("Discount code"),
    "currency": message("Currency"),
    "shop": message("Shop"),
    "source": message("Source"),
    "guest": message("Guest or registered"),
    "status": message("Order status"),
    "network": message("Network"),
    "account": message("Account"),
    "type": message("Type of post"),
    "weekday": message("Weekday"),
    "survey": message("Survey"),
    "question": message("Question"),
    "language": message("Language"),
    "device": message("Device"),
    "landing_page": message("Landing page"),
    "traffic_source": message("Source of visits"),
    "campaign": message("Campaign"),
    "property": message("Website"),
    "list": message("List"),
    "tier": message("Level"),
    "first_month": message("Month of the first order"),
    "month": message("Month"),
    "first_product": message("First product"),
    "product": message("Product"),
    "parent_product": message("Product, variants together"),
    "product_type": message("Kind of product"),
    "vendor": message("Vendor"),
}


def label_of(dimension: str, *, markdown: bool = True) -> str:
    """Return the name of a dimension, or of a pair of dimensions.

    A column of a survey keeps the name in its file, escaped for Markdown unless `markdown` is False. If a
    dimension of the shop has the same name, it gets an addition, as lists of choices show only names.
    """
    if PAIR in dimension:
        return BETWEEN.join(label_of(part, markdown=markdown) for part in dimension.split(PAIR))
    own_name = _NAMES.get(dimension)
    if own_name:
        return say(own_name)
    name = customer_words.label(dimension) or dimension
    if dimension.startswith(COLUMN) and name.casefold() in {
        say(known_name).casefold() for known_name in _NAMES.values()
    }:
        name = words().t(message("{name} (survey or list)", name=name))
    return inert(name) if markdown else name


def in_sentence(dimension: str, *, markdown: bool = True) -> str:
    """Return a dimension's name for a sentence: in lower case, unless a person or a file named it."""
    name = label_of(dimension, markdown=markdown)
    return name if ":" in dimension else name.lower()


def head_of(dimension: str) -> str:
    """Return the heading of a split: "By country"."""
    return say(BY.get(dimension) or message("By: {dimension}", dimension=label_of(dimension)))


def compare_of(dimension: str) -> str:
    """Return the label of the link to a comparison: "Compare countries"."""
    return say(COMPARE.get(dimension) or message("Compare: {dimension}", dimension=label_of(dimension)))


def value_of(dimension: str, value: str | None) -> str:
    """Return the name of a value of a dimension (or pair) as plain text.

    The text of the file if it has none.
    """
    return segment_name(dimension, value, words())
