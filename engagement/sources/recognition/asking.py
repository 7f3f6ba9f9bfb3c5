"""Questions about a table that no format recognises, or the wrong one: a proposal that a person can correct.

For each kind of table every role gets its most likely column, with the reason. What the file does not show
(day or month first, the decimal sign, the currency, which end of an effort scale is good) is listed, with
ambiguous values as examples.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.lookalikes import customer_lists, tickets
from engagement.sources.meaning.vocabularies import CAMPAIGN, COST, MEMBER, ORDERS, WEB
from engagement.sources.recognition import guesses, platform
from engagement.sources.recognition.profiles import profiles
from engagement.sources.recognition.proposals import Proposal
from engagement.sources.recognition.recipes import shape
from engagement.sources.reports import google_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.meaning.matcher import Matcher
    from engagement.sources.model.account import ExportKind
    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.recognition.proposals import Guess, QuestionGuess

#: The most questions about one file; further tables are reported as left out.
_MOST_SHAPES: Final = 20
#: The part of a table that is included as a preview.
_ROWS: Final = 100
_CELLS: Final = 20_000
_CELL: Final = 200
#: The weights of roles as evidence for the kind of a table; all other roles weigh `_LITTLE`.
_WEIGHTS: Final[Mapping[str, float]] = {
    "date": 1,
    "published": 1,
    "amount": 2,
    "order_id": 1.5,
    "email": 0.5,
    "permalink": 1.5,
    "post_id": 1.5,
    "sessions": 2,
    "recipients": 2,
    "points": 2,
    # No other kind of table has these; "amount" weighs less, because any column of numbers may look like one.
    "impressions": 5,
    "reach": 5,
    "views": 5,
    "followers": 5,
}
_VOCABULARIES: Final[Mapping[ExportKind, Matcher]] = {
    "email": CAMPAIGN,
    "web": WEB,
    "loyalty": MEMBER,
    "costs": COST,
}
#: Roles that only posts or accounts have; days and texts are in all kinds of tables.
_POSTS: Final = frozenset(
    {"permalink", "reach", "impressions", "views", "likes", "shares", "saves", "followers"}
    | {"follows", "interactions", "visits"}
)
_LITTLE: Final = 0.5
_SCORED: Final = frozenset({"nps", "effort", "satisfaction"})


class UnknownTables:
    """The unrecognised tables of one file: one question for each shape, in the file's order.

    Tables without rows or with a single column are left out. Of several tables of one shape the longest is
    shown, and the answer applies to all.
    """

    def __init__(self) -> None:
        self._longest: dict[str, int] = {}
        self._found: dict[str, Proposal] = {}

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Return one proposal per shape, in the order of the file."""
        return tuple(self._found.values())

    def add(self, raw: RawTable) -> None:
        """Add a table; it is ignored if it is not worth a question or there are too many shapes already."""
        recognised = platform.recognise(raw)
        name = shape(raw, recognised and recognised[0])
        before = self._found.get(name)
        worth_it = len(raw.columns) - raw.overflow >= 2 and raw.rows > 0
        if not worth_it or (before is None and len(self._found) == _MOST_SHAPES):
            return
        proposal = before
        if proposal is None or raw.rows > self._longest[name]:
            proposal, self._longest[name] = guess(raw), raw.rows
        if before is not None:
            proposal = replace(proposal, rows=before.rows + raw.rows, tables=before.tables + 1)
        self._found[name] = proposal


def guess(raw: RawTable) -> Proposal:
    """Return a proposal how to read `raw`, which no format recognises exactly."""
    columns, recognised = profiles(raw), platform.recognise(raw)
    survey_roles, questions = guesses.survey(raw, columns)
    by_kind: dict[ExportKind, tuple[Guess, ...]] = {
        "orders": guesses.orders(raw, columns),
        "surveys": survey_roles,
        "social": guesses.social(raw, columns),
        **{
            kind: guesses.by_vocabulary(vocabulary, kind, raw, columns)
            for kind, vocabulary in _VOCABULARIES.items()
        },
    }
    return Proposal(
        file=raw.file,
        sheet=raw.sheet,
        shape=shape(raw, recognised and recognised[0]),
        rows=raw.rows,
        kind=recognised[0].kind
        if recognised and recognised[0].kind in by_kind
        else _kind(raw, by_kind, questions),
        columns=columns,
        guesses=by_kind,
        questions=questions,
        excerpt=_excerpt(raw),
        sure=recognised is not None and recognised[1] == "exact",
    )


def _kind(
    raw: RawTable, by_kind: Mapping[ExportKind, tuple[Guess, ...]], questions: tuple[QuestionGuess, ...]
) -> ExportKind:
    """Return the kind that most columns indicate.

    A table below lines of Google Analytics has visits. If no column indicates a kind, it is a survey.
    """
    if google_lines.above(raw) is not None:
        return "web"
    scores = {kind: sum(_WEIGHTS.get(g.role, _LITTLE) for g in guessed) for kind, guessed in by_kind.items()}
    scores["surveys"] += 2 * sum(question.question.kind in _SCORED for question in questions)
    if not _POSTS & {g.role for g in by_kind["social"]}:
        scores["social"] = 0.0
    if not _may_be_orders(raw, by_kind["orders"]):
        scores["orders"] = 0.0
    return max(scores, key=lambda kind: scores[kind]) if any(scores.values()) else "surveys"


def _may_be_orders(raw: RawTable, guesses: tuple[Guess, ...]) -> bool:
    """Return whether the table may be one of orders: it has amounts, or a column named as order numbers."""
    by_role = {guess.role: guess.column for guess in guesses}
    if customer_lists.counts_orders(raw):
        return False
    if {"amount", "line_amount", "price"} & by_role.keys():
        return True
    numbered = "order_id" in by_role and ORDERS.says("order_id", by_role["order_id"])
    return numbered and not tickets.are_listed(raw)


def _excerpt(raw: RawTable) -> RawTable:
    """Return the first rows of a table with long cells cut."""
    rows = min(_ROWS, max(1, _CELLS // len(raw.columns)))
    columns = [_cut(column) for column in raw.data.slice(0, rows).columns]
    data = pa.table(columns, names=raw.data.column_names)
    return replace(raw.with_rows(data, raw.lines.slice(0, rows)), footer=(), header=(), warnings=())


def _cut(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.utf8_slice_codeunits(column, 0, _CELL)
