"""A claim, the result of its test, and whether it holds."""

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
#: The distance from "no difference" within which a whole interval shows that none is relevant.
_NEGLIGIBLE: Final[Mapping[ClaimMeasure, float]] = {"ratio": 0.1, "difference": 0.05, "correlation": 0.05}


class ClaimFound(NamedTuple):
    """The result of a test: a value with its limits, and the number of people or orders.

    All but `n` are NaN if there are too few data for an interval.
    """

    value: float
    low: float
    high: float
    n: int


NOTHING: Final = ClaimFound(float("nan"), float("nan"), float("nan"), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim and its test.

    `measure`: "ratio" (1 is no difference), "difference" of two shares or "correlation" for a difference of
    two correlations (0 is no difference). `published`: the figure that is quoted, and `source` where it
    comes from. `test` uses all days of the data; `available` returns whether the data have what it needs,
    `unlock` names the file that would provide it.
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

        It holds if the whole interval is on the claimed side of "no difference" and not entirely below the
        published figure. It does not hold if the interval is below that figure or, without a published
        figure, below or close around "no difference" (within 0.1 for a ratio, 0.05 for a difference).
        Otherwise there are too few data.
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
