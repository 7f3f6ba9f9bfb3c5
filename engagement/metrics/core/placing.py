"""On which days a metric's figures rest: those asked for, or as many that are over.

What follows on an order needs time: a second order within 90 days, a refund. Such a metric looks at the
window of the asked length that ends so many days before the as-of day, so that everybody in it has had
the time; of all days, at everybody who has had it.
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
        return replace(scope, cohort=_ripe(scope, definition.follow_up))
    if definition.ripens and scope.dated:
        return replace(scope, window=_ripe(scope, definition.ripens))
    return scope


def all_days(scope: Scope, table: str) -> Scope:
    """Return the scope of all days of another table, up to the as-of day where one is asked for."""
    coverage, asked = scope.data.coverage(table), scope.question.as_of
    last = asked if asked is not None else coverage.last_day if coverage else 0
    first = last if coverage is None else min(coverage.first_day, last)
    return replace(
        scope, table=table, question=replace(scope.question, days=None), window=Window(first, last)
    )


def span_of(scope: Scope) -> Window:
    """Return the days on which a placed scope rests: of first orders, where it is one of a cohort."""
    return scope.window if scope.cohort is None else scope.cohort


def _ripe(scope: Scope, days: int) -> Window:
    """Return the window, so many days earlier; of all days, all up to so many days before their end."""
    last = scope.window.last_day - days
    if scope.question.days is None:
        return Window(min(scope.window.first_day, last), last)
    return Window(scope.window.first_day - days, last)
