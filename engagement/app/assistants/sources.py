"""The data that tools answer from: files or a shop, as the owner sees them or as a link shows them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlencode

from engagement.app.figures.figure_places import page_of
from engagement.app.guests import assistants_link, background_publishing
from engagement.app.ui.address import to_address
from engagement.app.who.current import SHOP_PARAMETER
from engagement.caching.of_files import FileCache
from engagement.locale import message
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.questions.figure_question import NotAnswered
from engagement.store.sharing import links

if TYPE_CHECKING:
    import pyarrow as pa

    from engagement.metrics.model import View
    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Workspace

_OVERVIEW: Final = "overview"


class Source(Protocol):
    """The view to answer from, and the addresses of pages that show the same.

    `language` is the tag of the language of the answers' words.
    """

    @property
    def language(self) -> str:
        """The language tag."""

    def view(self) -> View:
        """Return the view of the newest data. Raises `NotAnswered` where its link was revoked."""

    def page(self, view: View, key: str | None) -> str | None:
        """Return the address that shows a figure (None: the Overview); None where there is no dashboard."""


class OfFiles:
    """Imported files as the owner sees them or, if `published`, as the recipient of a link would."""

    language = "en"

    def __init__(self, files: OwnersView, *, published: bool) -> None:
        self._files = files
        self._published = published
        self._making = threading.Lock()
        self._published_view: PublishedView | None = None

    def view(self) -> View:
        """Return the view; the published one is computed at the first call."""
        if not self._published:
            return self._files
        with self._making:
            if self._published_view is None:
                self._published_view = PublishedView(
                    publish(self._files, assistants_link.published_terms(self._files.question))
                )
            return self._published_view

    def page(self, view: View, key: str | None) -> str | None:  # noqa: ARG002 - no dashboard shows files
        """Return None: no dashboard shows the files."""
        return None


@dataclass(frozen=True)
class OfShop:
    """A shop as its owner sees it. `served` is the base URL of its dashboard, without a slash at the end."""

    workspace: Workspace
    served: str
    language: str = field(default="en", kw_only=True)

    def view(self) -> View:
        """Return the owner's view of the current version, for the shop's usual period."""
        return self.owners()

    def owners(self) -> OwnersView:
        """Return the owner's view."""
        return assistants_link.owners(self.workspace)

    def page(self, view: View, key: str | None) -> str | None:
        """Return the address at which the dashboard shows the same."""
        parameters = {SHOP_PARAMETER: self.workspace.name, **to_address(view.question)}
        stem = _OVERVIEW if key is None else page_of(key)
        if key is not None:
            parameters["figure"] = key
        path = "" if stem == _OVERVIEW else stem
        return f"{self.served}/{path}?{urlencode(parameters)}"


@dataclass(frozen=True)
class OfPublishedShop(OfShop):
    """A shop as the recipient of a link sees it, through a separate link that the guard counts, too."""

    _tables: FileCache[pa.Table] = field(default_factory=lambda: FileCache(2))
    _making: threading.Lock = field(default_factory=threading.Lock)

    def view(self) -> View:
        """Return the recipient's view of the newest bundle; `NotAnswered` once the link was revoked."""
        with self._making:
            link = assistants_link.assistants_link(self.workspace)
            if link is None:
                raise _ended()
            newest = background_publishing.up_to_date(self.workspace, link)
        if newest is None:
            raise _ended()
        # A link that nobody has opened would not count as published if it were revoked.
        links.note_visit(self.workspace.storage.manifest, link)
        objects, digest = self.workspace.storage.objects, newest.object
        return PublishedView(self._tables.get(digest, [objects.path(digest)], lambda: objects.read(digest)))


def _ended() -> NotAnswered:
    return NotAnswered(
        message(
            "The link {title} was revoked: assistants may not read this shop.", title=assistants_link.TITLE
        )
    )
