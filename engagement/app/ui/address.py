"""The address's part that says what is asked: all that a copied link has to carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from engagement.metrics.model import Grain, Question
from engagement.metrics.segments.description import name_in
from engagement.metrics.segments.dimensions import SEGMENT, SPLIT
from engagement.money.currencies import CODES
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A filter's name begins so, followed by its dimension.
FILTER: Final = "f."
#: What names one metric among the definitions.
METRIC: Final = "metric"
WINDOW, _GRAIN, _BY, _AND_BY, _NET, _CURRENCY, _COMPARE = (
    *("window", "grain", "by", "by2", "net", "cur", "cmp"),
)
_ALL: Final = "all"
_MOST_DAYS: Final = 36_600
_CODES: Final = CODES | {NO_CURRENCY}


def from_address(address: Mapping[str, str]) -> Question:
    """Read a question from an address; what makes no sense there falls back to the default."""
    default = Question()
    grain = next((g for g in get_args(Grain) if g == address.get(_GRAIN)), default.grain)
    filters = tuple(
        (name.removeprefix(FILTER), tuple(_split(value)))
        for name, value in sorted(address.items())
        if name.startswith(FILTER) and value
    )
    return Question(
        days=_days(address.get(WINDOW), default.days),
        grain=grain,
        by=address.get(_BY) or default.by,
        and_by=address.get(_AND_BY) or default.and_by if address.get(_BY) else default.and_by,
        filters=filters,
        net=address.get(_NET) == "1",
        currency=address[_CURRENCY] if address.get(_CURRENCY) in _CODES else default.currency,
        compare=_compare(address.get(_COMPARE)),
    )


def to_address(question: Question) -> dict[str, str]:
    """Return the address's part for a question. The period is always named: a link says what it shows."""
    address = {WINDOW: _ALL if question.days is None else str(question.days), _GRAIN: question.grain}
    if question.by:
        address[_BY] = in_address(question.by)
        if question.and_by:
            address[_AND_BY] = in_address(question.and_by)
    if question.net:
        address[_NET] = "1"
    if question.currency:
        address[_CURRENCY] = question.currency
    if isinstance(question.compare, str):
        address[_COMPARE] = question.compare
    for dimension, values in question.filters:
        named = map(name_in, values) if dimension == SEGMENT else values
        address[FILTER + dimension] = "|".join(escaped(value) for value in named)
    return address


def in_address(by: str) -> str:
    """Return a split as an address names it: by a saved segment's name, not by what that means."""
    return SPLIT + name_in(by.removeprefix(SPLIT)) if by.startswith(SPLIT) else by


def ours(name: str) -> bool:
    """Whether a name in the address belongs to the question."""
    return name in {WINDOW, _GRAIN, _BY, _AND_BY, _NET, _CURRENCY, _COMPARE} or name.startswith(FILTER)


def escaped(value: str) -> str:
    """Return a value as it stands in a list of the address."""
    return value.replace("\\", "\\\\").replace("|", "\\|")


def _compare(text: str | None) -> Literal["year", "before"] | None:
    if text == "year":
        return "year"
    return "before" if text == "before" else None


def _days(text: str | None, default: int | None) -> int | None:
    if text == _ALL:
        return None
    if text and text.isdecimal() and 0 < int(text) <= _MOST_DAYS:
        return int(text)
    return default


def _split(joined: str) -> list[str]:
    values, current, escaped = [], "", False
    for letter in joined:
        if escaped or letter not in "\\|":
            current, escaped = current + letter, False
        elif letter == "\\":
            escaped = True
        else:
            values.append(current)
            current = ""
    return [*values, current]
