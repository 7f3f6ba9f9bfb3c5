"""Columns of a named table that hold English sentences, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import Message

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale.translator import Translator


def translated(frame: pd.DataFrame, *columns: str, t: Translator) -> pd.DataFrame:
    """Return a frame with the English sentences in `columns` translated."""
    return frame.assign(**{name: [t.t(Message(str(text))) for text in frame[name]] for name in columns})
