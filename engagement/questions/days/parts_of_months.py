"""Join a part of a month with the month that it belongs to: "mid" and "June".

The meaning of a part says which month that is: for "1 15" the month after it in the sentence, for "this 1 15"
the running month, for "same 16 -1" the month of another part in the sentence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.questions.days.moments import part_named, span_spelt
from engagement.questions.days.pieces_found import OPEN, PART, Found

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

#: Begins the meaning of a part of the running month, and of one in the month of another part.
OF_THIS: Final = "this "
OF_SAME: Final = "same "
#: Parts whose meaning says of which month they are.
_WITH_MONTH: Final = (OF_THIS, OF_SAME)
_RUNNING: Final = "this_month"


def parts_of_months(plain: str, pieces: Sequence[Found], today: dt.date) -> list[Found]:
    """Return the pieces with each part and its month as one period, or as `OPEN` if it has no such days."""
    joined: list[Found] = []
    months: list[str] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        awaits = (
            previous is not None and previous.kind == PART and not previous.meaning.startswith(_WITH_MONTH)
        )
        if previous is not None and awaits:
            joined[-1] = _days(plain, replace(previous, end=piece.end), previous.meaning, piece, today)
            months.append(piece.meaning)
        elif piece.kind == PART and piece.meaning.startswith(OF_THIS):
            running = replace(piece, kind="period", meaning=_RUNNING)
            joined.append(_days(plain, piece, piece.meaning.removeprefix(OF_THIS), running, today))
            months.append(_RUNNING)
        else:
            joined.append(piece)
    return [_of_same(plain, piece, months, today) for piece in joined]


def _of_same(plain: str, piece: Found, months: Sequence[str], today: dt.date) -> Found:
    """Return a "same" part as days of the month that the other parts name; other pieces as they are."""
    if piece.kind != PART or not piece.meaning.startswith(OF_SAME):
        return piece
    month = replace(piece, kind="period", meaning=months[0] if len({*months}) == 1 else "")
    return _days(plain, piece, piece.meaning.removeprefix(OF_SAME), month, today)


def _days(plain: str, part: Found, which: str, month: Found, today: dt.date) -> Found:
    """Return a part of a month as a period; `OPEN` if there are no such days.

    `which` is the meaning of the part, such as "1 15".
    """
    days = part_named(which, month.meaning, today) if month.kind == "period" else None
    if days is None:
        return replace(part, kind=OPEN, meaning=plain[part.start : part.end])
    return Found(part.start, part.end, "period", span_spelt(days))
