"""Tables and pages that show what a sentence asks, where it names a figure that does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.language.patterns import VALUE
from engagement.questions.language.split_pieces import BEST, SPLITS, TOP_STEP
from engagement.questions.values.things_in_doubt import (
    nothing_else,
    things_beside,
    things_counted,
    things_left_out,
    things_mixed,
    things_of_an_order,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.questions.days.pieces_found import Found
    from engagement.questions.language.expressions import Expressions

#: Tables and pages that show who bought two things, how many pieces were sold, and single mailings.
_OF_BOTH: Final = ("table product_pairs", "page customers")
_OF_PIECES: Final = ("page products",)
_OF_MAILINGS: Final = ("table campaigns",)
_OF_STEPS: Final = ("table order_ladder",)
#: Kinds of pieces that say how many orders a customer has ever made, and those about time.
_SO_FAR: Final = frozenset({f"{VALUE}order_count"})
_IN_TIME: Final = frozenset({"period", "grain", "comparison", BEST, TOP_STEP})
_REPEATED: Final = "repeat_purchase_rate"
#: Figures that tell nothing of pieces: "how many lamps did we sell", "how many lamps were returned".
_COUNTED_BY_ORDER: Final = frozenset({"revenue", "refund_rate", "cancellation_rate"})


def shown_elsewhere(
    plain: str, pieces: Sequence[Found], figures: Sequence[str], words: Expressions
) -> tuple[str, ...]:
    """Return the tables and pages that show what is asked, where no figure does; empty otherwise.

    These are how many ordered twice, who bought two things or only one, what is bought with a thing, single
    mailings, and how many pieces were sold.
    """
    if counts_so_often(plain, pieces, figures, words):
        return _OF_STEPS
    left_out = [*figures] == ["customers"] and things_left_out(pieces)
    if left_out or any(things_mixed(plain, pieces, figures, words)):
        return _OF_BOTH
    if things_beside(plain, pieces, words):
        return _OF_BOTH[:1]
    if nothing_else(plain, pieces, figures, words):
        return _OF_BOTH[1:]
    by_mailing = any(piece.kind in SPLITS and piece.meaning == "campaign" for piece in pieces)
    if by_mailing and all(DEFINITIONS[key].metric.table == "campaigns" for key in figures):
        return _OF_MAILINGS
    counted = {*figures} <= _COUNTED_BY_ORDER and things_counted(plain, pieces, words)
    counted = counted or things_of_an_order(plain, pieces, words)
    return _OF_PIECES if counted else ()


def counts_so_often(plain: str, pieces: Sequence[Found], figures: Sequence[str], words: Expressions) -> bool:
    """Return whether a sentence asks how many customers ordered twice or more, where no figure counts them.

    The rate at which customers come back is no number of customers, and the number of orders that a customer
    has ever made is not that of named days.
    """
    if [*figures] == ["customers"] and {piece.kind for piece in pieces} & _SO_FAR:
        return any(piece.kind in _IN_TIME for piece in pieces)
    named = [plain[piece.start : piece.end] for piece in pieces if piece.kind == "figure"]
    often = [*figures] == [_REPEATED] and words.so_often.search(" ".join(named)) is not None
    return often and not any(each.search(plain) for each in (words.share, words.percent))
