"""Common parts of all lists of contacts: people as pseudonyms, and their consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.locale import message
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.meaning.vocabularies import CONSENT_STATES, CONTACT
from engagement.sources.reports.counts_and_shares import keep_last, map_distinct
from engagement.sources.values import flags
from engagement.sources.values.texts import is_missing
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

NOBODY: Final = message("This row names nobody: it has neither an address nor a number of a customer")
_DUPLICATE: Final = message("The same person stands again in this file; the last row is kept")
_UNSAID: Final = message("The list does not say whether this person may be written to")
_WORDS: Final = {word: state for state, words in CONSENT_STATES.items() for word in words}
_STATUS: Final = words_of("order-endings", "state") | words("email")
_MOST_STATES: Final = 20
_SHOWN: Final = 5
_CHANNELS: Final = ("email", "sms")


def contacts(
    cells: Cells,
    source: str,
    *,
    state: str | None = None,
    columns: Mapping[str, tuple[str, ...]] | None = None,
) -> Mapping[str, pa.Table]:
    """Return the canonical table of contacts; rows without a person or consent are set aside.

    `state` is everybody's consent to e-mails, for lists of subscribers or of people who have unsubscribed.
    `columns` gives the columns of some roles instead of recognising them by name. In a column of consent that
    is filled on some rows, a blank cell means no consent.
    """
    by_role = {**CONTACT.columns_of(cells.raw.columns, cells.hints.roles), **(columns or {})}
    person = cells.person(
        email=by_role.get("email", ()),
        ident=by_role.get("customer", ()),
        phone=by_role.get("phone", ()),
        country=by_role.get("country", ()),
    )
    cells.set_aside(pc.is_null(person), NOBODY)
    states_by_channel = {
        channel: _states(cells, by_role.get(f"{channel}_consent", ())) for channel in _CHANNELS
    }
    left = status_column(cells.raw) if cells.hints.roles is None else None
    if left is not None:
        told = _states(cells, (left,))
        agreed = pc.fill_null(states_by_channel["email"], "subscribed")
        states_by_channel["email"] = pc.if_else(pc.equal(told, "subscribed"), agreed, told)
    if state is not None:
        states_by_channel["email"] = pc.if_else(pc.is_valid(person), state, None)
    cells.set_aside(pc.and_(*(pc.is_null(states) for states in states_by_channel.values())), _UNSAID)
    keep_last(cells, person, _DUPLICATE)
    parts = [
        _statements(cells, source, channel, states, person, by_role.get(f"{channel}_day", ()))
        for channel, states in states_by_channel.items()
    ]
    return {tables.CONSENTS.name: pa.concat_tables(parts)}


def status_column(raw: RawTable) -> str | None:
    """Return the column of states of which some say that a person has left the list; None if there is none.

    "Active" alone may be said of a customer.
    """
    for place, name in enumerate(raw.columns):
        if words(name) <= _STATUS:
            texts = raw.data.column(place).unique().drop_null().slice(0, _MOST_STATES).to_pylist()
            states = {_WORDS.get(fold(text)) for text in texts if not is_missing(text)}
            if None not in states and {"subscribed", "unsubscribed"} <= states:
                return name
    return None


def _statements(
    cells: Cells,
    source: str,
    channel: str,
    states: pa.StringArray,
    person: pa.Int64Array,
    days: tuple[str, ...],
) -> pa.Table:
    day = pa.nulls(cells.raw.rows, pa.int32())
    for name in days:
        day = pc.coalesce(day, cells.instant(name).cast(pa.date32()).cast(pa.int32()))
    size = cells.raw.rows
    columns = {
        "source": pa.repeat(pa.scalar(source), size),
        "channel": pa.repeat(pa.scalar(channel), size),
        "day": day,
        "customer_key": person,
        "state": states,
        "said_in": pa.repeat(pa.scalar("list"), size),
        "line": cells.raw.lines,
    }
    rows = pa.table(columns).filter(pc.and_(cells.kept, pc.is_valid(states)))
    return tables.conform(tables.CONSENTS.name, rows)


def _states(cells: Cells, names: tuple[str, ...]) -> pa.StringArray:
    """Return the state in the first of these columns; null everywhere without such a column."""
    if not names:
        return pa.nulls(cells.raw.rows, pa.string())
    texts = cells.text(*names)
    values = pc.unique(texts).drop_null().to_pylist()
    meant = {text: _state(text) for text in values}
    unknown = [text for text, state in meant.items() if state is None]
    if unknown:
        shown = ", ".join(unknown[:_SHOWN])
        cells.warn(message("These words of consent are not known and count as none: {words}", words=shown))
    if not values:
        return pa.nulls(cells.raw.rows, pa.string())
    states = map_distinct(texts, meant.get, pa.string())
    return pc.fill_null(states, "not_subscribed")


def _state(text: str) -> str | None:
    """Return the state of consent that a cell means; None for unknown words."""
    if is_missing(text):
        return "not_subscribed"
    flag = flags.parse(text)
    if isinstance(flag, bool):
        return "subscribed" if flag else "not_subscribed"
    return _WORDS.get(fold(text))
