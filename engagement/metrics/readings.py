"""One number of a view: the headline with its account, and its change against the window before."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.compare import against_before
from engagement.metrics.groups import WHOLE
from engagement.metrics.model import Change, Reading, Window
from engagement.metrics.periods import as_date

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.definition import Definition, Field
    from engagement.metrics.rules import Estimates
    from engagement.metrics.scope import Scope

_NO_BEFORE: Final = message("The data do not reach back to the period before.")
_ALL_DAYS: Final = message("All days are read, so there is no period before.")
_TOO_SMALL: Final = message("Too few to compare with the period before.")


def reading(definition: Definition, scope: Scope) -> Reading:
    """Return the headline with its notes and the account of its rows."""
    estimates = estimated(definition, scope)
    left_out, used = definition.account(scope)
    bare = _bare(definition, scope, estimates)
    notes = definition.notes(scope, estimates)
    return replace(bare, notes=notes, left_out=left_out, rows_used=used)


def change(definition: Definition, scope: Scope) -> Change:
    """Return this window against the one before, of the same length and in the same currency.

    Of a metric with a follow-up, the customers of the last window who have had the time are
    compared with those of the window before; `before` is the reading of the latter.
    """
    method = definition.rule.comparison
    if scope.question.days is None:
        return Change(None, None, None, None, method, None, (_ALL_DAYS,))
    now, before = _windows(definition, scope)
    if before is None:
        return Change(None, None, None, None, method, None, (_NO_BEFORE,))
    return compared(definition, now, before)


def compared(definition: Definition, now: Scope, before: Scope) -> Change:
    """Return one window against an earlier one that does not overlap it, both in one currency."""
    method = definition.rule.comparison
    one, two = (estimated(definition, s) for s in (now, before))
    earlier = _bare(definition, before, two)
    if definition.rule.status(one)[0] in {"hidden", "missing"} or earlier.value is None:
        return Change(earlier, None, None, None, method, None, (_TOO_SMALL,))
    found, method = against_before(definition, now, before, one, two)
    unit = units(definition, now, "value")
    difference, low, high = (number(float(part[0]) / unit) for part in found[:3])
    beyond = None if low is None or high is None else not low <= 0 <= high
    notes = _of_cohorts(now, before) if definition.follow_up else ()
    return Change(earlier, difference, low, high, method, beyond, notes)


def estimated(definition: Definition, scope: Scope) -> Estimates:
    """Return the estimates of the whole, one entry."""

    def estimate() -> Estimates:
        return definition.rule.estimate(scope.stats(definition.source, WHOLE))

    return scope.remember(("estimates", definition.metric.key), estimate)


def units(definition: Definition, scope: Scope, field: Field) -> float:
    """Return by what a figure has to be divided: minor units of a currency, or nothing."""
    return scope.minor if field in definition.money else 1.0


def number(x: float) -> float | None:
    """Return a figure, None for NaN."""
    return None if math.isnan(x) else x


def _bare(definition: Definition, scope: Scope, estimates: Estimates) -> Reading:
    """Return the first entry of the estimates as a reading, in the metric's unit."""
    status = definition.rule.status(estimates)[0]
    shown = status not in {"hidden", "missing"}

    def figure(field: Field, *, guarded: bool = True) -> float | None:
        found = number(float(getattr(estimates, field)[0]) / units(definition, scope, field))
        return found if shown or not guarded else None

    metric = definition.metric
    return Reading(
        key=metric.key,
        value=figure("value"),
        numerator=figure("numerator", guarded=False),
        denominator=figure("denominator", guarded=False),
        low=figure("low"),
        high=figure("high"),
        method=definition.rule.method,
        n=int(estimates.n[0]),
        unit=metric.unit,
        window=_read_window(definition, scope),
        status=status,
        currency=scope.currency if definition.money else None,
    )


def _read_window(definition: Definition, scope: Scope) -> Window | None:
    if not scope.dated:
        return None
    if scope.cohort is not None:
        return scope.cohort
    if definition.follow_up is None:
        return scope.window
    coverage = scope.data.coverage(scope.table)
    last = scope.window.last_day - definition.follow_up
    return Window(min(coverage.first_day if coverage else last, last), last)


def _windows(definition: Definition, scope: Scope) -> tuple[Scope, Scope | None]:
    days, coverage = scope.question.days, scope.data.coverage(scope.table)
    if definition.follow_up is None or days is None or coverage is None:
        return scope, scope.before()
    last = scope.window.last_day - definition.follow_up
    now, before = Window(last - days + 1, last), Window(last - 2 * days + 1, last - days)
    earlier = replace(scope, cohort=before) if coverage.reaches(before.first_day) else None
    return replace(scope, cohort=now), earlier


def _of_cohorts(now: Scope, before: Scope) -> tuple[Message, ...]:
    if now.cohort is None or before.cohort is None:
        return ()
    return (
        message(
            "Compares customers whose first order lies in {now} with those of {before}.",
            now=_span(now.cohort),
            before=_span(before.cohort),
        ),
    )


def _span(window: Window) -> Message:
    return message("{first} to {last}", first=as_date(window.first_day), last=as_date(window.last_day))
