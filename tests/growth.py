"""How the cost of a piece of work grows: a ratio taken in one run, which no busy machine changes.

Seconds say as much of the machine as of the code. What is linear costs four times as much at four times the
size, what is quadratic sixteen times: `LINEAR` lies between them.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: The most by which work may grow that is done on four times as much.
LINEAR: Final = 9.0
_ROUNDS: Final = 3


def times_dearer(dear: Callable[[], object], cheap: Callable[[], object]) -> float:
    """Return how many times the processor time of `cheap` is that of `dear`.

    Both are run in turn, and each counts with its least: what else the machine does only ever adds.
    """
    seconds = [(_processor_seconds(cheap), _processor_seconds(dear)) for _ in range(_ROUNDS)]
    least_cheap, least_dear = map(min, zip(*seconds, strict=True))
    return least_dear / least_cheap


def _processor_seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes where no garbage is collected.

    A collection costs what all other tests of the process have left in memory, and comes when it comes.
    """
    gc.disable()
    try:
        begun = time.process_time()
        work()
        return time.process_time() - begun
    finally:
        gc.enable()
