"""Templates of tables to fill in by hand, for shops without an export."""

from __future__ import annotations

from functools import partial

import streamlit as st

from engagement.app.figures.kinds import KIND_NAMES
from engagement.app.ui import download
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.sources.recognition.blank_tables import TEMPLATES, template


def show() -> None:
    """Offer one template for each kind of file."""
    with st.container(key="rule_templates"):
        st.header(say(message("No export? Fill in a table")), anchor=False)
        st.caption(say(message("Each has a header and two invented rows. Replace them and upload the file.")))
        with st.container(horizontal=True):
            for kind in TEMPLATES:
                download.button(
                    say(KIND_NAMES[kind]),
                    partial(template, kind),
                    f"template-{kind}.csv",
                    key=f"template_{kind}",
                )
