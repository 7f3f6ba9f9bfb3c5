"""A cache of values that were read or computed from files, emptied when the files are deleted.

An object of the store never changes. It is deleted when its rows were erased or when no version needs it.
Values computed from it must then be dropped, too: at once in the process that erases (`forget_deleted`),
and in every other process at its next access to a `FileCache`.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from pathlib import Path

T = TypeVar("T")


class FileCache(Generic[T]):
    """An LRU cache of at most `most` values, each of which depends on files.

    Thread-safe: concurrent requests for one key share one computation. `end` is called with a value that is
    dropped because its files are gone, since an open page may still hold it.
    """

    def __init__(self, most: int, end: Callable[[T], None] | None = None) -> None:
        self._most = most
        self._end = end
        self._made: OrderedDict[Hashable, tuple[Sequence[Path], T]] = OrderedDict()
        self._lock = RLock()
        _ALL.add(self)

    def get(self, key: Hashable, files: Sequence[Path], make: Callable[[], T]) -> T:
        """Return the value of `key`; if there is none, compute it with `make` and remember its `files`."""
        with self._lock:
            self.drop_deleted()
            if key not in self._made:
                self._made[key] = (files, make())
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
            return self._made[key][1]

    def has(self, key: Hashable) -> bool:
        """Return whether there is a value for `key` whose files still exist."""
        with self._lock:
            self.drop_deleted()
            return key in self._made

    def drop_deleted(self) -> None:
        """Drop every value with a deleted file."""
        with self._lock:
            deleted = [key for key, (files, _) in self._made.items() if not all(f.exists() for f in files)]
            for key in deleted:
                _, value = self._made.pop(key)
                if self._end is not None:
                    self._end(value)


#: The caches of this process.
_ALL: Final[WeakSet[FileCache[Any]]] = WeakSet()


def forget_deleted() -> None:
    """Drop every value with a deleted file, in all caches of this process."""
    for cache in tuple(_ALL):
        cache.drop_deleted()
