"""What the store says where it cannot do what was asked."""

from __future__ import annotations

from engagement.locale import Message, message


class StoreError(Exception):
    """The store cannot do what was asked. Carries one clear sentence; the data are as before."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def lacks(extra: str) -> StoreError:
    """Return the error for a kind of storage whose library is not installed."""
    return StoreError(message("Install {package} for this storage.", package=f"engagement[{extra}]"))


def disk_full() -> Message:
    """Return the sentence for a disk that takes no more."""
    return message("The disk is full or cannot be written to. Nothing has changed.")
