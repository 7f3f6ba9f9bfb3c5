"""Values of the data that a sentence names, such as a product, "on mobile" or "new customers"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.metrics.segments.dimensions import BY_KEY
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.pieces_found import THAN, Found, text_left
from engagement.questions.figure_question import ANY
from engagement.questions.figures_said import GROUPS, are_joined, more
from engagement.questions.language.comparison_pieces import DEGREE
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.language.split_pieces import (
    BEST,
    BEST_SELLING,
    SELLING,
    SPLITS,
    TOP,
    TOP_STEP,
)
from engagement.questions.values.rest_of_values import WITHOUT, against_the_rest, and_without
from engagement.questions.values.side_by_side import side_by_side
from engagement.questions.values.weekdays_compared import weekdays_compared
from engagement.questions.what_there_is import can_say
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.language.expressions import Expressions
    from engagement.questions.language.patterns import Piece

#: Kinds of pieces that are values spelt alike in all data.
_CERTAIN: Final = (f"{VALUE}country", f"{VALUE}network", f"{VALUE}weekday")
#: Dimensions of members, with the one that orders have in its place.
_OF_ORDERS: Final = {"tier": "member_tier"}
#: Figures whose names may also mean a value ("without guest orders", "baskets of returning customers"): the
#: kind of that value, the value, and the figure of which they are a share.
_AS_VALUES: Final = {
    "guest_checkout_rate": (f"{VALUE}guest", "guest", "orders"),
    "returning_customer_rate": (f"{VALUE}new_or_returning", "returning", "customers"),
    "discount_share": (f"{VALUE}discount_code", ANY, "orders"),
}
#: The most values of a dimension to look for in a sentence, and the dimensions whose values people name.
_MOST_VALUES: Final = 200
_NAMED_BY: Final = (
    *("channel", "shop", "device", "tier", "campaign", "list", "traffic_source", "discount_code"),
    *("product_type", "vendor", "parent_product", "product", "region", "member_tier"),
)
_SHORTEST_VALUE: Final = 3
_CUSTOMERS: Final = "customers"
_THINGS: Final = frozenset(f"{VALUE}{by}" for by in ("product_type", "parent_product", "product"))
_TIERS: Final = frozenset({f"{VALUE}tier", f"{VALUE}member_tier"})
#: Kinds of values with several products: "best-selling" beside them asks which of these sell best.
_KINDS_SOLD: Final = frozenset(f"{VALUE}{by}" for by in ("product_type", "parent_product", "vendor"))
#: What follows in a product's name says its size, colour or number: "Candles, box of 6", "Lamp - Black".
_REST: Final = re.compile(r",| - | / |\(|:| with | for | mit | con | per | para | z | do ")
_plain = lru_cache(maxsize=4096)(fold)


def values_named(plain: str, view: OwnersView, figure: str) -> Iterator[Found]:
    """Yield a piece for each value of a figure's rows whose name stands in a sentence."""
    for by, value in values_of(view, figure):
        word = _plain(value)
        start = f" {plain} ".find(f" {word} ") if len(word) >= _SHORTEST_VALUE else -1
        if start >= 0:
            yield Found(start, start + len(word), f"{VALUE}{by}", value)


def with_tiers_led(plain: str, found: Sequence[Found], figure: str, words: Expressions) -> list[Found]:
    """Return the pieces; tiers only where members or tiers are spoken of, as a brand may be called "Gold".

    Where they are spoken of, a tier takes the place of other pieces of the same words.
    """
    speaks_of_them = DEFINITIONS[figure].metric.table == "members" or "tier" in {p.meaning for p in found}
    speaks_of_them = speaks_of_them or any(piece.kind == f"{VALUE}membership" for piece in found)
    speaks_of_them = speaks_of_them or words.leads["tier"].search(plain) is not None
    tiers = {(piece.start, piece.end) for piece in found if piece.kind in _TIERS}
    if not speaks_of_them:
        return [piece for piece in found if piece.kind not in _TIERS]
    return [piece for piece in found if piece.kind in _TIERS or (piece.start, piece.end) not in tiers]


