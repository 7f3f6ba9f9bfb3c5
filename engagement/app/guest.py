"""What a guest sees: one link's newest bundle, as long as the link stands.

Whoever calls this for a guest whose link has ended meanwhile gets no value: the page is drawn anew
and says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app import publishing, rooms
from engagement.app.visitor import visitor
from engagement.metrics.kept import Kept
from engagement.metrics.published import PublishedView
from engagement.store import bundles, links

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import pyarrow as pa

    from engagement.metrics.model import Question, View
    from engagement.store.bundles import Bundle
    from engagement.store.links import Link

#: How often an open page asks whether its link still stands.
ASKS_EVERY_SECONDS: Final = 20.0

#: Bundles that guests look at, as they were published.
_BUNDLES: Final[Kept[pa.Table]] = Kept(32)


def standing() -> Link | None:
    """Return the guest's link if it stands now."""
    link_id = visitor().link_id
    found = None if link_id is None else links.by_id(rooms.manifest(), link_id)
    return found if found is not None and found.state == "stands" else None


def link() -> Link:
    """Return the guest's link, which stands."""
    found = standing()
    if found is None:
        st.rerun()
    return found


def bundle(of: Link) -> Bundle | None:
    """Return what a link shows now; None while its first bundle is being made."""
    publishing.publisher(rooms.data_dir()).wake()
    found = bundles.newest_bundles(rooms.manifest(), of.id)
    return found[0] if found else None


def view(question: Question) -> View:
    """Return the published view for a question that the link allows."""
    here = link()
    newest = bundle(here)
    if newest is None:
        st.rerun()
    return PublishedView(_table(here.workspace, newest.object), question)


def earlier(question: Question) -> tuple[View, datetime] | None:
    """Return the view of what the link showed before its newest figures came, and when that was published."""
    here = link()
    found = bundles.newest_bundles(rooms.manifest(), here.id)[1:]
    if not found or not here.follows:
        return None
    return PublishedView(_table(here.workspace, found[0].object), question), found[0].made_at


def narrowed(asked: Question, own: Question, free: Mapping[str, Sequence[str]]) -> Question:
    """Return the link's own question with, of what a guest asks, only what is free: one value of a list."""
    chosen = {
        dimension: values
        for dimension, values in asked.filters
        if len(values) == 1 and values[0] in free.get(dimension, ())
    }
    return replace(own, filters=tuple(sorted({**dict(own.filters), **chosen}.items())))


def _table(workspace: str, digest: str) -> pa.Table:
    objects = rooms.workspace(workspace).room.objects
    return _BUNDLES.get((workspace, digest), [objects.path(digest)], lambda: objects.read(digest))
