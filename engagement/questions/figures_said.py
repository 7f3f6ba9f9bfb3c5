"""The figures that a sentence names or implies: one, or several that "and" joins."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.pieces_found import THAN, Found, text_left
from engagement.questions.language.patterns import VALUE
from engagement.questions.language.split_pieces import (
    BEST,
    BEST_SELLING,
    SELLING,
    SIDE_BY_SIDE,
    SPLITS,
    TOP,
    TOP_STEP,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from engagement.questions.language.expressions import Expressions

#: Kinds of values of customers: a sentence with one of them and no figure asks how many there are.
OF_CUSTOMERS: Final = frozenset({f"{VALUE}new_or_returning", f"{VALUE}order_count"})
#: Kinds of pieces that say which customers.
GROUPS: Final = frozenset(f"{VALUE}{by}" for by in ("country", "membership", "new_or_returning", "rfm_group"))
#: Kinds of values that are groups of people: "what share of members are Italian".
_PEOPLE: Final = frozenset({f"{VALUE}membership", f"{VALUE}rfm_group"})
#: Units of figures of orders for which customers named beside them are no second figure.
_RATES: Final = frozenset({"share", "ratio", "days"})
#: The figure for "how often".
_OFTEN: Final = "purchase_frequency"
#: Kinds of pieces about time.
_IN_TIME: Final = frozenset({"period", "grain", "comparison"})
#: The most figures of one sentence.
_MOST_FIGURES: Final = 3


def more(text: str, words: Expressions) -> bool:
    """Return whether a text has a word with a meaning of its own, besides "and"."""
    return bool(words.fillers.sub(" ", words.both.sub(" ", text)).split())


def figures_named(
    plain: str, pieces: Sequence[Found], meanings: Mapping[str, Sequence[str]], words: Expressions
) -> list[str]:
    """Return the keys of the figures that a sentence names or, without a name, implies."""
    figures, both_words = list(meanings.get("figure", [])), words.time.both
    kinds = {piece.kind for piece in pieces}
    done = _by_what_is_done(plain, pieces, meanings, words)
    if done is not None:
        return [done]
    if not figures:
        whose = _PEOPLE & kinds and words.share.search(text_left(plain, pieces)) is not None
        whose = whose or _counts_people(plain, pieces, words)
        return figure_implied(kinds, meanings.get("split", [])) or (["customers"] if whose else [])
    others = [key for key in figures if key != "customers"]
    if len(others) != 1 or len(figures) == 1:
        return figures
    metric = DEFINITIONS[others[0]].metric
    answered = metric.table == "responses" or (metric.table == "orders" and metric.unit in _RATES)
    places = [piece for piece in pieces if piece.kind == "figure"]
    joins_both = both_words.intersection(plain[places[0].end : places[-1].start].split())
    return others if not joins_both and (answered or _whose(plain, pieces, words)) else figures


def _counts_people(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether a sentence asks how many people bought: "how many members bought in May"."""
    bought = words.bought.search(text_left(plain, pieces)) is not None
    led = [plain[: piece.start].rstrip() for piece in pieces if piece.kind in _PEOPLE]
    return bought and any(
        match.end() == len(before) for before in led for match in words.counting.finditer(before)
    )


def _by_what_is_done(
    plain: str, pieces: Sequence[Found], meanings: Mapping[str, Sequence[str]], words: Expressions
) -> str | None:
    """Return the figure meant by a verb of customers (spend, order, come back); None without one."""
    figures, kinds = {*meanings.get("figure", [])}, {piece.kind for piece in pieces}
    named = " ".join(plain[piece.start : piece.end] for piece in pieces if piece.kind == "figure")
    if figures == {"repeat_purchase_rate"} and _IN_TIME & meanings.keys() and words.came_back.search(named):
        return "returning_customer_rate"  # "how many came back in May" had ordered before
    sells = " ".join(plain[piece.start : piece.end] for piece in pieces if piece.kind == SELLING)
    by_customer = figures <= {"customers"}
    if SELLING in kinds and words.superlatives.search(remaining := text_left(plain, pieces)):
        sells = f"{sells} {remaining}"  # "what do Italians order the most"
    if by_customer and words.ordered.search(sells):
        return "orders"  # "which countries order most"
    sold_to = words.best_selling.search(sells) is not None and bool(GROUPS & kinds)
    spent = figures == {"customers"} and (sold_to or words.bought.search(sells) is not None)
    often = {_OFTEN} <= figures <= {_OFTEN, "customers"} and SELLING in kinds  # "what they buy most often"
    tops = " ".join(plain[piece.start : piece.end] for piece in pieces if piece.kind == TOP)
    by_code = "discount_code" in meanings.get("split", ()) and words.brought.search(tops) is not None
    brought = not figures and (by_code or words.money.search(sells) is not None)  # "which code brought most"
    return "revenue" if spent or often or brought else None


