"""A period is due from an hour of the shop's own day on, also where its clocks change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engagement.app.mail import due_periods
from tests.app.mail.mailed_shop import plan


@pytest.mark.parametrize(
    ("zone", "step", "hour", "day", "at"),
    [
        # 1 November 2026 is a Sunday: the week ends with it, in New York with the clocks put back that day.
        ("America/New_York", "week", 8, (2026, 11, 2), "2026-11-02T13:00:00+00:00"),
        ("America/New_York", "week", 8, (2026, 10, 26), "2026-10-26T12:00:00+00:00"),
        ("Europe/Warsaw", "month", 8, (2026, 11, 1), "2026-11-01T07:00:00+00:00"),
        ("Europe/Warsaw", "month", 8, (2026, 10, 1), "2026-10-01T06:00:00+00:00"),
        ("Pacific/Kiritimati", "quarter", 0, (2026, 10, 1), "2026-09-30T10:00:00+00:00"),
        ("Pacific/Pago_Pago", "quarter", 23, (2026, 10, 1), "2026-10-02T10:00:00+00:00"),
        # The hour that is left out in Cairo on 1 May 1981 does come, an hour of the world later.
        ("Africa/Cairo", "month", 0, (1981, 5, 1), "1981-04-30T22:00:00+00:00"),
    ],
)
def test_it_is_due_at_the_hour_that_the_shops_clock_shows(zone, step, hour, day, at):
    schedule, moment = plan(zone=zone, step=step, hour=hour), datetime.fromisoformat(at)
    result = due_periods.newest(schedule, moment)
    assert result.due_at == moment
    first = (datetime(*day, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).days
    assert result.last_day == first - 1


def test_a_minute_before_it_is_the_period_before_and_the_next_one_is_told():
    schedule = plan(zone="Europe/Rome", step="month", hour=8)
    at = datetime(2026, 10, 1, 6, tzinfo=UTC)
    early = datetime(2026, 10, 1, 5, 59, tzinfo=UTC)
    assert (due_periods.newest(schedule, early).due_at, due_periods.upcoming(schedule, early)) == (
        datetime(2026, 9, 1, 6, tzinfo=UTC),
        at,
    )
    assert due_periods.upcoming(schedule, at) == datetime(2026, 11, 1, 7, tzinfo=UTC)


def test_a_zone_that_this_machine_does_not_know_is_utc():
    for name in ("Mars/Olympus", "", "../../etc/passwd", "/etc/localtime"):
        assert due_periods.zone_of(name).key == "UTC"
