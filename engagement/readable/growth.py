"""The growth of a total in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engagement.locale import Message, message
from engagement.readable.evidence import compared_with

if TYPE_CHECKING:
    from engagement.locale.translator import Translator
    from engagement.metrics.model import Change, Reading


class TotalGrowth(NamedTuple):
    """By how much a total has grown, such as "+8%", and since when, such as "on the year before"."""

    percent: str
    against: Message

    @property
    def sentence(self) -> Message:
        """Both together."""
        return message("{change} {against}", change=self.percent, against=self.against)


def growth(reading: Reading, change: Change, t: Translator) -> TotalGrowth | None:
    """Return the difference in per cent from the compared reading; None if there is nothing to compare."""
    before = change.before.value if change.before is not None else None
    if reading.value is None or change.difference is None or not before or before < 0:
        return None
    share = change.difference / before
    percent = t.percent(abs(share), 0 if abs(share) >= 0.1 else 1)
    sign = "" if not any(digit in "123456789" for digit in percent) else "+" if share > 0 else "\u2212"
    return TotalGrowth(f"{sign}{percent}", compared_with(change, reading.window))
