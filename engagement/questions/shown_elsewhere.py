"""Tables and pages that show what a sentence asks, where it names a figure that does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.language.split_pieces import SPLITS
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
#: Figures that tell nothing of pieces: "how many lamps did we sell", "how many lamps were returned".
_COUNTED_BY_ORDER: Final = frozenset({"revenue", "refund_rate", "cancellation_rate"})


def shown_elsewhere(
    plain: str, pieces: Sequence[Found], figures: Sequence[str], words: Expressions
) -> tuple[str, ...]:
    """Return the tables and pages that show what is asked, where no figure does; empty otherwise.

    These are who bought two things or only one, what is bought with a thing, single mailings, and how many
    pieces were sold.
    """
    if any(things_mixed(plain, pieces, figures, words)):
        return _OF_BOTH
    if [*figures] == ["customers"] and things_left_out(pieces):
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
