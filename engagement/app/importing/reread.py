"""Importing waiting files again by a person's answers, in the background."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.importing import jobs, waiting_files
from engagement.app.navigation import current_shop, shop_choice
from engagement.app.who.current import visitor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.app.importing.waiting_files import WaitingFile
    from engagement.sources.recognition.recipes import Recipe


def start(files: Sequence[WaitingFile], recipe: Recipe) -> None:
    """Start a job that reads waiting files by a recipe, which is stored once one of them is read.

    Reruns the page.
    """
    with ExitStack() as stack:
        opened = [(file.name, stack.enter_context(file.path.open("rb"))) for file in files]
        job = jobs.all_jobs().start(
            current_shop.workspace(current_shop.home()), opened, who=visitor().who, recipe=recipe
        )
    waiting_files.mine().answer(recipe.shape, job, [file.digest for file in files])
    shop_choice.switch(current_shop.home())
    st.rerun()
