"""Your data: drop files, see what became of every row, take back."""

from engagement.app.components import first_files
from engagement.app.router import require_router

require_router()

import streamlit as st

from engagement.app import shop, upload
from engagement.app.components import (
    cards,
    coverage,
    currencies,
    head,
    history,
    mapping,
    progress,
    said,
    shops,
    templates,
    unlocked,
    whose,
)
from engagement.app.escape import inert
from engagement.locale import message
from engagement.metrics.model import Question

workspace = shop.current()
datasets = workspace.datasets()
reading = first_files.reads_first_files(workspace)
if reading:  # what stands of the demo goes with the first stroke, not with the last
    st.html("<style>[data-stale='true']{display:none}</style>")
head.show(
    message("Your data"),
    [
        inert(shop.title()),
        message("the first files are being read")
        if reading
        else message("{count} file", "{count} files", n=len(datasets), count=len(datasets)),
        message("e-mail addresses are replaced by a keyed code when read; the upload itself is not kept"),
    ],
)
main, side = st.columns([8, 4], gap="medium")
with main:
    upload.drop_zone(demo=shop.current_name() == shop.DEMO)
    progress.show()
    whose.show()
    mapping.show()
    cards.show(workspace, datasets)
if reading:  # there is nothing to say yet of what the files give
    st.stop()
view = shop.view(Question())
with side:
    coverage.timeline(datasets)
    coverage.next_file(view, datasets)
    currencies.show(workspace)
    said.show(workspace)
    templates.show()
    shops.show()
    history.show(workspace)
unlocked.show(view, datasets)
