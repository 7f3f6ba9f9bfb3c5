"""The guest's data: the newest bundle of their link while it is open.

If the link has ended meanwhile, these functions do not return: the page reruns and says so.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.guests import background_publishing
from engagement.app.who.current import visitor
from engagement.app.who.visitor import Visitor, look_as
from engagement.app.workspaces import open_workspaces
from engagement.caching.of_files import FileCache
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.store.sharing import bundles, links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    import pyarrow as pa

    from engagement.metrics.model import Question
    from engagement.store.sharing.bundles import Bundle
    from engagement.store.sharing.links import Link

#: How often an open page asks whether its link still stands.
ASKS_EVERY_SECONDS: Final = 20.0

#: The link that is previewed by its author, and its bundle.
_DRAFT: Final[ContextVar[tuple[Link, pa.Table] | None]] = ContextVar("draft", default=None)
#: Bundles that guests look at, as they were published.
_BUNDLES: Final[FileCache[pa.Table]] = FileCache(32)


@contextmanager
def previewing(draft: Link, table: pa.Table) -> Iterator[None]:
    """Within this context the page is drawn as for the guest of a link that is not made yet."""
    token, before = _DRAFT.set((draft, table)), look_as(Visitor("guest", link_id=draft.id))
    try:
        yield
    finally:
        look_as(before)
        _DRAFT.reset(token)


def previewed() -> bool:
    """Return whether the page is drawn as a preview."""
    return _DRAFT.get() is not None


def current_link() -> Link | None:
    """Return the guest's link if it is open now, else None."""
    draft = _DRAFT.get()
    if draft is not None:
        return draft[0]
    link_id = visitor().link_id
    shown_link = None if link_id is None else links.by_id(open_workspaces.manifest(), link_id)
    return shown_link if shown_link is not None and shown_link.state == "stands" else None


def link() -> Link:
    """Return the guest's link; reruns the page where it has ended."""
    current = current_link()
    if current is None:
        st.rerun()
    return current


def bundle(shown_link: Link) -> Bundle | None:
    """Return the newest bundle of a link; None while its first one is being made."""
    background_publishing.publisher(open_workspaces.data_dir()).wake()
    newest_two = bundles.newest_bundles(open_workspaces.manifest(), shown_link.id)
    return newest_two[0] if newest_two else None


def view(question: Question) -> PublishedView:
    """Return the published view for a question that the link allows; reruns the page where it has ended."""
    draft = _DRAFT.get()
    if draft is not None:
        return PublishedView(draft[1], question)
    own_link = link()
    newest = bundle(own_link)
    if newest is None:
        st.rerun()
    return PublishedView(_table(own_link.workspace, newest.object), question)


def published(shown_link: Link, newest: Bundle) -> PublishedView:
    """Return the view of a link's bundle; it needs no session."""
    return PublishedView(_table(shown_link.workspace, newest.object))


def path_of(workspace: str, digest: str) -> Path:
    """Return the path of a bundle's object."""
    return open_workspaces.workspace(workspace).storage.objects.path(digest)


def earlier(question: Question) -> tuple[PublishedView, datetime] | None:
    """Return the view of the bundle before the newest one, and when it was published; None without one."""
    own_link = link()
    older = [] if previewed() else bundles.newest_bundles(open_workspaces.manifest(), own_link.id)[1:]
    if not older or not own_link.follows:
        return None
    return PublishedView(_table(own_link.workspace, older[0].object), question), older[0].made_at


def narrowed(requested: Question, own: Question, free: Mapping[str, Sequence[str]]) -> Question:
    """Return the link's own question with those filters of a guest's that are free, of one value each."""
    guest_filters = {
        dimension: values
        for dimension, values in requested.filters
        if len(values) == 1 and values[0] in free.get(dimension, ())
    }
    return replace(own, filters=tuple(sorted({**dict(own.filters), **guest_filters}.items())))


def _table(workspace: str, digest: str) -> pa.Table:
    objects = open_workspaces.workspace(workspace).storage.objects
    return _BUNDLES.get((workspace, digest), [objects.path(digest)], lambda: objects.read(digest))
