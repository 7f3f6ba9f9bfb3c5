"""What was read or computed from files stays in memory only as long as these files stay.

An object of the store never changes; it goes when its rows were erased, or when no version needs it
any more. Whatever was made of it then has to go, too, in every process that holds it: in the one that
erases at once (`let_go`), in any other when something of the kind is next asked for.
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
    """What was made of files, by a key; of `most` the one not asked for the longest goes first.

    Any thread may ask. Two that ask for the same at a time share one. `end` empties what is let go of
    because its files are gone: a page that is open may still hold it.
    """

    def __init__(self, most: int, end: Callable[[T], None] | None = None) -> None:
        self._most = most
        self._end = end
        self._made: OrderedDict[Hashable, tuple[Sequence[Path], T]] = OrderedDict()
        self._lock = RLock()
        _ALL.add(self)

    def get(self, key: Hashable, files: Sequence[Path], make: Callable[[], T]) -> T:
        """Return what was made under this key, else make it of these files."""
        with self._lock:
            self.let_go()
            if key not in self._made:
                self._made[key] = (files, make())
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
            return self._made[key][1]

    def has(self, key: Hashable) -> bool:
        """Whether something was made under this key, of files that are still there."""
        with self._lock:
            self.let_go()
            return key in self._made

    def let_go(self) -> None:
        """Let go of what was made of a file that is there no more."""
        with self._lock:
            gone = [key for key, (files, _) in self._made.items() if not all(f.exists() for f in files)]
            for key in gone:
                _, made = self._made.pop(key)
                if self._end is not None:
                    self._end(made)


#: Those of this process.
_ALL: Final[WeakSet[FileCache[Any]]] = WeakSet()


def let_go() -> None:
    """Let go, in this process, of all that was made of files that are there no more."""
    for kept in tuple(_ALL):
        kept.let_go()
