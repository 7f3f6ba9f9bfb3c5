"""What a process makes once, whoever asks first.

`functools.cache` lets two threads that ask at the same moment both make one: two pools of connections,
two threads that do the same work, two lists of which one is never looked at again.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class once(Generic[P, T]):  # noqa: N801 - a decorator
    """Make what a function returns once for the same arguments (positional and hashable).

    Any thread may ask; while one is made, the others wait.
    """

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._made: dict[object, T] = {}
        self._lock = RLock()
        self.__doc__ = make.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what was made, else make it."""
        asked = (args, tuple(kwargs.items()))
        with self._lock:
            if asked not in self._made:
                self._made[asked] = self._make(*args, **kwargs)
            return self._made[asked]

    def forget(self) -> None:
        """Make anew what is asked for next."""
        with self._lock:
            self._made.clear()
