"""Common parts of all lists of members: columns by meaning, people as pseudonyms, one row per member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.locale import message
from engagement.sources.meaning.vocabularies import MEMBER, MEMBER_STATES
from engagement.sources.model.raw_table import SourceError
from engagement.sources.reports.counts_and_shares import keep_last, tally, was_done
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.meaning.matcher import ColumnsByConcept

SAME: Final = message("The same member stands again in this file; the last row is kept")
MOVEMENTS: Final = message(
    "Each row of this table is a movement of points, and several are one member's. Export the list of members"
    " instead, a row for each"
)
#: The share of rows with a repeated member from which a table is not a list of members.
_TWICE: Final = 1 / 3
_STATES: Final = frozenset(word for words in MEMBER_STATES.values() for word in words)
NOBODY: Final = message("This row names nobody: it has neither an address nor a member's number")


def members(cells: Cells, source: str) -> Mapping[str, pa.Table]:
    """Return the canonical table of members; rows without a person are set aside."""
    by_concept = MEMBER.columns_of(cells.raw.columns, cells.hints.roles)
    person = cells.person(
        email=by_concept.get("email", ()),
        ident=by_concept.get("customer", ()),
        phone=by_concept.get("phone", ()),
    )
    member = pc.coalesce(cells.person(ident=by_concept.get("member_id", ())), person)
    _refuse_movements(member, by_concept)
    cells.set_aside(pc.is_null(member), NOBODY)
    keep_last(cells, member, SAME)
    # "Enrolled" may have a day, or yes and no.
    state_columns = tuple(column for column in by_concept.get("joined", ()) if _are_states(cells, column))
    joined = [column for column in by_concept.get("joined", ()) if column not in state_columns]
    instant = cells.instant(*joined[:1])
    columns = {
        "source": pa.array([source] * cells.raw.rows, pa.string()),
        "member_key": member,
        "customer_key": person,
        "day": instant.cast(pa.date32()).cast(pa.int32()),
        "tier": cells.text(*by_concept.get("tier", ())[:1]),
        "state": _left(cells, by_concept, _states(cells, (*by_concept.get("state", ()), *state_columns))),
        "line": cells.raw.lines,
    }
    columns |= {n: _points(cells, n, by_concept) for n in ("points", "points_earned", "points_spent")}
    columns |= {n: cells.integer(*by_concept.get(n, ())[:1]) for n in ("redemptions", "referrals")}
    columns["referred"] = was_done(cells, by_concept.get("referred", ())[:1])
    return {"members": tables.conform("members", pa.table(columns).filter(cells.kept))}


def _points(cells: Cells, role: str, columns: ColumnsByConcept) -> pa.DoubleArray:
    """Return points; points spent may be written as negative, other negative ones are reported."""
    names = columns.get(role, ())[:1]
    points = tally(cells, *names)
    below = pc.sum(pc.less(points, 0)).as_py() or 0
    if role == "points_spent" and below and not pc.any(pc.greater(points, 0)).as_py():
        return pc.abs(points)
    if below:
        cells.warn(
            message(
                "In {count} row {column} is below zero; it is kept as it stands",
                "In {count} rows {column} is below zero; it is kept as it stands",
                n=below,
                count=below,
                column=names[0],
            )
        )
    return points


def _refuse_movements(member: pa.Array, columns: ColumnsByConcept) -> None:
    """Raise SourceError for a table of movements of points, in which members occur several times."""
    named = member.drop_null()
    twice = len(named) - len(pc.unique(named))
    if "points" in columns and not columns.keys() & {"joined", "tier"} and twice > _TWICE * len(member):
        raise SourceError(MOVEMENTS)


def _are_states(cells: Cells, column: str) -> bool:
    states = set(map(fold, pc.unique(cells.text(column)).drop_null().to_pylist()))
    return bool(states) and states <= _STATES


def _states(cells: Cells, columns: tuple[str, ...]) -> pa.Array:
    """Return member, candidate or disabled, from a column of states with known words; else null."""
    if not columns:
        return pa.nulls(cells.raw.rows, pa.string())
    by_column = []
    for column in columns:
        guest = fold(column) == "guest"
        said = [_state(text, guest=guest) or "" for text in cells.text(column).to_pylist()]
        by_column.append(pa.array(said, pa.string()))
    states = pa.nulls(cells.raw.rows, pa.string())
    # One column may say that somebody is no guest, and another one that they have not enrolled.
    for state in ("member", "candidate", "disabled"):
        for column in by_column:
            states = pc.if_else(pc.equal(column, state), state, states)
    return states


def _left(cells: Cells, columns: ColumnsByConcept, states: pa.Array) -> pa.Array:
    """Return the states, with those disabled who have a day on which they left."""
    if "left" not in columns:
        return states
    day = cells.instant(columns["left"][0])
    return pc.if_else(pc.is_valid(day), "disabled", pc.if_else(pc.is_null(states), "member", states))


def _state(text: str | None, *, guest: bool) -> str | None:
    words = fold(text or "")
    yes, no = ("candidate", "member") if guest else ("member", "candidate")
    if words in MEMBER_STATES["disabled"]:
        return "disabled"
    if words in MEMBER_STATES["joined"]:
        return yes
    return no if words in MEMBER_STATES["candidate"] else None
