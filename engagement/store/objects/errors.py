"""The error of the store, and its sentences."""

from __future__ import annotations

from engagement.locale import Message, message


class StoreError(Exception):
    """An operation of the store failed. Carries one sentence for the user; the data are unchanged."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def lacks(extra: str) -> StoreError:
    """Return the error for a kind of storage whose library (an optional extra) is not installed."""
    return StoreError(message("Install {package} for this storage.", package=f"engagement[{extra}]"))


def disk_full() -> Message:
    """Return the sentence for a full disk."""
    return message("The disk is full or cannot be written to. Nothing has changed.")
