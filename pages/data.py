"""Your data: drop files, see what became of every row, take back."""

from engagement.app.router import require_router

require_router()

import streamlit as st

from engagement.app import shop, upload
from engagement.app.components import coverage, filecard, head, history, mapping, said, templates
from engagement.app.escape import inert
from engagement.locale import message

workspace = shop.current()
datasets = workspace.datasets()
head.show(
    message("Your data"),
    [
        inert(shop.title()),
        message("{count} file", "{count} files", n=len(datasets), count=len(datasets)),
        message("e-mail addresses are replaced by a keyed code when read; the upload itself is not kept"),
    ],
)
main, side = st.columns([8, 4], gap="medium")
with main:
    upload.drop_zone(demo=shop.current_name() == shop.DEMO)
    mapping.show()
    filecard.show_taken(upload.last_taken())
    for dataset in datasets:
        filecard.show(workspace, dataset)
with side:
    coverage.timeline(datasets)
    coverage.next_file(datasets)
    said.show(workspace)
    templates.show()
    history.show(workspace)
