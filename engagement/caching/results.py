"""A bounded cache of results that were computed from one version of the data."""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    Result = TypeVar("Result")

#: The most cached results; the least recently used goes first. A page of one question needs about 200, so
#: that switching between a few periods computes nothing twice.
_MOST_ENTRIES: Final = 2048
#: The most bytes of columns: with a million customers, a result with one value for each is 8 MB.
_BYTES: Final = 400_000_000
#: Seconds to wait for a thread that computes the same result, before computing it again.
_PATIENCE: Final = 20.0
#: Bytes of a frame's cell: a number, or a pointer to a text.
_CELL: Final = 8
#: The depth at which results contain columns: a named tuple of records of columns.
_DEPTH: Final = 4


class Memory:
    """An LRU cache of at most `most` results and `most_bytes` bytes in all. Thread-safe."""

    def __init__(self, most: int = _MOST_ENTRIES, most_bytes: int = _BYTES) -> None:
        self._known: OrderedDict[object, object] = OrderedDict()
        self._sizes: dict[object, int] = {}
        self._size = 0
        #: The results being computed: the thread, and an event that signals the end.
        self._begun: dict[object, tuple[int, threading.Event]] = {}
        #: Results computed before, unpacked on first use.
        self._packed: dict[object, Callable[[], object]] = {}
        self._lock = threading.Lock()
        self._most = most
        self._most_bytes = most_bytes

    def remember(
        self, key: object, compute: Callable[[], Result], keep: Callable[[Result], bool] | None = None
    ) -> Result:
        """Return the cached result of `key`, else compute it, and cache it unless `keep` returns False.

        If another thread is computing it, wait for that.
        """
        waited = False
        while True:
            with self._lock:
                if key in self._known:
                    self._known.move_to_end(key)
                    return self._known[key]  # type: ignore[return-value]
                thread, event = self._begun.get(key, (threading.get_ident(), None))
                if event is None or waited or thread == threading.get_ident():
                    own_event = threading.Event()
                    self._begun[key] = (threading.get_ident(), own_event)
                    unpack = self._packed.pop(key, None)
                    break
            event.wait(_PATIENCE)
            waited = True
        # Outside the lock, so that other requests do not wait for this scan.
        try:
            result = compute() if unpack is None else _unpacked(unpack, compute)
            if keep is None or keep(result):
                self._keep(key, result)
        finally:
            with self._lock:
                if self._begun.get(key, (0, None))[1] is own_event:
                    del self._begun[key]
            own_event.set()
        return result

    def add(self, packed: Mapping[object, Callable[[], object]]) -> None:
        """Take results that were computed before; each is unpacked on first use.

        A result whose function raises ValueError is computed again.
        """
        with self._lock:
            if self._most:
                self._packed.update(packed)

    def _keep(self, key: object, result: object) -> None:
        with self._lock:
            self._forget(key)  # another thread may have been faster
            self._known[key] = result
            self._sizes[key] = bytes_of(result)
            self._size += self._sizes[key]
            while len(self._known) > self._most or (self._size > self._most_bytes and len(self._known) > 1):
                self._forget(next(iter(self._known)))

    def cached(self, key: object) -> object | None:
        """Return a cached result; None if there is none."""
        with self._lock:
            return self._known.get(key)

    def results(self) -> list[tuple[object, object]]:
        """Return all results with their keys, the least recently used first."""
        with self._lock:
            return list(self._known.items())

    def _forget(self, key: object) -> None:
        self._known.pop(key, None)
        self._size -= self._sizes.pop(key, 0)

    def end(self) -> None:
        """Drop all results and cache no new ones: the rows that they were computed from are deleted."""
        with self._lock:
            self._most = 0
            self._known.clear()
            self._packed.clear()
            self._sizes.clear()
            self._size = 0


def _unpacked(unpack: Callable[[], object], compute: Callable[[], Result]) -> Result:
    try:
        return cast("Result", unpack())
    except ValueError:
        return compute()


def bytes_of(result: object, depth: int = _DEPTH) -> int:
    """Return the bytes of the columns in a result, including those inside records and mappings.

    Everything else is small in comparison or shared with other results, and is not counted.
    """
    size = getattr(result, "nbytes", None)  # numpy arrays, Arrow arrays and tables, pandas columns
    if isinstance(size, int):
        return size
    cells = getattr(result, "size", None)  # pandas frames: asking each column would take a millisecond
    if isinstance(cells, int):
        return cells * _CELL
    parts: Iterable[object] = ()
    if isinstance(result, Mapping):
        parts = result.values()
    elif isinstance(result, tuple):
        parts = result
    elif dataclasses.is_dataclass(result):
        parts = (getattr(result, field.name, None) for field in dataclasses.fields(result))
    return sum(bytes_of(part, depth - 1) for part in parts) if depth else 0
