"""Lines of a bank account: money in and out, with what is left after each line.

Nothing in them is an order: rent and wages stand among what customers paid. A column of balances proves it,
of which each is the one beside it and the line's amount.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.money.currencies import split_amount
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.values import numbers
from engagement.sources.values.texts import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.model.raw_table import RawTable

_LEFT: Final = words_of("other-lists", "left_on_it")
_LOOKED_AT: Final = 200
_FEWEST: Final = 5
#: The share of the lines that must add up, and the least share of those that take money out.
_ADD_UP: Final = 0.8
_OUT: Final = 0.15


def are_lines(raw: RawTable) -> bool:
    """Return whether each row changes a balance beside it by its amount, and some lower it."""
    left = [place for place, name in enumerate(raw.columns) if words(name) & _LEFT]
    return any(_proves(raw, place, sign) for place in left for sign in (".", ","))


def _proves(raw: RawTable, balance: int, sign: numbers.Sign) -> bool:
    balances = _numbers(raw, balance, sign)
    steps = [None if a is None or b is None else b - a for a, b in pairwise(balances)]
    known = [step for step in steps if step is not None]
    out = sum(step < 0 for step in known)
    if len(known) < _FEWEST or not _OUT * len(known) <= out < len(known):
        return False
    others = [place for place in range(len(raw.columns)) if place != balance]
    return any(_adds_up(steps, _numbers(raw, place, sign)) for place in others)


def _adds_up(steps: Sequence[Decimal | None], amounts: Sequence[Decimal | None]) -> bool:
    """Whether the steps are the amounts: those of the later lines, or of the earlier ones."""
    known = sum(step is not None for step in steps)
    for lines in (amounts[1:], amounts[:-1]):
        pairs = zip(lines, steps, strict=True)
        if sum(_alike(amount, step) for amount, step in pairs) >= _ADD_UP * known:
            return True
    return False


def _alike(amount: Decimal | None, step: Decimal | None) -> bool:
    return amount is not None and step is not None and abs(amount) == abs(step)


def _numbers(raw: RawTable, place: int, sign: numbers.Sign) -> list[Decimal | None]:
    texts = raw.data.column(place).slice(0, _LOOKED_AT).to_pylist()
    return [None if text is None else _number(clean(text), sign) for text in texts]


def _number(text: str, sign: numbers.Sign) -> Decimal | None:
    parts = numbers.take_apart(split_amount(text)[0])
    number = None if parts is None else numbers.value(parts, sign)
    return number if isinstance(number, Decimal) else None
