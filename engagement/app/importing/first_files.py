"""The notice on other pages while the first files of a shop are being imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.importing import jobs
from engagement.app.navigation import current_shop, page_links
from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.store import Workspace

LOOKS_EVERY_SECONDS: Final = 0.7


def reads_first_files(workspace: Workspace) -> bool:
    """Return whether the first files of a shop are being imported, so that there is nothing to show yet."""
    return not workspace.datasets() and any(job.runs for job in jobs.all_jobs().of(workspace.name))


def in_brief() -> None:
    """Show that the files are being imported; the page reruns when they are."""
    with st.container(key="lack_page"):
        st.subheader(say(message("Your files are being read")), anchor=False)
        st.write(say(message("The metrics appear as soon as that is done.")))
        page_links.to("data", say(message("See how far it is")))
        _wait(current_shop.current_name())


@st.fragment(run_every=LOOKS_EVERY_SECONDS)
def _wait(workspace: str) -> None:
    if not any(job.runs for job in jobs.all_jobs().of(workspace)):
        st.rerun()
