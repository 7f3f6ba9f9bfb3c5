"""The key figures of the Overview, and having them ready before somebody asks."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from threading import Thread
from typing import TYPE_CHECKING, Final

from engagement import settings
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.model import Question
from engagement.metrics.views.overview import overview_keys, totals
from engagement.metrics.views.owners import OwnersView, open_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from engagement.metrics.findings.findings import Finding
    from engagement.metrics.model import View
    from engagement.money.exchange_rates import Rates

#: Periods and steps that the filter bar offers.
_READY: Final = [
    *(Question(days=days) for days in (365, 182, 91, 730, None)),
    *(Question(grain=grain) for grain in ("week", "quarter")),
]
#: A larger shop's questions are computed when they are asked.
_MOST_ROWS: Final = 200_000

#: Seconds that a page waits for what is there, or nearly.
_PATIENCE: Final = 0.2

#: The name of the thread that computes.
THREAD: Final = "head start"

_log = logging.getLogger(__name__)


@lru_cache(maxsize=64)
def make_ready(
    digest: str, tables: tuple[tuple[str, Path], ...], rows: int, rates: Rates | None = None
) -> None:
    """Compute the Overview for the periods of the filter bar in the background, once per version and rates.

    What the view has computed it keeps, so a reader who changes the period waits for the page only.
    """
    if rows <= _MOST_ROWS and settings.HEAD_START.read().lower() != "no":
        Thread(target=_compute, args=(digest, dict(tables), rates), name=THREAD, daemon=True).start()


def standing_out_by_now(view: View, keys: Sequence[str]) -> list[Finding] | None:
    """Return what stands out; None while that is still being looked for, in the background.

    Where nothing is computed ahead, it is computed at once: so is what a link has, which is little.
    """
    if not isinstance(view, OwnersView) or settings.HEAD_START.read().lower() == "no":
        return standing_out(view, keys)
    asked = ("being looked for", view.question, tuple(keys))
    looking: Future[list[Finding]] = view.data.remember(
        asked, lambda: _looking().submit(standing_out, view, keys)
    )
    try:
        return looking.result(timeout=_PATIENCE)
    except TimeoutError:
        return None


@cache
def _looking() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="findings")


def _compute(digest: str, tables: Mapping[str, Path], rates: Rates | None) -> None:
    try:
        first = open_view(digest, tables, Question(), rates)
        keys = overview_keys(first)
        for question in _READY:
            view = first.ask(question)
            for key in keys:
                view.reading(key)
                view.trend(key)
                view.change(key)
            for key in totals(view):
                view.reading(key)
                view.change(key)
            if view.question == Question():  # what stands out is looked for in many places: once
                standing_out(view, keys)
    except Exception:  # noqa: BLE001 - only a head start is lost; the page itself will say what is wrong
        _log.warning("no head start for version %s", digest)
