"""The sentences of a review, each with a link to its figure, to be edited or struck out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
import streamlit as st

from engagement.app.figures.figure_places import page_of
from engagement.app.navigation import current_shop, page_links, saved_segments
from engagement.app.review import shop_reviews
from engagement.app.ui import head
from engagement.app.ui.address import FILTER, escaped, to_address
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.model import Question, Window
from engagement.metrics.segments.dimensions import SEGMENT
from engagement.planning.review_words import HEADINGS, name_of_figure, nothing, sentence
from engagement.planning.statements import GRAINS, Edit
from engagement.store import StoreError

if TYPE_CHECKING:
    from engagement.metrics.model import View
    from engagement.planning.statements import Review, Statement

#: Letters of a sentence that somebody wrote.
_LONGEST: Final = 600


def show(view: View, made: Review, before: Review | None) -> None:
    """Show all statements under their headings; `before` is the stored review of the period before."""
    if not any(one.kind != "goal" for one in made.statements):
        st.write(say(nothing(made, words())))
    known = set() if before is None else {one.id for one in before.standing()}
    for kind, heading in HEADINGS.items():
        found = [one for one in made.statements if one.kind == kind]
        if found:
            head.section(heading, key=f"review_{kind}")
        for number, one in enumerate(found):
            with st.container(key=f"say_{kind}_{number}", gap="xxsmall"):
                _statement(view, made, one, None if before is None else one.id in known)
    if before is not None:
        _gone(made, before)


def keep(made: Review) -> None:
    """Store a review and rerun the page."""
    try:
        shop_reviews.keep(current_shop.current_name(), made)
    except StoreError as fault:
        st.error(say(fault.sentence))
        return
    st.rerun()


def _statement(view: View, made: Review, one: Statement, was_in_last_review: bool | None) -> None:  # noqa: FBT001 - three states
    edit = made.edits.get(one.id, Edit())
    said = inert(edit.text, _LONGEST) if edit.text else say(sentence(one, made.grain, words(), view))
    st.write(f"~~{said}~~" if edit.struck else f"**{said}**")
    notes = []
    if edit.struck:
        notes.append(message("Struck out."))
    elif edit.text:
        notes.append(message("In your own words."))
    if was_in_last_review is not None and one.kind != "goal":
        notes.append(
            message("As in the review before.")
            if was_in_last_review
            else message("Not in the review before.")
        )
    if one.kind == "segment":
        notes.append(
            message(
                "Still stands after comparing all {n} segments. A link, not proof of a cause.", n=one.compared
            )
        )
    if notes:
        st.caption(" ".join(say(note) for note in notes))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _way(made, one)
        if visitor().may_edit:
            _edit(made, one, edit)


def _way(made: Review, one: Statement) -> None:
    """Show the link to the figure with the question of the review."""
    if one.kind == "goal":
        step = next((step for step in GRAINS if step == one.by), made.grain)
        asked = to_address(Question(grain=step))
        if one.segment and one.segment in saved_segments.saved():
            asked |= {FILTER + SEGMENT: escaped(one.segment)}
    else:
        days = Window(made.first_day, made.last_day)
        asked = to_address(Question(days=days.days, as_of=days.last_day, grain=made.grain, by=one.by or None))
    page_links.to(page_of(one.key), say(message("See it")), asked | {"figure": one.key})


def _edit(made: Review, one: Statement, edit: Edit) -> None:
    with st.popover(say(message("Edit")), type="tertiary"):
        text = st.text_area(
            say(message("In your own words; empty brings ours back")),
            edit.text or words().t(sentence(one, made.grain, words())),
            max_chars=_LONGEST,
            key=f"edit_{made.id}_{one.id}",
        )
        if st.button(say(message("Save")), key=f"edit_save_{one.id}"):
            ours = words().t(sentence(one, made.grain, words()))
            own = "" if text.strip() == ours else " ".join(text.split())
            _keep(made, one, Edit(text=own, struck=edit.struck))
        label = message("Put it back") if edit.struck else message("Strike it out")
        if st.button(say(label), key=f"edit_strike_{one.id}"):
            _keep(made, one, Edit(text=edit.text, struck=not edit.struck))


def _keep(made: Review, one: Statement, edit: Edit) -> None:
    others = {name: said for name, said in made.edits.items() if name != one.id}
    keep(msgspec.structs.replace(made, edits=others if edit == Edit() else {**others, one.id: edit}))


def _gone(made: Review, before: Review) -> None:
    """Show the statements of the review before that this one does not have."""
    here = {one.id for one in made.statements}
    gone = [one for one in before.standing() if one.id not in here and one.kind != "goal"]
    if gone:
        names = dict.fromkeys(words().t(name_of_figure(one.key)) for one in gone)
        st.caption(say(message("In the review before, and not any more: {names}.", names=", ".join(names))))
