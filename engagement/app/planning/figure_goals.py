"""The goals of a figure: how each stands, its path in the chart, and the form to set one."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Final

import msgspec
import streamlit as st

from engagement.app.navigation import current_shop, saved_segments
from engagement.app.planning import shop_goals
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor, visitor_in
from engagement.charts.planning.goal_path import GoalPath
from engagement.charts.planning.noted_days import day_number
from engagement.locale import message
from engagement.metrics.comparing.named_periods import end_of
from engagement.metrics.segments.description import to_text
from engagement.metrics.sums.periods import as_date, first_day_of, period_of
from engagement.metrics.views.owners import OwnersView
from engagement.planning.goal_standing import possible_goals, question_of, standing_of, statement_of
from engagement.planning.review_words import STATUSES, STEPS, sentence
from engagement.planning.statements import GRAINS
from engagement.store import StoreError
from engagement.store.planning.kept_goals import Goal

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import Reading, View

_LATEST: Final = dt.date(2099, 12, 31)
_ALL: Final = ""


def path(view: View, key: str, *, trailing: bool) -> GoalPath | None:
    """Return the path of the goal with the chart's grain, span and segment; None where there is none."""
    if not isinstance(view, OwnersView) or trailing != view.metric(key).trailing or view.question.net:
        return None
    for asked_view, standing in shop_goals.standings(view, shop_goals.goals(key)):
        goal = standing.goal
        same = asked_view.question.filters == view.question.filters and goal.step == view.question.grain
        if same and view.question.days == asked_view.question.days:
            start, due = (
                as_date(first_day_of(period_of(day, goal.step), goal.step))
                for day in (goal.set_day, goal.due)
            )
            projection = standing.projection
            limits = (
                (None, None, None)
                if projection is None
                else (projection.value, projection.low, projection.high)
            )
            return GoalPath(start, goal.set_value, due, goal.value, *limits)
    return None


def goal_line(view: View, key: str) -> None:
    """Show on a tile how the figure's goal for all customers stands, if there is one."""
    if not isinstance(view, OwnersView):
        return
    of_all = [goal for goal in shop_goals.goals(key) if not goal.segment]
    for _, standing in shop_goals.standings(view, of_all[:1]):
        st.caption(say(message("Goal: {status}", status=STATUSES[standing.status])))


def show(view: View, key: str) -> None:
    """Show the goals of a figure; permitted users can set and remove goals."""
    if not isinstance(view, OwnersView):
        return
    goals = shop_goals.goals(key)
    stand = {
        standing.goal: (asked_view, standing) for asked_view, standing in shop_goals.standings(view, goals)
    }
    for goal in goals:
        if goal in stand:
            goal_view, goal_state = stand[goal]
            _show_goal(goal, sentence(statement_of(goal_view, goal_state), goal.step, words(), goal_view))
        else:
            _show_goal(goal, message("A goal for “{segment}”, which is saved no more.", segment=goal.segment))
    if visitor().may_edit and st.button(say(message("Set a goal")), key=f"goal_{key}", type="tertiary"):
        _dialog(view, key)


def _show_goal(goal: Goal, sentence: Message) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.write(say(sentence))
        if visitor().may_edit and st.button(
            say(message("Remove")), key=f"goal_remove_{goal.id}", type="tertiary"
        ):
            shop_goals.remove(current_shop.current_name(), goal)
            st.rerun()


def _rounded_start(value: float) -> float:
    """Return a value rounded to two significant digits, as the initial value of the form."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    digits = 1 - math.floor(math.log10(abs(value)))
    return round(value, min(digits, 2))


def _dialog(view: OwnersView, key: str) -> None:
    name = current_shop.current_name()
    metric, reading = view.metric(key), view.reading(key)
    end = end_of(view.data) or 0

    @st.dialog(say(message("Set a goal")))
    def dialog() -> None:
        if not visitor_in(name).may_edit:  # any more: a dialog is redrawn without its page
            st.rerun()
        st.caption(say(metric.name))
        factor, unit = _shown_in(reading)
        with st.form("goal_form", border=False):
            value = st.number_input(
                say(message("Value ({unit})", unit=unit)) if unit else say(message("Value")),
                value=_rounded_start((reading.value or 0.0) * factor),
                key="goal_value",
            )
            step = st.segmented_control(
                say(message("Looked at each")), GRAINS, default="month", required=True,
                format_func=lambda option: say(STEPS[option]), key="goal_step",
            )  # fmt: skip
            day = st.date_input(
                say(message("To be reached by")), as_date(end + 91), as_date(end + 1), _LATEST, "goal_day",
                format=words().day_pattern,
            )  # fmt: skip
            segments = [_ALL, *(saved_segments.saved() if view.customer_splits() else ())]
            segment = st.selectbox(
                say(message("Whose")), segments, key="goal_segment",
                format_func=lambda option: option or say(message("all customers")),
            )  # fmt: skip
            saved = st.form_submit_button(say(message("Save")), type="primary")
        st.caption(
            say(
                message(
                    "Of one week, month or quarter; rates of customers are read over the year that ends "
                    "with it."
                )
            )
        )
        if saved:
            goal = Goal(key, value / factor, day_number(day), step, end, segment=segment)
            least, most = possible_goals(reading)
            if least <= goal.value <= most:
                _save(name, view, goal)
            else:
                _refuse(reading, least if goal.value < least else most)

    dialog()


def _refuse(reading: Reading, limit: float) -> None:
    limit_text = words().value(limit, reading.unit, reading.currency)
    st.error(
        say(message("This metric is never above {limit}.", limit=limit_text))
        if limit > 0
        else say(message("This metric is never below {limit}.", limit=limit_text))
    )


def _save(workspace: str, view: OwnersView, goal: Goal) -> None:
    """Save a goal with the figure's present value, at which its path begins."""
    texts = {name: to_text(segment) for name, segment in saved_segments.saved().items()}
    question = question_of(goal, texts)
    if question is None:
        return
    now = standing_of(view.ask(question), goal).now
    with_start = msgspec.structs.replace(goal, set_value=None if now is None else now.value)
    try:
        shop_goals.save(workspace, with_start)
    except StoreError as fault:
        st.error(say(fault.sentence))
        return
    st.rerun()


def _shown_in(reading: Reading) -> tuple[float, str]:
    """Return the factor from a stored value to the shown one (100 for a share), and its unit."""
    if reading.unit == "share":
        return 100.0, "%"
    return 1.0, {"money": reading.currency or "", "percent": "%"}.get(reading.unit, "")
