"""Coroutines that a test waits for."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine


def completed(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Return what a coroutine returns, on a thread of its own.

    A browser that this process drives for other tests keeps a loop running on the main one, where
    `asyncio.run` refuses to start another.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
