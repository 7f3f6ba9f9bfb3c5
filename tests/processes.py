"""Long work of the gates, shared by as many processes as there are processors."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


def of_each(work: Callable[[int], Result], count: int) -> list[Result]:
    """Return what `work`, a function of a module, makes of 0 to `count` - 1; each prints a dot."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        results = []
        for result in processes.map(work, range(count)):
            results.append(result)
            sys.stdout.write(".")
            sys.stdout.flush()
        return results
