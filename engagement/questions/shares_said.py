"""Find which whole a share is of, in a sentence with several filters: "Italian revenue from members".

The whole stands at the figure ("of Italian revenue") or says where ("in Italy"); the part is what it comes
from ("from members", "do members make"). Where that is not certain the share is asked back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.questions.days.pieces_found import Found, text_left
from engagement.questions.figures_said import more
from engagement.questions.language.patterns import VALUE
from engagement.questions.language.split_pieces import SPLITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.questions.language.expressions import Expressions

_COUNTRY: Final = f"{VALUE}country"
#: Kinds of values that say what customers did, whoever they are: a part of those.
_DONE: Final = frozenset({f"{VALUE}order_count"})
_CUSTOMERS: Final = "customers"


def whole_of_share(plain: str, pieces: Sequence[Found], words: Expressions) -> tuple[str, ...] | None:
    """Return the dimensions whose filters the whole has, too; None where that is not certain.

    With a split, the whole has all filters but those by the split.
    """
    values = [piece for piece in pieces if piece.kind.startswith(VALUE)]
    split = next((piece.meaning for piece in pieces if piece.kind in SPLITS), None)
    if split is not None:
        return tuple(sorted({value.kind.removeprefix(VALUE) for value in values} - {split}))
    if len({value.kind for value in values}) < 2:
        return ()
    figure = next((piece for piece in pieces if piece.kind == "figure"), None)
    remaining = text_left(plain, pieces)
    share = words.share.search(remaining)
    if share is None:
        return None
    parts = _parts(plain, remaining, share.start(), values, figure, words)
    wholes = [value for value in values if value not in parts]
    kinds = {value.kind for value in wholes}
    certain = parts and not kinds & {value.kind for value in parts}
    if not certain or (not wholes and not _are_one(plain, parts, words)):
        return None
    return tuple(sorted(kind.removeprefix(VALUE) for kind in kinds))


def is_of_a_rate(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether a sentence asks for a part of what a rate counts: "what share of refunds are lamps"."""
    figure = next((piece for piece in pieces if piece.kind == "figure"), None)
    remaining = text_left(plain, pieces)
    share = None if figure is None else words.share.search(remaining[: figure.start])
    if figure is None or share is None:
        return False
    if any(value.kind.startswith(VALUE) and value.end <= share.start() for value in pieces):
        return True  # "mobile share of conversions"
    for value in pieces:
        if value.kind.startswith(VALUE) and value.start >= figure.end:
            between = remaining[figure.end : value.start].strip()
            return words.comes_from.match(between) is not None
    return False


def _parts(
    plain: str, remaining: str, share: int, values: Sequence[Found], figure: Found | None, words: Expressions
) -> list[Found]:
    """Return the values of the part: those before "share of" or after "comes from", or by what was done.

    `remaining` is the sentence without its pieces, `share` the place of "share" in it.
    """
    said = _said(plain, values, words)
    if said:
        return said
    links = [
        match.end()
        for match in words.comes_from.finditer(plain)
        if remaining[match.start() : match.end()] == match[0]
    ]
    if figure is None:
        of_whom = next((end for end in links if end > values[0].end), None)
        return [] if of_whom is None else [value for value in values if value.start >= of_whom]
    into = _into(remaining, share, values, figure, words)
    if into is not None:
        return [value for value in values if value.start < into]
    before = [value for value in values if value.start < share < figure.start]
    link = next((end for end in links if end > max(figure.start, share)), None)
    if before and link is None:
        return before
    begins = figure.end if link is None else link
    after = [value for value in values if value.start >= begins]
    if figure.meaning == _CUSTOMERS and link is None:
        return []
    placed = [value for value in after if _is_where(plain, value, words)]
    return [value for value in after if value not in placed] or placed


def _said(plain: str, values: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the values that are the part by their own words: "who ordered twice", or not "among members"."""
    done = [
        value
        for value in values
        if value.kind in _DONE or words.comes_from.match(plain[value.start : value.end])
    ]
    whose = [value for value in values if words.among.match(plain[value.start : value.end])]
    return done or [value for value in values if whose and value not in whose]


def _into(
    remaining: str, share: int, values: Sequence[Found], figure: Found, words: Expressions
) -> int | None:
    """Return where "in" before a figure starts: "share of members in Italian revenue"; None without it."""
    first = next((value for value in values if share < value.start < figure.start), None)
    if first is None:
        return None
    *_, into = [None, *words.into.finditer(remaining, first.end, figure.start)]
    led = into is not None and not more(remaining[into.end() : figure.start], words)
    return into.start() if into is not None and led else None


def _is_where(plain: str, value: Found, words: Expressions) -> bool:
    """Return whether a value says where: "in Italy"."""
    led = plain[: value.start].split()[-1:]
    return value.kind == _COUNTRY and any(words.within.fullmatch(word) for word in led)


def _are_one(plain: str, values: Sequence[Found], words: Expressions) -> bool:
    """Return whether values stand together, with no "and" or word with a meaning between them."""
    first, last = min(value.start for value in values), max(value.end for value in values)
    between = text_left(plain, values)[first:last]
    joined = words.both.search(between) is not None or more(between, words)
    return not joined and not any(_is_where(plain, value, words) for value in values)