def figure_implied(kinds: AbstractSet[str], splits: Sequence[str]) -> list[str]:
    """Return the figure that a sentence without one implies; empty if none.

    "The best coupons" have the most orders, the best of other splits the most revenue.
    """
    if OF_CUSTOMERS & kinds or (SIDE_BY_SIDE in kinds and "new_or_returning" in splits):
        return ["customers"]
    if not {SELLING, TOP, TOP_STEP, BEST_SELLING} & kinds:
        return []
    return ["orders"] if "discount_code" in splits else ["revenue"]


def sizes_of_counts(plain: str, pieces: Sequence[Found], words: Expressions) -> list[str]:
    """Return the words that ask for the size of what a figure only counts: "the biggest orders".

    "The biggest number of orders" is no size of an order.
    """
    counted = [
        piece
        for piece in pieces
        if piece.kind == "figure"
        and DEFINITIONS[piece.meaning].metric.unit == "count"
        and " " not in plain[piece.start : piece.end]
    ]
    return [
        match[0]
        for match in words.sizes.finditer(plain)
        for piece in counted
        if match.end() + 1 == piece.start or match.start() == piece.end + 1
    ]


def asks_for_least(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether the lowest segments are asked for: "the least sold products", "worst countries".

    The word may stand apart from the split: "on which day do we sell least".
    """
    asked = [piece for piece in pieces if piece.kind in {TOP, SELLING}]
    kinds = {piece.kind for piece in pieces}
    ranks = bool({*SPLITS, BEST} & kinds) and not {"comparison", THAN, SIDE_BY_SIDE} & kinds
    apart = text_left(plain, [piece for piece in pieces if piece.kind != "figure"]) if ranks else ""
    return any(words.least.search(text) for text in (apart, *(plain[p.start : p.end] for p in asked)))


def are_joined(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether two or three figures are joined by "and", with no other meaning between them.

    Three may also stand without "and": "likes, comments, saves".
    """
    places, remaining = [piece for piece in pieces if piece.kind == "figure"], text_left(plain, pieces)
    gaps = [remaining[first.end : other.start] for first, other in pairwise(places)]
    gaps = [words.versus.sub(" & ", gap) for gap in gaps]
    close = 1 < len(places) <= _MOST_FIGURES and not any(more(gap.replace("&", " "), words) for gap in gaps)
    listed = len(places) == _MOST_FIGURES and not any(gap.split() for gap in gaps)  # "likes, comments, saves"
    return close and (listed or "&" in gaps[-1] or words.both.search(gaps[-1]) is not None)


def _whose(plain: str, pieces: Sequence[Found], words: Expressions) -> bool:
    """Return whether customers only qualify another figure: "how much did new customers spend"."""
    place = next(n for n, piece in enumerate(pieces) if piece.meaning == "customers")
    remaining = text_left(plain, pieces)
    beside = [(neighbour, pieces[place]) for neighbour in pieces[max(place - 1, 0) : place]]
    beside += [(pieces[place], neighbour) for neighbour in pieces[place + 1 : place + 2]]
    return any(
        GROUPS & {neighbour.kind, other.kind}
        and not words.whose.sub(" ", remaining[neighbour.end : other.start]).split()
        for neighbour, other in beside
    )