def as_told(piece: Found, view: OwnersView | None, figure: str) -> Found | None:
    """Return a piece with its value as the rows of a figure spell it; None for a value that they lack.

    A list of subscribers may be "Italy", where no row has a country. A kind of post is found by a word of its
    name: "reel" is "IG reel". Countries, networks and weekdays are spelt alike in all data.
    """
    dimension = piece.kind.removeprefix(VALUE)
    if piece.meaning == ANY:
        return piece if can_say(figure, dimension) else None
    if piece.kind in SPLITS and not can_say(figure, piece.meaning):
        return replace(piece, meaning=_OF_ORDERS.get(piece.meaning, piece.meaning))
    is_told = can_say(figure, dimension)
    if not piece.kind.startswith(VALUE) or (is_told and piece.kind in _CERTAIN):
        return piece
    if not is_told or view is None or not view.has_split(figure, dimension):
        return None
    fixed_values = BY_KEY[dimension].values if dimension in BY_KEY else {}
    existing = dict.fromkeys([*fixed_values, *view.values(dimension, DEFINITIONS[figure].metric.table)])
    spelt = [value for value in existing if value.casefold() in piece.meaning.casefold().split(SEVERAL)]
    if dimension == "type":
        spelt = [
            value for value in existing if piece.meaning in {w.rstrip("s") for w in _plain(value).split()}
        ]
    return replace(piece, meaning=SEVERAL.join(spelt)) if spelt else None


def values_of(view: OwnersView, figure: str) -> Iterator[tuple[str, str]]:
    """Yield the dimension and value of each value in a figure's rows that people may name as the data do."""
    table = DEFINITIONS[figure].metric.table
    for dimension in _NAMED_BY:
        if view.has_split(figure, dimension):
            yield from ((dimension, value) for value in view.values(dimension, table)[:_MOST_VALUES])


def first_part(name: str) -> str:
    """Return the part of a product's name that says what it is: "Aceite" of "Aceite para cadena"."""
    return _REST.split(name, maxsplit=1)[0]


