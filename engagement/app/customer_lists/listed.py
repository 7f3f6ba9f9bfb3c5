"""A list of customers with what decides on who goes into a file: consent, and whether they can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engagement.metrics.lists import consent, list_choice
from engagement.metrics.lists.listed_people import people
from engagement.store.persons import contacts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.lists.list_choice import ListChoice
    from engagement.metrics.lists.listed_people import ListedPeople
    from engagement.store.manifest.workspace_storage import WorkspaceStorage


@dataclass(frozen=True)
class Listed:
    """People by ascending pseudonym; each array has one entry per person.

    `state` is the place in `consent.STATES` for the channel by which they can be reached (e-mail where there
    is none), `said_on` the day of that statement. `by_mail` and `by_phone`: a contact of that kind is stored.
    """

    people: ListedPeople
    state: NDArray[np.int64]
    said_on: NDArray[np.int64]
    by_mail: NDArray[np.bool_]
    by_phone: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.people)

    @property
    def agreed(self) -> NDArray[np.bool_]:
        """A mask of the people who consented to be written to."""
        return consent.agreed(self.state)

    @property
    def reachable(self) -> NDArray[np.bool_]:
        """A mask of the people of whom a contact is stored."""
        return self.by_mail | self.by_phone

    def only(self, selection: NDArray[np.bool_] | NDArray[np.int64]) -> Listed:
        """Return the people of a boolean mask or of indices."""
        return Listed(
            self.people.only(selection),
            self.state[selection],
            self.said_on[selection],
            self.by_mail[selection],
            self.by_phone[selection],
        )


def listed(scope: Scope, storage: WorkspaceStorage, choice: ListChoice) -> Listed:
    """Return the people of a choice. Raises ValueError for an invalid choice."""
    return of_keys(scope, storage, list_choice.keys(scope, choice))


def of_keys(scope: Scope, storage: WorkspaceStorage, keys: NDArray[np.int64]) -> Listed:
    """Return people by pseudonyms, which must be ascending and distinct."""
    by_mail = np.isin(keys, contacts.keys(storage, phones=False), assume_unique=True)
    by_phone = np.isin(keys, contacts.keys(storage, phones=True), assume_unique=True)
    state, said_on = consent.consents(scope.data).of(keys)
    if by_phone.any():
        of_phone, on = consent.consents(scope.data, "sms").of(keys)
        state, said_on = np.where(by_phone, of_phone, state), np.where(by_phone, on, said_on)
    return Listed(people(scope, keys), state, said_on, by_mail, by_phone)
