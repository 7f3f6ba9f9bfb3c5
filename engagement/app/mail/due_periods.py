"""When a schedule is due: after each whole week, month or quarter, at an hour in the shop's time zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engagement.metrics.sums.periods import as_date, first_day_of, period_of

if TYPE_CHECKING:
    from engagement.store.mail.schedules import MailPlan

_EPOCH: Final = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """A whole period: its name ("month.24310"), its days (since 1970-01-01), and when it is due (UTC)."""

    name: str
    first_day: int
    last_day: int
    due_at: dt.datetime


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def today(plan: MailPlan, now: dt.datetime) -> int:
    """Return today in the shop's time zone, in days since 1970-01-01."""
    return (now.astimezone(zone_of(plan.zone)).date() - _EPOCH).days


def newest(plan: MailPlan, now: dt.datetime) -> DuePeriod:
    """Return the newest due period; earlier ones are not sent any more."""
    number = period_of(today(plan, now), plan.step) - 1
    current = _period(plan, number)
    return current if current.due_at <= now else _period(plan, number - 1)


def upcoming(plan: MailPlan, now: dt.datetime) -> dt.datetime:
    """Return the moment (UTC) at which the next period is due."""
    number = period_of(today(plan, now), plan.step) - 1
    current = _period(plan, number)
    return current.due_at if current.due_at > now else _period(plan, number + 1).due_at


def _period(plan: MailPlan, number: int) -> DuePeriod:
    first, after = (first_day_of(index, plan.step) for index in (number, number + 1))
    # An hour that a change of the clocks leaves out is taken as if they had not changed yet.
    local = dt.datetime.combine(as_date(after), dt.time(plan.hour), zone_of(plan.zone))
    return DuePeriod(f"{plan.step}.{number}", first, after - 1, local.astimezone(dt.UTC))
