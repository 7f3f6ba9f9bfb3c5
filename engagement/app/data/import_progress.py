"""Progress of imports: file, row of about how many, a progress bar, and a button to cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.data import file_card
from engagement.app.importing import jobs
from engagement.app.importing.first_files import LOOKS_EVERY_SECONDS
from engagement.app.navigation import current_shop
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.app.importing.jobs import Job
    from engagement.app.workspaces.intake import IntakeResult
    from engagement.locale import Message
    from engagement.sources.importing.sandbox import Progress

_NOTHING_ADDED: Final = {
    "cancelled": message("Reading was cancelled. Your data are as before."),
    "failed": message("Nothing was read. Your data are as before."),
}
#: The approximate share of a file's time for parsing rows; the rest is for interpreting them.
_ROWS: Final = 0.6
#: What one column adds to the bar while the rows are being understood, and where it stops.
_COLUMN: Final = 0.02
_UNDERSTOOD: Final = 0.95


def show() -> None:
    """Show the imports that run, and the results of those that just ended. The page reruns when one ends."""
    shop_jobs = jobs.all_jobs().of(current_shop.home())
    running = [job for job in shop_jobs if job.runs]
    if running:
        _watch(len(running))
    over = [job for job in shop_jobs if not job.runs]
    if over:
        _over(over)


def _over(over: Sequence[Job]) -> None:
    for place, job in enumerate(over):
        if job.stage in _NOTHING_ADDED:
            with st.container(key=f"lack_job_{place}", gap="xxsmall"):
                st.markdown(
                    f"**{inert(', '.join(job.names))}** :orange-badge[{say(message('not imported'))}]"
                )
                st.write(say(job.fault or _NOTHING_ADDED[job.stage]))
    file_card.show_taken([taken for job in over for taken in job.taken])
    read = [taken for job in over for taken in job.taken]
    with st.container(horizontal=True, vertical_alignment="center", key=f"over_{len(read)}"):
        if read:
            st.caption(" ".join(say(sentence) for sentence in _outcome(read)))
        if st.button(say(message("Hide")), key="hide_jobs", type="tertiary"):
            jobs.all_jobs().forget(current_shop.home())
            st.rerun()


def _outcome(read: Sequence[IntakeResult]) -> list[Message]:
    """Return how many files were imported, which were not, and how many wait for an answer."""
    good = sum(taken.outcome is not None for taken in read)
    refused = [
        inert(refused_file.file)
        for refused_file in read
        if refused_file.outcome is None and not refused_file.questions and not refused_file.unlike
    ]
    questioned = len(read) - good - len(refused)
    sentences = []
    if good == len(read):
        sentences.append(message("{count} file imported.", "{count} files imported.", n=good, count=good))
    elif good:
        sentences.append(message("{count} of {of} files imported.", count=good, of=len(read)))
    if refused:
        sentences.append(message("Not imported: {files}.", files=", ".join(refused)))
    if questioned:
        sentences.append(
            message(
                "{count} file needs your answer.",
                "{count} files need your answer.",
                n=questioned,
                count=questioned,
            )
        )
    return sentences


@st.fragment(run_every=LOOKS_EVERY_SECONDS)
def _watch(running_before: int) -> None:
    running = [job for job in jobs.all_jobs().of(current_shop.home()) if job.runs]
    if len(running) != running_before:
        st.rerun()
    for place, job in enumerate(running):
        with st.container(key=f"rule_job_{place}", gap="xxsmall"):
            _show_job(job, place)


def _show_job(job: Job, place: int) -> None:
    name = job.step.name if job.step is not None and job.stage != "waiting" else ", ".join(job.names)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"job_{place}"
    ):
        st.markdown(f"**{inert(name)}** · {say(_where(job))}", width="content")
        unwanted = job.stage != "keeping" and st.button(
            say(message("Cancel")), key=f"cancel_{place}", type="tertiary",
            help=say(message("Stops reading. Your data stay as they are.")),
        )  # fmt: skip
    if unwanted:
        jobs.all_jobs().cancel(job)
    st.progress(_share(job))


def _where(job: Job) -> Message:
    if job.stage == "waiting":
        return message("waits for the previous upload")
    if job.stage == "keeping":
        return message("read; adding to your data")
    step = job.step
    if step is None or not step.place.rows:
        return message("being opened")
    if step.place.columns:
        return message("{rows} rows read, being understood", rows=step.place.rows)
    return message("reading row {row} of about {rows}", row=step.place.row, rows=step.place.rows)


def _share(job: Job) -> float:
    """Return how much of an import is done, from 0 to 1."""
    if job.stage == "waiting" or job.step is None:
        return 0.0
    if job.stage == "keeping":
        return 1.0
    return (job.step.file + (1.0 if job.step.done else _of_file(job.step))) / job.step.of


def _of_file(step: Progress) -> float:
    place = step.place
    if not place.rows:
        return 0.0
    return min(_ROWS * place.row / place.rows + _COLUMN * place.columns, _UNDERSTOOD)
