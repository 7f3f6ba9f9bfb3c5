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

#: The longest edited sentence, in characters.
_LONGEST: Final = 600


def show(view: View, review: Review, before: Review | None) -> None:
    """Show all statements under their headings; `before` is the stored review of the period before."""
    if not any(statement.kind != "goal" for statement in review.statements):
        st.write(say(nothing(review, words())))
    earlier_ids = set() if before is None else {statement.id for statement in before.standing()}
    for kind, heading in HEADINGS.items():
        of_kind = [statement for statement in review.statements if statement.kind == kind]
        if of_kind:
            head.section(heading, key=f"review_{kind}")
        for number, each_statement in enumerate(of_kind):
            with st.container(key=f"say_{kind}_{number}", gap="xxsmall"):
                _statement(
                    view, review, each_statement, None if before is None else each_statement.id in earlier_ids
                )
    if before is not None:
        _show_missing(view, review, before)


def keep(review: Review) -> None:
    """Store a review and rerun the page."""
    try:
        shop_reviews.keep(current_shop.current_name(), review)
    except StoreError as fault:
        st.error(say(fault.sentence))
        return
    st.rerun()


def _statement(view: View, review: Review, statement: Statement, was_in_last_review: bool | None) -> None:  # noqa: FBT001 - three states
    edit = review.edits.get(statement.id, Edit())
    text = inert(edit.text, _LONGEST) if edit.text else say(sentence(statement, review.grain, words(), view))
    st.write(f"~~{text}~~" if edit.struck else f"**{text}**")
    notes = []
    if edit.struck:
        notes.append(message("Struck out."))
    elif edit.text:
        notes.append(message("In your own words."))
    if was_in_last_review is not None and statement.kind != "goal":
        notes.append(
            message("As in the review before.")
            if was_in_last_review
            else message("Not in the review before.")
        )
    if statement.kind == "segment":
        notes.append(
            message(
                "Still stands after comparing all {n} segments. A link, not proof of a cause.",
                n=statement.compared,
            )
        )
    if notes:
        st.caption(" ".join(say(note) for note in notes))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _way(review, statement)
        if visitor().may_edit:
            _edit(review, statement, edit)


def _way(review: Review, statement: Statement) -> None:
    """Show the link to the figure with the question of the review."""
    if statement.kind == "goal":
        step = next((step for step in GRAINS if step == statement.by), review.grain)
        address = to_address(Question(grain=step))
        if statement.segment and statement.segment in saved_segments.saved():
            address |= {FILTER + SEGMENT: escaped(statement.segment)}
    else:
        days = Window(review.first_day, review.last_day)
        address = to_address(
            Question(days=days.days, as_of=days.last_day, grain=review.grain, by=statement.by or None)
        )
    page_links.to(page_of(statement.key), say(message("See it")), address | {"figure": statement.key})


def _edit(review: Review, statement: Statement, edit: Edit) -> None:
    with st.popover(say(message("Edit")), type="tertiary"):
        text = st.text_area(
            say(message("In your own words; empty brings ours back")),
            edit.text or words().t(sentence(statement, review.grain, words())),
            max_chars=_LONGEST,
            key=f"edit_{review.id}_{statement.id}",
        )
        if st.button(say(message("Save")), key=f"edit_save_{statement.id}"):
            original = words().t(sentence(statement, review.grain, words()))
            edited = "" if text.strip() == original else " ".join(text.split())
            _keep(review, statement, Edit(text=edited, struck=edit.struck))
        label = message("Put it back") if edit.struck else message("Strike it out")
        if st.button(say(label), key=f"edit_strike_{statement.id}"):
            _keep(review, statement, Edit(text=edit.text, struck=not edit.struck))


def _keep(review: Review, statement: Statement, edit: Edit) -> None:
    others = {name: other_edit for name, other_edit in review.edits.items() if name != statement.id}
    keep(msgspec.structs.replace(review, edits=others if edit == Edit() else {**others, statement.id: edit}))


def _show_missing(view: View, review: Review, before: Review) -> None:
    """Show the statements of the review before that this one does not have."""
    present_ids = {statement.id for statement in review.statements}
    missing = [
        statement
        for statement in before.standing()
        if statement.id not in present_ids and statement.kind != "goal"
    ]
    if missing:
        names = dict.fromkeys(words().t(name_of_figure(statement.key, view)) for statement in missing)
        st.caption(say(message("In the review before, and not any more: {names}.", names=", ".join(names))))
