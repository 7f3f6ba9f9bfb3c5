"""Publication of links in the background, apart from the pages that show them.

One thread makes one bundle at a time. It is woken when a link is made, when data have changed and when a
guest opens a link; it then makes every bundle that is missing or outdated, also those that an erasure or a
crash removed.

A link's first bundle is made in two steps, so that it can be opened soon: values, changes and trends first,
then splits.
"""

from __future__ import annotations

import atexit
import logging
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.app.guests import conflicts
from engagement.app.ui.address import from_address
from engagement.caching.one_per_process import run_once
from engagement.locale import message
from engagement.metrics.guarding.only_added import carried_over
from engagement.metrics.guarding.published_before import PastPublication
from engagement.metrics.publishing.bundle import publish, published_record, staying, waiting
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.owners import open_view
from engagement.store import StoreError, open_workspace, workspaces
from engagement.store.journal import proofs
from engagement.store.sharing import bundles, links, publications

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pyarrow as pa

    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Version, Workspace
    from engagement.store.sharing.bundles import Bundle
    from engagement.store.sharing.links import Link
    from engagement.store.sharing.publications import Publication
    from engagement.store.sharing.terms import Terms

#: Seconds between checks without a wake-up: another process may have changed the data.
_LOOKS_EVERY: Final = 60.0
_PATIENCE_SECONDS: Final = 2.0
CLOSED: Final = message("This link is closed already.")

_log = logging.getLogger(__name__)


