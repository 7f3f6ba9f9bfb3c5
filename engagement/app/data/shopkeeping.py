"""Adding, renaming and removing shops, with the visitor's rights checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.importing import jobs, waiting_files
from engagement.app.navigation import current_shop, shop_choice
from engagement.app.privacy import erased
from engagement.app.who.current import visitor
from engagement.app.workspaces import demo, open_workspaces
from engagement.locale import message
from engagement.store import StoreError
from engagement.store.versions import titles
from engagement.store.workspaces import founding

if TYPE_CHECKING:
    from engagement.store import Workspace


def create(title: str) -> Workspace:
    """Create a shop with this title, owned by the visitor, and return it.

    Raises `StoreError` without the right to, and for a title in use.
    """
    _refuse(not visitor().may_found)
    _refuse_another(title)
    return founding.found_shop(open_workspaces.data_dir(), title, visitor().who)


def rename(name: str, title: str) -> None:
    """Give a shop a new title. Raises `StoreError` as `create` does."""
    _refuse(visitor().roles.get(name) != "owner" or name == open_workspaces.DEMO)
    _refuse_another(title, but=name)
    titles.rename(open_workspaces.workspace(name).storage, title, visitor().who)


def close(name: str) -> None:
    """Delete a shop with all its data, and switch to another. Raises `StoreError` without the right to."""
    _refuse(visitor().roles.get(name) != "owner" or name == open_workspaces.DEMO)
    workspace = open_workspaces.workspace(name)
    jobs.all_jobs().stop(name)
    waiting_files.end(name)
    founding.close(open_workspaces.data_dir(), workspace, visitor().who, stays=name == open_workspaces.OWN)
    open_workspaces.workspace.cache_clear()
    erased.clear_up(workspace)
    shop_choice.switch(
        next(other for other in [*current_shop.workspaces_to_choose(), open_workspaces.DEMO] if other != name)
    )


def _refuse(wrong: bool) -> None:  # noqa: FBT001 - a fact, not a switch
    """Raise `StoreError` where `wrong`: rights may have changed since the page was drawn."""
    if wrong:
        raise StoreError(message("Only an owner can do this."))


def _refuse_another(title: str, but: str = "") -> None:
    """Raise `StoreError` if another shop (than `but`) has this title."""
    others = [
        current_shop.called_briefly(name) for name in current_shop.workspaces_to_choose() if name != but
    ]
    if titles.as_title(title).casefold() in {other.casefold() for other in [*others, demo.NAME]}:
        raise StoreError(message("There is a shop of this name already."))
