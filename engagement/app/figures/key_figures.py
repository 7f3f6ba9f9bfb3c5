"""The key figures of the Overview, computed ahead in the background."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING, Final

from engagement import settings
from engagement.metrics.findings import kept_overview
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.model import Question
from engagement.metrics.views.owners import OwnersView, open_view

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from engagement.metrics.findings.findings import Finding
    from engagement.metrics.model import View
    from engagement.money.exchange_rates import Rates
    from engagement.store import Workspace
    from engagement.store.manifest.records import Version

#: For a larger shop, only the period that its Overview shows first is computed.
_MOST_ROWS: Final = 200_000

#: Seconds for which a page waits for results that are nearly complete.
_PATIENCE: Final = 0.2

#: The name of the computing thread.
THREAD: Final = "head start"

_log = logging.getLogger(__name__)


def prepare(workspace: Workspace) -> None:
    """Compute the Overview of a shop's current version after an import, before anybody opens it.

    Raises `StoreError` where the store cannot be read.
    """
    if settings.HEAD_START.read().lower() != "no":
        open_ready(workspace.version, Question(), workspace.rates())


def open_ready(version: Version, question: Question, rates: Rates | None) -> OwnersView:
    """Return the view of a version, whose Overview is being made ready."""
    view = open_view(version.digest, version.tables, question, rates)
    make_ready(view, sum(version.rows.values()))
    return view


def make_ready(view: OwnersView, rows: int) -> None:
    """Load the stored Overview of a version, else compute it in the background and store it; once each.

    `rows` is the number of rows of the version. Views cache their results, so a reader who changes the period
    waits for drawing only.
    """
    view.data.remember("head start", lambda: kept_overview.read(view.data) or _begin(view, rows))


def _begin(view: OwnersView, rows: int) -> bool:
    if settings.HEAD_START.read().lower() == "no":
        return False
    Thread(target=_compute, args=(view, rows <= _MOST_ROWS), name=THREAD, daemon=True).start()
    return True


def standing_out_by_now(view: View, keys: Sequence[str]) -> list[Finding] | None:
    """Return the findings; None while they are still being computed in the background.

    They are computed at once where nothing is computed ahead, and for a link.
    """
    if not isinstance(view, OwnersView) or settings.HEAD_START.read().lower() == "no":
        return standing_out(view, keys)
    cache_key = ("being looked for", view.question, tuple(keys))
    looking: Future[list[Finding]] = view.data.remember(
        cache_key, lambda: _looking().submit(standing_out, view, keys)
    )
    try:
        return looking.result(timeout=_PATIENCE)
    except TimeoutError:
        return None


@cache
def _looking() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="findings")


def _compute(view: OwnersView, every_period: bool) -> None:  # noqa: FBT001 - a thread's target
    try:
        kept_overview.compute(view, every_period=every_period)
        kept_overview.keep(view.data)
    except Exception as fault:  # noqa: BLE001 - only a head start is lost; the page itself will say what is wrong
        _log.warning("no head start for version %s: %s", view.data.digest, type(fault).__name__)
