"""A claim, what was found, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

ClaimMeasure = Literal["ratio", "difference", "correlation"]
Verdict = Literal["holds", "does_not_hold", "too_little_data"]
VERDICTS: Final[Mapping[Verdict, Message]] = {
    "holds": message("Holds here"),
    "does_not_hold": message("Does not hold here"),
    "too_little_data": message("Too little data to say"),
}
#: An interval this close to "no difference" shows that there is no relevant one.
_NEGLIGIBLE: Final[Mapping[ClaimMeasure, float]] = {"ratio": 0.1, "difference": 0.05, "correlation": 0.05}


class ClaimFound(NamedTuple):
    """The result of a test: a value with its limits, and the number of people or orders.

    All but `n` are NaN where there is too little for an interval.
    """

    value: float
    low: float
    high: float
    n: int


NOTHING: Final = ClaimFound(float("nan"), float("nan"), float("nan"), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim and its test.

    `measure`: "ratio", of which 1 is no difference, "difference" of two shares or of two values of
    "correlation", of which 0 is none. `published`: the figure that is quoted, and `source` where it
    comes from. `test` looks at all days of the data; `available` says whether the data hold what it needs,
    `unlock` which file would.
    """

    key: str
    statement: Message
    measure: ClaimMeasure
    compared: Message
    method: Message
    caution: Message
    source: Message
    test: Callable[[Scope], ClaimFound]
    available: Callable[[Data], bool]
    unlock: Message
    published: float | None = None

    @property
    def no_difference(self) -> float:
        """The value where there is no difference."""
        return 1.0 if self.measure == "ratio" else 0.0

    def verdict(self, result: ClaimFound) -> Verdict:
        """Return whether the claim holds.

        It holds where the whole interval is on the claimed side of "no difference" and does not lie below
        the published figure as a whole. It does not where the interval lies below that figure, or where
        none is published, below or close around "no difference" (within 0.1 of a ratio, 0.05 of
        a difference). Else there is too little data.
        """
        if isnan(result.low) or isnan(result.high):
            return "too_little_data"
        bar = self.no_difference
        if self.published is not None and result.high < self.published:
            return "does_not_hold"
        if result.low > bar:
            return "holds"
        negligible_bar = bar + _NEGLIGIBLE[self.measure]
        if result.high <= bar or (
            result.high < negligible_bar and result.low > bar - _NEGLIGIBLE[self.measure]
        ):
            return "does_not_hold"
        return "too_little_data"
