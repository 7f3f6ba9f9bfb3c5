"""The cards of all files, and a note in the place of one that was just removed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.data import file_card, upload_changes
from engagement.app.ui import doing
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.store import Dataset, Version, Workspace

#: How long a removal is shown in place of the file; afterwards it is only in the log.
_TOLD: Final = timedelta(hours=1)


def show(workspace: Workspace, datasets: Sequence[Dataset]) -> None:
    """Show the card of every file, the newest first."""
    version = workspace.version
    removed_place = _place(version, datasets)
    for place, dataset in enumerate(datasets):
        if place == removed_place:
            _removed(workspace, version)
        file_card.show(workspace, dataset)
        if place == 0:
            upload_changes.show_last(workspace)
    if removed_place == len(datasets):
        _removed(workspace, version)


def _place(version: Version, datasets: Sequence[Dataset]) -> int | None:
    """Return the place of the file whose removal made this version.

    None where it was made otherwise or earlier.
    """
    if version.removed is None or datetime.now(UTC) - version.when > _TOLD:
        return None
    return sum(dataset.id > version.removed for dataset in datasets)


def _removed(workspace: Workspace, version: Version) -> None:
    with st.container(key="lack_removed", gap="xxsmall"):
        st.markdown(f"**{say(version.what)}** :gray-badge[{words().moment(version.when)}]")
        st.write(say(message("No metric counts it any more. Undo brings it back.")))
        if st.button(say(message("Undo")), key="undo_removed"):
            doing.do(lambda: _bring_back(workspace, version))


def _bring_back(workspace: Workspace, version: Version) -> None:
    if workspace.version.id == version.id:  # else another tab was faster
        workspace.undo(visitor().who)
