"""What has been computed of one version of the data, so that nothing is computed twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Result = TypeVar("Result")

#: Results that are kept; the one not asked for the longest goes first. A page of one question takes some 200,
#: so that whoever goes to and fro between a few periods computes nothing twice.
_KEPT: Final = 2048


class Memory:
    """Results by their keys, `most` of them. Any thread may ask."""

    def __init__(self, most: int = _KEPT) -> None:
        self._known: OrderedDict[object, object] = OrderedDict()
        self._lock = threading.Lock()
        self._most = most

    def remember(
        self, key: object, compute: Callable[[], Result], keep: Callable[[Result], bool] | None = None
    ) -> Result:
        """Return a result computed before under this key, else compute it, and keep it if `keep` says so."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]  # type: ignore[return-value]
        # Outside the lock: two threads may compute the same thing, none waits for another's scan.
        result = compute()
        if keep is not None and not keep(result):
            return result
        with self._lock:
            self._known[key] = result
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return result

    def end(self) -> None:
        """Forget everything, and keep nothing more: the rows that it was computed of are gone."""
        with self._lock:
            self._most = 0
            self._known.clear()
