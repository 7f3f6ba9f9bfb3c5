"""Whether the values of a column can be those of a field of orders, whatever its name says."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.money import currencies
from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import words_of
from engagement.sources.orders.states import state_of
from engagement.sources.values import flags, looks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Fields that may be there and hold nothing: no order had a code, none was sent back.
_MAY_BE_BLANK: Final = frozenset({"refunded", "discount_code", "discount", "guest", "tags"})
#: Fields that a column of yes and no is not.
_NO_FLAGS: Final = frozenset({"refunded", "customer", "discount"})
#: The share of the values with a figure, to be numbers of orders under a name that only hints at it.
_NUMBERED: Final = 0.8
#: Fewer values than these tell nothing by running on; a count is less than this if none comes twice.
_FEW: Final = 5
#: So few values on so many rows are sorts of orders, and no numbers of them.
_MANY: Final = 20
_SORTS: Final = 6
_SMALL: Final = 1000
#: As many pieces of one product most orders have at most.
_USUAL_PIECES: Final = 3
_BEST_MARK: Final = 10
#: States are few and short.
_MOST_STATES: Final = 12
_LONGEST_STATE: Final = 60
#: An amount with cents; a currency may stand beside it.
_CENTS: Final = re.compile(r"[^\d,.-]{0,4}\d[\d., \u00a0\u202f']*[.,](\d\d)[^\d,.%-]{0,4}")
#: Codes of currencies that are words, too.
_WORDS: Final = frozenset({"ALL", "ANG", "BAM", "CUP", "GEL", "MAD", "MOP", "PEN", "SOS", "TOP", "TRY"})
#: Words of a header that only a column of states has; "state" alone may be that of a country.
STATES: Final = words_of("order-endings", "only_states")
_STATUS: Final = "status"


def values_fit(field: str, texts: Sequence[str], header: frozenset[str], *, named: bool) -> bool:
    """Whether the values of a column, without blank ones, can be those of a field.

    `named`: its header is one of the field's own, not only one that holds such a word.
    """
    if not texts:
        return field in _MAY_BE_BLANK
    if field in _NO_FLAGS and looks.are_flags(texts):
        return False
    if field == "order_id" and not _may_number_orders(texts, header, named=named):
        return False
    if field == "status" and named and _are_few_words(texts) and (says_states(header) or _end_some(texts)):
        return True
    if (field == "quantity" and are_prices(texts)) or (field == "tags" and are_moments(texts)):
        return False  # "Tag" is a day in German
    test, share = _LOOKS.get(field, (bool, 0.0))
    fit = sum(map(test, texts))
    # One cell that is wrong takes no column from a small table whose header says what it is.
    spared = named and fit > 0
    return fit >= share * (len(texts) - spared)


def _end_some(texts: Sequence[str]) -> bool:
    """Whether some values say that an order ended otherwise than as a sale: no country is called so."""
    return not {state_of(text) for text in set(texts)} <= {"paid", "pending", None}


def are_prices(texts: Sequence[str]) -> bool:
    """Whether figures are money, whatever they are called: all with cents, of which most are some."""
    cents = [found[1] for found in map(_CENTS.fullmatch, texts) if found]
    return 0 < len(cents) == len(texts) and 2 * sum(cent != "00" for cent in cents) > len(cents)


def says_states(header: frozenset[str]) -> bool:
    """Whether a header can only be that of states; "state" and "estado" alone may be those of a country."""
    names_status = any(word.startswith(_STATUS) or word.endswith(_STATUS) for word in header)
    return names_status or bool(header & STATES)


def _may_number_orders(texts: Sequence[str], header: frozenset[str], *, named: bool) -> bool:
    """Whether values may be numbers of orders: no counts of them, and no words where the name is a guess."""
    if count_orders(header, texts):
        return False
    has_few_sorts = len(texts) >= _MANY and len(set(texts)) <= _SORTS
    return named or (
        not has_few_sorts and sum(any(map(str.isdigit, text)) for text in texts) >= _NUMBERED * len(texts)
    )


def count_orders(header: frozenset[str], texts: Sequence[str]) -> bool:
    """Whether a column says how many orders there are, by its header and by its values.

    A plural alone may head numbers of orders on several rows each, or money: then the values must be small
    and may not run on.
    """
    if not order_numbers.counts(header) or not are_counts(texts):
        return False
    values = [int(text.partition(".")[0]) for text in texts]
    runs = values in (sorted(values), sorted(values, reverse=True)) and len(set(values)) > _FEW
    return order_numbers.says_how_many(header) or (max(values) < _SMALL and not runs)


def are_counts(texts: Sequence[str]) -> bool:
    """Whether these count something rather than number it: whole, and some of them twice, or small."""
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
    """Whether these are pieces of what was sold: whole, some of them twice, most one to three."""
    numbers = [int(text.partition(".")[0]) for text in texts if looks.is_counted(text)]
    few = sum(0 < number <= _USUAL_PIECES for number in numbers)
    return len(set(numbers)) < len(numbers) == len(texts) and 2 * few > len(texts) and are_counts(texts)


def are_marks(texts: Sequence[str]) -> bool:
    """Whether these may be marks from 0 to 10."""
    return bool(texts) and all(looks.is_counted(text) and float(text) <= _BEST_MARK for text in texts)


def are_keys(texts: Sequence[str]) -> bool:
    """Whether these are keys of accounts, rather than what is said of people: years, marks, postcodes."""
    keys = [text for text in texts if looks.is_account_key(text)]
    return len(keys) > 0.9 * len(texts) and not all(map(_is_decimal, keys)) and not all(map(_dated, keys))


def are_numbers(texts: Sequence[str]) -> bool:
    """Whether these may be numbers of orders: one word with a figure each, no amounts and no dates."""
    return bool(texts) and all(
        any(map(str.isdigit, text)) and " " not in text and not _is_decimal(text) and not _dated(text)
        for text in texts
    )


def are_addresses(texts: Sequence[str]) -> bool:
    """Whether these are e-mail addresses of several people."""
    addresses = [text for text in texts if looks.is_email(text)]
    return len(addresses) > 0.9 * len(texts) and len(set(addresses)) > 1


def are_currencies(texts: Sequence[str]) -> bool:
    """Whether these are codes of currencies; one that is a word as well ("ALL", "TOP") is none by itself."""
    codes = set(texts)
    return bool(codes) and codes <= currencies.CODES and not codes <= _WORDS


def are_moments(texts: Sequence[str]) -> bool:
    """Whether these are days of different orders, each of them whole."""
    return len(set(texts)) > 1 and all(map(_is_date, texts))


def are_states(texts: Sequence[str]) -> bool:
    """Whether these are states of orders, of which some are no plain sales: few words that come again.

    Yes may stand for a sale: "done" is yes, no, or cancelled.
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
    """Whether the values are few and come again, as states do in whatever language, or as codes."""
    distinct = set(texts)
    are_few = len(distinct) <= max(2, min(_MOST_STATES, len(texts) // 2))
    return are_few and all(len(text) <= _LONGEST_STATE and not _dated(text) for text in distinct)


def _is_order_number(text: str) -> bool:
    money = _is_decimal(text) and re.fullmatch(r"\D*\d[\d., ]*[.,]\d\d\D*", text) is not None
    return not money and not _dated(text)


def _is_ident(text: str) -> bool:
    """Whether a text may name a customer: people's full names are shared by several people."""
    return any(c.isdigit() for c in text) or "@" in text or " " not in text


#: A date or an amount that is wrong is a wrong one, and no other thing.
_is_date: Final = partial(looks.is_date, written=True)
_dated: Final = partial(looks.is_day, written=True)
_is_number: Final = partial(looks.is_number, written=True)
_is_decimal: Final = partial(looks.is_decimal, written=True)

#: What the values of a field look like, and the share of them that must.
_LOOKS: Final[dict[str, tuple[Callable[[str], bool], float]]] = {
    "email": (lambda text: "@" in text, 0.5),
    "order_id": (_is_order_number, 0.8),
    "date": (_is_date, 0.8),
    "time": (looks.is_time, 0.8),
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
    "product": (lambda text: not _is_number(text), 0.5),
    "channel": (lambda text: not _is_number(text), 0.5),
    "phone": (lambda text: sum(c.isdigit() for c in text) >= 6, 0.5),
}
