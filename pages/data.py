"""Your data: drop files, see what became of every row, take back."""

from engagement.app.navigation.router import require_router

require_router()

import streamlit as st

from engagement.app.asking import mapping, recipe_list
from engagement.app.data import (
    activity_log,
    cards,
    covered_days,
    currency_choice,
    import_progress,
    shop_list,
    template_downloads,
    unlocked,
    which_shop,
)
from engagement.app.importing import first_files, unread, upload
from engagement.app.navigation import current_shop
from engagement.app.shop_figure import dashboard_figures
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.locale import message
from engagement.metrics.model import Question

workspace = current_shop.current()
datasets = workspace.datasets()
reading = first_files.reads_first_files(workspace)
if reading:  # what stands of the demo goes with the first stroke, not with the last
    st.html("<style>[data-stale='true']{display:none}</style>")
head.show(
    message("Your data"),
    [
        inert(current_shop.title()),
        message("the first files are being read")
        if reading
        else message("{count} file", "{count} files", n=len(datasets), count=len(datasets)),
        message("e-mail addresses are replaced by a keyed code when read; the upload itself is not kept"),
    ],
)
main, side = st.columns([8, 4], gap="medium")
with main:
    upload.drop_zone(demo=current_shop.current_name() == current_shop.DEMO)
    import_progress.show()
    unread.show(workspace)
    which_shop.show()
    mapping.show()
    cards.show(workspace, datasets)
if reading:  # there is nothing to say yet of what the files give
    st.stop()
view = current_shop.owners_view(Question())
with side:
    covered_days.timeline(datasets)
    covered_days.next_file(view, datasets)
    currency_choice.show(workspace)
    recipe_list.show(workspace)
    template_downloads.show()
    shop_list.show()
    activity_log.show(workspace)
unlocked.show(view, datasets)
dashboard_figures.show(view, datasets)
