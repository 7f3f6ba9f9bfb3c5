"""What the groups are called, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.metrics.customers.groups import GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The name for customers who had not ordered by then.
NOBODY: Final = message("not a customer yet")


def names() -> Mapping[str, str]:
    """Return the name of each group by its key, in the groups' own order."""
    return {group.key: say(group.name) for group in GROUPS}
