"""On which days a metric's figures rest: those asked for, or as many that are over.

What follows on an order needs time: a second order within 90 days, a refund. Where the days up to the end of
the data are asked for, such a metric looks at as many that end so much earlier, so that everybody in them has
had the time; of all days, at everybody who has had it.

Days that are named (May, the last month; `--from` and `--to`) are read themselves. If they are too late,
second orders are read of as few days earlier as will do, since nobody else can be counted; refunds are read
of the days named, with a note.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.metrics.model import Window

if TYPE_CHECKING:
    from engagement.metrics.core.definition import Definition
    from engagement.metrics.core.scope import Scope


def placed(definition: Definition, scope: Scope) -> Scope:
    """Return the scope on which a metric's figures rest: its cohort, or its ripe window, or as it stands."""
    if definition.follow_up is not None:
        later = _with_time_to_follow(scope, definition.follow_up)
        return replace(later, cohort=_ripe(later, definition.follow_up))
    if definition.ripens and scope.dated and not _names_days(scope):
        return replace(scope, window=_ripe(scope, definition.ripens))
    return scope


def unripe_from(scope: Scope, days: int) -> int | None:
    """Return the first day of a placed scope whose orders are not so many days old; None where all are."""
    coverage, question = scope.data.coverage(scope.table), scope.question
    if coverage is None or not days or not scope.dated:
        return None
    end = question.as_of if question.as_if_ended and question.as_of is not None else coverage.last_day
    first = max(end - days + 1, scope.window.first_day)
    return first if first <= scope.window.last_day else None


def all_days(scope: Scope, table: str) -> Scope:
    """Return the scope of all days of another table, up to the as-of day where one is asked for."""
    coverage, as_of = scope.data.coverage(table), scope.question.as_of
    last = as_of if as_of is not None else coverage.last_day if coverage else 0
    first = last if coverage is None else min(coverage.first_day, last)
    return replace(
        scope, table=table, question=replace(scope.question, days=None), window=Window(first, last)
    )


def span_of(scope: Scope) -> Window:
    """Return the days on which a placed scope rests: of first orders, where it is one of a cohort."""
    return scope.window if scope.cohort is None else scope.cohort


def _names_days(scope: Scope) -> bool:
    """Whether the question names its days, and does not only say where the data are to end."""
    question = scope.question
    return question.days is not None and question.as_of is not None and not question.as_if_ended


def _with_time_to_follow(scope: Scope, days: int) -> Scope:
    """Return the scope of named days so much later as orders may follow on them and the data reach."""
    coverage = scope.data.coverage(scope.table)
    if coverage is None or not _names_days(scope):
        return scope
    later = max(min(days, coverage.last_day - scope.window.last_day), 0)
    return replace(scope, window=Window(scope.window.first_day + later, scope.window.last_day + later))


def _ripe(scope: Scope, days: int) -> Window:
    """Return the window, so many days earlier; of all days, all up to so many days before their end."""
    last = scope.window.last_day - days
    if scope.question.days is None:
        return Window(min(scope.window.first_day, last), last)
    return Window(scope.window.first_day - days, last)
