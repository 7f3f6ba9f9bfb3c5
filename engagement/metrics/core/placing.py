"""The days of a metric's figures: those of the question, or as many mature ones.

Some figures need time after an order: a second order within 90 days, a refund. For the days up to the end
of the data, such a metric uses a window of the same length that ends earlier by this time, so that
everybody in it has had the time; for all days, it uses everybody who has had it.

Named days (May, the last month; `--from` and `--to`) are used as they are. If they are too recent, second
orders use a window as little earlier as possible, since nobody else can be counted; refunds use the named
days, with a note.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.metrics.model import Window

if TYPE_CHECKING:
    from engagement.metrics.core.definition import Definition
    from engagement.metrics.core.scope import Scope


def placed(definition: Definition, scope: Scope) -> Scope:
    """Return the scope of a metric's figures: its cohort, its mature window, or unchanged."""
    if definition.follow_up is not None:
        later = _with_time_to_follow(scope, definition.follow_up)
        return replace(later, cohort=_ripe(later, definition.follow_up))
    if definition.ripens and scope.dated and not _names_days(scope):
        return replace(scope, window=_ripe(scope, definition.ripens))
    return scope


def unripe_from(scope: Scope, days: int) -> int | None:
    """Return the first day of a placed scope whose orders are less than `days` days old; None without any."""
    coverage, question = scope.data.coverage(scope.table), scope.question
    if coverage is None or not days or not scope.dated:
        return None
    end = question.as_of if question.as_if_ended and question.as_of is not None else coverage.last_day
    first = max(end - days + 1, scope.window.first_day)
    return first if first <= scope.window.last_day else None


def all_days(scope: Scope, table: str) -> Scope:
    """Return the scope of all days of another table, up to the requested as-of day, if any."""
    coverage, as_of = scope.data.coverage(table), scope.question.as_of
    last = as_of if as_of is not None else coverage.last_day if coverage else 0
    first = last if coverage is None else min(coverage.first_day, last)
    return replace(
        scope, table=table, question=replace(scope.question, days=None), window=Window(first, last)
    )


def span_of(scope: Scope) -> Window:
    """Return the days of a placed scope: those of first orders, if it has a cohort."""
    return scope.window if scope.cohort is None else scope.cohort


def _names_days(scope: Scope) -> bool:
    """Return whether the question names its days, and not only the end of the data."""
    question = scope.question
    return question.days is not None and question.as_of is not None and not question.as_if_ended


def _with_time_to_follow(scope: Scope, days: int) -> Scope:
    """Return the scope of named days, extended by the days on which orders may follow and the data exist."""
    coverage = scope.data.coverage(scope.table)
    if coverage is None or not _names_days(scope):
        return scope
    later = max(min(days, coverage.last_day - scope.window.last_day), 0)
    return replace(scope, window=Window(scope.window.first_day + later, scope.window.last_day + later))


def _ripe(scope: Scope, days: int) -> Window:
    """Return the window moved back by `days` days; for all days, all up to `days` days before their end."""
    last = scope.window.last_day - days
    if scope.question.days is None:
        return Window(min(scope.window.first_day, last), last)
    return Window(scope.window.first_day - days, last)
