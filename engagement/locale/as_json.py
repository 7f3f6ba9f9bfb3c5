"""A sentence as JSON values, and back: it is kept and sent in no language, and said in the reader's."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engagement.locale import Message

if TYPE_CHECKING:
    from collections.abc import Mapping


def message_to_json(sentence: Message) -> dict[str, Any]:
    """Return a sentence as plain JSON values, dates and sentences within it included."""
    values = {name: _plain(value) for name, value in sentence.values.items()}
    return {"text": sentence.text, "plural": sentence.plural, "n": sentence.n, "values": values}


def message_from_json(plain: Mapping[str, Any]) -> Message:
    """Return the sentence that `message_to_json` made these values of."""
    values = {name: _unplain(value) for name, value in plain["values"].items()}
    return Message(plain["text"], plain["plural"], plain["n"], values)


def _plain(value: object) -> object:
    if isinstance(value, Message):
        return {"message": message_to_json(value)}
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def _unplain(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    if "message" in value:
        return message_from_json(value["message"])
    return (
        datetime.fromisoformat(value["instant"]) if "instant" in value else date.fromisoformat(value["day"])
    )
