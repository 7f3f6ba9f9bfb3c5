"""The list of pages: place in the navigation, required role, required data.

Sections are by the reader's question. A page without data is below all others and says what would unlock it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Container


@dataclass(frozen=True, slots=True)
class PageNeeds:
    """The tables, at least one of which a page needs, and a sentence on what would unlock it."""

    tables: tuple[str, ...]
    unlocked_by: Message


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its file's stem, its name and section in the navigation, the role and data that it needs."""

    stem: str
    name: Message
    section: Message | None
    needs: Literal["read", "edit", "own"] = "read"
    data: PageNeeds | None = None

    def has_data(self, tables: Container[str]) -> bool:
        """Return whether the page has data, where `tables` are the names of tables with rows."""
        return self.data is None or any(table in tables for table in self.data.tables)


CUSTOMERS: Final = message("Customers")
VOICES: Final = message("Voices and channels")
DECIDE: Final = message("Decide")
WORK: Final = message("Work")
#: Below all others.
NO_DATA: Final = message("No data yet")

_ORDERS: Final = PageNeeds(("orders",), message("An export of your shop's orders opens this page."))
_LINES: Final = PageNeeds(("lines",), message("An export of orders with their products opens this page."))
_ANSWERS: Final = PageNeeds(("responses",), message("The answers to a survey open this page."))
_POSTS: Final = PageNeeds(
    ("posts", "audience"), message("Posts or daily figures of a social network open this page.")
)
_VISITS: Final = PageNeeds(
    ("sessions", "campaigns", "recipients"),
    message("A report of visits or a list of e-mail campaigns opens this page."),
)
_MEMBERS: Final = PageNeeds(
    ("members",), message("A list of the members of your loyalty programme opens this page.")
)
_ANY: Final = PageNeeds(
    (*_ORDERS.tables, *_ANSWERS.tables, *_POSTS.tables, *_VISITS.tables, *_MEMBERS.tables),
    message("Orders, answers, posts, visits or campaigns open this page."),
)

#: In the order of the navigation. The first visible one has the address "/".
ENTRIES: Final = (
    PageEntry("overview", message("Overview"), None),
    PageEntry("purchases", message("Buying again"), CUSTOMERS, data=_ORDERS),
    PageEntry("retention", message("Coming back"), CUSTOMERS, data=_ORDERS),
    PageEntry("customers", message("Who they are"), CUSTOMERS, data=_ORDERS),
    PageEntry("products", message("What they buy"), CUSTOMERS, data=_LINES),
    PageEntry("value", message("What they are worth"), CUSTOMERS, data=_ORDERS),
    PageEntry("levels", message("How they take part"), VOICES, data=_ANY),
    PageEntry("surveys", message("What they say"), VOICES, data=_ANSWERS),
    PageEntry("social", message("Social"), VOICES, data=_POSTS),
    PageEntry("web", message("Web and e-mail"), VOICES, data=_VISITS),
    PageEntry("loyalty", message("Loyalty programme"), VOICES, data=_MEMBERS),
    PageEntry("review", message("Review"), DECIDE, data=_ANY),
    PageEntry("claims", message("Does it hold here?"), DECIDE, data=_ORDERS),
    PageEntry("mailing", message("Customer lists"), DECIDE, needs="own", data=_ORDERS),
    PageEntry("customer", message("One customer"), DECIDE, needs="own", data=_ORDERS),
    PageEntry("data", message("Your data"), WORK, needs="edit"),
    PageEntry("sharing", message("Sharing"), WORK, needs="edit"),
    PageEntry("mails", message("By mail"), WORK, needs="own"),
    PageEntry("people", message("People"), WORK, needs="own"),
    PageEntry("privacy", message("Privacy"), WORK),
    PageEntry("definitions", message("Definitions"), WORK),
)
