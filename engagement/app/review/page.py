"""The review of a period: choosing it, its sentences, promises, and storing it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import msgspec
import streamlit as st

from engagement.app.navigation import current_shop, nothing_yet, page_links
from engagement.app.review import figures_of_period, sentences, shop_reviews
from engagement.app.sharing import report_download
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.comparing.named_periods import end_of
from engagement.metrics.model import Question
from engagement.metrics.sums.periods import period_of
from engagement.planning.review_words import STEPS, comparisons_in_words, period_name
from engagement.planning.statements import GRAINS, Review, id_before, last_whole, question_of, window_of
from engagement.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from engagement.metrics.model import Window
    from engagement.metrics.views.owners import OwnersView
    from engagement.planning.statements import ReviewGrain

TITLE: Final = message("What changed, and what comes next?")
MISSING: Final = (
    message("Nothing to review yet"),
    message("Orders, answers, posts, visits or campaigns open this page."),
)
#: The part of the address that names a review.
REVIEW: Final = "review"
_LOOKS_EVERY_SECONDS: Final = 1.0
#: Periods back that can be chosen.
_BACK: Final = 12
_LONGEST: Final = 4_000


def show() -> None:
    """Show the page, which is in no link."""
    view = current_shop.owners_view(Question())
    end = end_of(view.data)
    if end is None:
        head.show(TITLE, [inert(current_shop.title())])
        nothing_yet.show(*MISSING)
        return
    stored = shop_reviews.all_reviews()
    grain, window = _requested_period(end)
    empty = Review(grain, window.first_day, window.last_day)
    t = words()
    head.show(
        TITLE,
        [
            inert(current_shop.title()),
            period_name(empty, t),
            message("data to {day}", day=t.day(end)),
            message("small numbers: 95% interval"),
        ],
    )
    bar = _choose(grain, window, end)
    review = stored.get(empty.id) or shop_reviews.made_by_now(view, grain, window)
    if review is None:
        st.fragment(_wait, run_every=_LOOKS_EVERY_SECONDS)(view, grain, window)
        return
    with bar:
        st.space("stretch")
        report_download.show(view.ask(question_of(grain, window)), REVIEW, review)
    before = stored.get(id_before(review.id))
    _promised_before(before)
    sentences.show(view, review, before)
    figures_of_period.show(view, review)
    _promise(review)
    _document(review)
    _former(stored, review)


def _wait(view: OwnersView, grain: ReviewGrain, window: Window) -> None:
    if shop_reviews.made_by_now(view, grain, window) is not None:
        st.rerun()
    with st.container(key="room_for_findings"):
        st.caption(say(message("Looking at all metrics, their ranges and segments …")))


def _requested_period(end: int) -> tuple[ReviewGrain, Window]:
    """Return grain and window of the address, else the last whole month up to the data's end (`end`)."""
    requested = window_of(st.query_params.get(REVIEW) or "")
    if requested is None or requested[1].last_day > end:
        grain: ReviewGrain = "month" if requested is None else requested[0]
        return grain, last_whole(grain, end)
    return requested


def _choose(grain: ReviewGrain, window: Window, end: int) -> DeltaGenerator:
    """Show the choice of grain and period, both in the address, and return the container of the bar."""
    newest = period_of(last_whole(grain, end).first_day, grain)
    period = period_of(window.first_day, grain)
    offered = [f"{grain}.{number}" for number in range(newest, newest - _BACK, -1)]
    current = f"{grain}.{period}"
    st.session_state["review_step"], st.session_state["review_period"] = grain, current
    bar = st.container(key="bar", horizontal=True, vertical_alignment="center", gap="xsmall")
    with bar:
        st.segmented_control(
            say(message("Step of the review")),
            GRAINS,
            key="review_step",
            required=True,
            format_func=lambda step: say(STEPS[step]),
            label_visibility="collapsed",
            on_change=_take_step,
            args=(end,),
        )
        st.selectbox(
            say(message("Period")),
            offered if current in offered else [current, *offered],
            key="review_period",
            format_func=_called,
            label_visibility="collapsed",
            width=222,
            on_change=_take_period,
        )
    return bar


def _take_step(end: int) -> None:
    grain = st.session_state["review_step"]
    number = period_of(last_whole(grain, end).first_day, grain)
    st.query_params.update({REVIEW: f"{grain}.{number}"})


def _take_period() -> None:
    st.query_params.update({REVIEW: st.session_state["review_period"]})


def _called(review_id: str) -> str:
    grain_and_window = window_of(review_id)
    if grain_and_window is None:
        return review_id
    return period_name(
        Review(grain_and_window[0], grain_and_window[1].first_day, grain_and_window[1].last_day), words()
    )


def _promised_before(before: Review | None) -> None:
    if before is None or not before.promised:
        return
    head.section(message("Promised last time"), key="promised_before")
    st.write(_lines(before.promised))


def _promise(review: Review) -> None:
    """Show the form for a promise (to editors), which the next review shows."""
    head.section(
        message("What we promise now"), message("The review of the next period shows it."), key="promise"
    )
    if not visitor().may_edit:
        st.write(_lines(review.promised) or "–")
        return
    with st.form("review_promise", border=False):
        text = st.text_area(
            say(message("What we promise now")),
            review.promised,
            max_chars=_LONGEST,
            key=f"promise_{review.id}",
            label_visibility="collapsed",
        )
        if st.form_submit_button(say(message("Save"))):
            sentences.keep(msgspec.structs.replace(review, promised=text.strip()))


def _document(review: Review) -> None:
    """Show whether the review is stored; editors may store it, or replace it by one of today's data."""
    name = current_shop.current_name()
    st.caption(" ".join(say(remark) for remark in (comparisons_in_words(review), *review.lacking)))
    if not review.kept_at:
        st.caption(say(message("Not kept yet: it is made anew from the data each time that it is opened.")))
        if visitor().may_edit and st.button(say(message("Keep this review")), key="review_keep"):
            sentences.keep(review)
        return
    st.caption(say(message("Kept on {day} (UTC).", day=dt.date.fromisoformat(review.kept_at[:10]))))
    if not visitor().may_edit:
        return
    if st.button(say(message("Write it anew from the data of now")), key="review_anew", type="tertiary"):
        try:
            shop_reviews.remove(name, review.id)
        except StoreError as fault:
            st.error(say(fault.sentence))
            return
        st.rerun()


def _lines(text: str) -> str:
    return "  \n".join(inert(line, _LONGEST) for line in text.splitlines())


def _former(reviews: Mapping[str, Review], review: Review) -> None:
    others = [former for name, former in reviews.items() if name != review.id]
    if not others:
        return
    head.section(message("Former reviews"), key="former_reviews")
    for other in others:
        t = words()
        page_links.to(
            "review", inert(f"{say(STEPS[other.grain])}: {period_name(other, t)}"), {REVIEW: other.id}
        )
