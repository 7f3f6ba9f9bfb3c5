"""The drop zone: uploaded files become a background job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engagement.app.importing import jobs
from engagement.app.importing.arrivals import LARGEST_BYTES
from engagement.app.navigation import current_shop, shop_choice
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor
from engagement.app.workspaces.intake import IntakeResult
from engagement.locale import message
from engagement.readable.one_line import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from engagement.locale import Message

_ROUND: Final = "drop_round"


def drop_zone(*, demo: bool) -> None:
    """Show the drop zone; uploaded files are copied for the job and freed from memory at once."""
    number = st.session_state.setdefault(_ROUND, 0)
    with st.container(key="drop"):
        dropped = st.file_uploader(
            say(
                message("Drag or choose files, just as your shop, survey tool or social network exports them")
            ),
            accept_multiple_files=True,
            max_upload_size=LARGEST_BYTES >> 20,
            key=f"drop_{number}",
        )
    target = _target() if demo else current_shop.home()
    if dropped:
        small = [file for file in dropped if file.size <= LARGEST_BYTES]
        refused = [IntakeResult(file.name, None, _too_large(file)) for file in dropped if file not in small]
        files = [(file.name, file) for file in small]
        jobs.all_jobs().start(current_shop.workspace(target), files, who=visitor().who, refused=refused)
        _free(dropped)
        # A new widget, for the files of this one are gone.
        st.session_state[_ROUND] = number + 1
        shop_choice.switch(target)
        st.rerun()


def _target() -> str:
    """Return the shop that files go to which are dropped on the demo's page, as the demo is read-only."""
    editable = [name for name in current_shop.workspaces_to_choose() if name in visitor().editable]
    if len(editable) < 2:
        st.caption(say(message("Your files go into your own shop; the demo shop stays as it is.")))
        return editable[0] if editable else current_shop.home()
    picked = st.selectbox(
        say(message("Your files go into this shop; the demo shop stays as it is.")),
        editable,
        format_func=lambda name: plain(current_shop.called_briefly(name)),
        key="drop_target",
    )
    return str(picked)


def _free(files: Sequence[UploadedFile]) -> None:
    """Free the uploaded bytes, which Streamlit would keep as long as the session, and longer."""
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context is not None else None
    if context is not None and remove is not None:
        for file in files:
            remove(session_id=context.session_id, file_id=file.file_id)


def _too_large(file: UploadedFile) -> Message:
    return message(
        "This file has {size} MB; at most {most} MB are read. Export a shorter period.",
        size=file.size >> 20,
        most=LARGEST_BYTES >> 20,
    )
