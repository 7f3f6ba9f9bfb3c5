"""The dialog in which notes on days are written, changed and removed; the filter bar opens it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, get_args

import streamlit as st

from engagement.app.navigation import current_shop
from engagement.app.planning import shop_notes
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor, visitor_in
from engagement.charts.planning.noted_days import KINDS, day_number, in_words
from engagement.locale import message
from engagement.metrics.sums.periods import as_date
from engagement.store import StoreError
from engagement.store.planning.day_notes import LONGEST, DayNote, NoteKind

if TYPE_CHECKING:
    from engagement.metrics.model import Window

_EDITED: Final = "note_edited"
_EARLIEST, _LATEST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)


def control(window: Window) -> None:
    """Show the button of the dialog; `window` are the days that the page shows."""
    if visitor().may_edit and st.button(say(message("Notes")), key="notes_open"):
        st.session_state.pop(_EDITED, None)
        _dialog(window)


def _dialog(window: Window) -> None:
    name = current_shop.current_name()

    @st.dialog(say(message("Notes on days")), width="medium")
    def dialog() -> None:
        if not visitor_in(name).may_edit:  # any more: a dialog is redrawn without its page
            st.rerun()
        st.caption(
            say(message("What happened on a day stands on every chart over time: a sale, a new price, …"))
        )
        notes = shop_notes.visible_notes()
        edited = next((note for note in notes if note.id == st.session_state.get(_EDITED)), None)
        _form(name, edited, window)
        _list(name, notes[::-1])

    dialog()


def _form(workspace: str, edited: DayNote | None, window: Window) -> None:
    day = as_date(min(max(window.last_day, day_number(_EARLIEST)), day_number(_LATEST)))
    first = day if edited is None else as_date(edited.first_day)
    last = None if edited is None or edited.last_day == edited.first_day else as_date(edited.last_day)
    which = "new" if edited is None else edited.id
    with st.form(f"note_form_{which}", border=False, clear_on_submit=False):
        left, right = st.columns(2)
        first = left.date_input(
            say(message("Day")), first, _EARLIEST, _LATEST, f"note_first_{which}", format=words().day_pattern
        )
        last = right.date_input(
            say(message("Last day, if several")), last, _EARLIEST, _LATEST, f"note_last_{which}",
            format=words().day_pattern,
        )  # fmt: skip
        kinds: list[NoteKind] = list(get_args(NoteKind))
        kind = st.selectbox(
            say(message("What it was")),
            kinds,
            index=0 if edited is None else kinds.index(edited.kind),
            format_func=lambda option: say(KINDS[option]),
            key=f"note_kind_{which}",
        )
        text = st.text_input(
            say(message("In a few words")),
            "" if edited is None else edited.text,
            max_chars=LONGEST,
            key=f"note_text_{which}",
        )
        in_links = st.checkbox(
            say(message("Also in links and in reports that are sent")),
            value=edited is not None and edited.in_links,
            help=say(message("Whoever opens a link then reads this note. Name no customer in it.")),
            key=f"note_links_{which}",
        )
        saved = st.form_submit_button(say(message("Save note")), type="primary")
    if not saved:
        return
    ends = [day_number(value) for value in (first, last or first)]
    note = DayNote(ends[0], ends[1], kind, " ".join(text.split()), in_links, edited.id if edited else "")
    try:
        shop_notes.save(workspace, note)
    except StoreError as fault:
        st.error(say(fault.sentence))
        return
    st.session_state.pop(_EDITED, None)
    st.rerun()


def _list(workspace: str, notes: tuple[DayNote, ...]) -> None:
    if not notes:
        st.write(say(message("No notes yet.")))
    for note in notes:
        with st.container(key=f"rule_note_{note.id}"):
            st.write(say(in_words(note, words())))
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                if st.button(say(message("Edit")), key=f"note_change_{note.id}", type="tertiary"):
                    st.session_state[_EDITED] = note.id
                    st.rerun(scope="fragment")
                if st.button(say(message("Remove")), key=f"note_remove_{note.id}", type="tertiary"):
                    shop_notes.remove(workspace, note.id)
                    st.rerun()
                if note.in_links:
                    st.caption(say(message("also in links")))
