"""Labels of values in tables of channels: rates, properties and their values, channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message
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
