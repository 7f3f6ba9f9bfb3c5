"""Marketing consent of each person, from all files that state it.

A list of contacts takes precedence over the consent ticked at an order. Between lists, the latest dated
statement counts; an undated refusal overrides every other statement, an undated consent overrides none.
Between orders, the newest counts. Whoever is in no file has not consented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.sums.group_sums import collect
from engagement.metrics.sums.sorted_keys import places_among
from engagement.tables import CONSENTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.data import Data

AGREED: Final = "subscribed"
#: The state of a person about whom no file states anything.
UNSAID: Final = "unsaid"
STATES: Final = (UNSAID, *sorted(CONSENTS.column("state").allowed or ()))
_AGREED: Final = STATES.index(AGREED)
_UNDATED: Final = np.iinfo(np.int64).min
_FOR_EVER: Final = np.iinfo(np.int64).max
_KEY: Final = "customer_key"


@dataclass(frozen=True)
class Consents:
    """The consent of each person about whom a file states something, sorted by pseudonym.

    `state` is the index into `STATES`. `day` is the day of the statement; without one, the smallest number.
    """

    key: NDArray[np.int64]
    state: NDArray[np.int64]
    day: NDArray[np.int64]

    def of(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the state and the day of the statement for each of these pseudonyms."""
        state = np.zeros(keys.size, dtype=np.int64)
        day = np.full(keys.size, _UNDATED, dtype=np.int64)
        places, is_known = places_among(self.key, keys)
        state[is_known], day[is_known] = self.state[places[is_known]], self.day[places[is_known]]
        return state, day


def agreed(state: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return a mask of the states that are consent."""
    return np.asarray(state == _AGREED)


def said_on(day: int) -> int | None:
    """Return the day of a statement, None where it has none."""
    return None if day in {_UNDATED, _FOR_EVER} else day


def consents(data: Data, channel: str = "email") -> Consents:
    """Return the consent of all people for one channel."""
    return data.remember_large(("consents", channel), lambda: _read(data, channel))


def _read(data: Data, channel: str) -> Consents:
    none = np.empty(0, dtype=np.int64)
    if not data.has(CONSENTS.name):
        return Consents(none, none, none)
    rows = data.frame(CONSENTS.name).filter(nw.col("channel") == channel)
    statements = collect(
        rows.select(
            _KEY,
            "state",
            "line",
            listed=(nw.col("said_in") == "list").cast(nw.Int64),
            # A column of days with gaps would come as fractions.
            on=nw.col("day").cast(nw.Int64).fill_null(-(2**40)),
        )
    )
    person = np.asarray(statements[_KEY], dtype=np.int64)
    state = np.searchsorted(np.asarray(STATES[1:]), statements["state"].astype(str)) + 1
    on = np.asarray(statements["on"], dtype=np.int64)
    no = (state != _AGREED).astype(np.int64)
    weight = np.where(on == -(2**40), np.where(no == 1, _FOR_EVER, _UNDATED), on)
    order = np.lexsort((statements["line"], no, weight, statements["listed"], person))
    person, state, weight = person[order], state[order], weight[order]
    last = np.append(person[1:] != person[:-1], True)[: person.size]
    return Consents(person[last], state[last], weight[last])
