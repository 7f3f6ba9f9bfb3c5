"""Answers for guests: none that fewer than k people gave, topics of comments, and no comment itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.shared_tables import shared_words
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.rounding.rounded_answers import CHOICES, TOPIC_PEOPLE
from engagement.metrics.voices.every_question import TICKED
from engagement.readable.one_line import plain
from engagement.reports.tables.table_words import FORMS, in_words

if TYPE_CHECKING:
    import pandas as pd

    from engagement.metrics.publishing.recipients_view import PublishedView

_LONGEST: Final = 120
#: The number of answers drawn, those of most people.
_DRAWN: Final = 12


def show(view: PublishedView) -> None:
    """Show the published tables of answers and of topics."""
    if not (view.has_table(CHOICES.name) or view.has_table(TOPIC_PEOPLE.name)) or not shared_words.rounded(
        view, "answers"
    ):
        return
    if view.has_table(CHOICES.name):
        _choices(view)
    if view.has_table(TOPIC_PEOPLE.name):
        _topics(view)


def _choices(view: PublishedView) -> None:
    frame = view.table(CHOICES.name)
    head.section(
        CHOICES.title,
        message(
            "Share of the people who answered each question. Left out: answers that under {k} people gave.",
            k=view.k,
        ),
        key="choices",
    )
    if frame.empty:
        st.write(say(message("No answer was given by {k} people.", k=view.k)))
        return
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    for place, (question, rows) in enumerate(frame.groupby("question", sort=False)):
        with grid.container(key=f"shared_choice_{place}", gap="xxsmall"):
            _question(view, str(question), rows.reset_index(drop=True), place)
    st.caption(say(shared_words.under(view)))


def _question(view: PublishedView, question: str, frame: pd.DataFrame, place: int) -> None:
    t, form = words(), str(frame["form"].iloc[0])
    wording = say(message("Options that were ticked")) if question == TICKED else question
    st.subheader(f"{inert(wording, _LONGEST)} · {say(FORMS[form])}", anchor=False)
    if form == "ranking":
        st.caption(say(message("Shown is who put an option first.")))
    top = frame.head(_DRAWN) if form != "scores" else frame
    names = [plain(str(answer), _LONGEST) for answer in top["answer"]]
    drawn = shared_words.shares(names, top["value"], (top["chosen"], top["n"]), top["chosen"])
    read = in_words(CHOICES.name, frame, t)
    text = message("Share of the people who answered: {question}", question=plain(wording, _LONGEST))
    shared_words.show(
        view, drawn, CHOICES, frame, text, counts=("n", "chosen"), readable=read, key=f"choices_{place}"
    )


def _topics(view: PublishedView) -> None:
    frame, t = view.table(TOPIC_PEOPLE.name), words()
    head.section(
        TOPIC_PEOPLE.title,
        message(
            "People whose comments hold a word of the topic, of all who wrote. Comments themselves are never "
            "shared, nor topics of under {k} people.",
            k=view.k,
        ),
        key="topics",
    )
    if frame.empty:
        st.write(say(message("No topic was written of by {k} people.", k=view.k)))
        return
    read = in_words(TOPIC_PEOPLE.name, frame, t)
    names = read["words"].tolist()
    drawn = shared_words.shares(names, frame["value"], (frame["customers"], frame["n"]), frame["customers"])
    shown_columns = frame.drop(columns="key")
    text = TOPIC_PEOPLE.title
    shared_words.show(
        view, drawn, TOPIC_PEOPLE, shown_columns, text, counts=("customers", "n"), readable=read
    )
    st.caption(say(shared_words.under(view)))
