"""The key figures of the Overview, and having them ready before somebody asks."""

from __future__ import annotations

import logging
from functools import lru_cache
from threading import Thread
from typing import TYPE_CHECKING, Final

from engagement import settings
from engagement.metrics.model import Question
from engagement.metrics.views.findings import standing_out
from engagement.metrics.views.overview import shown, totals
from engagement.metrics.views.owners import open_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engagement.money.exchange_rates import Rates

#: Periods and steps that the filter bar offers.
_READY: Final = [
    *(Question(days=days) for days in (365, 182, 91, 730, None)),
    *(Question(grain=grain) for grain in ("week", "quarter")),
]
#: A larger shop's questions are computed when they are asked.
_MOST_ROWS: Final = 200_000

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


def _compute(digest: str, tables: Mapping[str, Path], rates: Rates | None) -> None:
    try:
        first = open_view(digest, tables, Question(), rates)
        keys = shown(first)
        for question in _READY:
            view = first.ask(question)
            standing_out(view, keys)
            for key in keys:
                view.reading(key)
                view.trend(key)
            for key in totals(view):
                view.reading(key)
                view.change(key)
    except Exception:  # noqa: BLE001 - only a head start is lost; the page itself will say what is wrong
        _log.warning("no head start for version %s", digest)
