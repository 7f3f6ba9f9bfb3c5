"""The current shop: the visitor's own, or the demo shop until there is one.

A guest has a link's bundle and no shop: functions that return data of a shop raise PermissionError for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.figures import key_figures
from engagement.app.guests import guest
from engagement.app.ui.reader import words
from engagement.app.who import within_run
from engagement.app.who.current import hosting, visitor
from engagement.app.workspaces import demo, open_workspaces
from engagement.app.workspaces.open_workspaces import DEMO, OWN, data_dir, workspace
from engagement.locale import message
from engagement.metrics.model import Question
from engagement.metrics.views.owners import open_view
from engagement.store.versions.titles import titles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.model import View
    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Workspace

__all__ = [
    "DEMO",
    "OWN",
    "current",
    "current_name",
    "data_dir",
    "files",
    "home",
    "owners_view",
    "title",
    "view",
    "view_by_currency",
    "workspace",
]


def current_name() -> str:
    """Return the name of the workspace in the address, else of the first one with data."""
    person = visitor()
    if person.kind != "house" or person.is_lost:
        raise PermissionError("only the house looks at a workspace")
    return person.workspace


def current() -> Workspace:
    """Return the current workspace."""
    return workspace(current_name())


def home() -> str:
    """Return the name of the workspace that takes the visitor's uploads.

    Raises PermissionError without one.
    """
    home_folder = visitor().home
    if home_folder is None:
        raise PermissionError("a reader adds no files")
    return home_folder


def title() -> str:
    """Return the shop's title; for a guest, the link's."""
    return guest.link().title if visitor().is_guest else _title(current_name())


def view(question: Question) -> View:
    """Return the view of the current data for a question; equal data and questions share one."""
    if visitor().is_guest:
        return guest.view(question)
    return owners_view(question)


def owners_view(question: Question) -> OwnersView:
    """Return the owner's view for a question. Raises PermissionError for a guest."""
    shop = current()
    version, rates = within_run.once_in_run(
        ("version", shop.storage.id, shop.storage.manifest.writes),
        lambda: (shop.version, shop.rates()),
    )
    return key_figures.open_ready(version, question, rates)


def usual_days() -> int:
    """Return the default length of the period, in days."""
    return owners_view(Question()).usual_days()


def view_by_currency(question: Question) -> View:
    """Return the view with each currency separate, even where exchange rates are set."""
    version = current().version
    return open_view(version.digest, version.tables, question)


def files(kind: str) -> list[str]:
    """Return the names of the files that a kind of table was read from, newest first; a guest sees none."""
    if visitor().is_guest:
        return []
    return [d.file for d in current().datasets() if any(report.kind == kind for report in d.reports)]


def workspaces_to_choose() -> list[str]:
    """Return the names of workspaces to choose from; without login, those with files or a title."""
    person, called = visitor(), _titles()
    return [
        n
        for n in person.roles
        if hosting().logs_in or n in {person.workspace, DEMO} or n in called or workspace(n).datasets()
    ]


def called_briefly(name: str) -> str:
    """Return a shop's title; "Your shop" or its name where it has none."""
    if name == DEMO:
        return demo.NAME
    return _titles().get(name) or (words().t(message("Your shop")) if name == OWN else name)


def _titles() -> Mapping[str, str]:
    manifest = open_workspaces.manifest()
    return within_run.once_in_run(("titles", manifest.writes), lambda: titles(manifest))


def _title(name: str) -> str:
    return words().t(message("{name} (demo)", name=demo.NAME)) if name == DEMO else called_briefly(name)
