"""The thread that sends due mail: confirmations, periods, alerts.

It looks every minute. All sendings are recorded in the store, so that several servers of one shop send each
mail once, and a machine that was off sends only the newest period.
"""

from __future__ import annotations

import atexit
import logging
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from engagement.app.mail import mail_server, mail_steps
from engagement.app.mail.mail_round import MailRound
from engagement.app.who.current import hosting, roles_of
from engagement.app.workspaces.open_workspaces import DEMO
from engagement.caching.one_per_process import run_once
from engagement.store import open_workspace, workspaces
from engagement.store.mail import mail_recipients, schedules, sendings
from engagement.store.versions.titles import titles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engagement.store import Workspace
    from engagement.store.mail.mail_recipients import Recipient
    from engagement.store.mail.schedules import MailSchedule

_LOOKS_EVERY: Final = 60.0
_PATIENCE_SECONDS: Final = 2.0
_log = logging.getLogger(__name__)


class Mailman:
    """Sends the mail of all shops of a data folder. `site` is the address that people type."""

    def __init__(self, data_dir: Path, site: str) -> None:
        self._data_dir = data_dir
        self._site = site
        self._opened: dict[str, Workspace] = {}
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Start the thread. Returns at once."""
        self._thread.start()

    def wake(self) -> None:
        """Start a round now. Returns at once."""
        self._wake.set()

    def close(self) -> None:
        """Stop the thread."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE_SECONDS)

    def look(self, now: datetime) -> None:
        """Send what is due at a moment (UTC). Raises `StoreError` where the settings are wrong."""
        server = mail_server.from_environment()
        if server is None or not self._site:
            return
        for name in workspaces(self._data_dir):
            if name == DEMO or self._stopped.is_set():
                continue
            workspace = self._open(name)
            planned = schedules.all_schedules(workspace.storage)
            if planned:
                shop = titles(workspace.storage.manifest).get(name, name)
                mail_round = MailRound(
                    workspace, server, self._site, shop, now, sendings.all_sendings(workspace.storage)
                )
                people = mail_recipients.all_recipients(workspace.storage, workspace.key)
                for schedule in planned:
                    self._send_schedule(
                        mail_round,
                        schedule,
                        [recipient for recipient in people if recipient.schedule_id == schedule.id],
                    )

    def _open(self, name: str) -> Workspace:
        if name not in self._opened:
            self._opened[name] = open_workspace(self._data_dir, name)
        return self._opened[name]

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                self.look(datetime.now(UTC))
            except Exception as fault:  # noqa: BLE001 - tried again with the next look
                _log.warning("mail: %s", type(fault).__name__)
            self._wake.wait(_LOOKS_EVERY)
            self._wake.clear()

    def _send_schedule(
        self, mail_round: MailRound, schedule: MailSchedule, people: Sequence[Recipient]
    ) -> None:
        if not may_send(mail_round.workspace.name, schedule):
            return
        for step in mail_steps.STEPS:
            try:
                step(mail_round, schedule, people)
            except Exception as fault:  # noqa: BLE001 - one schedule keeps no other waiting
                _log.warning("mail of schedule %d: %s", schedule.id, type(fault).__name__)


def may_send(shop: str, schedule: MailSchedule) -> bool:
    """Return whether the maker of a schedule is still an owner of the shop."""
    return not hosting().logs_in or roles_of(schedule.who).get(shop) == "owner"


@run_once
def mailman(data_dir: Path) -> Mailman:
    """Return this process's mailman. It is stopped with the process."""
    new_mailman = Mailman(data_dir, hosting().site)
    atexit.register(new_mailman.close)
    return new_mailman
