"""A value against all others: "sales in Italy vs the rest", a question with the value and one without it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.questions.days.pieces_found import THAN, Found, text_left
from engagement.questions.figures_said import more
from engagement.questions.language.patterns import REST, SEVERAL, VALUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.questions.language.expressions import Expressions

#: Begins the kind of a value that is left out: "without value country".
WITHOUT: Final = "without "
#: The kind of a "vs" between values of two dimensions, or a value and the rest; its meaning is both kinds.
CONTRAST: Final = "contrast"
#: Not compared with "the rest": there are figures that compare members with everyone else.
_OF_MEMBERS: Final = {f"{VALUE}membership"}


def against_the_rest(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces with "the rest" as all values but those named before it, and the "vs" as a contrast.

    Where the named values are not of one dimension, or nothing joins the two, "the rest" is dropped, so that
    its words are asked back.
    """
    with_rest: list[Found] = []
    for piece in pieces:
        if piece.kind != REST:
            with_rest.append(piece)
            continue
        values = [each for each in with_rest if each.kind.startswith(VALUE)]
        between = _between(plain, with_rest, values[-1], piece, words) if values else None
        kinds = {value.kind for value in values}
        if between is None or len(kinds) > 1 or kinds == _OF_MEMBERS:
            continue
        with_rest = [each for each in with_rest if each.kind != THAN or each.start != between.start]
        kind, named = values[-1].kind, dict.fromkeys(value.meaning for value in values)
        contrast = SEVERAL.join((kind, f"{WITHOUT}{kind}"))
        with_rest.append(replace(between, kind=CONTRAST, meaning=contrast))
        with_rest.append(replace(piece, kind=f"{WITHOUT}{kind}", meaning=SEVERAL.join(named)))
    return with_rest


def and_without(plain: str, pieces: Sequence[Found], words: Expressions) -> list[Found]:
    """Return the pieces with a lone "and without" after a value as a piece that leaves that value out.

    Nothing may follow it that could be left out instead.
    """
    wider: list[Found] = []
    for follows in (*pieces, None):
        value = next((each for each in wider[::-1] if each.kind != THAN), None)
        if value is not None and (said := _without_it(plain, value, follows, words)) is not None:
            wider = [*(each for each in wider if each.start < value.end), said]
        wider += [] if follows is None else [follows]
    return wider


def _without_it(plain: str, value: Found, follows: Found | None, words: Expressions) -> Found | None:
    """Return a lone "and without" right after a value as that value left out; None where there is none."""
    after = plain[value.end : len(plain) if follows is None else follows.start]
    without = words.without.search(after)
    if without is None or more(after[without.end() :], words) or not value.kind.startswith(VALUE):
        return None
    link = after[: without.start()].strip()
    joins = any(each.fullmatch(link) for each in (words.both, words.versus))
    if not joins or (follows is not None and follows.kind.startswith(VALUE)):
        return None
    start = value.end + len(after) - len(after.lstrip())
    return Found(start, value.end + without.end(), f"{WITHOUT}{value.kind}", value.meaning)


def _between(
    plain: str, pieces: Sequence[Found], value: Found, rest: Found, words: Expressions
) -> Found | None:
    """Return the "vs", "or" or "and" right before "the rest", after a value; None if there is none."""
    last = pieces[-1]
    if last.kind == THAN and last.start >= value.end:
        return None if more(plain[last.end : rest.start], words) else last
    gap = text_left(plain, pieces)[value.end : rest.start]
    *_, link = [None, *words.versus.finditer(gap), *words.both.finditer(gap)]
    if link is None or more(gap[link.end() :], words):
        return None
    return Found(value.end + link.start(), value.end + link.end(), CONTRAST, "")
