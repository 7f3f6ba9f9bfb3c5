"""Whether the values of a column can be those of a field of orders, whatever its name says."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.money import currencies
from engagement.sources.meaning import accounts, order_numbers
from engagement.sources.meaning.header_words import words_of
from engagement.sources.orders.states import state_of
from engagement.sources.values import flags, looks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Fields whose columns may be blank: no order had a code, none was returned.
_MAY_BE_BLANK: Final = frozenset({"refunded", "discount_code", "discount", "guest", "tags"})
#: Fields that cannot have a column of yes and no.
_NO_FLAGS: Final = frozenset({"refunded", "customer", "discount"})
#: The share of values with a digit that order numbers need under an ambiguous header.
_NUMBERED: Final = 0.8
#: Up to so many values, consecutive numbers prove nothing.
_FEW: Final = 5
#: Up to `_SORTS` distinct values in `_MANY` or more are kinds of orders, not their numbers.
_MANY: Final = 20
_SORTS: Final = 6
#: Counts without a repeated value are less than this.
_SMALL: Final = 1000
#: The largest usual quantity of one product in an order.
_USUAL_PIECES: Final = 3
_BEST_MARK: Final = 10
#: States are few and short.
_MOST_STATES: Final = 12
_LONGEST_STATE: Final = 60
#: An amount with cents; a currency may stand beside it.
_CENTS: Final = re.compile(r"[^\d,.-]{0,4}\d[\d., \u00a0\u202f']*[.,](\d\d)[^\d,.%-]{0,4}")
#: Currency codes that are also words.
_WORDS: Final = frozenset({"ALL", "ANG", "BAM", "CUP", "GEL", "MAD", "MOP", "PEN", "SOS", "TOP", "TRY"})
#: Words that only headers of states have; "state" alone may mean a region.
STATES: Final = words_of("order-endings", "only_states")
_STATUS: Final = "status"


def values_fit(field: str, texts: Sequence[str], header: frozenset[str], *, named: bool) -> bool:
    """Return whether the values of a column, without blanks, can be those of a field.

    `named`: the header is a name of the field, instead of only containing such a word.
    """
    if not texts:
        return field in _MAY_BE_BLANK
    # "Guest" and "Registered" are kinds of accounts, not two people.
    if field in _NO_FLAGS and (looks.are_flags(texts) or accounts.guest_values(texts)):
        return False
    if field == "order_id" and not _may_number_orders(texts, header, named=named):
        return False
    if field == "status" and named and _are_few_words(texts) and (says_states(header) or _end_some(texts)):
        return True
    if (field == "quantity" and are_prices(texts)) or (field == "tags" and are_moments(texts)):
        return False  # "Tag" is a day in German
    test, share = _LOOKS.get(field, (bool, 0.0))
    fit = sum(map(test, texts))
    # One invalid cell must not exclude a column of a small table whose header is clear.
    spared = named and fit > 0
    return fit >= share * (len(texts) - spared)


def _end_some(texts: Sequence[str]) -> bool:
    """Return whether some values are states other than a sale (cancelled, refunded), so not countries."""
    return not {state_of(text) for text in set(texts)} <= {"paid", "pending", None}


def are_prices(texts: Sequence[str]) -> bool:
    """Return whether all values have two decimals, and most of them other cents than 00."""
    cents = [found[1] for found in map(_CENTS.fullmatch, texts) if found]
    return 0 < len(cents) == len(texts) and 2 * sum(cent != "00" for cent in cents) > len(cents)


def says_states(header: frozenset[str]) -> bool:
    """Return whether a header can only mean order states; "state" or "estado" alone may mean a region."""
    names_status = any(word.startswith(_STATUS) or word.endswith(_STATUS) for word in header)
    return names_status or bool(header & STATES)


def _may_number_orders(texts: Sequence[str], header: frozenset[str], *, named: bool) -> bool:
    """Return whether values may be order numbers: no counts of orders; unless `named`, mostly with digits."""
    if count_orders(header, texts):
        return False
    has_few_sorts = len(texts) >= _MANY and len(set(texts)) <= _SORTS
    return named or (
        not has_few_sorts and sum(any(map(str.isdigit, text)) for text in texts) >= _NUMBERED * len(texts)
    )


def count_orders(header: frozenset[str], texts: Sequence[str]) -> bool:
    """Return whether a column has counts of orders, by its header and its values.

    A header that is only a plural ("Orders") may also mean order numbers or money: then the values must be
    small and not consecutive.
    """
    if not order_numbers.counts(header) or not are_counts(texts):
        return False
    values = [int(text.partition(".")[0]) for text in texts]
    runs = values in (sorted(values), sorted(values, reverse=True)) and len(set(values)) > _FEW
    return order_numbers.says_how_many(header) or (max(values) < _SMALL and not runs)


def are_counts(texts: Sequence[str]) -> bool:
    """Return whether these are counts: whole numbers that are not consecutive, and repeated or below 1000."""
    numbers = [int(text.partition(".")[0]) for text in texts if looks.is_counted(text)]
    if len(numbers) < len(texts) or not numbers:
        return False
    runs = (
        len(set(numbers)) == len(numbers)
        and max(numbers) - min(numbers) < 2 * len(numbers)
        and len(numbers) > _FEW
    )
    return not runs and (len(set(numbers)) < len(numbers) or max(numbers) < _SMALL)


def are_pieces(texts: Sequence[str]) -> bool:
    """Return whether these are quantities sold: whole numbers, some repeated, most from one to three."""
    numbers = [int(text.partition(".")[0]) for text in texts if looks.is_counted(text)]
    few = sum(0 < number <= _USUAL_PIECES for number in numbers)
    return len(set(numbers)) < len(numbers) == len(texts) and 2 * few > len(texts) and are_counts(texts)


def are_marks(texts: Sequence[str]) -> bool:
    """Return whether these may be ratings from 0 to 10."""
    return bool(texts) and all(looks.is_counted(text) and float(text) <= _BEST_MARK for text in texts)


def are_keys(texts: Sequence[str]) -> bool:
    """Return whether these are keys of accounts, not attributes of people such as years or postcodes."""
    keys = [text for text in texts if looks.is_account_key(text)]
    return len(keys) > 0.9 * len(texts) and not all(map(_is_decimal, keys)) and not all(map(_dated, keys))


def are_numbers(texts: Sequence[str]) -> bool:
    """Return whether these may be order numbers: one word with a digit each, no amounts and no dates."""
    return bool(texts) and all(
        any(map(str.isdigit, text)) and " " not in text and not _is_decimal(text) and not _dated(text)
        for text in texts
    )


def are_addresses(texts: Sequence[str]) -> bool:
    """Return whether these are e-mail addresses of several people."""
    addresses = [text for text in texts if looks.is_email(text)]
    return len(addresses) > 0.9 * len(texts) and len(set(addresses)) > 1


def are_currencies(texts: Sequence[str]) -> bool:
    """Return whether these are currency codes; codes that are also words ("ALL", "TOP") do not suffice."""
    codes = set(texts)
    return bool(codes) and codes <= currencies.CODES and not codes <= _WORDS


def are_moments(texts: Sequence[str]) -> bool:
    """Return whether all of these are complete dates, and not all the same."""
    return len(set(texts)) > 1 and all(map(_is_date, texts))


def are_states(texts: Sequence[str]) -> bool:
    """Return whether these are order states: few repeated words, mostly known, not all of plain sales.

    Yes and no count as known, as the answers to "done?" may be yes, no and cancelled.
    """
    state_of_text = {
        text: state_of(text) or ("paid" if isinstance(flags.parse(text), bool) else None)
        for text in set(texts)
    }
    known_states = sum(state_of_text[text] is not None for text in texts)
    plain = set(state_of_text.values()) <= {"paid", "pending", None}
    return (
        _are_few_words(texts)
        and known_states > 0.9 * len(texts)
        and not plain
        and not any(map(_is_number, state_of_text))
    )


def _are_few_words(texts: Sequence[str]) -> bool:
    """Return whether there are few distinct values, short and without dates, as states in any language."""
    distinct = set(texts)
    are_few = len(distinct) <= max(2, min(_MOST_STATES, len(texts) // 2))
    return are_few and all(len(text) <= _LONGEST_STATE and not _dated(text) for text in distinct)


def _is_order_number(text: str) -> bool:
    money = _is_decimal(text) and re.fullmatch(r"\D*\d[\d., ]*[.,]\d\d\D*", text) is not None
    return not money and not _dated(text)


def _is_ident(text: str) -> bool:
    """Return whether a text may identify a customer; full names do not, as several people share them."""
    return any(c.isdigit() for c in text) or "@" in text or " " not in text


#: Tests by the written form: an impossible date or amount (32 January) still is one.
_is_date: Final = partial(looks.is_date, written=True)
_dated: Final = partial(looks.is_day, written=True)
_is_number: Final = partial(looks.is_number, written=True)
_is_decimal: Final = partial(looks.is_decimal, written=True)


def _is_guest_or_not(text: str) -> bool:
    return isinstance(flags.parse(text), bool) or accounts.says_guest(text) or accounts.says_account(text)


#: The test for the values of a field, and the share of them that must pass it.
_LOOKS: Final[dict[str, tuple[Callable[[str], bool], float]]] = {
    "email": (lambda text: "@" in text, 0.5),
    "order_id": (_is_order_number, 0.8),
    "date": (_is_date, 0.8),
    "time": (lambda text: looks.is_time(text) or looks.is_compact_time(text), 0.8),
    "amount": (_is_number, 0.8),
    "line_amount": (_is_number, 0.8),
    "price": (_is_number, 0.8),
    "quantity": (_is_number, 0.8),
    "refunded": (_is_number, 0.8),
    "discount": (_is_number, 0.8),
    "customer": (_is_ident, 0.6),
    "currency": (looks.is_currency, 0.5),
    "status": (lambda text: state_of(text) is not None, 0.5),
    "country": (lambda text: not _is_number(text), 0.5),
    "region": (lambda text: state_of(text) is None, 0.5),
    "guest": (_is_guest_or_not, 0.5),
    "product": (lambda text: not _is_number(text), 0.5),
    "channel": (lambda text: not _is_number(text), 0.5),
    "phone": (lambda text: sum(c.isdigit() for c in text) >= 6, 0.5),
}
