"""The link through which assistants and programs read published figures of a shop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.ui.address import to_address
from engagement.metrics.model import Question
from engagement.metrics.views.owners import open_view
from engagement.store.sharing import links
from engagement.store.sharing.terms import PAGES_OF_FIGURES, Terms

if TYPE_CHECKING:
    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Workspace
    from engagement.store.sharing.links import Link

#: Its title on the page of links, where it can be revoked.
TITLE: Final = "Assistants (MCP)"
_WHO: Final = "engagement mcp"


def assistants_link(workspace: Workspace) -> Link | None:
    """Return the shop's link for programs, made at the first call; None once it was revoked."""
    own_links = [link for link in links.links(workspace.storage) if (link.title, link.who) == (TITLE, _WHO)]
    if not own_links:
        terms = published_terms(owners(workspace).question)
        new_link, _ = links.make_link(workspace.storage, terms, title=TITLE, who=_WHO, expires_at=None)
        return new_link
    return next((link for link in own_links if link.state == "stands"), None)


def owners(workspace: Workspace) -> OwnersView:
    """Return the owner's view of the current version, for the shop's usual period."""
    version = workspace.version
    view = open_view(version.digest, version.tables, Question(), workspace.rates())
    return view.ask(Question(days=view.usual_days()))


def published_terms(question: Question) -> Terms:
    """Return the terms of the link: all figures that a link can show, for the period of a question."""
    return Terms(pages=PAGES_OF_FIGURES, question=to_address(question.in_links))
