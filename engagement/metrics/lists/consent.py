"""Who may be written to, out of all that files say of it.

What a list of contacts says goes before what was ticked at an order. Of several lists the newest dated
statement counts, but a refusal without a day stands against any other, and an agreement without a day against
none. Of orders the newest counts. Whoever is in no file has not agreed.
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
#: Nothing is said of somebody.
UNSAID: Final = "unsaid"
STATES: Final = (UNSAID, *sorted(CONSENTS.column("state").allowed or ()))
_AGREED: Final = STATES.index(AGREED)
_UNDATED: Final = np.iinfo(np.int64).min
_FOR_EVER: Final = np.iinfo(np.int64).max
_KEY: Final = "customer_key"


@dataclass(frozen=True)
class Consents:
    """What stands for each person of whom something is said, by pseudonym, ascending.

    `state` is the place in `STATES`. `day` is that of the statement, the smallest number where none is said.
    """

    key: NDArray[np.int64]
    state: NDArray[np.int64]
    day: NDArray[np.int64]

    def of(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the state and the day of each of these people."""
        state = np.zeros(keys.size, dtype=np.int64)
        day = np.full(keys.size, _UNDATED, dtype=np.int64)
        at, known = places_among(self.key, keys)
        state[known], day[known] = self.state[at[known]], self.day[at[known]]
        return state, day


def agreed(state: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return who has agreed."""
    return np.asarray(state == _AGREED)


def said_on(day: int) -> int | None:
    """Return the day of a statement; None where none is said."""
    return None if day in {_UNDATED, _FOR_EVER} else day


def consents(data: Data, channel: str = "email") -> Consents:
    """Return what stands for everybody by a channel."""
    return data.hold(("consents", channel), lambda: _read(data, channel))


def _read(data: Data, channel: str) -> Consents:
    none = np.empty(0, dtype=np.int64)
    if not data.has(CONSENTS.name):
        return Consents(none, none, none)
    rows = data.frame(CONSENTS.name).filter(nw.col("channel") == channel)
    found = collect(
        rows.select(
            _KEY,
            "state",
            "line",
            listed=(nw.col("said_in") == "list").cast(nw.Int64),
            # A column of days with gaps would come as fractions.
            on=nw.col("day").cast(nw.Int64).fill_null(-(2**40)),
        )
    )
    person = np.asarray(found[_KEY], dtype=np.int64)
    state = np.searchsorted(np.asarray(STATES[1:]), found["state"].astype(str)) + 1
    on = np.asarray(found["on"], dtype=np.int64)
    no = (state != _AGREED).astype(np.int64)
    weight = np.where(on == -(2**40), np.where(no == 1, _FOR_EVER, _UNDATED), on)
    order = np.lexsort((found["line"], no, weight, found["listed"], person))
    person, state, weight = person[order], state[order], weight[order]
    last = np.append(person[1:] != person[:-1], True)[: person.size]
    return Consents(person[last], state[last], weight[last])