def as_led(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces with each value changed by the words around it.

    After "without" it is left out; "only" beside it means nothing more. Between two of one dimension, "or"
    and "compared with" ask for both side by side: they become a split.
    """
    led: list[Found] = []
    pieces = _whole_groups(plain, weekdays_compared(plain, pieces, words), words)
    for piece in _without_least(plain, _of_whom(plain, pieces, words), words):
        before = plain[led[-1].end if led else 0 : piece.start]
        led.append(_led(plain, piece, before, led[-1].kind if led else "", words))
    led = and_without(plain, _only_after(plain, led, words), words)
    return side_by_side(plain, against_the_rest(plain, led, words), words)


def best_selling(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces, "best-selling" as a split by product beside a kind of product; otherwise dropped.

    Beside "which month" it asks for the revenue of each, where no figure is named.
    """
    of_a_kind = any(piece.kind in _KINDS_SOLD for piece in pieces) and not words.either.search(plain)
    of_a_kind = of_a_kind and not any(
        piece.kind == BEST for piece in pieces
    )  # "which month sells most lamps"
    if any(piece.kind == BEST for piece in pieces) and not any(piece.kind == "figure" for piece in pieces):
        pieces = [
            replace(piece, kind="figure", meaning="revenue") if piece.kind == BEST_SELLING else piece
            for piece in pieces
        ]
    others = [piece for piece in pieces if of_a_kind or piece.kind != BEST_SELLING]
    return [replace(piece, kind=SELLING) if piece.kind == BEST_SELLING else piece for piece in others]


def _led(plain: str, piece: Found, before: str, last_kind: str, words: Expressions) -> Found:
    """Return a piece with "without" or "only" before it taken into it; after "without" it is left out.

    `before` is the text between the piece before and this one, `last_kind` the kind of that piece.
    """
    as_value, start = _as_value(piece, plain, words), piece.start - len(before)
    without = _last(words.without, before, as_value, words) if as_value.kind.startswith(VALUE) else None
    if as_value.kind in _THINGS and words.least.fullmatch(before[without:].strip()):
        without = None  # "vendimos menos guantes" are fewer, "todo menos los guantes" leaves them out
    if without is not None:
        return replace(as_value, start=start + without, kind=f"{WITHOUT}{as_value.kind}")
    if not piece.kind.startswith(VALUE):
        return piece
    of_things = piece.kind in _THINGS and last_kind.removeprefix(WITHOUT) in _THINGS
    goes_on = last_kind == f"{WITHOUT}{piece.kind}" or (of_things and last_kind.startswith(WITHOUT))
    if goes_on and not more(words.either.sub(" ", before), words):
        return replace(piece, start=start, kind=f"{WITHOUT}{piece.kind}")  # "without Italy or Spain"
    only = _last(words.only, before, piece, words)
    return piece if only is None else replace(piece, start=start + only)


def _only_after(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces, each value with an "only" right after it taken into it."""
    wider = []
    for place, piece in enumerate(pieces):
        after = plain[piece.end : pieces[place + 1].start if place + 1 < len(pieces) else len(plain)]
        only = words.only.match(after.lstrip()) if piece.kind.startswith(VALUE) else None
        end = piece.end + len(after) - len(after.lstrip()) + only.end() if only else piece.end
        wider.append(replace(piece, end=end))
    return wider


def _without_least(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces without a "least" that means "without", and without a "than" that means "of".

    In "todos los países menos Italia", "menos" leaves out Italy. In "la categoria più venduta dell'anno
    scorso", "dell'" is "of".
    """
    remaining: list[Found] = []
    for place, piece in enumerate(pieces):
        follows = pieces[place + 1] if place + 1 < len(pieces) else None
        beside = (
            follows is not None
            and follows.kind.startswith(VALUE)
            and not plain[piece.end : follows.start].strip()
        )
        last = plain[piece.start : piece.end].rsplit(maxsplit=1)[-1]
        is_least = piece.kind == TOP and beside and words.without.fullmatch(last) is not None
        if not is_least and not _is_of(plain, piece, remaining, words):
            remaining.append(piece)
    return remaining


def _is_of(plain: str, piece: Found, before: Sequence[Found], words: Expressions) -> bool:
    """Return whether a "than" means "of", as in "the best-selling category of last year".

    It does right after "the best month", and where the only "more" before it is part of a split.
    """
    if before and before[-1].kind == TOP_STEP and not plain[before[-1].end : piece.start].strip():
        return piece.kind == THAN and piece.meaning == DEGREE
    if (piece.kind, piece.meaning) != (THAN, DEGREE) or not any(each.kind in SPLITS for each in before):
        return False
    left = text_left(plain, [each for each in before if each.kind in SPLITS])[: piece.start]
    next_to_it = plain[: piece.start].rstrip().rsplit(maxsplit=1)[-1]
    return words.degrees.search(left) is None and words.degrees.fullmatch(next_to_it) is None


def _of_whom(plain: str, pieces: Sequence[Found], words: Expressions) -> Sequence[Found]:
    """Return the pieces with guests, those who return and orders with a coupon as values of another figure.

    They stay figures where no other figure is named than the one that they are a share of, and where figures
    are joined by "and".
    """
    pieces = [part for piece in pieces for part in _orders_with(plain, piece, pieces, words)]
    figures = {piece.meaning for piece in pieces if piece.kind == "figure"}
    if are_joined(plain, pieces, words):
        return pieces
    return [
        _as_value(piece, plain, words)
        if figures - {piece.meaning, *_AS_VALUES.get(piece.meaning, ())}
        else piece
        for piece in pieces
    ]


def _whole_groups(plain: str, pieces: Sequence[Found], words: Expressions) -> Sequence[Found]:
    """Return the pieces with "new customers" as one value beside another figure.

    Where "and" joins it to that figure ("orders and new customers"), customers stay a figure.
    """
    figures = {piece.meaning for piece in pieces if piece.kind == "figure"}
    if not {"customers"} < figures:
        return pieces
    whole: list[Found] = []
    for piece in pieces:
        last = whole[-1] if whole else piece
        of_two = {_CUSTOMERS, *GROUPS} >= {_of_group(last), _of_group(piece)} != {_of_group(piece)}
        close = not plain[last.end : piece.start].strip()
        if not of_two or not close or _CUSTOMERS not in {_of_group(last), _of_group(piece)}:
            whole.append(piece)
            continue
        led, follows = plain[: last.start].rstrip(), plain[piece.end :].lstrip()
        before = [*words.both.finditer(led), *words.versus.finditer(led)]
        joined = any(match.end() == len(led) for match in before) or words.both.match(follows)
        if joined:
            whole.append(piece)
            continue
        group = last if last.kind in GROUPS else piece
        whole[-1] = replace(group, start=last.start, end=piece.end)
    return whole


def own_groups(plain: str, pieces: Sequence[Found]) -> set[str]:
    """Return the dimensions of values right beside "customers", as in "orders and new customers"."""
    return {
        piece.kind.removeprefix(VALUE)
        for first, second in pairwise(pieces)
        for piece, other in ((first, second), (second, first))
        if piece.kind in GROUPS and _of_group(other) == _CUSTOMERS
        if not plain[first.end : second.start].strip()
    }


def _of_group(piece: Found) -> str:
    """Return the kind of a piece; for the figure "customers" that name, to tell it from other figures."""
    return _CUSTOMERS if (piece.kind, piece.meaning) == ("figure", "customers") else piece.kind


def _orders_with(plain: str, piece: Found, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return "orders with coupon" as two pieces: the figure, and orders with any coupon as a value.

    Only where "without" or a code names coupons, too, or the figure is revenue ("sales with coupon"). "Share"
    beside a code stays a word of its own. Other pieces are returned alone, as they are.
    """
    kind = _AS_VALUES["discount_share"][0]
    head, _, more = plain[piece.start : piece.end].partition(" ")
    if piece.kind != "figure" or piece.meaning != "discount_share" or not more:
        return [piece]
    figures = (each.meaning(match) for each in words.pieces if (match := _whole(each, head)))
    figure = next(filter(None, figures), "orders")
    share = words.share.search(plain, piece.start, piece.end)
    if share is not None and any(each.kind == kind for each in pieces):
        named = replace(piece, meaning=_AS_VALUES[piece.meaning][2])
        parts = (replace(named, end=share.start()), replace(named, start=share.end()))
        return [part for part in parts if plain[part.start : part.end].strip()]
    if figure != "revenue" and not any(each.kind == kind for each in pieces):
        return [piece]
    first = piece.start + len(head)
    return [replace(piece, end=first, meaning=figure), Found(first, piece.end, kind, ANY)]


def _whole(piece: Piece, text: str) -> re.Match[str] | None:
    """Return the match of a figure's expression with all of a text."""
    return piece.expression.fullmatch(text) if piece.kind == "figure" else None


def _as_value(piece: Found, plain: str, words: Expressions) -> Found:
    """Return a figure such as the guest checkout rate as the value it counts; other pieces as they are.

    "Share of" at its beginning is said of the figure beside it.
    """
    kind, value, _ = _AS_VALUES.get(piece.meaning, ("", "", ""))
    if piece.kind != "figure" or not kind:
        return piece
    share = words.share.match(plain, piece.start, piece.end)
    return replace(piece, start=share.end() if share else piece.start, kind=kind, meaning=value)


def _last(led: re.Pattern[str], before: str, value: Found, words: Expressions) -> int | None:
    """Return where the last match of `led` starts in the text before a value; None without one.

    None, too, if a word with a meaning lies between it and the value.
    """
    *_, last = [None, *led.finditer(before)]
    if last is None:
        return None
    between, lead = before[last.end() :], words.leads.get(value.kind.removeprefix(VALUE))
    return None if more(between if lead is None else lead.sub(" ", between), words) else last.start()
