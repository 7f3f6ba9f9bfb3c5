"""One number of a view: the headline with its account, and its change against an earlier window."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.comparing.named_periods import running
from engagement.metrics.comparing.window_pairs import NoPair, pair
from engagement.metrics.core.customer_standing import OF_WINDOW
from engagement.metrics.core.placing import span_of
from engagement.metrics.model import Change, Reading, Window, public
from engagement.metrics.purchases import same_sales_note
from engagement.metrics.segments.habits import is_habit
from engagement.metrics.sums.group_sums import WHOLE
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.compare import against_before
from engagement.metrics.views.series_breaks import breaks_of, crossed

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.comparing.window_pairs import WindowPair
    from engagement.metrics.core.definition import Definition, Field
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import SeriesBreak
    from engagement.metrics.rules.plain import Estimates

_RATIO_OF_MEANS: Final = "log_ratio_by_customer"
#: The fewest customers in each of two periods for a ratio of mean amounts. Of 5 against 16 customers without
#: a difference, the limits called 5 in 100 a change that should be 1.
_FEWEST_AMOUNTS: Final = 50
_TOO_SMALL: Final = public(message("Too few to compare with the earlier period."))
_FEW_AMOUNTS: Final = public(
    message("So few customers stand in one of the two periods that a few orders make the difference.")
)
_NOT_ALIKE: Final = message("counted otherwise before")
_CHOSEN_BY_HABIT: Final = message(
    "These customers are chosen by what they have done up to the last day, so an earlier period of theirs is "
    "not like this one, and no change is called real."
)


def reading(definition: Definition, scope: Scope) -> Reading:
    """Return the headline of a placed scope with its notes and the account of its rows."""
    estimates = estimated(definition, scope)
    left_out, used = definition.account(scope)
    bare = _bare(definition, scope, estimates)
    notes = definition.notes(scope, estimates)
    if "orders" in scope.data.tables(scope.table):
        notes = (*notes, *same_sales_note.about(scope.data))
    coverage = scope.data.coverage(scope.table)
    notes = (*notes, *running(scope.question, coverage.last_day if coverage else None))
    return replace(bare, notes=notes, left_out=left_out, rows_used=used)


def change(definition: Definition, scope: Scope) -> Change:
    """Return the change of a placed scope's window from the comparable earlier one, in the same currency.

    Its significance is that of this comparison alone; `verdicts` corrects for all others.
    """
    windows = pair(definition, scope)
    if isinstance(windows, NoPair):
        method, why = definition.rule.comparison, (windows.why,)
        return Change(
            None, None, None, None, method, None, why,
            needs_from=windows.needs_from, reason=windows.reason,
        )  # fmt: skip
    change = compared(definition, windows)
    earlier = None if change.before is None else change.before.window
    broken = crossed(breaks_of(definition, scope), earlier, _read_window(definition, scope))
    if broken is not None:
        return Change(
            change.before, None, None, None, change.method, None, (_unlike(broken),), reason=_NOT_ALIKE
        )
    if any(is_habit(by, values) for by, values in scope.question.filters if by not in OF_WINDOW):
        # Customers selected by their present behaviour behaved differently before, whatever the shop does.
        return replace(change, beyond_noise=None, p=None, notes=(*change.notes, _CHOSEN_BY_HABIT))
    return change


def _unlike(broken: SeriesBreak) -> Message:
    sentence = message(
        "{why} ({day}); what lies before and after is not compared.",
        day=as_date(broken.day),
        why=broken.why,
    )
    return public(sentence)


def compared(definition: Definition, two: WindowPair) -> Change:
    """Return one window against an earlier one, both in one currency."""
    method, now, before = definition.rule.comparison, two.now, two.before
    current, other = (estimated(definition, scope) for scope in (now, before))
    earlier = _bare(definition, before, other)
    if definition.rule.status(current)[0] in {"hidden", "missing"} or earlier.value is None:
        return Change(earlier, None, None, None, method, None, (_TOO_SMALL,))
    comparison, method = against_before(definition, now, before, current, other)
    unit = units(definition, now, "value")
    difference, low, high = (number(float(part[0]) / unit) for part in comparison[:3])
    if difference is not None and _are_few(definition, current, other):
        notes = (_FEW_AMOUNTS, *_of_cohorts(two), *two.notes)
        return Change(earlier, difference, None, None, method, None, notes)
    p = number(float(comparison.p[0]))
    beyond = None if low is None or high is None or not two.tested else not low <= 0 <= high
    small = (_TOO_SMALL,) if difference is None else ()
    return Change(earlier, difference, low, high, method, beyond, (*small, *_of_cohorts(two), *two.notes), p)


def _are_few(definition: Definition, current: Estimates, other: Estimates) -> bool:
    """Return whether two means of amounts rest on too few customers for the limits of their ratio."""
    is_ratio = bool(definition.money) and definition.rule.comparison == _RATIO_OF_MEANS
    return is_ratio and min(current.n[0], other.n[0]) < _FEWEST_AMOUNTS


def estimated(definition: Definition, scope: Scope) -> Estimates:
    """Return the estimates of the whole, one entry."""

    def estimate() -> Estimates:
        return definition.rule.estimate(scope.stats(definition.source, WHOLE))

    return scope.remember(("estimates", definition.metric.key), estimate)


def units(definition: Definition, scope: Scope, field: Field) -> float:
    """Return the divisor of a field: minor units of a currency, or 1."""
    return scope.minor if field in definition.money else 1.0


def number(x: float) -> float | None:
    """Return a float, None for NaN."""
    return None if math.isnan(x) else x


def _bare(definition: Definition, scope: Scope, estimates: Estimates) -> Reading:
    """Return the first entry of the estimates as a reading, in the metric's unit."""
    status = definition.rule.status(estimates)[0]
    shown = status not in {"hidden", "missing"}

    def figure(field: Field, *, guarded: bool = True) -> float | None:
        value = number(float(getattr(estimates, field)[0]) / units(definition, scope, field))
        return value if shown or not guarded else None

    metric = definition.metric
    return Reading(
        key=metric.key,
        value=figure("value"),
        numerator=figure("numerator", guarded=False),
        denominator=figure("denominator", guarded=False),
        low=figure("low"),
        high=figure("high"),
        method=estimates.methods[0] if estimates.methods else definition.rule.method,
        n=int(estimates.n[0]),
        unit=metric.unit,
        window=_read_window(definition, scope),
        status=status,
        currency=scope.currency if definition.money else None,
        ends=scope.ends,
    )


def _read_window(definition: Definition, scope: Scope) -> Window | None:
    if not scope.dated:
        return None
    if not definition.everybody or scope.cohort is not None:
        return span_of(scope)
    coverage, last = scope.data.coverage(scope.table), scope.window.last_day
    return Window(min(coverage.begins if coverage else last, last), last)


def _of_cohorts(two: WindowPair) -> tuple[Message, ...]:
    now, before = two.now, two.before
    if now.cohort is None or before.cohort is None:
        return ()
    sentence = message(
        "Compares customers whose first order lies in {now} with those of {before}.",
        now=_span(now.cohort),
        before=_span(before.cohort),
    )
    return (public(sentence),)


def _span(window: Window) -> Message:
    return message("{first} to {last}", first=as_date(window.first_day), last=as_date(window.last_day))
