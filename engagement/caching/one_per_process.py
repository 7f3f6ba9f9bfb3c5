"""A decorator for objects that a process creates only once, also with several threads.

With `functools.cache`, two threads that call at the same time both run the function: two connection pools,
two worker threads, or two lists of which one is lost.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class run_once(Generic[P, T]):  # noqa: N801 - a decorator
    """Run a function once for each set of arguments (positional and hashable) and return the same result.

    Thread-safe: while one thread computes, the others wait.
    """

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._made: dict[object, T] = {}
        self._lock = RLock()
        self.__doc__ = make.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the object, created at the first call."""
        arguments = (args, tuple(kwargs.items()))
        with self._lock:
            if arguments not in self._made:
                self._made[arguments] = self._make(*args, **kwargs)
            return self._made[arguments]

    def forget(self) -> None:
        """Drop all results, so that the next call computes anew."""
        with self._lock:
            self._made.clear()
