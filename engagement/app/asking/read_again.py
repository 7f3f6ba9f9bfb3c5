"""Reading an imported file in another way, while its bytes are still waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.importing import waiting_files
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.sources.importing import sandbox
from engagement.sources.model.raw_table import SourceError

if TYPE_CHECKING:
    from engagement.store import Dataset


def offer(dataset: Dataset) -> None:
    """Offer, below a file's card, to state what its columns mean where its format is unknown or wrong."""
    unknown = sum(report.askable for report in dataset.reports)
    waiting = waiting_files.mine().get(dataset.content_digest)
    if waiting is None:
        st.caption(
            say(
                message("To say what the tables left out hold, upload the file again.")
                if unknown
                else message("To read it differently, upload the file again.")
            )
        )
    elif not waiting.proposals and st.button(
        say(message("Say what the tables left out hold") if unknown else message("Read it differently")),
        key=f"again_{dataset.id}",
        type="tertiary",
    ):
        try:
            waiting_files.mine().ask(waiting.digest, sandbox.propose(waiting.path, waiting.name))
        except SourceError as fault:
            st.caption(say(fault.sentence))
        else:
            st.rerun()
