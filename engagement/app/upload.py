"""The drop zone: many files at once, progress that moves, and what became of each file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app import held, shop
from engagement.app.escape import inert
from engagement.app.intake import Taken, digest, take
from engagement.app.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from engagement.locale import Message
    from engagement.sources.sandbox import Progress

_ROUND: Final = "drop_round"
_TAKEN: Final = "drop_taken"
_MOST_BYTES: Final = 400 << 20


def drop_zone(*, demo: bool) -> None:
    """Show the drop zone; what is dropped is read, kept, and freed from memory at once."""
    number = st.session_state.setdefault(_ROUND, 0)
    with st.container(key="drop"):
        dropped = st.file_uploader(
            say(message("Drop the files as your shop, survey tool or social network exports them")),
            accept_multiple_files=True,
            max_upload_size=_MOST_BYTES >> 20,
            key=f"drop_{number}",
        )
    if demo:
        st.caption(say(message("What you drop goes into your own shop; the demo shop stays as it is.")))
    if dropped:
        st.session_state[_TAKEN] = _read(dropped)
        # A new widget: the uploaded bytes would otherwise stay in memory as long as the tab.
        st.session_state[_ROUND] = number + 1
        shop.switch(shop.OWN)
        st.rerun()


def last_taken() -> list[Taken]:
    """Return what became of the files of the last drop in this tab."""
    taken: list[Taken] = st.session_state.get(_TAKEN, [])
    return taken


def forget() -> None:
    """Forget the last drop; its cards go."""
    st.session_state.pop(_TAKEN, None)


def _read(dropped: list[UploadedFile]) -> list[Taken]:
    small = [file for file in dropped if file.size <= _MOST_BYTES]
    taken = [Taken(file.name, None, _too_large(file)) for file in dropped if file not in small]
    line = st.empty()
    with tempfile.TemporaryDirectory(prefix="engagement-") as folder:
        files = []
        for position, file in enumerate(small):
            # A file's name is text, never a path.
            path = Path(folder) / str(position)
            path.write_bytes(file.getbuffer())
            files.append((path, file.name))
        read = take(shop.workspace(shop.OWN), files, progress=lambda step: _show(line, step))
        _hold(files, read)
        return taken + read


def _hold(files: list[tuple[Path, str]], read: list[Taken]) -> None:
    """Put the files aside about which a person may say more: what no platform's format knows."""
    waiting = held.of_session()
    waiting.let_go_unasked()
    for (path, name), taken in zip(files, read, strict=True):
        reports = taken.outcome.dataset.reports if taken.outcome is not None else ()
        if taken.question is not None or any(report.confidence != "exact" for report in reports):
            waiting.hold(path, name, digest(path), taken.question)


def _too_large(file: UploadedFile) -> Message:
    return message(
        "This file has {size} MB; at most {most} MB are read. Export a shorter period.",
        size=file.size >> 20,
        most=_MOST_BYTES >> 20,
    )


def _show(line: DeltaGenerator, step: Progress) -> None:
    done = step.file + step.done
    said = message("{done} of {of} files read", done=done, of=step.of)
    line.progress(done / step.of, f"**{inert(step.name)}** · {say(said)}")
