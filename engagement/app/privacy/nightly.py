"""The nightly purge: rows beyond their retention time are deleted, and other expired records.

A thread checks every hour, so that a machine that sleeps at night purges in the morning. `engagement purge`
does the same once, for a scheduler.
"""

from __future__ import annotations

import atexit
import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from engagement.app.privacy import erased
from engagement.caching.one_per_process import run_once
from engagement.store.upkeep import retention

if TYPE_CHECKING:
    from pathlib import Path

_LOOKS_EVERY: Final = 3600.0
#: The hour (UTC) from which on the day's purge is due.
_HOUR: Final = 3
_PATIENCE_SECONDS: Final = 2.0

_log = logging.getLogger(__name__)


def is_due(last: datetime | None, now: datetime) -> bool:
    """Return whether a purge is due: in the night, or at any hour after a day without one."""
    if last is None or now - last > timedelta(days=1):
        return True
    return last.date() < now.date() and now.hour >= _HOUR


class Nightly:
    """The thread that purges the workspaces of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Start the thread. Returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Stop the thread."""
        self._stopped.set()
        self._thread.join(_PATIENCE_SECONDS)

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._purge(datetime.now(UTC))
            self._stopped.wait(_LOOKS_EVERY)

    def _purge(self, now: datetime) -> None:
        try:
            removed = retention.purge_all(self._data_dir, now.date(), lambda last: is_due(last, now))
        except Exception as fault:  # noqa: BLE001 - the next night tries again
            _log.error("nightly purge failed: %s", type(fault).__name__)
            return
        if removed:
            _log.info("nightly purge", extra={"rows": removed})
            erased.clear_up()


@run_once
def start(data_dir: Path) -> Nightly:
    """Start the thread of this process for a data folder, once. It is stopped with the process."""
    nightly = Nightly(data_dir)
    atexit.register(nightly.close)
    nightly.start()
    return nightly
