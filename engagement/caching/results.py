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

#: Results that are kept; the one not asked for the longest goes first. A page of one question takes some 200,
#: so that switching between a few periods computes nothing twice.
_MOST_ENTRIES: Final = 2048
#: So many bytes of columns are kept: of a million customers, each result that has one value for each is 8 MB.
_BYTES: Final = 400_000_000
#: Seconds to wait for a thread that computes the same, before computing it again.
_PATIENCE: Final = 20.0
#: Bytes of a frame's cell: a number, or where a text lies.
_CELL: Final = 8
#: So deep do results hold columns: a named tuple of records of columns.
_DEPTH: Final = 4


class Memory:
    """An LRU cache of at most `most` results and `most_bytes` bytes in all. Thread-safe."""

    def __init__(self, most: int = _MOST_ENTRIES, most_bytes: int = _BYTES) -> None:
        self._known: OrderedDict[object, object] = OrderedDict()
        self._sizes: dict[object, int] = {}
        self._size = 0
        #: What is being computed, by whom, and what says that it is no longer.
        self._begun: dict[object, tuple[int, threading.Event]] = {}
        #: What was computed before and is made ready when it is first asked for.
        self._packed: dict[object, Callable[[], object]] = {}
        self._lock = threading.Lock()
        self._most = most
        self._most_bytes = most_bytes

    def remember(
        self, key: object, compute: Callable[[], Result], keep: Callable[[Result], bool] | None = None
    ) -> Result:
        """Return the result of `key`, else compute it, and keep it unless `keep` returns False.

        Where another thread is computing it just now, wait for that.
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
        """Take results that were computed before; each is unpacked when it is first asked for.

        One whose function raises ValueError is computed anew.
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
        """Return a result that was computed before and is still kept; None where there is none."""
        with self._lock:
            return self._known.get(key)

    def results(self) -> list[tuple[object, object]]:
        """Return all results with their keys, the one not asked for the longest first."""
        with self._lock:
            return list(self._known.items())

    def _forget(self, key: object) -> None:
        self._known.pop(key, None)
        self._size -= self._sizes.pop(key, 0)

    def end(self) -> None:
        """Drop all results and keep no new ones: the rows that they were computed from are deleted."""
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
    """Return the bytes of the columns in a result, also of those inside records and mappings.

    Anything else that it holds is small beside them or shared with other results, and is not counted.
    """
    size = getattr(result, "nbytes", None)  # arrays of numpy and Arrow, tables of Arrow, columns of pandas
    if isinstance(size, int):
        return size
    cells = getattr(result, "size", None)  # of frames of pandas: to ask each column takes a millisecond
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