class Publisher:
    """The thread that makes the bundles of all links of a data folder; `make` makes one."""

    def __init__(self, data_dir: Path, make: Callable[[Workspace, Link], None]) -> None:
        self._data_dir = data_dir
        self._make = make
        self._opened: dict[str, Workspace] = {}
        self._failed: dict[int, str] = {}
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._after: list[Callable[[], None]] = []

    def follow(self, work: Callable[[], None]) -> None:
        """Call `work` after each round, in the publisher's thread."""
        self._after.append(work)

    def wake(self) -> None:
        """Start a round now. Returns at once."""
        self._wake.set()
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def failed(self, link: int) -> bool:
        """Return whether the last try for a link failed; it is tried again when its data change."""
        return link in self._failed

    def close(self) -> None:
        """Stop the thread."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE_SECONDS)

    def make_all(self) -> None:
        """Make every bundle that is missing or outdated, one after the other."""
        while not self._stopped.is_set() and (due := self._next_due()) is not None:
            workspace, link = due
            try:
                self._make(workspace, link)
            except Exception as fault:  # noqa: BLE001 - one that cannot be made keeps no other waiting
                _log.error("publishing link %d failed: %s", link.id, type(fault).__name__)
                self._failed[link.id] = data_of(workspace, link)
            else:
                self._failed.pop(link.id, None)

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(_LOOKS_EVERY)
            self._wake.clear()
            with suppress(StoreError):  # a data folder that cannot be read now can be later
                self.make_all()
            for work in tuple(self._after):
                try:
                    work()
                except Exception as fault:  # noqa: BLE001 - what follows a look ends no looking
                    _log.error("after publishing: %s", type(fault).__name__)

    def _open(self, name: str) -> Workspace:
        if name not in self._opened:
            self._opened[name] = open_workspace(self._data_dir, name)
        return self._opened[name]

    def _next_due(self) -> tuple[Workspace, Link] | None:
        """Return the next link to make a bundle of: one without any before an outdated one; None for none."""
        behind = None
        for name in workspaces(self._data_dir):
            workspace = self._open(name)
            for link in links.links(workspace.storage):
                wanted = data_of(workspace, link)
                if link.state != "stands" or self._failed.get(link.id) == wanted:
                    continue
                published = bundles.newest_bundles(workspace.storage.manifest, link.id)
                if not published:
                    return workspace, link
                is_unfinished = published[0].version_digest == _incomplete_id(wanted)
                if is_unfinished or (link.follows and published[0].version_digest != wanted):
                    behind = behind or (workspace, link)
        return behind


def data_of(workspace: Workspace, link: Link) -> str:
    """Return the identity of the data of a link: its version and the exchange rates."""
    rates = workspace.rates()
    return f"{_version_of(workspace, link).digest}-{rates.digest if rates is not None else ''}"


def make(workspace: Workspace, link: Link) -> None:
    """Compute a link's bundle and publish it.

    Where a newer bundle would lose figures, as too few people are behind the newest days, the present one is
    kept and marked as waiting.
    """
    older = [other for other in links.links(workspace.storage) if other.id < link.id]
    with workspace.storage.manifest.read() as connection:
        rewritten = proofs.newest(connection, workspace.storage.id)
    version, data = _version_of(workspace, link), data_of(workspace, link)
    view = open_view(version.digest, version.tables, from_address(link.terms.question), workspace.rates())
    refused = conflicts.conflict(workspace, view.question, older, view.data, pages=link.terms.pages)
    if refused is not None:
        raise StoreError(refused)
    storage, rates, pasts = workspace.storage, workspace.rates(), pasts_of(workspace, link.terms, view)
    keep = partial(
        bundles.put_bundle,
        storage,
        link.id,
        rewritten=rewritten,
        version=version.id,
        rates=rates.digest if rates is not None else "",
    )
    published = bundles.newest_bundles(storage.manifest, link.id)
    if not published:
        unfinished = publish(view, link.terms, pasts, splits=False)
        if not keep(unfinished, _incomplete_id(data), says=published_record(unfinished)):
            return
    table = publish(view, link.terms, pasts, secret=workspace.key)
    before = storage.objects.read(published[0].object) if published else None
    if before is not None and staying(before, table, view):
        keep(waiting(before), data, instead=published[0].version_digest)
    else:
        keep(table, data, instead=_incomplete_id(data), says=published_record(table))


def up_to_date(workspace: Workspace, link: Link) -> Bundle | None:
    """Return a link's bundle of its current data, made first where there is none.

    None where the link was closed meanwhile. Raises what `make` raises.
    """
    manifest = workspace.storage.manifest
    published = bundles.newest_bundles(manifest, link.id)
    if not published or published[0].version_digest != data_of(workspace, link):
        make(workspace, link)
        published = bundles.newest_bundles(manifest, link.id)
    return published[0] if published else None


def taken_along(workspace: Workspace, link: Link) -> PublishedView:
    """Return the current view of a link for a file to send; it counts as published from now on.

    Raises `StoreError` where the link was closed meanwhile, and what `make` raises.
    """
    newest = up_to_date(workspace, link)
    if newest is None:
        raise StoreError(CLOSED)
    # A link that nobody has opened would not count as published if it were revoked.
    links.note_visit(workspace.storage.manifest, link)
    return PublishedView(workspace.storage.objects.read(newest.object))


def drafted(workspace: Workspace, terms: Terms) -> pa.Table:
    """Return the bundle that a link of these terms would have now; it is not stored."""
    version = workspace.version
    view = open_view(version.digest, version.tables, from_address(terms.question), workspace.rates())
    return publish(view, terms, pasts_of(workspace, terms, view), secret=workspace.key)


def pasts_of(workspace: Workspace, terms: Terms, view: OwnersView) -> list[PastPublication]:
    """Return what open and ended links of a shop have published of the same rows.

    A recipient may have kept it, so the guard counts it. What was published of data that have only grown
    since also holds for today's data, and is stored so.
    """
    storage, question = workspace.storage, from_address(terms.question)
    alike = {link.id for link in links.links(storage) if conflicts.is_same(question, link)}
    earlier_publications = [
        publication for publication in publications.all_publications(storage) if publication.link in alike
    ]
    versions = {version.id: version for version in workspace.history()} if earlier_publications else {}
    rates = workspace.rates()
    digest = rates.digest if rates is not None else ""
    pasts = []
    for publication in earlier_publications:
        version = (
            versions.get(publication.version)
            if publication.version is not None and publication.rates == digest
            else None
        )
        then_view = None
        if version is not None and _is_here(workspace, version):
            then_view = open_view(version.digest, version.tables, view.question, rates)
        pasts.append(PastPublication(publication.content, then_view, publication.changed_days))
    carried = carried_over(pasts, view)
    _keep_so(workspace, view, earlier_publications, list(zip(pasts, carried, strict=True)))
    return carried


def _keep_so(
    workspace: Workspace,
    view: OwnersView,
    earlier_publications: Sequence[Publication],
    pasts: Sequence[tuple[PastPublication, PastPublication]],
) -> None:
    """Note that earlier publications hold for the current version, where data have only grown."""
    version = workspace.version
    if version.digest != view.data.digest.partition("-")[0]:
        return
    moved = {
        publication.id: {table: list(days) for table, days in now.changed_days.items()}
        for publication, (before, now) in zip(earlier_publications, pasts, strict=True)
        if before.view is not None and now.view is view and publication.version != version.id
    }
    if moved:
        publications.note_equal_version(workspace.storage, moved, version.id)


def _is_here(workspace: Workspace, version: Version) -> bool:
    """Return whether the objects of a version can be fetched."""
    try:
        for path in version.tables.values():
            workspace.storage.objects.fetch(path.stem)
    except FileNotFoundError:
        return False
    return True


def _incomplete_id(data: str) -> str:
    """Return the identity of an incomplete bundle of these data."""
    return f"{data}+"


def _version_of(workspace: Workspace, link: Link) -> Version:
    """Return the version that a link is fixed to, if it still exists, else the current one."""
    current = workspace.version
    if link.pinned in {None, current.id}:
        return current
    return next((version for version in workspace.history() if version.id == link.pinned), current)


@run_once
def publisher(data_dir: Path) -> Publisher:
    """Return this process's publisher of a data folder. It is stopped with the process."""
    new_publisher = Publisher(data_dir, make)
    atexit.register(new_publisher.close)
    return new_publisher
