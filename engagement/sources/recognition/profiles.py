"""The looks of a column's values, for a person who is asked what the column means.

Only the first rows are examined, and every statement is about these values.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.money import currencies
from engagement.money.currencies import currency_in
from engagement.sources.columns.ledger import Ledger
from engagement.sources.columns.notation import Notations, is_open
from engagement.sources.meaning.networks import network_of_link
from engagement.sources.model.hints import Hints
from engagement.sources.orders.states import state_of
from engagement.sources.recognition.proposals import Profile
from engagement.sources.values import dates, looks, numbers
from engagement.sources.values.texts import clean, is_missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.recognition.proposals import ValueLook

#: The number of examined rows, of samples per column, and of characters per sample.
LOOKED_AT: Final = 1_000
_SAMPLES: Final = 4
_CUT: Final = 60
#: The number of distinct values after which a test stops if it was true for none of them.
_FIRST: Final = 25
_OPEN: Final = 3
#: The most characters of a cell that are examined: no date, amount or country is longer.
_LONGEST: Final = 200


def profiles(raw: RawTable) -> tuple[Profile, ...]:
    """Return the profile of each column of `raw`, in their order."""
    evidence = Notations(raw, Hints(), Ledger(raw.rows))
    return tuple(_profile(evidence, place) for place in range(len(raw.columns)))


def _profile(evidence: Notations, place: int) -> Profile:
    raw = evidence.raw
    cells = raw.data.column(place).slice(0, LOOKED_AT).drop_null().to_pylist()
    texts = (clean(cell[:_LONGEST]) for cell in cells)
    counts = Counter(text for text in texts if not is_missing(text))
    look_counts = {look: _count(counts, test) for look, test in _TESTS.items()}
    filled = sum(counts.values())
    samples = tuple(text if len(text) <= _CUT else text[: _CUT - 1] + "…" for text in list(counts)[:_SAMPLES])
    profile = Profile(raw.columns[place], samples, filled, len(counts), look_counts)
    if profile.share("date") >= 0.8 and profile.share("number") < 0.8:
        return _dated(profile, evidence, place)
    return _numbered(profile, evidence, place) if profile.share("number") >= 0.8 else profile


def _count(counts: Counter[str], test: Callable[[str], bool]) -> int:
    texts = list(counts)
    if not any(map(test, texts[:_FIRST])):
        return 0
    return sum(counts[text] for text in texts if test(text))


def _dated(profile: Profile, evidence: Notations, place: int) -> Profile:
    texts = evidence.distinct(place).cleaned
    day, month, either = dates.order_evidence(texts)
    if not day + month + either:
        return profile
    before = len(evidence.ledger.warnings)
    order = evidence.date_order(place)
    guessed = len(evidence.ledger.warnings) > before or bool(day and month)
    open_texts = [text for text in texts if dates.is_open(text)][:_OPEN] if guessed else []
    return replace(profile, date_order=order, open_dates=tuple(open_texts))


def _numbered(profile: Profile, evidence: Notations, place: int) -> Profile:
    profile = replace(profile, currency=_currency(profile))
    before = len(evidence.ledger.warnings)
    decimal_evidence = numbers.evidence(part.body for part in evidence.parts(place) if part is not None)
    if not (
        decimal_evidence.point
        or decimal_evidence.comma
        or decimal_evidence.open_point
        or decimal_evidence.open_comma
    ):
        return profile
    sign = evidence.decimal(place, "money")
    guessed = len(evidence.ledger.warnings) > before or decimal_evidence.proven is None
    open_texts = [text for text in evidence.distinct(place).cleaned if is_open(text)][:_OPEN]
    return replace(profile, decimal=sign, open_numbers=tuple(open_texts) if guessed else ())


def _currency(profile: Profile) -> str | None:
    signs = [currencies.split_amount(text)[1] for text in profile.samples]
    codes = (currencies.code_of(sign) for sign in signs if sign)
    return currency_in(profile.name) or next((code for code in codes if code), None)


_TESTS: Final[dict[ValueLook, Callable[[str], bool]]] = {
    "date": looks.is_date,
    "number": looks.is_number,
    "whole": looks.is_small_whole,
    "email": looks.is_email,
    "currency": lambda text: len(text) <= 4 and not looks.is_number(text) and looks.is_currency(text),
    "state": lambda text: len(text) <= 40 and not looks.is_number(text) and state_of(text) is not None,
    "country": looks.is_country,
    "link": lambda text: looks.is_link(text) or network_of_link(text) is not None,
    "ident": looks.is_ident,
}
