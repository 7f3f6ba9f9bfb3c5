"""Your data: drop files, see what became of every row, take back."""

from engagement.app.router import require_router

require_router()

import streamlit as st

from engagement.app import shop, upload
from engagement.app.components import (
    coverage,
    currencies,
    filecard,
    head,
    history,
    mapping,
    moved,
    progress,
    said,
    templates,
    unlocked,
)
from engagement.app.escape import inert
from engagement.locale import message
from engagement.metrics.model import Question

workspace = shop.current()
datasets = workspace.datasets()
view = shop.view(Question())
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
    progress.show()
    mapping.show()
    for dataset in datasets:
        filecard.show(workspace, dataset)
        if dataset == datasets[0]:
            moved.show_last(workspace)
with side:
    coverage.timeline(datasets)
    coverage.next_file(view, datasets)
    currencies.show(workspace)
    said.show(workspace)
    templates.show()
    history.show(workspace)
unlocked.show(view, datasets)
