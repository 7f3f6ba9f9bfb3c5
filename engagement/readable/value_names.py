"""Labels of segments of any dimension, and of values in tables of channels (rates, properties, channels)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.model import OTHER, PAIR, sides_of
from engagement.metrics.segments.description import name_in
from engagement.metrics.segments.dimensions import (
    ANSWER,
    BY_KEY,
    COLUMN,
    INSIDE,
    NPS_ANSWERS,
    SEGMENT,
    SPLIT,
    knows,
)
from engagement.metrics.words.network_names import network_name
from engagement.readable.value_labels import NO, YES, value_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from engagement.locale import Message
    from engagement.locale.translator import Translator

#: The rates of posts and campaigns, each with its numerator and denominator.
RATES: Final[Mapping[str, Message]] = {
    "by_impressions": message("Interactions per impression"),
    "by_reach": message("Interactions per person reached"),
    "clicks": message("Clicks per impression"),
    "click": message("Clicked, of those delivered"),
    "open": message("Opened, of those delivered"),
    "unsubscribe": message("Unsubscribed, of those delivered"),
    "order": message("Ordered, of those delivered"),
}
PROPERTIES: Final[Mapping[str, Message]] = {
    "type": message("Kind of post"),
    "weekday": message("Weekday"),
    "hour": message("Time of day"),
    "length": message("Length in characters"),
    "emoji": message("Emoji in the subject"),
    "question": message("Question in the subject"),
    "list": message("List"),
}
_NO_TEXT: Final = message("no text")
#: The column of orders or members whose values a dimension of customers has.
_COLUMNS: Final[Mapping[str, str]] = {
    "first_country": "country",
    "first_region": "region",
    "first_channel": "channel",
    "member_tier": "tier",
}
#: Between both sides of a pair of dimensions or segments.
BETWEEN: Final = " · "


def customer_dimension(dimension: str, t: Translator) -> str | None:
    """Return the name of a dimension of customers; None for any other dimension."""
    if not knows(dimension):
        return None
    if dimension == SEGMENT:
        return t.t(message("Saved segment"))
    if dimension.startswith(SPLIT):
        return t.t(message("Segment: {name}", name=name_in(dimension.removeprefix(SPLIT))))
    if dimension.startswith((ANSWER, COLUMN)):
        return dimension.partition(":")[2]
    return t.t(BY_KEY[dimension].name)


def customer_value(dimension: str, key: str, t: Translator) -> str:
    """Return the name of a value (`key`) of a dimension of customers."""
    if dimension == SEGMENT:
        return name_in(key)
    if dimension.startswith(SPLIT):
        name = name_in(dimension.removeprefix(SPLIT))
        return name if key == INSIDE else t.t(message("all others"))
    if dimension.startswith(ANSWER):
        words = NPS_ANSWERS.get(key)
        return key if words is None else t.t(words)
    if dimension.startswith(COLUMN):
        return value_label(dimension.removeprefix(COLUMN), key, t)
    words = BY_KEY[dimension].values.get(key)  # noqa: PD011 - of no frame
    return value_label(_COLUMNS.get(dimension, dimension), key, t) if words is None else t.t(words)


def segment_name(dimension: str, key: str | None, t: Translator) -> str:
    """Return the name of a segment of any dimension or pair of dimensions, as plain text.

    The text of the file if it has no name; None and "" are the rows that do not say.
    """
    if PAIR in dimension:
        sides = zip(dimension.split(PAIR), sides_of(key), strict=True)
        return BETWEEN.join(segment_name(by, side, t) for by, side in sides)
    if not key or key == OTHER:
        return t.t(message("Other") if key else message("not said"))
    return customer_value(dimension, key, t) if knows(dimension) else value_label(dimension, key, t)


def value_of(prop: str, key: str, t: Translator) -> str:
    """Return the name of a property's value."""
    if prop in {"emoji", "question"}:
        return t.t(YES if key == "yes" else NO)
    if prop == "length":
        return t.t(_NO_TEXT) if key == "0" else key.replace("-", "–")
    if prop == "hour":
        return key.replace("-", "–")
    return value_label(prop, key, t)


def channel_of(channel: str, t: Translator) -> str:
    """Return the name of a network, or of the channel of a message."""
    label = value_label("channel", channel, t)
    return label if label != channel else network_name(channel)


def with_names(frame: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """Return a table of posts or campaigns with names in place of keys, in the reader's language."""
    read = frame.copy()
    for column, naming in (
        ("rate", lambda key: t.t(RATES[key]) if key in RATES else key),
        ("channel", lambda key: channel_of(key, t)),
        ("network", network_name),
        ("weekday", lambda key: value_label("weekday", str(int(key)), t)),
        ("type", lambda key: value_label("type", key, t)),
        ("source", lambda key: value_label("source", key, t)),
    ):
        if column in read:
            read[column] = [None if v is None or v != v else naming(v) for v in frame[column]]  # noqa: PLR0124
    if "property" in read:
        pairs = zip(frame["property"], frame["key"], strict=True)
        read["key"] = [value_of(prop, key, t) for prop, key in pairs]
        read["property"] = [t.t(PROPERTIES[prop]) for prop in frame["property"]]
    return read
