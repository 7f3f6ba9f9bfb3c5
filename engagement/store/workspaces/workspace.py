"""A workspace: everything that one shop has imported, in versions, on disk."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import pyarrow.parquet as pq

from engagement.store.erasing import erasure, rejoining
from engagement.store.journal import log, proofs
from engagement.store.manifest import queries
from engagement.store.manifest.records import Dataset, Drop, KeptRecipe, LogEntry, Outcome, Version
from engagement.store.objects.errors import StoreError
from engagement.store.sales import clashes, decisions, joined
from engagement.store.versions import changes, combined, given_rates, named_shops, stored_recipes
from engagement.tables import empty

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa
    import sqlalchemy as sa

    from engagement.locale import Message
    from engagement.money.exchange_rates import Rates
    from engagement.sources.model.account import Imported, Report
    from engagement.sources.recognition.recipes import Recipe
    from engagement.store.manifest.workspace_storage import WorkspaceStorage
    from engagement.store.sales.joined import Answers, JoinedAnswer, SourcePair

Result = TypeVar("Result")


class Workspace:
    """One shop's data. Any number of threads and processes may have the same workspace open.

    A change happens completely or raises `StoreError` and leaves everything as it was.
    """

    def __init__(self, storage: WorkspaceStorage, name: str, key_file: Path) -> None:
        self.name = name
        self._storage = storage
        self._key_file = key_file
        #: The newest proof of an erasure, and the files as they were read after it.
        self._known: tuple[int, dict[int, Dataset]] = (0, {})
        self._seen = (0, 0)

    @property
    def storage(self) -> WorkspaceStorage:
        """The places of its data, for everything stored besides the data: links, members, the audit."""
        return self._storage

    @property
    def key(self) -> bytes:
        """The 32 secret bytes by which identities become pseudonyms."""
        return self._key_file.read_bytes()

    @property
    def version(self) -> Version:
        """The current version; its objects are on this machine when this returns."""
        return changes.until_done(self._standing)

    def history(self) -> list[Version]:
        """All versions that can be restored, newest first."""
        with self._storage.manifest.read() as connection:
            return queries.versions(connection, self._storage.id, self._storage.objects)

    def datasets(self) -> list[Dataset]:
        """The files of the current version, newest first."""
        return list(self._storage.manifest.remember(("datasets", self._storage.id), self._datasets))

    def _datasets(self, connection: sa.Connection) -> Sequence[Dataset]:
        ids = queries.dataset_ids(connection, queries.head_id(connection, self._storage.id))
        rewritten = proofs.newest(connection, self._storage.id)
        before, known_datasets = self._known
        datasets = queries.datasets(connection, ids, known_datasets if rewritten == before else {})
        self._known = (rewritten, datasets)
        return [datasets[i] for i in reversed(ids)]

    def paths(self, table: str) -> list[Path]:
        """Return the Parquet objects of a canonical table in the current version; [] if it has no rows.

        For several tables of the same state take them from one `version`.
        """
        return [path for name, path in self.version.tables.items() if name == table]

    def report(self, dataset_id: int, part: int = 0) -> Report:
        """Return the account of a file's table (a workbook has several)."""
        with self._storage.manifest.read() as connection:
            return queries.report(connection, self._storage.id, dataset_id, part)

    def rejects(self, dataset_id: int, part: int = 0) -> pa.Table | None:
        """Return the original rows that were set aside, with their `Error`; None if all were read."""
        with self._storage.manifest.read() as connection:
            digest = queries.rejects(connection, self._storage.id, dataset_id, part)
        return None if digest is None else self._storage.objects.read(digest)

    def add(self, file: str, content_digest: str, imported: Sequence[Imported], who: str = "") -> Outcome:
        """Add the tables of one file; see `add_many`."""
        return self.add_many([Drop(file, content_digest, imported)], who)[0]

    def add_many(self, drops: Sequence[Drop], who: str = "", instead: Collection[int] = ()) -> list[Outcome]:
        """Add several files as one version; outcomes are in the order of `drops`.

        A file whose bytes are there already changes nothing, unless it is one of the datasets `instead` of
        which it was read again. Rows whose key an older file also has replace that file's rows.
        """
        try:
            rejoining.join(self._storage, self.key, drops)
            added = self._change(lambda: changes.add(self._storage, self.key, drops, who, instead))
        except StoreError:
            self._sweep_by_the_way(grace_seconds=0)  # on a full disk, new objects are removed at once
            raise
        version = self.version
        with self._storage.manifest.read() as connection:
            datasets = queries.datasets(connection, [a.dataset for a in added], {})
        self._sweep_by_the_way()
        return [Outcome(version, datasets[a.dataset], a.unchanged, a.replaced) for a in added]

    def recipes(self) -> list[KeptRecipe]:
        """Return the answers about files of one shape, newest first."""
        return stored_recipes.all_recipes(self._storage)

    def keep_recipe(self, recipe: Recipe, who: str = "") -> None:
        """Read later files of the recipe's shape by it; it replaces an earlier recipe of that shape."""
        stored_recipes.keep(self._storage, recipe, who)

    def forget_recipe(self, shape: str) -> None:
        """Delete the recipe of this shape. Files that were read by it are unchanged."""
        stored_recipes.forget(self._storage, shape)

    def rates(self) -> Rates | None:
        """Return the exchange rates that convert money into one currency; None: each currency is separate."""
        return given_rates.exchange_rates(self._storage)

    def keep_rates(self, table: Rates, who: str = "") -> None:
        """Store exchange rates, replacing those before. They belong to no version."""
        given_rates.keep(self._storage, table, who)

    def forget_rates(self) -> None:
        """Delete the exchange rates; each currency is apart again."""
        given_rates.forget(self._storage)

    def shop_names(self) -> dict[int, str]:
        """The shop or brand that a person assigned to each file, by dataset."""
        with self._storage.manifest.read() as connection:
            return named_shops.names(connection, queries.head_id(connection, self._storage.id))

    def clashing_numbers(self, dataset_id: int) -> list[str]:
        """Return numbers of a file's orders that stand for other orders in another file of the same shop."""
        own_orders, *others = self._orders_of_files(dataset_id, clashes.COLUMNS)
        numbers = {number for _, other in others for number in clashes.numbers(own_orders[1], other)}
        return sorted(numbers)

    def cut_numbers(self, dataset_id: int) -> Message | None:
        """Return a note if orders count twice, as another file has them with longer numbers; else None."""
        files = {dataset.id: dataset.file for dataset in self.datasets()}
        own_orders, *others = self._orders_of_files(dataset_id, clashes.OF_CUT)
        pairs = ((clashes.cut(own_orders[1], other), files[i]) for i, other in others)
        return next(
            (clashes.cut_sentence(cut, files[dataset_id], other) for cut, other in pairs if cut), None
        )

    def other_amounts(self, dataset_id: int) -> Message | None:
        """Return a note if orders of a file have other amounts in another file of its shop; else None."""
        names = self.shop_names()
        files = {dataset.id: dataset.file for dataset in self.datasets()}
        own_orders, *others = self._orders_of_files(dataset_id, clashes.OF_AMOUNTS)
        differing = ((clashes.amounts(own_orders[1], other), files[i]) for i, other in others
                     if names.get(i) == names.get(dataset_id))  # fmt: skip
        found = ((counts, other) for counts, other in differing if counts is not None)
        return next(
            (clashes.amounts_sentence(*counts, files[dataset_id], other) for counts, other in found), None
        )

    def out_of_scale(self, dataset_id: int) -> tuple[int, str] | None:
        """Return the ratio of a file's usual order value to another file's, and that file; else None."""
        names = self.shop_names()
        files = {dataset.id: dataset.file for dataset in self.datasets()}
        own_orders, *others = self._orders_of_files(dataset_id, clashes.MONEY)
        differences = [
            (times, files[i])
            for i, other in others
            if names.get(i) == names.get(dataset_id)
            and (times := clashes.times(own_orders[1], other)) is not None
        ]
        return max(differences, default=None)

    def _orders_of_files(self, first: int, columns: Sequence[str]) -> list[tuple[int, pa.Table]]:
        """Yield columns of the orders of each file with its dataset, the `first` before all others."""
        names = self.shop_names()
        with self._storage.manifest.read() as connection:
            ids = [dataset.id for dataset in self.datasets()]
            stored = {i: queries.tables_of(connection, [i]).get("orders", []) for i in ids}
        return [
            (i, named_shops.with_shop_name(self._storage.objects.read(digest, list(columns)), names.get(i)))
            for i in sorted(stored, key=lambda i: i != first)
            for _, digest in stored[i]
        ]

    def name_shop(self, dataset_id: int, name: str, who: str = "") -> Version:
        """Set the shop or brand of a file's orders; "" leaves them as in the file.

        All files are merged again: orders of two shops with the same number are two orders. Undo reverts
        it.
        """
        self._change(lambda: changes.name_shop(self._storage, dataset_id, name, who))
        self._sweep_by_the_way()
        return self.version

    def answers_about_sales(self) -> Answers:
        """The answers on pairs of sources: sales that both hold count "once", or are "apart"."""
        with self._storage.manifest.read() as connection:
            return decisions.answers_of(connection, queries.head_id(connection, self._storage.id))

    def same_sales(self, dataset_id: int) -> pa.Table:
        """Return the orders of a file that are sales of another, as `tables.SAME_SALES`."""
        standing = self.version.tables
        with self._storage.manifest.read() as connection:
            own_parts = queries.tables_of(connection, [dataset_id]).get("orders", [])
        if joined.NAME not in standing or not own_parts:
            return empty(joined.NAME)
        orders = self._storage.objects.read(own_parts[0][1], ["source", "shop", "order_id"])
        named = named_shops.with_shop_name(orders, self.shop_names().get(dataset_id))
        return joined.of_file(pq.read_table(standing[joined.NAME], partitioning=None), named)

    def say_of_sales(self, pair: SourcePair, answer: JoinedAnswer | None, who: str = "") -> Version:
        """Set whether sales that two sources share count once, in these files and in later ones.

        None removes the answer. Undo takes the change back.
        """
        self._change(lambda: changes.say_of_sales(self._storage, pair, answer, who))
        self._sweep_by_the_way()
        return self.version

    def remove(self, dataset_id: int, who: str = "") -> Version:
        """Take a file out of the data. It stays on disk until erased; undo restores it."""
        self._change(lambda: changes.remove(self._storage, dataset_id, who))
        self._sweep_by_the_way()
        return self.version

    def undo(self, who: str = "") -> Version:
        """Return to the version from which the current one was made."""
        changes.step(self._storage, back=True, who=who)
        return self.version

    def redo(self, who: str = "") -> Version:
        """Go to the newest version that was made from the current one."""
        changes.step(self._storage, back=False, who=who)
        return self.version

    def go_to(self, version_id: int, who: str = "") -> Version:
        """Make any version of the history the current one."""
        changes.go_to(self._storage, version_id, who)
        return self.version

    def log(self) -> list[LogEntry]:
        """All changes of the data, newest first, as far back as the history goes."""
        return log.entries(self._storage)

    def note(self, version_id: int, summary: Mapping[str, Any]) -> None:
        """Store what a version changed (JSON) in its log entry; it is deleted with the version."""
        log.note(self._storage, version_id, summary)

    def delete_for_good(self, which: int | Literal["everything"], who: str = "") -> Version:
        """Erase a file's data: its rows, account and rejects, and every version that contained it.

        They are deleted from disk when this returns, as far as the file system frees blocks.
        """
        dataset = None if which == "everything" else which
        self._storage.manifest.make_room()  # deletion must work on a full disk, too
        changes.until_done(lambda: erasure.erase(self._storage, dataset, who))
        self._known = (0, {})
        erasure.forget_contacts(self._storage)
        erasure.finish_erasure(self._storage)
        return self.version

    def sweep(
        self,
        keep: int = erasure.KEPT_VERSIONS,
        grace_seconds: float = erasure.GRACE_SECONDS,
        modified_since: float = 0,
    ) -> int:
        """Shorten the history to `keep` versions and remove files that nothing needs.

        Files younger than the grace, and those last modified before `modified_since`, stay.
        """
        return erasure.sweep(self._storage, keep, grace_seconds, modified_since)

    def _standing(self) -> Version:
        objects = self._storage.objects
        version = self._storage.manifest.remember(("standing", self._storage.id), self._head)
        for path in version.tables.values():
            try:
                objects.fetch(path.stem)
            except FileNotFoundError as gone:  # deleted permanently since the head was read
                raise combined.Stale(path.stem) from gone
        return version

    def _head(self, connection: sa.Connection) -> Version:
        objects = self._storage.objects
        head = queries.head_id(connection, self._storage.id)
        version = queries.versions(connection, self._storage.id, objects, only=head)[0]
        state = (head, proofs.newest(connection, self._storage.id))
        if state != self._seen:
            objects.keep_only(queries.referenced(connection, self._storage.id))
            self._seen = state
        return version

    def _change(self, attempt: Callable[[], Result]) -> Result:
        """Repeat a change until it is done.

        If somebody was erased in the meantime, a stale attempt may have left objects with them; these are
        deleted at once.
        """
        before = self._newest_proof()
        result = changes.until_done(attempt)
        if self._newest_proof() != before:
            self.sweep(grace_seconds=0)
        return result

    def _newest_proof(self) -> int:
        with self._storage.manifest.read() as connection:
            return proofs.newest(connection, self._storage.id)

    def _sweep_by_the_way(self, grace_seconds: float = erasure.GRACE_SECONDS) -> None:
        # The next sweep compensates for one that fails.
        with suppress(OSError, StoreError):
            self.sweep(grace_seconds=grace_seconds)
