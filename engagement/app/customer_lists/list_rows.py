"""The rows of a list in chunks, so that at most one chunk is in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.locale.translator import day_to_date
from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.lists import consent
from engagement.metrics.lists.listed_people import NEVER
from engagement.metrics.views.trend_and_breakdown import short_code
from engagement.sources.values import countries as known_countries
from engagement.store.persons import contacts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engagement.app.customer_lists.listed import Listed
    from engagement.metrics.customers.groups import Group
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: The number of people whose addresses are read at once.
AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One person. `spent` is in major units; `country` is an ISO 3166 code, None where it is not known."""

    code: str
    email: str | None
    phone: str | None
    country: str | None
    first_order: dt.date | None
    last_order: dt.date | None
    orders: int
    spent: float
    currency: str
    group: Group | None
    state: str
    said_on: dt.date | None


def rows(
    listed: Listed, storage: WorkspaceStorage, countries: NDArray[np.object_] | None
) -> Iterator[list[Row]]:
    """Yield the rows of a list in chunks, by ascending pseudonym.

    Contacts are read with each chunk, so people erased in the meantime have none.
    """
    for start in range(0, len(listed), AT_ONCE):
        part = listed.only(np.arange(start, min(start + AT_ONCE, len(listed))))
        lives = None if countries is None else countries[start : start + AT_ONCE]
        yield _chunk(part, storage, lives)


def _chunk(part: Listed, storage: WorkspaceStorage, countries: NDArray[np.object_] | None) -> list[Row]:
    people = part.people
    reached = (
        contacts.contacts_between(storage, int(people.key[0]), int(people.key[-1]))
        if part.reachable.any()
        else {}
    )
    return [
        Row(
            code=short_code(key),
            email=_contact_of_kind(reached.get(key), phone=False),
            phone=_contact_of_kind(reached.get(key), phone=True),
            country=None if countries is None else _country(countries[place]),
            first_order=_date(int(people.first_day[place])),
            last_order=_date(int(people.last_day[place])),
            orders=int(people.orders[place]),
            spent=int(people.spend[place]) / people.minor,
            currency=people.currency,
            group=GROUPS[people.group[place]] if people.group[place] >= 0 else None,
            state=consent.STATES[part.state[place]],
            said_on=_statement_date(int(part.said_on[place])),
        )
        for place, key in enumerate(people.key.tolist())
    ]


def _contact_of_kind(address: str | None, *, phone: bool) -> str | None:
    return address if address is not None and (contacts.AT not in address) is phone else None


def _country(text: object) -> str | None:
    """Return the code of a country; None where the words of the file are no country that is known."""
    code = known_countries.code(str(text)) if text else ""
    return code if len(code) == 2 and code.isalpha() else None


def _date(day: int) -> dt.date | None:
    return None if day == NEVER else day_to_date(day)


def _statement_date(day: int) -> dt.date | None:
    stated_on = consent.said_on(day)
    return None if stated_on is None else day_to_date(stated_on)
